import { ActionIcon, Button, Text, TextInput, Tooltip } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { useErrorText } from '../../../ui/error-text.ts';
import { toast } from '../../../ui/toast.tsx';
import classes from './letters.module.css';
import { keepLetter, type SavedLetter, savedLettersKey, savedLettersQuery } from './queries.ts';

interface Props {
  opened: boolean;
  onClose: () => void;
}

/** The company's templates, to be renamed and deleted. */
export function ManageDialog({ opened, onClose }: Props) {
  const { t } = useTranslation('letters');
  const saved = useQuery(savedLettersQuery).data ?? [];
  const [deleting, setDeleting] = useState<SavedLetter | null>(null);
  const remove = useRemoval();
  return (
    <>
      <Dialog opened={opened && !deleting} onClose={onClose} title={t('manage')}>
        {saved.length === 0 && <Text c="dimmed">{t('noTemplates')}</Text>}
        {saved.map((letter) => (
          <Row key={letter.id} letter={letter} onDelete={() => setDeleting(letter)} />
        ))}
      </Dialog>
      <ConfirmDialog
        opened={deleting !== null}
        onClose={() => setDeleting(null)}
        title={t('deleteTitle')}
        confirmLabel={t('deleteDone')}
        danger
        onConfirm={() => (deleting ? remove(deleting) : undefined)}
      >
        {t('deleteText', { name: deleting?.name ?? '' })}
      </ConfirmDialog>
    </>
  );
}

function Row({ letter, onDelete }: { letter: SavedLetter; onDelete: () => void }) {
  const { t } = useTranslation('letters');
  const [renaming, setRenaming] = useState(false);
  const { name } = letter;
  const acts = [
    ['rename', IconPencil, () => setRenaming(true)],
    ['delete', IconTrash, onDelete],
  ] as const;
  return (
    <div className={classes.saved}>
      {renaming ? (
        <Rename letter={letter} onDone={() => setRenaming(false)} />
      ) : (
        <>
          <span className={classes.grow}>
            <Text fw={500}>{name}</Text>
            {letter.createdBy && (
              <Text size="xs" c="dimmed">
                {t('madeBy', { name: letter.createdBy })}
              </Text>
            )}
          </span>
          {letter.can.change ? (
            acts.map(([act, Icon, run]) => (
              <Tooltip key={act} label={t(act, { name })}>
                <ActionIcon aria-label={t(act, { name })} onClick={run}>
                  <Icon size={16} aria-hidden />
                </ActionIcon>
              </Tooltip>
            ))
          ) : (
            <Text size="xs" c="dimmed">
              {t('notYours')}
            </Text>
          )}
        </>
      )}
    </div>
  );
}

function Rename({ letter, onDone }: { letter: SavedLetter; onDone: () => void }) {
  const { t } = useTranslation('letters');
  const reason = useErrorText();
  const queryClient = useQueryClient();
  const [name, setName] = useState(letter.name);
  const rename = useMutation({
    mutationFn: () =>
      unwrap(
        api.PATCH('/api/mail-templates/{letterId}', {
          params: { path: { letterId: letter.id } },
          body: { name: name.trim() },
        }),
      ),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: savedLettersKey });
      onDone();
    },
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (name.trim()) rename.mutate();
  }
  return (
    <form onSubmit={submit} className={classes.tokenLine} style={{ inlineSize: '100%' }}>
      <TextInput
        className={classes.grow}
        aria-label={t('renameTo', { name: letter.name })}
        value={name}
        maxLength={80}
        autoFocus
        onChange={(event) => {
          rename.reset();
          setName(event.currentTarget.value);
        }}
        error={rename.error ? reason(rename.error) : undefined}
      />
      <Button type="submit" loading={rename.isPending} disabled={!name.trim()}>
        {t('renameDone')}
      </Button>
    </form>
  );
}

/** Deletes a template, and for a while offers to keep it anew. */
function useRemoval(): (letter: SavedLetter) => Promise<void> {
  const { t } = useTranslation('letters');
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: savedLettersKey });
  return async (letter) => {
    await unwrap(api.DELETE('/api/mail-templates/{letterId}', { params: { path: { letterId: letter.id } } }));
    await refresh();
    toast.undo(t('deleted', { name: letter.name }), () => {
      keepLetter(letter.name, letter).then(refresh, toast.error);
    });
  };
}
