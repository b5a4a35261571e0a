import { Badge, Button, Group, Stack, Switch, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { useErrorText } from '../../../ui/error-text.ts';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import {
  type Reason,
  type ReasonFolder,
  type Reasons as ReasonsData,
  reasonsQuery,
} from '../../move-reasons/queries.ts';
import { ArchiveButton } from './archive-button.tsx';
import { Rows } from './rows.tsx';
import { useChange } from './use-change.ts';

const folders = ['shortlisted', 'rejected'] as const;

/** Why the company shortlists and rejects. */
export function Reasons() {
  const { t } = useTranslation('own');
  const { data, error, refetch } = useQuery(reasonsQuery);
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows />;
  return (
    <Stack gap="xl">
      <Text c="dimmed" maw="44rem">
        {t('reasons.explained')}
      </Text>
      {folders.map((folder) => (
        <OfFolder key={folder} folder={folder} data={data} />
      ))}
    </Stack>
  );
}

function OfFolder({ folder, data }: { folder: ReasonFolder; data: ReasonsData }) {
  const { t } = useTranslation('own');
  const queryClient = useQueryClient();
  const change = useChange(reasonsQuery.queryKey);
  const [editing, setEditing] = useState<Reason | null>(null);
  const title = useId();
  const own = data.reasons.filter((reason) => reason.folder === folder);

  function order(ids: number[]): void {
    queryClient.setQueryData(
      reasonsQuery.queryKey,
      (before) =>
        before && {
          ...before,
          reasons: [
            ...before.reasons.filter((reason) => reason.folder !== folder),
            ...ids.flatMap((id) => own.find((one) => one.id === id) ?? []),
          ],
        },
    );
    change.mutate(() => unwrap(api.PUT('/api/move-reason-order', { body: { folder, ids } })));
  }
  function require(required: boolean): void {
    const body = { ...data.required, [folder]: required };
    queryClient.setQueryData(reasonsQuery.queryKey, (before) => before && { ...before, required: body });
    change.mutate(() => unwrap(api.PUT('/api/move-reason-rules', { body })));
  }
  const archive = (reasonId: number) => (archived: boolean) =>
    change.mutate(() =>
      unwrap(api.PATCH('/api/move-reasons/{reasonId}', { params: { path: { reasonId } }, body: { archived } })),
    );

  return (
    <Stack component="section" aria-labelledby={title} gap="sm">
      <Title order={2} id={title}>
        {t(`reasons.folders.${folder}`)}
      </Title>
      <Switch
        label={t('reasons.required')}
        description={t('reasons.requiredHint')}
        checked={data.required[folder]}
        onChange={(event) => require(event.currentTarget.checked)}
      />
      {own.length === 0 && <Text c="dimmed">{t('reasons.empty')}</Text>}
      <Rows
        label={t(`reasons.folders.${folder}`)}
        onOrder={order}
        rows={own.map((reason) => ({
          id: reason.id,
          name: reason.name,
          content: <Shown reason={reason} />,
          onEdit: () => setEditing(reason),
          actions: <ArchiveButton name={reason.name} archived={reason.archived} onChange={archive(reason.id)} />,
        }))}
      />
      <NewReason folder={folder} />
      {editing && <Rename reason={editing} onClose={() => setEditing(null)} />}
    </Stack>
  );
}

function Shown({ reason: { name, archived } }: { reason: Reason }) {
  const { t } = useTranslation('own');
  return (
    <Group gap="xs">
      <Text {...(archived && { c: 'dimmed' })}>{name}</Text>
      {archived && <Badge color="gray">{t('archived')}</Badge>}
    </Group>
  );
}

function NewReason({ folder }: { folder: ReasonFolder }) {
  const { t } = useTranslation('own');
  const [name, setName] = useState('');
  const add = useSaved((given: string) => unwrap(api.POST('/api/move-reasons', { body: { folder, name: given } })));
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (name.trim()) add.mutate(name, { onSuccess: () => setName('') });
  }
  return (
    <form onSubmit={submit}>
      <Group align="flex-start" gap="xs">
        <TextInput
          aria-label={`${t(`reasons.folders.${folder}`)}: ${t('reasons.newName')}`}
          placeholder={t('reasons.newName')}
          w="20rem"
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={add.problem}
        />
        <Button type="submit" variant="default" loading={add.isPending}>
          {t('reasons.add')}
        </Button>
      </Group>
    </form>
  );
}

function Rename({ reason, onClose }: { reason: Reason; onClose: () => void }) {
  const { t } = useTranslation('own');
  const [name, setName] = useState(reason.name);
  const params = { path: { reasonId: reason.id } };
  const save = useSaved((given: string) =>
    unwrap(api.PATCH('/api/move-reasons/{reasonId}', { params, body: { name: given } })),
  );
  function submit(event: FormEvent): void {
    event.preventDefault();
    save.mutate(name, { onSuccess: onClose });
  }
  return (
    <Dialog opened onClose={onClose} title={t('reasons.change')}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('name')}
            required
            maxLength={120}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={save.problem}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** What is wrong is said at the field. */
function useSaved(save: (name: string) => Promise<unknown>) {
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const mutation = useMutation({
    mutationFn: save,
    onSettled: () => queryClient.invalidateQueries({ queryKey: reasonsQuery.queryKey }),
  });
  return { ...mutation, problem: mutation.error ? errorText(mutation.error) : undefined };
}
