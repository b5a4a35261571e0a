import { ActionIcon, Button, Group, Progress, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { DialogComes } from '../../../ui/dialog-comes.tsx';
import { useFolderName } from '../../../ui/folder-badge.tsx';
import { useFormats } from '../../../ui/formats-context.ts';
import { toast } from '../../../ui/toast.tsx';
import classes from './bulk.module.css';
import { type BulkAction, bulkActionsQuery, foldersQuery, isUnderWay } from './queries.ts';

const ResultsDialog = lazy(async () => ({ default: (await import('./results-dialog.tsx')).ResultsDialog }));

interface Props {
  bulk: BulkAction;
  /** Where it can be put away; not while it is under way. */
  onClose?: () => void;
  /** Told of the details being looked at. */
  onDetails?: (opened: boolean) => void;
}

/** One bulk action: how far it is or how it ended, and what can be done about it. */
export function BulkCard({ bulk, onClose, onDetails }: Props) {
  const { t } = useTranslation('bulk');
  const formats = useFormats();
  const [detailed, setDetailed] = useState(false);
  const name = useActionName(bulk);
  const underWay = isUnderWay(bulk);
  function show(opened: boolean): void {
    setDetailed(opened);
    onDetails?.(opened);
  }
  return (
    <>
      <span className={classes.name}>{name}</span>
      {underWay ? (
        <Progress
          className={classes.progress}
          size="sm"
          value={bulk.total === 0 ? 100 : (reachedOf(bulk) / bulk.total) * 100}
          aria-label={t('tray.progress', { name })}
        />
      ) : (
        bulk.finishedAt && <span className={classes.when}>{formats.relative(bulk.finishedAt, Date.now())}</span>
      )}
      <Summary bulk={bulk} />
      <Group gap={4} wrap="nowrap" ms="auto">
        <Acts bulk={bulk} onDetails={() => show(true)} />
        {!underWay && onClose && (
          <Tooltip label={t('tray.close')}>
            <ActionIcon size="sm" aria-label={t('tray.close')} onClick={onClose}>
              <IconX size={14} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      <Suspense fallback={<DialogComes />}>
        {detailed && <ResultsDialog bulk={bulk} name={name} onClose={() => show(false)} />}
      </Suspense>
    </>
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

/** What is being done, or was. */
function useActionName(bulk: BulkAction): string {
  const { t } = useTranslation('bulk');
  const folderName = useFolderName();
  const { action } = bulk;
  const { data } = useQuery({ ...foldersQuery, enabled: action?.kind === 'folder' });
  if (!action) return '';
  const words = isUnderWay(bulk) ? 'tray' : 'ended';
  if (action.kind !== 'folder') return t(`${words}.${action.kind}`);
  const key = action.folder ?? '';
  const name = data?.find((folder) => folder.key === key)?.name;
  return t(`${words}.folder`, { folder: folderName(key, name ?? null) });
}

function reachedOf({ counts }: BulkAction): number {
  return counts.done + counts.skipped + counts.failed;
}
