import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { useErrorText } from '../../../ui/error-text.ts';
import type { Template } from '../queries.ts';
import classes from './messages-section.module.css';
import { Gaps } from './sms-preview.tsx';

interface Props {
  campaignId: number;
  text: Template;
  applicationId: number | undefined;
}

/** The mail as it will be sent, in a frame in which nothing can run or lead away. */
export function MailPreview({ campaignId, text, applicationId }: Props) {
  const { t } = useTranslation('campaign');
  const reason = useErrorText();
  const [written] = useDebouncedValue({ subject: text.subject, body: text.body }, 350);
  const preview = useQuery({
    queryKey: ['campaign', campaignId, 'mail-preview', written, applicationId ?? null],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST('/api/campaigns/{campaignId}/templates/preview', {
          params: { path: { campaignId } },
          body: { channel: 'email', ...written, ...(applicationId && { applicationId }) },
          signal,
        }),
      ),
    enabled: text.enabled,
    placeholderData: (previous) => previous,
    gcTime: 10_000,
  });
  return (
    <section>
      <h3 className={classes.previewTitle}>{t('messages.mailPreview')}</h3>
      <div className={classes.box}>
        {!text.enabled ? (
          <Text c="dimmed" p="sm">
            {t('messages.off')}
          </Text>
        ) : preview.isError ? (
          <Text c="var(--mantine-color-error)" p="sm" role="alert">
            {reason(preview.error)}
          </Text>
        ) : (
          <>
            <div className={classes.subject}>
              <span>{t('messages.subject')}</span>
              {preview.data?.subject || '–'}
            </div>
            <iframe
              className={classes.frame}
              title={t('messages.mailPreview')}
              sandbox=""
              srcDoc={page(preview.data?.html ?? '')}
            />
          </>
        )}
      </div>
      <Gaps tokens={text.enabled ? (preview.data?.emptyTokens ?? []) : []} />
    </section>
  );
}

function page(html: string): string {
  return `<!doctype html><meta charset="utf-8"><style>body{margin:14px;font:14px/1.5 system-ui,sans-serif;color:#16191b;overflow-wrap:anywhere}</style>${html}`;
}
