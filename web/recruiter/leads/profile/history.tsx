import { Button, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { useFolderName } from '../../../ui/folder-badge.tsx';
import { useFormats } from '../../../ui/formats-context.ts';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { type Change, historyQuery } from '../queries.ts';
import { useChangeSentences } from './changes.ts';
import classes from './profile.module.css';

/** Every change of the application and what was sent about it, the newest first. */
export function History({ applicationId }: { applicationId: number }) {
  const { t } = useTranslation('profile');
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    historyQuery(applicationId),
  );
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows count={4} />;
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Text c="dimmed">{t('history.empty')}</Text>;
  return (
    <>
      <ol className={classes.history} aria-label={t('history.title')}>
        {items.map((change) => (
          <ChangeLine key={change.id} change={change} />
        ))}
      </ol>
      {hasNextPage && (
        <Button size="compact-sm" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('history.earlier')}
        </Button>
      )}
    </>
  );
}

function ChangeLine({ change }: { change: Change }) {
  const { t } = useTranslation('profile');
  const formats = useFormats();
  const lines = useSentences(change);
  const { actor, by } = change;
  const who = by ?? (actor === 'bot' || actor === 'candidate' || actor === 'api' ? t(`history.${actor}`) : null);
  return (
    <li>
      {lines.map((line) => (
        <Text key={line} component="p" dir="auto">
          {line}
        </Text>
      ))}
      <Text c="dimmed" size="xs">
        {[formats.dateTime(change.at), who && t('history.by', { name: who })].filter(Boolean).join(' · ')}
      </Text>
    </li>
  );
}

const moves = new Set(['moved', 'shortlisted', 'rejected', 'hired', 'held']);
const plain: Readonly<Record<string, PlainKind>> = {
  invited: 'invited',
  'invited-again': 'invitedAgain',
  'interview-started': 'started',
  attempted: 'attempted',
  half: 'half',
  completed: 'completed',
  'bot-stopped': 'stopped',
  'bot-resumed': 'resumed',
  'bounce-lifted': 'bounceLifted',
  'hand-over': 'handover',
  unassigned: 'unassigned',
  'pin-refreshed': 'pinRefreshed',
  'photo-changed': 'photoChanged',
  'photo-removed': 'photoRemoved',
};
type PlainKind =
  | 'invited'
  | 'invitedAgain'
  | 'started'
  | 'attempted'
  | 'half'
  | 'completed'
  | 'stopped'
  | 'resumed'
  | 'bounceLifted'
  | 'handover'
  | 'unassigned'
  | 'pinRefreshed'
  | 'photoChanged'
  | 'photoRemoved';

/** What happened, a sentence for each thing that changed. */
function useSentences({ kind, data }: Change): string[] {
  const { t } = useTranslation(['profile', 'leads']);
  const folderName = useFolderName();
  const sent = useSent();
  const changed = useChangeSentences();
  const text = (key: string) => (typeof data[key] === 'string' ? data[key] : '');
  const known = plain[kind];
  if (known) return [t(`history.${known}`)];
  if (moves.has(kind)) {
    const where = { from: folderName(text('from')), to: folderName(text('to')) };
    const reason = text('reason');
    return [reason ? t('history.movedFor', { ...where, reason }) : t('history.moved', where)];
  }
  switch (kind) {
    case 'sent':
      return [sent(text('channel'), text('purpose'), text('status'))];
    case 'added':
      return [text('source') ? t('history.added', { source: text('source') }) : t('history.addedPlainly')];
    case 'edited':
      return changed(data.changes);
    case 'campaign-moved':
      return [
        t('history.campaignMoved', {
          from: text('fromCampaign') || t('leads:withoutCampaign'),
          to: text('toCampaign'),
        }),
      ];
    case 'labelled':
    case 'unlabelled':
      return [t(`history.${kind}`, { label: text('label') })];
    case 'merged':
    case 'unmerged':
    case 'assigned':
      return [t(`history.${kind}`, { name: text('name') })];
    case 'shared':
      return [t('history.shared')];
    case 'share-revoked':
      return [t('history.shareRevoked')];
    case 'guest-shortlist':
    case 'guest-reject': {
      const key = kind === 'guest-shortlist' ? 'history.guestShortlist' : 'history.guestReject';
      const what = t(key, { name: text('name') });
      return [text('comment') ? t('history.withComment', { what, comment: text('comment') }) : what];
    }
    case 'resume-added':
      return [t('history.resumeAdded', { name: text('name') })];
    case 'resume-replaced':
      return [t('history.resumeReplaced', { name: text('name') })];
    case 'resume-removed':
      return [t('history.resumeRemoved', { name: text('name') })];
    default:
      return [t('history.other', { kind: kind.replaceAll('-', ' ') })];
  }
}

const purposes = {
  invitation: 'sentInvitation',
  completion: 'sentCompletion',
  shortlisted: 'sentShortlisted',
  rejected: 'sentRejected',
} as const;
const channels = ['webchat', 'sms', 'email', 'messenger', 'whatsapp', 'wechat'] as const;

function useSent() {
  const { t } = useTranslation(['profile', 'leads']);
  return (given: string, purpose: string, status: string): string => {
    const found = channels.find((one) => one === given);
    const channel = found ? t(`leads:channels.${found}`) : given;
    const key = Object.hasOwn(purposes, purpose) ? purposes[purpose as keyof typeof purposes] : 'sent';
    const what = t(`history.${key}`, { channel });
    return status === 'failed' ? t('history.notSent', { what }) : what;
  };
}
