import { Button, Menu, Text } from '@mantine/core';
import { IconBookmark, IconDeviceFloppy, IconPencil, IconPlus, IconTrash, IconUsers } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { DialogComes } from '../../../ui/dialog-comes.tsx';
import { toast } from '../../../ui/toast.tsx';
import { type LeadsSearch, nothingNarrowed, readLeadsSearch } from '../search-params.ts';
import { type SavedView, viewsQuery } from './queries.ts';
import { sameSearch, toViewSearch } from './view-search.ts';

const ViewDialog = lazy(async () => ({ default: (await import('./view-dialog.tsx')).ViewDialog }));

interface Props {
  search: LeadsSearch;
  change: (patch: Partial<LeadsSearch>) => void;
}

/** Saved views: picked, saved, and the one that is shown brought up to date, renamed or deleted. */
export function ViewsMenu({ search, change }: Props) {
  const { t } = useTranslation('finding');
  const client = useQueryClient();
  const { data: views = [] } = useQuery(viewsQuery);
  const [picked, setPicked] = useState<number | null>(null);
  const [dialog, setDialog] = useState<'new' | 'rename' | 'delete' | null>(null);
  const shown = views.find((view) => sameSearch(view.search, search)) ?? views.find(({ id }) => id === picked) ?? null;
  const changed = shown !== null && !sameSearch(shown.search, search);
  const refresh = () => client.invalidateQueries({ queryKey: viewsQuery.queryKey });

  function pick(view: SavedView): void {
    setPicked(view.id);
    const { id: _open, ...found } = readLeadsSearch(view.search);
    change({ ...nothingNarrowed, sort: undefined, order: undefined, ...found });
  }

  async function update(view: SavedView): Promise<void> {
    try {
      const params = { path: { savedViewId: view.id } };
      await unwrap(api.PATCH('/api/saved-views/{savedViewId}', { params, body: { search: toViewSearch(search) } }));
      await refresh();
      toast.success(t('views.updated', { name: view.name }));
    } catch (error) {
      toast.error(error);
    }
  }

  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            maw="11rem"
            style={{ flexShrink: 0 }}
            leftSection={<IconBookmark size={13} aria-hidden />}
          >
            {shown ? `${shown.name}${changed ? ' *' : ''}` : t('views.title')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <ViewList title={t('views.own')} views={views.filter(({ shared }) => !shared)} shown={shown} onPick={pick} />
          <ViewList
            title={t('views.shared')}
            views={views.filter(({ shared }) => shared)}
            shown={shown}
            onPick={pick}
          />
          {views.length === 0 && (
            <Text size="xs" c="dimmed" px="sm" py={6}>
              {t('views.none')}
            </Text>
          )}
          <Menu.Divider />
          <Menu.Item leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setDialog('new')}>
            {t('views.save')}
          </Menu.Item>
          {shown?.canEdit && (
            <>
              <Menu.Item
                leftSection={<IconDeviceFloppy size={15} aria-hidden />}
                disabled={!changed}
                onClick={() => void update(shown)}
              >
                {t('views.update', { name: shown.name })}
              </Menu.Item>
              <Menu.Item leftSection={<IconPencil size={15} aria-hidden />} onClick={() => setDialog('rename')}>
                {t('views.rename', { name: shown.name })}
              </Menu.Item>
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={15} aria-hidden />}
                onClick={() => setDialog('delete')}
              >
                {t('views.delete', { name: shown.name })}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {(dialog === 'new' || (dialog === 'rename' && shown)) && (
        <Suspense fallback={<DialogComes />}>
          <ViewDialog
            view={dialog === 'rename' ? shown : null}
            search={search}
            onClose={() => setDialog(null)}
            onSaved={(view) => setPicked(view.id)}
          />
        </Suspense>
      )}
      {shown && (
        <ConfirmDialog
          opened={dialog === 'delete'}
          onClose={() => setDialog(null)}
          title={t('views.deleteTitle', { name: shown.name })}
          confirmLabel={t('views.deleteConfirm')}
          danger
          onConfirm={async () => {
            const params = { path: { savedViewId: shown.id } };
            await api.DELETE('/api/saved-views/{savedViewId}', { params }).then(requireDeleted);
            setPicked(null);
            await refresh();
          }}
        >
          {shown.shared ? t('views.deleteShared') : t('views.deleteOwn')}
        </ConfirmDialog>
      )}
    </>
  );
}

async function requireDeleted(answer: { error?: unknown; response: Response }): Promise<void> {
  if (!answer.response.ok) await unwrap(Promise.resolve(answer as never));
}

interface ListProps {
  title: string;
  views: SavedView[];
  shown: SavedView | null;
  onPick: (view: SavedView) => void;
}

function ViewList({ title, views, shown, onPick }: ListProps) {
  if (views.length === 0) return null;
  return (
    <>
      <Menu.Label>{title}</Menu.Label>
      {views.map((view) => (
        <Menu.Item
          key={view.id}
          leftSection={view.shared ? <IconUsers size={15} aria-hidden /> : <IconBookmark size={15} aria-hidden />}
          aria-current={view.id === shown?.id}
          fw={view.id === shown?.id ? 600 : undefined}
          onClick={() => onPick(view)}
        >
          {view.name}
        </Menu.Item>
      ))}
    </>
  );
}
