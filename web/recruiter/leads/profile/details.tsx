import { ActionIcon } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { useFormats } from '../../../ui/formats-context.ts';
import type { Profile } from '../queries.ts';
import { EditableFields } from './editable-fields.tsx';
import { OtherDetails } from './other-details.tsx';
import classes from './profile.module.css';

/** Name and contacts to correct, ids to copy, and what else is known. */
export function Details({ profile }: { profile: Profile }) {
  const { t } = useTranslation(['profile', 'leads']);
  const formats = useFormats();
  return (
    <>
      <EditableFields profile={profile} />
      <dl className={classes.data}>
        <Row name={t('candidateId')} copy={String(profile.candidateId)}>
          {profile.candidateId}
        </Row>
        <Row name={t('applicationId')} copy={String(profile.id)}>
          {profile.id}
        </Row>
        <Row name={t('accessCode')} copy={profile.accessCode}>
          {profile.accessCode}
        </Row>
        <Row name={t('campaign')}>{profile.campaignTitle ?? t('leads:noCampaign')}</Row>
        <Row name={t('assignee')}>
          {profile.assignee?.name ?? t('nobodyAssigned')}
          {profile.assignee?.former && ` (${t('assign.former')})`}
          <ActionIcon size={24} aria-label={t('edit', { what: t('assignee') })} onClick={openAssignees}>
            <IconPencil size={14} aria-hidden />
          </ActionIcon>
        </Row>
        <Row name={t('leads:dateAdded')}>{formats.momentOf(profile.addedAt)}</Row>
        <Row name={t('leads:dateCompleted')}>{profile.completedAt ? formats.momentOf(profile.completedAt) : '–'}</Row>
        <Row name={t('leads:lastActivity')}>{formats.momentOf(profile.lastActivityAt)}</Row>
      </dl>
      <OtherDetails profile={profile} />
    </>
  );
}

/** The list of the team stands at the top of the profile. */
function openAssignees(): void {
  const button = document.querySelector<HTMLElement>('[data-assign="profile"]');
  button?.scrollIntoView({ block: 'nearest' });
  button?.click();
}

function Row({ name, copy, children }: { name: string; copy?: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {children}
        {copy && <CopyButton value={copy} what={name} />}
      </dd>
    </div>
  );
}
