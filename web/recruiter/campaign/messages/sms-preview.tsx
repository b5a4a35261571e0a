import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { smsSegments } from '../../../../server/channels/sms/segments.ts';
import { emptyTokens, substitute, type TokenValues } from '../../../../server/conversations/tokens.ts';
import { Bubble } from '../phone-frame.tsx';
import classes from './messages-section.module.css';

interface Props {
  text: string;
  values: TokenValues;
  enabled: boolean;
}

/** One bubble for each SMS that the text takes. */
export function SmsPreview({ text, values, enabled }: Props) {
  const { t } = useTranslation('campaign');
  const { segments } = smsSegments(substitute(text, values));
  const gaps = emptyTokens(text, values);
  return (
    <section>
      <h3 className={classes.previewTitle} data-alone>
        {t('messages.smsPreview')}
      </h3>
      <div className={classes.box}>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls */}
        <div className={classes.bubbles} tabIndex={0} role="group" aria-label={t('messages.smsPreview')}>
          {!enabled ? (
            <Text c="dimmed">{t('messages.off')}</Text>
          ) : segments.length === 0 ? (
            <Text c="dimmed">{t('messages.empty')}</Text>
          ) : (
            segments.map((segment, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a segment is its place
              <div key={index}>
                <Bubble>{segment}</Bubble>
                {segments.length > 1 && (
                  <span className={classes.segment}>
                    {t('messages.segment', { number: index + 1, total: segments.length })}
                  </span>
                )}
              </div>
            ))
          )}
        </div>
      </div>
      <Gaps tokens={enabled ? gaps : []} />
    </section>
  );
}

/** Warns of tokens that would leave a gap. */
export function Gaps({ tokens }: { tokens: readonly string[] }) {
  const { t } = useTranslation('campaign');
  if (tokens.length === 0) return null;
  return (
    <Text size="xs" mt={4} c="var(--mantine-color-error)">
      {t('messages.emptyTokens', { tokens: tokens.map((token) => `@${token}`).join(', ') })}
    </Text>
  );
}
