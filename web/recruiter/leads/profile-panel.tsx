import { Anchor, Button, Group, Stack, Tabs, Text, Title, Tooltip } from '@mantine/core';
import { IconBriefcase, IconCircleCheck, IconClockPause, IconFileText, IconThumbDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FolderBadge } from '../../ui/folder-badge.tsx';
import { folderHue } from '../../ui/folders.ts';
import { useFormats } from '../../ui/formats-context.ts';
import { PersonAvatar } from '../../ui/person-avatar.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { fullName } from './candidate-row.tsx';
import { EditableFields } from './editable-fields.tsx';
import { Labels } from './labels.tsx';
import { Merges } from './merges.tsx';
import classes from './profile-panel.module.css';
import { type Profile, profileQuery } from './queries.ts';
import { Responses } from './responses.tsx';

interface Props {
  applicationId: number;
  onMove: (profile: Profile, to: string) => void;
  onOpen: (applicationId: number) => void;
  onLabel: (labelId: number) => void;
}

/** Who the candidate is, where they stand, and what they answered. */
export function ProfilePanel({ applicationId, onMove, onOpen, onLabel }: Props) {
  const { t } = useTranslation('leads');
  const { data: profile, error, refetch } = useQuery(profileQuery(applicationId));
  if (error && !profile) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!profile) return <SkeletonRows count={7} />;
  return (
    <section className={classes.panel} aria-label={t('profile')}>
      <header className={classes.header}>
        <PersonAvatar id={String(profile.candidateId)} name={fullName(profile)} photoUrl={profile.photoUrl} size={52} />
        <div className={classes.who}>
          <Title order={2}>{fullName(profile) || t('nameless')}</Title>
          <Text c="dimmed">{profile.campaignTitle ?? t('noCampaign')}</Text>
          <FolderBadge folder={profile.folder} />
        </div>
      </header>
      <FolderButtons profile={profile} onMove={onMove} />
      <Labels profile={profile} onLabel={onLabel} />
      <Tabs defaultValue="responses" keepMounted={false} classNames={{ panel: classes.tab }}>
        <Tabs.List>
          <Tabs.Tab value="responses">
            {t('responses')}
            {profile.interview && ` ${profile.interview.answered}/${profile.interview.total}`}
          </Tabs.Tab>
          <Tabs.Tab value="details">{t('details')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="responses">
          <Responses applicationId={applicationId} />
        </Tabs.Panel>
        <Tabs.Panel value="details">
          <Details profile={profile} onOpen={onOpen} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

const buttons = [
  { to: 'shortlisted', action: 'shortlist', icon: IconCircleCheck, key: 's' },
  { to: 'on_hold', action: 'hold', icon: IconClockPause, key: 'h' },
  { to: 'rejected', action: 'reject', icon: IconThumbDown, key: 'r' },
  { to: 'hired', action: 'hire', icon: IconBriefcase, key: 'e' },
] as const;

function FolderButtons({ profile, onMove }: Pick<Props, 'onMove'> & { profile: Profile }) {
  const { t } = useTranslation('leads');
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
    </div>
  );
}

function Details({ profile, onOpen }: { profile: Profile; onOpen: Props['onOpen'] }) {
  const { t } = useTranslation('leads');
  const formats = useFormats();
  return (
    <Stack gap="md">
      <EditableFields key={profile.id} profile={profile} />
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
        <Row name={t('source')}>{profile.source}</Row>
        <Row name={t('assignee')}>{profile.assignee?.name ?? t('nobodyAssigned')}</Row>
        <Row name={t('dateAdded')}>{formats.dateTime(profile.addedAt)}</Row>
        <Row name={t('dateCompleted')}>{profile.completedAt ? formats.dateTime(profile.completedAt) : '–'}</Row>
        <Row name={t('lastActivity')}>{formats.dateTime(profile.lastActivityAt)}</Row>
        {Object.entries(profile.others).map(([name, value]) => (
          <Row key={name} name={name.replaceAll('_', ' ')}>
            {String(value)}
          </Row>
        ))}
      </dl>
      {profile.resume && (
        <Anchor href={profile.resume.url} target="_blank" rel="noreferrer">
          <Group gap={6}>
            <IconFileText size={16} aria-hidden />
            {profile.resume.name}
          </Group>
        </Anchor>
      )}
      {profile.otherApplications.length > 0 && (
        <div>
          <Title order={3}>{t('otherApplications')}</Title>
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
        </div>
      )}
      <Merges profile={profile} />
    </Stack>
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
