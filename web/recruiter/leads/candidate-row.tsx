import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFolderName } from '../../ui/folder-badge.tsx';
import { folderColor } from '../../ui/folders.ts';
import { LabelChip } from '../../ui/label-chip.tsx';
import { PersonAvatar } from '../../ui/person-avatar.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import classes from './candidate-row.module.css';
import { Excerpt } from './finding/excerpt.tsx';
import { IdFound } from './finding/id-found.tsx';
import { useLabelName } from './label-name.ts';
import { fullName, usePersonName } from './person-name.ts';
import type { Application } from './queries.ts';
import type { LeadsSearch } from './search-params.ts';

interface Props {
  application: Application;
  /** The list in which it stands. */
  search: LeadsSearch;
  active: boolean;
  selected: boolean;
  onOpen: () => void;
  /** `extend`: up to this one. */
  onSelect: (extend: boolean) => void;
}

/** One line of the list: who, where they stand, what was said last, and when they did what the list is sorted by. */
export function CandidateRow({ application, search, active, selected, onOpen, onSelect }: Props) {
  const { t } = useTranslation('leads');
  const folderName = useFolderName();
  const labelName = useLabelName();
  const labels = application.completedAt
    ? application.labels.filter(({ automatic }) => !isStage(automatic))
    : application.labels;
  const name = usePersonName()(application);
  return (
    <div
      className={classes.row}
      data-active={active || undefined}
      data-selected={selected || undefined}
      data-unread={application.unread || undefined}
      data-application={application.id}
    >
      <button
        type="button"
        role="checkbox"
        className={classes.select}
        aria-checked={selected}
        aria-label={t('select', { name })}
        onClick={(event) => onSelect(event.shiftKey)}
      >
        <PersonAvatar id={String(application.candidateId)} name={fullName(application)} size={36} />
        <span className={classes.check} aria-hidden>
          <IconCheck size={20} stroke={3} />
        </span>
      </button>
      <button type="button" className={classes.body} aria-current={active} onClick={onOpen}>
        <span className={classes.line}>
          <span className={classes.name}>
            <bdi>{name}</bdi>
          </span>
          <span className={classes.time}>
            <RelativeTime value={search.sort === 'added' ? application.addedAt : application.lastActivityAt} />
          </span>
        </span>
        <span className={classes.line}>
          <span className={classes.folder}>
            <span className={classes.dot} style={{ background: folderColor(application.folder) }} aria-hidden />
            {folderName(application.folder)}
            {application.campaignTitle && <span className={classes.campaign}>{application.campaignTitle}</span>}
          </span>
          {application.assignee && (
            <span
              className={classes.assignee}
              role="img"
              aria-label={t('assignedTo', { name: application.assignee.name })}
              title={t('assignedTo', { name: application.assignee.name })}
            >
              <PersonAvatar id={application.assignee.id} name={application.assignee.name} size={18} />
            </span>
          )}
          {application.unread && <span className={classes.unread} role="img" aria-label={t('unread')} />}
        </span>
        <IdFound application={application} search={search} />
        {application.excerpt ? (
          <Excerpt of={application.excerpt} />
        ) : (
          application.lastMessage && (
            <span className={classes.message}>
              {application.lastMessage.direction === 'out' && <span className={classes.own}>{t('us')} </span>}
              <bdi>{application.lastMessage.text}</bdi>
            </span>
          )
        )}
        {labels.length > 0 && (
          <span className={classes.labels}>
            {labels.map((label) => (
              <LabelChip key={label.id} name={labelName(label)} color={label.color} />
            ))}
          </span>
        )}
      </button>
    </div>
  );
}

/** How far somebody came says nothing any more where they have come to the end. */
function isStage(automatic: string | null): boolean {
  return automatic === 'attempted' || automatic === 'half';
}
