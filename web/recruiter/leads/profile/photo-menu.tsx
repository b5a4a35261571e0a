import { ActionIcon, FileButton, Menu } from '@mantine/core';
import { IconCamera, IconTrash, IconUpload } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../../ui/toast.tsx';
import type { Profile } from '../queries.ts';
import classes from './profile.module.css';
import { useFileChange } from './use-file-change.ts';

const mostBytes = 5 * 1024 * 1024;

/** Uploads, replaces and removes the candidate's picture. */
export function PhotoMenu({ profile }: { profile: Profile }) {
  const { t } = useTranslation('profile');
  const choose = useRef<() => void>(null);
  const change = useFileChange(profile.id, {
    path: '/api/applications/{applicationId}/photo',
    field: 'photo',
    saved: t('photo.saved'),
    removed: t('photo.removed'),
  });
  function take(file: File | null): void {
    if (!file) return;
    if (file.size > mostBytes) toast.error(t('photo.tooLarge'));
    else change.mutate(file);
  }
  return (
    <>
      <FileButton accept="image/jpeg,image/png,image/webp" onChange={take}>
        {({ onClick }) => {
          choose.current = onClick;
          return null;
        }}
      </FileButton>
      <Menu position="bottom-start">
        <Menu.Target>
          <ActionIcon
            className={classes.camera}
            size={24}
            radius="xl"
            variant="default"
            loading={change.isPending}
            aria-label={t('photo.change')}
          >
            <IconCamera size={14} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconUpload size={16} aria-hidden />} onClick={() => choose.current?.()}>
            {profile.photoUrl ? t('photo.replace') : t('photo.upload')}
          </Menu.Item>
          {profile.photoUrl && (
            <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => change.mutate(null)}>
              {t('photo.remove')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
