import { ActionIcon, Button, Group, Progress, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { useFolderName } from '../../../ui/folder-badge.tsx';
import { useFormats } from '../../../ui/formats-context.ts';
import { toast } from '../../../ui/toast.tsx';
import classes from './bulk.module.css';
import { type BulkAction, bulkActionQuery, bulkActionsQuery, foldersQuery, isUnderWay } from './queries.ts';

const ResultsDialog = lazy(async () => ({ default: (await import('./results-dialog.tsx')).ResultsDialog }));

const storageKey = 'parley.bulk-actions-closed';
const shownForMs = 60 * 60_000;

/** What was started, on every screen and after a reload: how far it is, how it ended, what can be done about it. */
export function BulkTray() {
  const { t } = useTranslation('bulk');
  const { data } = useQuery(bulkActionsQuery);
  const [closed, setClosed] = useState(readClosed);
  const shown = (data ?? []).filter(
    (bulk) =>
      !closed.includes(bulk.id) &&
      (!bulk.finishedAt || Date.now() - new Date(bulk.finishedAt).getTime() < shownForMs) &&
      bulk.undo !== 'undone',
  );
  if (shown.length === 0) return null;
  function close(id: number): void {
    const next = [...closed, id].slice(-50);
    setClosed(next);
    writeClosed(next);
  }
  return (
    <section className={classes.tray} aria-label={t('tray.title')}>
      <ul className={classes.cards} aria-label={t('tray.title')}>
        {shown.slice(0, 4).map((bulk) => (
          <Card key={bulk.id} listed={bulk} onClose={() => close(bulk.id)} />
        ))}
      </ul>
    </section>
  );
}

function Card({ listed, onClose }: { listed: BulkAction; onClose: () => void }) {
  const { t } = useTranslation('bulk');
  const queryClient = useQueryClient();
  const { data: bulk } = useQuery({ ...bulkActionQuery(listed.id), initialData: listed });
  const [detailed, setDetailed] = useState(false);
  const name = useActionName(bulk);
  const underWay = isUnderWay(bulk);
  useEffect(() => {
    if (underWay || isUnderWay(listed) === underWay) return;
    // It has just ended: what it changed is to be seen everywhere.
    for (const queryKey of [['applications'], ['folder-counts'], ['application'], bulkActionsQuery.queryKey])
      void queryClient.invalidateQueries({ queryKey });
  }, [underWay, listed, queryClient]);
  return (
    <li className={classes.card}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <span className={classes.name}>{name}</span>
        {!underWay && (
          <Tooltip label={t('tray.close')}>
            <ActionIcon size="sm" aria-label={t('tray.close')} onClick={onClose}>
              <IconX size={14} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      <Progress
        my={6}
        size="sm"
        value={bulk.total === 0 ? 100 : (reachedOf(bulk) / bulk.total) * 100}
        color={underWay || bulk.state === 'finished' ? undefined : 'gray'}
        aria-label={t('tray.progress', { name })}
      />
      <Group justify="space-between" gap="xs">
        <Summary bulk={bulk} />
        <Group gap={4}>
          <Acts bulk={bulk} onDetails={() => setDetailed(true)} />
        </Group>
      </Group>
      <Suspense fallback={null}>
        {detailed && <ResultsDialog bulk={bulk} name={name} onClose={() => setDetailed(false)} />}
      </Suspense>
    </li>
  );
}

function Summary({ bulk }: { bulk: BulkAction }) {
  const { t } = useTranslation('bulk');
  const formats = useFormats();
  const { counts, state, total } = bulk;
  const shown = (count: number) => ({ shown: formats.number(count) });
  if (state === 'waiting') return <span className={classes.state}>{t('tray.waiting')}</span>;
  if (isUnderWay(bulk))
    return (
      <span className={classes.state}>
        {t('tray.of', { done: formats.number(reachedOf(bulk)), total: formats.number(total) })}
      </span>
    );
  const parts = [
    state !== 'finished' && t(`tray.${state === 'cancelled' ? 'cancelled' : 'failed'}`),
    t('tray.done', shown(counts.done)),
    counts.skipped > 0 && t('tray.skipped', shown(counts.skipped)),
    counts.failed > 0 && t('tray.failures', shown(counts.failed)),
  ];
  return (
    <span className={classes.state} role="status">
      {parts.filter(Boolean).join(' · ')}
    </span>
  );
}

function Acts({ bulk, onDetails }: { bulk: BulkAction; onDetails: () => void }) {
  const { t } = useTranslation('bulk');
  const queryClient = useQueryClient();
  const params = { params: { path: { bulkId: bulk.id } } };
  const settled = () => {
    for (const queryKey of [bulkActionsQuery.queryKey, ['bulk-action', bulk.id]])
      void queryClient.invalidateQueries({ queryKey });
  };
  const onError = (error: unknown) => toast.error(error);
  const cancel = useMutation({
    mutationFn: () => unwrap(api.POST('/api/bulk-actions/{bulkId}/cancel', params)),
    onError,
    onSettled: settled,
  });
  const undo = useMutation({
    mutationFn: () => unwrap(api.POST('/api/bulk-actions/{bulkId}/undo', params)),
    onError,
    onSettled: settled,
  });
  const button = { size: 'compact-sm', variant: 'subtle' } as const;
  if (isUnderWay(bulk))
    return (
      <Button {...button} color="gray" loading={cancel.isPending} onClick={() => cancel.mutate()}>
        {t('tray.cancel')}
      </Button>
    );
  return (
    <>
      {bulk.undo === 'possible' && (
        <Button {...button} loading={undo.isPending} onClick={() => undo.mutate()}>
          {t('tray.undoIt')}
        </Button>
      )}
      <Button {...button} onClick={onDetails}>
        {t('tray.details')}
      </Button>
    </>
  );
}

function useActionName({ action }: BulkAction): string {
  const { t } = useTranslation('bulk');
  const folderName = useFolderName();
  const { data } = useQuery({ ...foldersQuery, enabled: action?.kind === 'folder' });
  if (!action) return '';
  if (action.kind !== 'folder') return t(`tray.${action.kind}`);
  const key = action.folder ?? '';
  const name = data?.find((folder) => folder.key === key)?.name;
  return t('tray.folder', { folder: folderName(key, name ?? null) });
}

function reachedOf({ counts }: BulkAction): number {
  return counts.done + counts.skipped + counts.failed;
}

function readClosed(): number[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'number') : [];
  } catch {
    return [];
  }
}

function writeClosed(ids: number[]): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(ids));
  } catch {
    // Storage can be forbidden; they then come back with the next visit.
  }
}
