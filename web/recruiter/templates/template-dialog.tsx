import { Alert, Button, Group, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { ApiError } from '../../api/errors.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { Gaps, isComplete } from './gaps.tsx';
import { templateChoiceQuery } from './queries.ts';

interface Props {
  applicationId: number;
  name: string;
  onClose: () => void;
}

/** Writes to a candidate by an approved template, with its gaps filled in and as it will read. */
export function TemplateDialog({ applicationId, name, onClose }: Props) {
  const { t } = useTranslation('templates');
  const choice = useQuery(templateChoiceQuery(applicationId));
  const templates = choice.data?.templates ?? [];
  return (
    <Dialog opened onClose={onClose} title={t('composer.title', { name })} size="lg">
      <Stack>
        <Text c="dimmed">{t('composer.why')}</Text>
        {choice.isError ? (
          <ErrorNotice error={choice.error} onRetry={() => void choice.refetch()} />
        ) : !choice.data ? (
          <SkeletonRows count={3} />
        ) : choice.data.reason ? (
          <Unavailable reason={choice.data.reason} />
        ) : templates.length === 0 ? (
          <Alert>{t('emptyChoice')}</Alert>
        ) : (
          <Choice applicationId={applicationId} templates={templates} onSent={onClose} />
        )}
      </Stack>
    </Dialog>
  );
}

function Unavailable({ reason }: { reason: string }) {
  const { t } = useTranslation('leads');
  return <Alert color="yellow">{t(`unavailable.${reason as 'no_phone'}`)}</Alert>;
}

type Templates = Awaited<ReturnType<NonNullable<ReturnType<typeof templateChoiceQuery>['queryFn']>>>['templates'];

function Choice({
  applicationId,
  templates,
  onSent,
}: {
  applicationId: number;
  templates: Templates;
  onSent: () => void;
}) {
  const { t } = useTranslation('templates');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const clientKey = useRef(crypto.randomUUID());
  const [id, setId] = useState(() =>
    String(templates.find(({ values }) => Object.keys(values).length)?.id ?? templates[0]?.id),
  );
  const template = templates.find((one) => String(one.id) === id);
  const [typed, setTyped] = useState<Record<string, Record<string, string>>>({});
  const texts = { ...template?.values, ...typed[id] };
  const send = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/applications/{applicationId}/template-messages', {
          params: { path: { applicationId } },
          body: { templateId: Number(id), values: texts, clientKey: clientKey.current },
        }),
      ),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['application', applicationId] });
      void queryClient.invalidateQueries({ queryKey: ['applications'] });
      onSent();
    },
  });
  const problems = send.error instanceof ApiError ? send.error.fields : {};
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!send.isPending) send.mutate();
      }}
    >
      <Stack>
        <Select
          label={t('template')}
          data={templates.map((one) => ({ value: String(one.id), label: `${one.name} (${one.language})` }))}
          value={id}
          onChange={(value) => {
            setId(value ?? id);
            send.reset();
          }}
          searchable={templates.length > 8}
          allowDeselect={false}
          data-autofocus
        />
        {template && (
          <Gaps
            template={template}
            texts={texts}
            onChange={(changed) => {
              setTyped({ ...typed, [id]: changed });
              send.reset();
            }}
            problems={problems}
          />
        )}
        {send.isError && (
          <Alert color="red" role="alert">
            {errorText(send.error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={send.isPending} disabled={!template || !isComplete(template, texts)}>
            {t('composer.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
