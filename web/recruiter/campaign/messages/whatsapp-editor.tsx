import { Alert, Button, Group, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TokenValues } from '../../../../server/conversations/tokens.ts';
import { api, unwrap } from '../../../api/client.ts';
import { ApiError } from '../../../api/errors.ts';
import { useErrorText } from '../../../ui/error-text.ts';
import { toast } from '../../../ui/toast.tsx';
import { Gaps, isComplete } from '../../templates/gaps.tsx';
import { type EventTemplate, eventTemplatesQuery, type Template, templatesQuery } from '../../templates/queries.ts';
import classes from './messages-section.module.css';

interface Props {
  campaignId: number;
  event: EventTemplate['event'];
  values: TokenValues;
}

/** Which approved template goes out by WhatsApp at this event. Nothing where no template is known. */
export function WhatsappEditor({ campaignId, event, values }: Props) {
  const templates = useQuery(templatesQuery).data;
  const chosen = useQuery(eventTemplatesQuery(campaignId)).data;
  if (!templates || !chosen || (templates.length === 0 && chosen.length === 0)) return null;
  return <Editor key={event} campaignId={campaignId} event={event} values={values} {...{ templates, chosen }} />;
}

function Editor({
  campaignId,
  event,
  values,
  templates,
  chosen,
}: Props & { templates: Template[]; chosen: EventTemplate[] }) {
  const { t } = useTranslation('templates');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const stored = chosen.find((one) => one.event === event);
  const [draft, setDraft] = useState<{ templateId: number; parameters: Record<string, string> } | null>(stored ?? null);
  const template = templates.find(({ id }) => id === draft?.templateId);
  const dirty =
    draft?.templateId !== stored?.templateId ||
    JSON.stringify(draft?.parameters) !== JSON.stringify(stored?.parameters);
  const save = useMutation({
    mutationFn: () => {
      const others = chosen.filter((one) => one.event !== event);
      return unwrap(
        api.PUT('/api/campaigns/{campaignId}/whatsapp-templates', {
          params: { path: { campaignId } },
          body: { events: [...others, ...(draft ? [{ ...draft, event }] : [])] },
        }),
      );
    },
    onSuccess: (saved) => {
      queryClient.setQueryData(eventTemplatesQuery(campaignId).queryKey, saved);
      setDraft(saved.find((one) => one.event === event) ?? null);
      toast.success(t('campaign.saved'));
    },
  });
  const fields = save.error instanceof ApiError ? save.error.fields : {};
  const problems = Object.fromEntries(
    Object.entries(fields).map(([key, text]) => [key.replace(`${event}.`, ''), text]),
  );
  return (
    <div className={classes.card}>
      <Stack gap="xs">
        <Select
          label={t('campaign.label')}
          description={t('campaign.hint')}
          placeholder={t('noTemplate')}
          clearable
          searchable={templates.length > 8}
          data={templates
            .filter(({ sendable, id }) => sendable || id === draft?.templateId)
            .map(({ id, name, language, sendable }) => ({
              value: String(id),
              label: `${name} (${language})`,
              disabled: !sendable,
            }))}
          value={draft && template ? String(draft.templateId) : null}
          onChange={(value) => {
            save.reset();
            setDraft(value === null ? null : { templateId: Number(value), parameters: {} });
          }}
        />
        {draft && !template?.sendable && <Alert color="yellow">{t('campaign.gone')}</Alert>}
        {draft && template && (
          <Gaps
            template={template}
            texts={draft.parameters}
            onChange={(parameters) => {
              save.reset();
              setDraft({ ...draft, parameters });
            }}
            problems={problems}
            tokens={values}
          />
        )}
        {save.isError && (
          <Text role="alert" size="xs" c="var(--mantine-color-error)">
            {errorText(save.error)}
          </Text>
        )}
        {dirty && (
          <Group justify="flex-end">
            <Button
              size="xs"
              loading={save.isPending}
              disabled={draft !== null && !(template && isComplete(template, draft.parameters))}
              onClick={() => save.mutate()}
            >
              {t('campaign.save')}
            </Button>
          </Group>
        )}
      </Stack>
    </div>
  );
}
