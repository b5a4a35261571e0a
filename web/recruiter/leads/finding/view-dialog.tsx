import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { useErrorText } from '../../../ui/error-text.ts';
import { toast } from '../../../ui/toast.tsx';
import type { LeadsSearch } from '../search-params.ts';
import { type SavedView, viewsQuery } from './queries.ts';
import { toViewSearch } from './view-search.ts';

interface Props {
  /** The one that is renamed; null for a new one. */
  view: SavedView | null;
  search: LeadsSearch;
  onClose: () => void;
  onSaved: (view: SavedView) => void;
}

/** A view's name, and whether all of the company have it. */
export function ViewDialog({ view, search, onClose, onSaved }: Props) {
  const { t } = useTranslation(['finding', 'leads']);
  const text = useErrorText();
  const client = useQueryClient();
  const [name, setName] = useState(view?.name ?? '');
  const [shared, setShared] = useState(view?.shared ?? false);
  const save = useMutation({
    mutationFn: () =>
      view
        ? unwrap(
            api.PATCH('/api/saved-views/{savedViewId}', {
              params: { path: { savedViewId: view.id } },
              body: { name, ...(shared !== view.shared && { shared }) },
            }),
          )
        : unwrap(api.POST('/api/saved-views', { body: { name, shared, search: toViewSearch(search) } })),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: viewsQuery.queryKey });
      toast.success(t('views.saved', { name: saved.name }));
      onSaved(saved);
      onClose();
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (name.trim() && !save.isPending) save.mutate();
  }

  return (
    <Dialog
      opened
      onClose={onClose}
      size="sm"
      title={view ? t('views.renameTitle', { name: view.name }) : t('views.saveTitle')}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('views.name')}
            value={name}
            maxLength={60}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <Checkbox
            label={t('views.share')}
            description={t('views.shareHint')}
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
          {save.isError && (
            <Text c="var(--mantine-color-error)" role="alert">
              {text(save.error)}
            </Text>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('leads:cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={!name.trim()}>
              {t('leads:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
