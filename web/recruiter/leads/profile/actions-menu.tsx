import { ActionIcon, Group, Menu, Tooltip } from '@mantine/core';
import { IconArrowsExchange, IconDots, IconDownload, IconEraser, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { toast } from '../../../ui/toast.tsx';
import { useSession } from '../../session.ts';
import { fullName, usePersonName } from '../person-name.ts';
import type { Profile } from '../queries.ts';
import { TransferDialog } from './transfer-dialog.tsx';

type Asking = 'transfer' | 'deletion' | 'erasure' | null;

/** What becomes of the application and its person as a whole. What cannot be undone is an owner's alone. */
export function ActionsMenu({ profile, onGone }: { profile: Profile; onGone: () => void }) {
  const { t } = useTranslation(['profile', 'leads']);
  const { user } = useSession();
  const [asking, setAsking] = useState<Asking>(null);
  const name = usePersonName()(profile);
  const end = useEnd(profile, onGone);
  const close = () => setAsking(null);
  const isOwner = user.role === 'owner';
  return (
    <>
      <Group gap={2} wrap="nowrap" ms="auto" style={{ alignSelf: 'flex-start' }}>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t('more')}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconArrowsExchange size={16} aria-hidden />} onClick={() => setAsking('transfer')}>
              {profile.campaignId === null ? t('leads:actions.addToCampaign') : t('transfer.open')}
            </Menu.Item>
            {isOwner && (
              <Menu.Item
                component="a"
                href={`/api/applications/${profile.id}/person`}
                download
                leftSection={<IconDownload size={16} aria-hidden />}
              >
                {t('download')}
              </Menu.Item>
            )}
            {isOwner && (
              <Menu.Item
                color="red"
                leftSection={<IconEraser size={16} aria-hidden />}
                onClick={() => setAsking('erasure')}
              >
                {t('erasure.open')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
        {isOwner && (
          <Tooltip label={t('deletion.open')}>
            <ActionIcon color="red" aria-label={t('deletion.open')} onClick={() => setAsking('deletion')}>
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      <TransferDialog profile={profile} opened={asking === 'transfer'} onClose={close} />
      <ConfirmDialog
        opened={asking === 'deletion'}
        onClose={close}
        title={t('deletion.title', { name })}
        confirmLabel={t('deletion.confirm')}
        onConfirm={() => end.deletion(t('deletion.done', { name }))}
        danger
      >
        {t('deletion.text')}
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'erasure'}
        onClose={close}
        title={t('erasure.title', { name })}
        confirmLabel={t('erasure.confirm')}
        onConfirm={() => end.erasure(t('erasure.done', { name }))}
        typedName={fullName(profile) || t('erasure.nameless')}
        danger
      >
        {t('erasure.text')}
      </ConfirmDialog>
    </>
  );
}

function useEnd({ id }: Profile, onGone: () => void) {
  const queryClient = useQueryClient();
  const params = { path: { applicationId: id } };
  function gone(told: string): void {
    toast.success(told);
    onGone();
    queryClient.removeQueries({ queryKey: ['application', id] });
    for (const key of ['application', 'applications', 'folder-counts', 'campaigns', 'overview'])
      void queryClient.invalidateQueries({ queryKey: [key] });
  }
  return {
    deletion: async (told: string) => {
      await unwrap(api.DELETE('/api/applications/{applicationId}', { params }));
      gone(told);
    },
    erasure: async (told: string) => {
      await unwrap(api.DELETE('/api/applications/{applicationId}/person', { params }));
      gone(told);
    },
  };
}
