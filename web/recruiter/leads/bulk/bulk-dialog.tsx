import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { useErrorText } from '../../../ui/error-text.ts';
import { useFolderName } from '../../../ui/folder-badge.tsx';
import { useFormats } from '../../../ui/formats-context.ts';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { useReasons } from '../reason-field.tsx';
import type { LeadsSearch } from '../search-params.ts';
import { ActFields } from './act-fields.tsx';
import classes from './bulk.module.css';
import { type Act, type Draft, firstDraft, isComplete, toAction } from './draft.ts';
import { bulkActionQuery, bulkActionsQuery, prepare } from './queries.ts';
import type { Selection } from './selection.ts';

interface Props {
  act: Act;
  selection: Selection;
  search: LeadsSearch;
  onClose: () => void;
  onStarted: () => void;
}

/** Asks with the exact number, of those who are held fast from here on, before anything is done to them. */
export function BulkDialog({ act, selection, search, onClose, onStarted }: Props) {
  const { t } = useTranslation('bulk');
  const formats = useFormats();
  const folderName = useFolderName();
  const opening = useId();
  const held = useQuery({
    queryKey: ['bulk-selection', opening],
    queryFn: () => prepare(selection, search),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnReconnect: false,
  });
  const folder = act.kind === 'folder' ? folderName(act.folder, act.name) : '';
  const title = held.data
    ? t(`dialog.${act.kind}`, { count: held.data.total, shown: formats.number(held.data.total), folder })
    : t('dialog.counting');
  return (
    <Dialog opened onClose={onClose} title={title} size={act.kind === 'message' ? 'lg' : 'md'}>
      {/* Until its field takes the focus, Enter is not to close it. */}
      <div tabIndex={-1} data-autofocus className={classes.body}>
        {held.isError ? (
          <ErrorNotice error={held.error} onRetry={() => void held.refetch()} />
        ) : held.data ? (
          <Form act={act} bulkId={held.data.id} onClose={onClose} onStarted={onStarted} />
        ) : (
          <SkeletonRows count={2} />
        )}
      </div>
    </Dialog>
  );
}

function Form({ act, bulkId, onClose, onStarted }: Pick<Props, 'act' | 'onClose' | 'onStarted'> & { bulkId: number }) {
  const { t } = useTranslation('bulk');
  const errorText = useErrorText();
  const [draft, setDraft] = useState(firstDraft);
  const [tried, setTried] = useState(false);
  const start = useStart(act, bulkId, onStarted);
  const needsReason = useReasons(act.kind === 'folder' ? act.folder : '')?.required ?? false;
  const complete = isComplete(act, draft) && !(needsReason && draft.reasonId === undefined);

  function submit(event: FormEvent): void {
    event.preventDefault();
    // React tells a form of what is submitted in its menus, too.
    if (event.target !== event.currentTarget || start.isPending) return;
    if (complete) start.mutate(draft);
    else setTried(true);
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <ActFields
          act={act}
          draft={draft}
          onChange={(patch) => setDraft((before) => ({ ...before, ...patch }))}
          tried={tried}
        />
        {start.isError && (
          <p role="alert" className={classes.error}>
            {errorText(start.error)}
          </p>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('dialog.cancel')}
          </Button>
          <Button
            type="submit"
            color={act.kind === 'delete' ? 'red' : undefined}
            loading={start.isPending}
            autoFocus={!hasFields(act) && !needsReason}
          >
            {t(`dialog.confirm.${act.kind}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Where there is nothing to fill in, Enter confirms; but never what can not be undone. */
function hasFields({ kind }: Act): boolean {
  return ['label', 'assign', 'message', 'campaign', 'delete'].includes(kind);
}

function useStart(act: Act, bulkId: number, onStarted: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (draft: Draft) => {
      const action = toAction(act, draft.newLabel ? { ...draft, labelId: await makeLabel(draft.newLabel) } : draft);
      return unwrap(api.POST('/api/bulk-actions/{bulkId}/start', { params: { path: { bulkId } }, body: { action } }));
    },
    onSuccess: (started) => {
      queryClient.setQueryData(bulkActionQuery(bulkId).queryKey, started);
      void queryClient.invalidateQueries({ queryKey: bulkActionsQuery.queryKey });
      onStarted();
    },
  });
}

/** Answers its id; where there is one of this name already, of that. */
async function makeLabel(name: string): Promise<number> {
  return (await unwrap(api.POST('/api/labels', { body: { name } }))).id;
}
