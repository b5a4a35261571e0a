import { Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { ApiError } from '../../../api/errors.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { useFormats } from '../../../ui/formats-context.ts';
import { toast } from '../../../ui/toast.tsx';
import { foldersQuery } from '../../folders/queries.ts';
import type { OwnFolder } from './folders.tsx';

/** Deletes a folder that holds nobody; of another one it says how many it holds, and leads to them. */
export function DeleteFolder({ folder, onClose }: { folder: OwnFolder; onClose: () => void }) {
  const { t } = useTranslation('own');
  const formats = useFormats();
  const queryClient = useQueryClient();
  const [held, setHeld] = useState(folder.count);
  const { key, name } = folder;
  if (held > 0)
    return (
      <Dialog opened onClose={onClose} title={t('folders.heldTitle', { name })}>
        <Stack>
          <Text>{t('folders.held', { count: held, number: formats.number(held) })}</Text>
          <Group justify="flex-end">
            <Button renderRoot={(props) => <Link to="/leads" search={{ folder: [key] }} {...props} />} data-autofocus>
              {t('folders.look')}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    );

  async function remove(): Promise<void> {
    try {
      await unwrap(api.DELETE('/api/folders/{folderKey}', { params: { path: { folderKey: key } } }));
      toast.success(t('folders.deleted', { name }));
    } catch (error) {
      // Somebody was moved there meanwhile.
      if (error instanceof ApiError && error.code === 'folder_not_empty') setHeld(Number(error.fields.count));
      throw error;
    } finally {
      void queryClient.invalidateQueries({ queryKey: foldersQuery.queryKey });
    }
  }

  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t('folders.deleteTitle', { name })}
      confirmLabel={t('folders.deleteConfirm')}
      onConfirm={remove}
      danger
    >
      {t('folders.deleteText')}
    </ConfirmDialog>
  );
}
