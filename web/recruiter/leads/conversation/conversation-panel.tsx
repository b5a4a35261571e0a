import { Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useDeferredValue, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { loadLateArea } from '../../../i18n/i18n.ts';
import { usePersonName } from '../person-name.ts';
import { type Profile, profileQuery } from '../queries.ts';
import { Actions } from './actions.tsx';
import { Composer } from './composer/composer.tsx';
import classes from './conversation-panel.module.css';
import { Timeline } from './timeline.tsx';

const AssigneePicker = lazy(async () => {
  const [{ AssigneePicker: Picker }] = await Promise.all([
    import('../profile/assignee-picker.tsx'),
    loadLateArea('profile'),
  ]);
  return { default: Picker };
});

/** What was said with this candidate on every channel, and the place to answer. Opening it marks the candidate as read. */
export function ConversationPanel({ applicationId }: { applicationId: number }) {
  const { t } = useTranslation('leads');
  const personName = usePersonName();
  const { data: profile } = useQuery(profileQuery(applicationId));
  useMarkRead(profile);
  // What is written into comes after what is read.
  const written = useDeferredValue(profile);
  return (
    <section className={classes.panel} aria-label={t('conversation')} data-shown={profile?.id}>
      <header className={classes.header}>
        <Text fw={600} truncate className={classes.name}>
          {profile ? personName(profile) : ' '}
        </Text>
        <Suspense fallback={<span className={classes.noAssignee} />}>
          {written && <AssigneePicker profile={written} place="conversation" />}
        </Suspense>
        {profile && <Actions profile={profile} />}
      </header>
      <Timeline applicationId={applicationId} />
      {written && <Composer profile={written} />}
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
