import { ActionIcon, Button, Switch, Text, Textarea, TextInput, Tooltip } from '@mantine/core';
import { IconCode, IconSend } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TokenValues } from '../../../../server/conversations/tokens.ts';
import { api, unwrap } from '../../../api/client.ts';
import { ApiError } from '../../../api/errors.ts';
import { toast } from '../../../ui/toast.tsx';
import type { Template } from '../queries.ts';
import { canEditGraphically } from './mail-html.ts';
import classes from './messages-section.module.css';
import type { Problems } from './messages-section.tsx';
import { RichText, type RichTextHandle } from './rich-text.tsx';
import { insertAtCursor, TokenMenu } from './token-menu.tsx';

interface Props {
  campaignId: number;
  applicationId: number | undefined;
  text: Template;
  values: TokenValues;
  problems: Problems;
  onChange: (patch: Partial<Template>) => void;
}

/** Subject and text of a mail, graphical or as HTML. */
export function EmailEditor({ campaignId, applicationId, text, values, problems, onChange }: Props) {
  const { t } = useTranslation('campaign');
  const test = useTestMail(campaignId, applicationId);
  const refused = test.error instanceof ApiError ? test.error.fields : {};
  const change = (patch: Partial<Template>) => {
    test.reset();
    onChange(patch);
  };
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
          <TextInput
            label={t('messages.subject')}
            value={text.subject}
            maxLength={300}
            onChange={(event) => change({ subject: event.currentTarget.value })}
            error={problems.subject ?? refused.subject}
          />
          <Body
            text={text}
            values={values}
            problem={problems.body ?? refused.body}
            onChange={(body) => change({ body })}
          />
        </div>
      ) : (
        <Text c="dimmed" size="xs" mt={6}>
          {t('messages.off')}
        </Text>
      )}
    </div>
  );
}

interface BodyProps {
  text: Template;
  values: TokenValues;
  problem: string | undefined;
  onChange: (body: string) => void;
}

function Body({ text, values, problem, onChange }: BodyProps) {
  const { t } = useTranslation('campaign');
  const [asHtml, setAsHtml] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const rich = useRef<RichTextHandle>(null);
  const possible = canEditGraphically(text.body);
  const raw = asHtml || !possible;
  const switchLabel = raw ? t('messages.graphical') : t('messages.html');
  function insert(token: string): void {
    if (raw) onChange(insertAtCursor(field.current, text.body, token));
    else rich.current?.insert(token);
  }
  return (
    <div>
      <div className={classes.head}>
        <span className={classes.label} aria-hidden>
          {t('messages.bodyEmail')}
        </span>
        <span className={classes.acts}>
          <TokenMenu values={values} onInsert={insert} />
          <Tooltip label={possible ? switchLabel : t('messages.notGraphical')}>
            <ActionIcon
              aria-label={possible ? switchLabel : t('messages.notGraphical')}
              aria-pressed={raw}
              variant={raw ? 'light' : 'subtle'}
              disabled={!possible}
              onClick={() => setAsHtml(!asHtml)}
            >
              <IconCode size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </span>
      </div>
      {raw ? (
        <Textarea
          ref={field}
          className={classes.code}
          aria-label={t('messages.bodyEmail')}
          minRows={8}
          maxRows={24}
          spellCheck={false}
          value={text.body}
          onChange={(event) => onChange(event.currentTarget.value)}
          error={problem}
        />
      ) : (
        <>
          <RichText ref={rich} html={text.body} label={t('messages.bodyEmail')} onChange={onChange} />
          {problem && (
            <Text size="xs" c="var(--mantine-color-error)" mt={4} role="alert">
              {problem}
            </Text>
          )}
        </>
      )}
      {!possible && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('messages.notGraphical')}
        </Text>
      )}
    </div>
  );
}

function useTestMail(campaignId: number, applicationId: number | undefined) {
  const { t } = useTranslation('campaign');
  return useMutation({
    mutationFn: ({ subject, body }: Template) =>
      unwrap(
        api.POST('/api/campaigns/{campaignId}/templates/test', {
          params: { path: { campaignId } },
          body: { subject, body, ...(applicationId && { applicationId }) },
        }),
      ),
    onSuccess: ({ to }) => toast.success(t('messages.testSent', { to })),
    onError: (error) => toast.error(error),
  });
}
