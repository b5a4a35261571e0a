import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { smsSegments } from '../../../../../server/channels/sms/segments.ts';
import { useFormats } from '../../../../ui/formats-context.ts';
import { RelativeTime } from '../../../../ui/relative-time.tsx';
import type { ComposerState } from './state.ts';

const soon = 60 * 60_000;
/** From this part of what fits on, it is worth knowing. */
const nearlyFull = 0.8;

/** How long the text is, as its channel counts, and how long the channel stays open. */
export function Counter({ state: { channel, text, longest } }: { state: ComposerState }) {
  const { t } = useTranslation('leads');
  const formats = useFormats();
  const { characters, segments } = smsSegments(channel?.channel === 'sms' ? text : '');
  return (
    <>
      {segments.length > 0 && (
        <Text c="dimmed" size="xs">
          {t('chat.segments', { characters, count: segments.length })}
        </Text>
      )}
      {channel?.channel !== 'sms' && text.length > longest * nearlyFull && (
        <Text c={text.length > longest ? 'var(--mantine-color-error)' : 'dimmed'} size="xs">
          {t('chat.length', { length: formats.number(text.length), longest: formats.number(longest) })}
        </Text>
      )}
      {channel?.available && channel.until && (
        <Text
          c={Date.parse(channel.until) - Date.now() < soon ? 'var(--mantine-color-amber-light-color)' : 'dimmed'}
          size="xs"
        >
          {t('chat.windowCloses')} <RelativeTime value={channel.until} exact />
          {channel.left !== null && <>, {t('chat.answersLeft', { count: channel.left })}</>}
        </Text>
      )}
    </>
  );
}
