import { Alert, Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../../api/errors.ts';
import { useErrorText } from '../../../../ui/error-text.ts';
import type { Channel } from '../queries.ts';
import { DeliverAgain } from './deliver-again.tsx';
import type { Draft } from './drafts.ts';
import { useFileProblem } from './file-problem.ts';
import type { ComposerState } from './state.ts';
import { useUnavailable } from './unavailable.ts';

interface Props {
  applicationId: number;
  draft: Draft;
  state: ComposerState;
  /** Sends although a token leaves a gap. */
  onSendAnyway: () => void;
}

/** What stands in the way of the message, or should be known before it is sent; the most urgent alone. */
export function Notices({ applicationId, draft, state, onSendAnyway }: Props) {
  const { t } = useTranslation('leads');
  const text = useErrorText();
  const why = useUnavailable();
  const problem = useFileProblem();
  const { refusal } = draft;
  const { channels, channel, fileProblem, gaps, longest, wrongTokens } = state;
  const bounced = channels?.find(({ reason }) => reason === 'bounced');
  const deliverAgain = bounced && <DeliverAgain applicationId={applicationId} />;
  if (refusal !== undefined) {
    const code = refusal instanceof ApiError ? refusal.code : '';
    const mild = code === 'duplicate_message' || code === 'empty_tokens';
    return (
      <Notice said color={mild ? 'yellow' : 'red'}>
        {text(refusal)}{' '}
        {code === 'empty_tokens' && (
          <Button size="compact-sm" variant="default" onClick={onSendAnyway}>
            {t('chat.sendAnyway')}
          </Button>
        )}
        {code === 'bounced' && <DeliverAgain applicationId={applicationId} />}
      </Notice>
    );
  }
  if (channels && !channels.some(({ available }) => available))
    return (
      <Notice said>
        <Unreachable channels={channels} /> {deliverAgain}
      </Notice>
    );
  if (channel && !channel.available)
    return (
      <Notice said>
        {t('chat.channelClosed', { channel: t(`channels.${channel.channel}`), why: why(channel.reason ?? '') })}{' '}
        {channel === bounced && deliverAgain}
      </Notice>
    );
  if (fileProblem && channel) return <Notice said>{problem(fileProblem, channel.channel)}</Notice>;
  if (state.text.length > longest)
    return <Notice said>{t('chat.tooLong', { longest, over: state.text.length - longest })}</Notice>;
  if (wrongTokens.length > 0)
    return <Notice said>{t('chat.wrongTokens', { tokens: wrongTokens.join(', '), count: wrongTokens.length })}</Notice>;
  if (gaps.length > 0)
    return <Notice>{t('chat.gaps', { tokens: gaps.map((name) => `@${name}`).join(', '), count: gaps.length })}</Notice>;
  return (
    <>
      {draft.channel === null && channel && <Instead channels={channels ?? []} channel={channel} />}
      {bounced && (
        <Notice>
          {why('bounced')} {deliverAgain}
        </Notice>
      )}
    </>
  );
}

/** Nobody has chosen the channel, and it is not the one by which they wrote last. */
function Instead({ channels, channel }: { channels: Channel[]; channel: Channel }) {
  const { t } = useTranslation('leads');
  const why = useUnavailable();
  const own = channels.find(({ last }) => last);
  if (!own?.reason || own.reason === 'bounced') return null;
  const names = { own: t(`channels.${own.channel}`), other: t(`channels.${channel.channel}`) };
  return (
    <Notice>
      {t('chat.instead', { ...names, why: why(own.reason) })}{' '}
      {own.channel === 'whatsapp' && own.reason === 'window_closed' && t('chat.insteadTemplate')}
    </Notice>
  );
}

/** That there is no address says less than that one must not be written to, and that less than what can be put right. */
function Unreachable({ channels }: { channels: Channel[] }) {
  const { t } = useTranslation('leads');
  const why = useUnavailable();
  const telling =
    channels.find(({ reason }) => reason === 'bounced') ??
    channels.find(({ reason }) => reason && !nothingThere.has(reason));
  if (!telling) return t('chat.unreachable');
  return t('chat.unreachableBy', { channel: t(`channels.${telling.channel}`), why: why(telling.reason ?? '') });
}

const nothingThere = new Set(['no_phone', 'no_email', 'chat_not_opened', 'not_written', 'not_connected']);

/** `said`: read out at once, since nothing can be sent or something just was refused. */
function Notice({ said, color, children }: { said?: boolean; color?: 'yellow' | 'red'; children: React.ReactNode }) {
  return (
    <Alert color={color ?? (said ? 'red' : 'yellow')} role={said ? 'alert' : 'status'} p="xs">
      <Group justify="space-between" gap="xs">
        <Text component="div" flex={1}>
          {children}
        </Text>
      </Group>
    </Alert>
  );
}
