import { Button, Tooltip } from '@mantine/core';
import { IconBriefcase, IconCircleCheck, IconClockPause, IconThumbDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { folderHue } from '../../../ui/folders.ts';
import type { Profile } from '../queries.ts';
import { AddToCampaign } from './add-to-campaign.tsx';
import { FolderMenu } from './folder-menu.tsx';
import classes from './profile.module.css';

const buttons = [
  { to: 'shortlisted', action: 'shortlist', icon: IconCircleCheck, key: 's' },
  { to: 'on_hold', action: 'hold', icon: IconClockPause, key: 'h' },
  { to: 'rejected', action: 'reject', icon: IconThumbDown, key: 'r' },
  { to: 'hired', action: 'hire', icon: IconBriefcase, key: 'e' },
] as const;

export type OnMove = (profile: Profile, to: string) => void;

/**
 * The four folders that a recruiter decides for; the one in which the candidate is stands out. Nothing can be decided about
 * who is in no campaign: they are put into one first.
 */
export function FolderButtons({ profile, onMove }: { profile: Profile; onMove: OnMove }) {
  const { t } = useTranslation('leads');
  if (profile.campaignId === null)
    return (
      <div className={classes.buttons}>
        <AddToCampaign profile={profile} />
      </div>
    );
  return (
    <div className={classes.buttons} role="group" aria-label={t('moveTo')}>
      {buttons.map(({ to, action, icon: Icon, key }) => {
        const here = profile.folder === to;
        return (
          <Tooltip key={to} label={`${t(`actions.${action}`)} (${key})`}>
            <Button
              size="compact-md"
              variant={here ? 'filled' : 'default'}
              color={folderHue(to)}
              aria-pressed={here}
              onClick={() => !here && onMove(profile, to)}
              leftSection={<Icon size={15} aria-hidden />}
            >
              {t(`actions.${action}`)}
            </Button>
          </Tooltip>
        );
      })}
      <FolderMenu profile={profile} onMove={onMove} />
    </div>
  );
}
