import { Button, Skeleton, Switch, Text } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { TokenValues } from '../../../../server/conversations/tokens.ts';
import { api, unwrap } from '../../../api/client.ts';
import { ApiError } from '../../../api/errors.ts';
import { loadLateArea } from '../../../i18n/i18n.ts';
import { toast } from '../../../ui/toast.tsx';
import type { Template } from '../queries.ts';
import classes from './messages-section.module.css';
import { SubjectField } from './subject-field.tsx';

interface Props {
  campaignId: number;
  applicationId: number | undefined;
  text: Template;
  values: TokenValues;
  /** By place in the mail: `subject`, `body`, `document.blocks.1.href`. */
  problems: Readonly<Record<string, string>>;
  onChange: (patch: Partial<Template>) => void;
}

/** The editor of blocks is the largest part of the settings, and seen by few of those who open them. */
const LetterBody = lazy(async () => {
  const [{ LetterBody: Body }] = await Promise.all([import('../letters/letter-body.tsx'), loadLateArea('letters')]);
  return { default: Body };
});

/** Subject and text of a mail, of blocks or as HTML. */
export function EmailEditor({ campaignId, applicationId, text, values, problems, onChange }: Props) {
  const { t } = useTranslation('campaign');
  const test = useTestMail(campaignId, applicationId);
  const refused = test.error instanceof ApiError ? test.error.fields : {};
  const change = (patch: Partial<Template>) => {
    if (test.error) test.reset();
    onChange(patch);
  };
  const all = { ...refused, ...problems };
  return (
    <div className={classes.card}>
      <div className={classes.head}>
        <Switch
          label={t('messages.sendEmail')}
          checked={text.enabled}
          onChange={(event) => change({ enabled: event.currentTarget.checked })}
        />
        {text.enabled && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={<IconSend size={14} aria-hidden />}
            loading={test.isPending}
            onClick={() => test.mutate(text)}
          >
            {t('messages.test')}
          </Button>
        )}
      </div>
      {text.enabled ? (
        <div className={classes.fields}>
          <SubjectField
            value={text.subject}
            values={values}
            error={all.subject}
            onChange={(subject) => change({ subject })}
          />
          <div role="group" aria-label={t('messages.bodyEmail')}>
            <Suspense fallback={<Skeleton h="14rem" />}>
              <LetterBody campaignId={campaignId} text={text} values={values} problems={all} onChange={change} />
            </Suspense>
          </div>
        </div>
      ) : (
        <Text c="dimmed" size="xs" mt={6}>
          {t('messages.off')}
        </Text>
      )}
    </div>
  );
}

function useTestMail(campaignId: number, applicationId: number | undefined) {
  const { t } = useTranslation('campaign');
  return useMutation({
    mutationFn: ({ subject, body, document }: Template) =>
      unwrap(
        api.POST('/api/campaigns/{campaignId}/templates/test', {
          params: { path: { campaignId } },
          body: { subject, body: document ? '' : body, document, ...(applicationId && { applicationId }) },
        }),
      ),
    onSuccess: ({ to }) => toast.success(t('messages.testSent', { to })),
    onError: (error) => toast.error(error),
  });
}
