import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconFolderSymlink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FolderBadge } from '../../../ui/folder-badge.tsx';
import { foldersQuery } from '../../folders/queries.ts';
import type { Profile } from '../queries.ts';
import type { OnMove } from './folder-buttons.tsx';
import classes from './profile.module.css';

/** All other folders that the candidate's campaign has. */
export function FolderMenu({ profile, onMove }: { profile: Profile; onMove: OnMove }) {
  const { t } = useTranslation('leads');
  const { data = [] } = useQuery(foldersQuery);
  const { folder, campaignId } = profile;
  const possible = data.filter(
    ({ key, campaignIds }) =>
      key !== folder &&
      key !== 'no_campaign' &&
      (campaignIds === null || (campaignId !== null && campaignIds.includes(campaignId))),
  );
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <Tooltip label={t('otherFolder')}>
          <ActionIcon size={30} variant="default" className={classes.otherFolders} aria-label={t('otherFolder')}>
            <IconFolderSymlink size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {possible.map(({ key, name }) => (
          <Menu.Item key={key} onClick={() => onMove(profile, key)}>
            <FolderBadge folder={key} name={name} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
