import { Text, Title } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { loadLateArea } from '../../../i18n/i18n.ts';
import { FolderBadge } from '../../../ui/folder-badge.tsx';
import { PersonAvatar } from '../../../ui/person-avatar.tsx';
import { fullName, usePersonName } from '../person-name.ts';
import type { Profile } from '../queries.ts';
import classes from './profile.module.css';

const PhotoMenu = lazy(async () => {
  const [{ PhotoMenu }] = await Promise.all([import('./photo-menu.tsx'), loadLateArea('profile')]);
  return { default: PhotoMenu };
});
const ActionsMenu = lazy(async () => {
  const [{ ActionsMenu }] = await Promise.all([import('./actions-menu.tsx'), loadLateArea('profile')]);
  return { default: ActionsMenu };
});

/** Who it is, for which campaign, and in which folder; their picture, and what can be done with all of it. */
export function Header({ profile, onGone }: { profile: Profile; onGone: () => void }) {
  const { t } = useTranslation('leads');
  const personName = usePersonName();
  return (
    <header className={classes.header}>
      <div className={classes.avatar}>
        <PersonAvatar id={String(profile.candidateId)} name={fullName(profile)} photoUrl={profile.photoUrl} size={52} />
        <Suspense fallback={null}>
          <PhotoMenu profile={profile} />
        </Suspense>
      </div>
      <div className={classes.who}>
        <Title order={2}>{personName(profile)}</Title>
        <Text c="dimmed">{profile.campaignTitle ?? t('noCampaign')}</Text>
        <FolderBadge folder={profile.folder} />
      </div>
      <Suspense fallback={null}>
        <ActionsMenu profile={profile} onGone={onGone} />
      </Suspense>
    </header>
  );
}
