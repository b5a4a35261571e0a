import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconListDetails } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { type Attribute, attributesQuery } from '../../attributes/queries.ts';
import { ArchiveButton } from './archive-button.tsx';
import { AttributeDialog } from './attribute-dialog.tsx';
import { Rows } from './rows.tsx';
import { useChange } from './use-change.ts';

/** What the company wants to know of its candidates. */
export function Attributes() {
  const { t } = useTranslation('own');
  const { data, error, refetch } = useQuery(attributesQuery);
  const [editing, setEditing] = useState<Attribute | 'new' | null>(null);
  const change = useChange(attributesQuery.queryKey);
  const queryClient = useQueryClient();
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows />;
  const create = <Button onClick={() => setEditing('new')}>{t('attributes.create')}</Button>;
  function order(ids: number[]): void {
    queryClient.setQueryData(
      attributesQuery.queryKey,
      (all) => all && ids.flatMap((id) => all.find((one) => one.id === id) ?? []),
    );
    change.mutate(() => unwrap(api.PUT('/api/attribute-order', { body: { ids } })));
  }
  const archive = (attributeId: number) => (archived: boolean) =>
    change.mutate(() =>
      unwrap(api.PATCH('/api/attributes/{attributeId}', { params: { path: { attributeId } }, body: { archived } })),
    );
  return (
    <Stack>
      {data.length === 0 ? (
        <EmptyState
          icon={<IconListDetails aria-hidden />}
          title={t('attributes.empty')}
          text={t('attributes.explained')}
          action={create}
        />
      ) : (
        <>
          <Group justify="space-between">
            <Text c="dimmed" maw="44rem">
              {t('attributes.explained')}
            </Text>
            {create}
          </Group>
          <Rows
            label={t('attributes.list')}
            onOrder={order}
            rows={data.map((attribute) => ({
              id: attribute.id,
              name: attribute.name,
              content: <Shown attribute={attribute} />,
              onEdit: () => setEditing(attribute),
              actions: (
                <ArchiveButton name={attribute.name} archived={attribute.archived} onChange={archive(attribute.id)} />
              ),
            }))}
          />
        </>
      )}
      {editing && <AttributeDialog attribute={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Stack>
  );
}

function Shown({ attribute: { name, key, type, choices, archived } }: { attribute: Attribute }) {
  const { t } = useTranslation('own');
  return (
    <>
      <Group gap="xs">
        <Text fw={600} {...(archived && { c: 'dimmed' })}>
          {name}
        </Text>
        <Badge color="gray">{t(`attributes.types.${type}`)}</Badge>
        {archived && <Badge color="gray">{t('archived')}</Badge>}
      </Group>
      <Text size="xs" c="dimmed">
        {[key, choices.join(', ')].filter(Boolean).join(' · ')}
      </Text>
    </>
  );
}
