import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { loadLateArea } from '../../../i18n/i18n.ts';
import { useFolderName } from '../../../ui/folder-badge.tsx';
import { useFormats } from '../../../ui/formats-context.ts';
import classes from './conversation-panel.module.css';
import type { EventItem } from './queries.ts';

const CorrectedText = lazy(async () => {
  const [{ CorrectedText: Text }] = await Promise.all([import('./corrected-text.tsx'), loadLateArea('profile')]);
  return { default: Text };
});

const moves = new Set(['moved', 'shortlisted', 'rejected', 'hired', 'held']);

/** What happened, as a thin line between the bubbles. */
export function EventLine({ event }: { event: EventItem }) {
  const { t } = useTranslation('leads');
  const formats = useFormats();
  const text = useEventText(event);
  return (
    <p className={classes.event}>
      <span>
        {event.kind === 'edited' ? (
          <Suspense fallback={text}>
            <CorrectedText changes={event.data.changes} />
          </Suspense>
        ) : (
          text
        )}
        {event.user && ` ${t('chat.by', { name: event.user.name })}`}
        {` · ${formats.time(event.at)}`}
      </span>
    </p>
  );
}

function useEventText({ kind, data }: EventItem): string {
  const { t } = useTranslation('leads');
  const folderName = useFolderName();
  const value = (key: string) => (typeof data[key] === 'string' ? data[key] : '');
  if (moves.has(kind)) {
    const where = { from: folderName(value('from')), to: folderName(value('to')) };
    const reason = value('reason');
    return reason ? t('chat.events.movedFor', { ...where, reason }) : t('chat.events.moved', where);
  }
  switch (kind) {
    case 'added':
    case 'invited':
    case 'attempted':
    case 'half':
    case 'completed':
    case 'edited':
      return t(`chat.events.${kind}`);
    case 'shared':
      return t('chat.events.shared');
    case 'share-revoked':
      return t('chat.events.shareRevoked');
    case 'guest-shortlist':
      return t('chat.events.guestShortlist', { name: value('name') });
    case 'guest-reject':
      return t('chat.events.guestReject', { name: value('name') });
    case 'interview-started':
      return t('chat.events.started');
    case 'bot-stopped':
      return t('chat.events.stopped');
    case 'bot-resumed':
      return t('chat.events.resumed');
    case 'bounce-lifted':
      return t('chat.events.bounceLifted');
    case 'assigned':
      return t('chat.events.assigned', { name: value('name') });
    case 'unassigned':
      return t('chat.events.unassigned');
    case 'pin-refreshed':
      return t('chat.events.pinRefreshed');
    case 'opted-out':
    case 'opted-in':
      return t(kind === 'opted-out' ? 'chat.events.optedOut' : 'chat.events.optedIn', {
        channel: t(`channels.${value('channel') as 'sms'}`),
      });
    case 'hand-over':
      return t('chat.events.handover');
    case 'campaign-moved':
      return t('chat.events.moved', {
        from: value('fromCampaign') || t('withoutCampaign'),
        to: value('toCampaign'),
      });
    case 'merged':
    case 'unmerged':
      return t(`chat.events.${kind}`, { name: value('name') });
    case 'labelled':
    case 'unlabelled':
      return t(`chat.events.${kind}`, { label: value('label') });
    default:
      return t('chat.events.other', { kind: kind.replaceAll('-', ' ') });
  }
}
