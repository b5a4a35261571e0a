import { Button, Group, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconSend2 } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { toast } from '../../../ui/toast.tsx';
import { fullName } from '../candidate-row.tsx';
import { type Profile, profileQuery } from '../queries.ts';
import { Composer } from './composer.tsx';
import classes from './conversation-panel.module.css';
import { Timeline } from './timeline.tsx';

/** What was said with this candidate on every channel, and the place to answer. Opening it marks the candidate as read. */
export function ConversationPanel({ applicationId }: { applicationId: number }) {
  const { t } = useTranslation('leads');
  const { data: profile } = useQuery(profileQuery(applicationId));
  useMarkRead(profile);
  return (
    <section className={classes.panel} aria-label={t('conversation')}>
      <header className={classes.header}>
        <Text fw={600} truncate>
          {profile ? fullName(profile) || t('nameless') : ' '}
        </Text>
        {profile && <Actions profile={profile} />}
      </header>
      <Timeline applicationId={applicationId} />
      {profile && <Composer profile={profile} />}
    </section>
  );
}

function useMarkRead(profile: Profile | undefined): void {
  const queryClient = useQueryClient();
  const id = profile?.id;
  const unread = profile?.unread ?? false;
  useEffect(() => {
    if (id === undefined || !unread || document.hidden) return;
    api
      .POST('/api/applications/{applicationId}/read', { params: { path: { applicationId: id } } })
      .then(() => queryClient.invalidateQueries({ queryKey: ['applications'] }))
      // It stays unread and is tried again when it is opened next.
      .catch(() => {});
  }, [id, unread, queryClient]);
}

function Actions({ profile }: { profile: Profile }) {
  const { t } = useTranslation('leads');
  const queryClient = useQueryClient();
  const act = useMutation({
    mutationFn: async (action: 'invite' | 'stop' | 'resume') => {
      const params = { path: { applicationId: profile.id } };
      if (action === 'invite') await unwrap(api.POST('/api/applications/{applicationId}/invitation', { params }));
      else if (action === 'stop') await unwrap(api.DELETE('/api/applications/{applicationId}/bot', { params }));
      else await unwrap(api.PUT('/api/applications/{applicationId}/bot', { params }));
    },
    onSuccess: (_, action) => action === 'invite' && toast.success(t('chat.invitationSent')),
    onError: (error) => toast.error(error),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['application', profile.id] }),
  });
  return (
    <Group gap={6} wrap="nowrap">
      {profile.actions.sendInvitation?.possible && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconSend2 size={14} aria-hidden />}
          onClick={() => act.mutate('invite')}
          disabled={act.isPending}
        >
          {t('chat.sendInvitation')}
        </Button>
      )}
      {profile.actions.stopBot?.possible && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerPause size={14} aria-hidden />}
          onClick={() => act.mutate('stop')}
          disabled={act.isPending}
        >
          {t('chat.stopBot')}
        </Button>
      )}
      {profile.actions.resumeBot?.possible && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerPlay size={14} aria-hidden />}
          onClick={() => act.mutate('resume')}
          disabled={act.isPending}
        >
          {t('chat.resumeBot')}
        </Button>
      )}
    </Group>
  );
}
