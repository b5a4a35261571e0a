import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FolderBadge } from '../../../ui/folder-badge.tsx';
import { PersonAvatar } from '../../../ui/person-avatar.tsx';
import { fullName } from '../candidate-row.tsx';
import type { Profile } from '../queries.ts';
import classes from './profile.module.css';

/** Who it is, for which campaign, and in which folder. */
export function Header({ profile }: { profile: Profile }) {
  const { t } = useTranslation('leads');
  return (
    <header className={classes.header}>
      <PersonAvatar id={String(profile.candidateId)} name={fullName(profile)} photoUrl={profile.photoUrl} size={52} />
      <div className={classes.who}>
        <Title order={2}>{fullName(profile) || t('nameless')}</Title>
        <Text c="dimmed">{profile.campaignTitle ?? t('noCampaign')}</Text>
        <FolderBadge folder={profile.folder} />
      </div>
    </header>
  );
}
