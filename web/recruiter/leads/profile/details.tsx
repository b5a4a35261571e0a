import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { useFormats } from '../../../ui/formats-context.ts';
import type { Profile } from '../queries.ts';
import { EditableFields } from './editable-fields.tsx';
import classes from './profile.module.css';

/** Name and contacts to correct, ids to copy, and what else is known. */
export function Details({ profile }: { profile: Profile }) {
  const { t } = useTranslation(['profile', 'leads']);
  const formats = useFormats();
  const keys = new Set(profile.attributes.map(({ key }) => key));
  // An attribute stands in a section of its own.
  const isNone = ([name]: [string, unknown]) => !keys.has(name);
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
        </Row>
        <Row name={t('leads:dateAdded')}>{formats.dateTime(profile.addedAt)}</Row>
        <Row name={t('leads:dateCompleted')}>{profile.completedAt ? formats.dateTime(profile.completedAt) : '–'}</Row>
        <Row name={t('leads:lastActivity')}>{formats.dateTime(profile.lastActivityAt)}</Row>
        {Object.entries(profile.others)
          .filter(isNone)
          .map(([name, value]) => (
            <Row key={name} name={name.replaceAll('_', ' ')}>
              {String(value)}
            </Row>
          ))}
      </dl>
    </>
  );
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
