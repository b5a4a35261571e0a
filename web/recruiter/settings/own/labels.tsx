import { ActionIcon, Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconTags, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { useFormats } from '../../../ui/formats-context.ts';
import { LabelChip } from '../../../ui/label-chip.tsx';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { toast } from '../../../ui/toast.tsx';
import { useLabelName } from '../../leads/label-name.ts';
import { type Label, labelCountsQuery, labelsQuery } from '../../leads/queries.ts';
import { LabelDialog } from './label-dialog.tsx';
import { Rows } from './rows.tsx';

/** The company's labels, those that Parley puts on itself last. */
export function Labels() {
  const { t } = useTranslation('own');
  const labelName = useLabelName();
  const { data, error, refetch } = useQuery(labelsQuery);
  // What it holds grows old without a hint: everybody labels candidates all day.
  const { data: counts } = useQuery({ ...labelCountsQuery, refetchOnMount: 'always' });
  const [editing, setEditing] = useState<Label | 'new' | null>(null);
  const [deleting, setDeleting] = useState<Label | null>(null);
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows />;
  const countOf = ({ id }: Label) => (counts ? (counts.find((one) => one.id === id)?.count ?? 0) : null);
  const own = data.filter(({ automatic }) => !automatic);
  const create = <Button onClick={() => setEditing('new')}>{t('labels.create')}</Button>;
  const shown = [...own, ...data.filter(({ automatic }) => automatic)];
  return (
    <Stack>
      {own.length === 0 ? (
        <EmptyState
          icon={<IconTags aria-hidden />}
          title={t('labels.empty')}
          text={t('labels.explained')}
          action={create}
        />
      ) : (
        <Group justify="space-between">
          <Text c="dimmed" maw="44rem">
            {t('labels.explained')}
          </Text>
          {create}
        </Group>
      )}
      <Rows
        label={t('labels.list')}
        rows={shown.map((label) => ({
          id: label.id,
          name: labelName(label),
          content: <Shown label={label} count={countOf(label)} />,
          onEdit: () => setEditing(label),
          actions: label.automatic ? null : (
            <ActionIcon aria-label={t('labels.delete', { name: label.name })} onClick={() => setDeleting(label)}>
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          ),
        }))}
      />
      {editing && (
        <LabelDialog label={editing === 'new' ? null : editing} others={data} onClose={() => setEditing(null)} />
      )}
      {deleting && <DeleteLabel label={deleting} count={countOf(deleting)} onClose={() => setDeleting(null)} />}
    </Stack>
  );
}

function Shown({ label, count }: { label: Label; count: number | null }) {
  const { t } = useTranslation('own');
  const formats = useFormats();
  const name = useLabelName()(label);
  return (
    <>
      <Group gap="xs">
        <LabelChip name={name} color={label.color} />
        {label.automatic && (
          <Badge variant="light" color="gray">
            {t('labels.automatic')}
          </Badge>
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {count !== null && (
          <Anchor inherit renderRoot={(props) => <Link to="/leads" search={{ label: label.id }} {...props} />}>
            {t('folders.holds', { count, number: formats.number(count) })}
          </Anchor>
        )}
      </Text>
    </>
  );
}

/** Says how many carry it before it is taken off all of them. */
function DeleteLabel({ label, count, onClose }: { label: Label; count: number | null; onClose: () => void }) {
  const { t } = useTranslation('own');
  const formats = useFormats();
  const queryClient = useQueryClient();
  const { id, name } = label;

  async function remove(): Promise<void> {
    try {
      await unwrap(api.DELETE('/api/labels/{labelId}', { params: { path: { labelId: id } } }));
      toast.success(t('labels.deleted', { name }));
    } finally {
      for (const queryKey of [labelsQuery.queryKey, ['applications'], ['application']])
        void queryClient.invalidateQueries({ queryKey });
    }
  }

  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t('labels.deleteTitle', { name })}
      confirmLabel={t('labels.deleteConfirm')}
      onConfirm={remove}
      danger
    >
      <Stack gap="xs">
        {count !== null && (
          <Text>
            {count === 0 ? t('labels.nobody') : t('labels.carried', { count, number: formats.number(count) })}
          </Text>
        )}
        <Text>{t('labels.deleteText')}</Text>
      </Stack>
    </ConfirmDialog>
  );
}
