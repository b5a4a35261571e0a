import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FolderBadge } from '../../../ui/folder-badge.tsx';
import { useFormats } from '../../../ui/formats-context.ts';
import type { Profile } from '../queries.ts';
import classes from './profile.module.css';

export type OnOpen = (applicationId: number) => void;

/** Where else the same person has applied. */
export function OtherApplications({ profile, onOpen }: { profile: Profile; onOpen: OnOpen }) {
  const { t } = useTranslation('leads');
  const formats = useFormats();
  return (
    <ul className={classes.others}>
      {profile.otherApplications.map((other) => (
        <li key={other.id}>
          <Anchor component="button" type="button" onClick={() => onOpen(other.id)}>
            {other.campaignTitle ?? t('noCampaign')}
          </Anchor>
          <FolderBadge folder={other.folder} />
          <Text c="dimmed" size="xs">
            {formats.date(other.addedAt)}
          </Text>
        </li>
      ))}
    </ul>
  );
}
