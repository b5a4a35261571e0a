import { ActionIcon, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconFolders, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { FolderBadge } from '../../../ui/folder-badge.tsx';
import { useFormats } from '../../../ui/formats-context.ts';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { type Folder, foldersQuery } from '../../folders/queries.ts';
import { WithOwnFolders } from '../../folders/with-own-folders.tsx';
import { DeleteFolder } from './delete-folder.tsx';
import { FolderDialog } from './folder-dialog.tsx';
import { Rows } from './rows.tsx';
import { useChange } from './use-change.ts';

export type OwnFolder = Folder & { name: string };

/** The company's folders beside the default ones. */
export function Folders() {
  const { t } = useTranslation('own');
  const { data, error, refetch } = useQuery(foldersQuery);
  const [editing, setEditing] = useState<OwnFolder | 'new' | null>(null);
  const [deleting, setDeleting] = useState<OwnFolder | null>(null);
  const change = useChange(foldersQuery.queryKey);
  const queryClient = useQueryClient();
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows />;
  const own = data.filter((folder): folder is OwnFolder => folder.name !== null);
  const create = <Button onClick={() => setEditing('new')}>{t('folders.create')}</Button>;
  function order(keys: string[]): void {
    queryClient.setQueryData(foldersQuery.queryKey, (all) => {
      if (!all) return all;
      const ordered = keys.flatMap((key) => all.find((one) => one.key === key) ?? []);
      return [...all.filter(({ name }) => name === null), ...ordered];
    });
    change.mutate(() => unwrap(api.PUT('/api/folder-order', { body: { keys } })));
  }
  return (
    <WithOwnFolders>
      <Stack>
        {own.length === 0 ? (
          <EmptyState
            icon={<IconFolders aria-hidden />}
            title={t('folders.empty')}
            text={t('folders.explained')}
            action={create}
          />
        ) : (
          <>
            <Group justify="space-between">
              <Text c="dimmed" maw="44rem">
                {t('folders.explained')}
              </Text>
              {create}
            </Group>
            <Rows
              label={t('folders.list')}
              onOrder={order}
              rows={own.map((folder) => ({
                id: folder.key,
                name: folder.name,
                content: <Shown folder={folder} />,
                onEdit: () => setEditing(folder),
                actions: (
                  <ActionIcon
                    aria-label={t('folders.delete', { name: folder.name })}
                    onClick={() => setDeleting(folder)}
                  >
                    <IconTrash size={16} aria-hidden />
                  </ActionIcon>
                ),
              }))}
            />
          </>
        )}
        {editing && <FolderDialog folder={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
        {deleting && <DeleteFolder folder={deleting} onClose={() => setDeleting(null)} />}
      </Stack>
    </WithOwnFolders>
  );
}

function Shown({ folder: { key, name, count, campaignIds } }: { folder: OwnFolder }) {
  const { t } = useTranslation('own');
  const formats = useFormats();
  return (
    <>
      <FolderBadge folder={key} name={name} />
      <Text size="xs" c="dimmed">
        <Anchor
          inherit
          underline="always"
          renderRoot={(props) => <Link to="/leads" search={{ folder: [key] }} {...props} />}
        >
          {t('folders.holds', { count, number: formats.number(count) })}
        </Anchor>
        {' · '}
        {campaignIds === null ? t('folders.ofAll') : t('folders.ofSome', { count: campaignIds.length })}
      </Text>
    </>
  );
}
