import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import { IconChevronDown, IconPlayerPause, IconPlayerPlay, IconSend2 } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { ApiError } from '../../../api/errors.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { toast } from '../../../ui/toast.tsx';
import type { Profile } from '../queries.ts';

const invitationChannels = ['sms', 'whatsapp', 'email'] as const;
type InvitationChannel = (typeof invitationChannels)[number];
type Invite = { invite: InvitationChannel | undefined; allowEmptyTokens?: boolean };
type Act = 'stop' | 'resume' | Invite;
/** An invitation that would have a gap, and what would be missing. */
type Gap = { act: Invite; message: string };

/** What can be done with this conversation now; what can't is not shown. */
export function Actions({ profile }: { profile: Profile }) {
  const { t } = useTranslation('leads');
  const [gap, setGap] = useState<Gap | null>(null);
  const { mutate, mutateAsync, isPending } = useAct(profile.id, setGap);
  const { stopBot, resumeBot } = profile.actions;
  return (
    <Group gap={6} wrap="nowrap">
      <ConfirmDialog
        opened={gap !== null}
        onClose={() => setGap(null)}
        title={t('chat.invitation.gap')}
        confirmLabel={t('chat.sendAnyway')}
        onConfirm={async () => gap && mutateAsync({ ...gap.act, allowEmptyTokens: true })}
      >
        {gap?.message}
      </ConfirmDialog>
      <Invitation profile={profile} disabled={isPending} onInvite={(channel) => mutate({ invite: channel })} />
      {stopBot?.possible && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerPause size={14} aria-hidden />}
          onClick={() => mutate('stop')}
          disabled={isPending}
        >
          {t('chat.stopBot')}
        </Button>
      )}
      {resumeBot?.possible && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerPlay size={14} aria-hidden />}
          onClick={() => mutate('resume')}
          disabled={isPending}
        >
          {t('chat.resumeBot')}
        </Button>
      )}
    </Group>
  );
}

interface InvitationProps {
  profile: Profile;
  disabled: boolean;
  onInvite: (channel: InvitationChannel | undefined) => void;
}

/** By SMS where the campaign has a text for it and there is a phone; other ways in a menu beside it. */
function Invitation({ profile: { actions }, disabled, onInvite }: InvitationProps) {
  const { t } = useTranslation('leads');
  const possible = {
    sms: actions.sendInvitationSms,
    whatsapp: actions.sendInvitationWhatsapp,
    email: actions.sendInvitationEmail,
  };
  const [first, ...others] = invitationChannels.filter((channel) => possible[channel]?.possible);
  if (!first) return null;
  return (
    <Button.Group>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconSend2 size={14} aria-hidden />}
        onClick={() => onInvite(first)}
        disabled={disabled}
      >
        {t(`chat.invitation.${first}`)}
      </Button>
      {others.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="default" size="md" aria-label={t('chat.invitation.otherwise')} disabled={disabled}>
              <IconChevronDown size={14} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((channel) => (
              <Menu.Item key={channel} onClick={() => onInvite(channel)}>
                {t(`chat.invitation.${channel}`)}
              </Menu.Item>
            ))}
            <Menu.Item onClick={() => onInvite(undefined)}>{t('chat.invitation.all')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </Button.Group>
  );
}

function useAct(applicationId: number, onGap: (gap: Gap) => void) {
  const { t } = useTranslation('leads');
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (act: Act) => {
      const params = { path: { applicationId } };
      if (act === 'stop') return unwrap(api.DELETE('/api/applications/{applicationId}/bot', { params }));
      if (act === 'resume') return unwrap(api.PUT('/api/applications/{applicationId}/bot', { params }));
      const { invite: channel, allowEmptyTokens = false } = act;
      const body = channel ? { channel, allowEmptyTokens } : { allowEmptyTokens };
      return unwrap(api.POST('/api/applications/{applicationId}/invitation', { params, body }));
    },
    onSuccess: (_, act) => typeof act === 'object' && toast.success(t('chat.invitationSent')),
    onError: (error, act) => {
      const gap = typeof act === 'object' && error instanceof ApiError && error.code === 'empty_tokens';
      if (gap) onGap({ act, message: error.message });
      else toast.error(error);
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['application', applicationId] }),
  });
}
