import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FocusEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './bulk.module.css';
import { BulkCard } from './bulk-card.tsx';
import { type BulkAction, bulkActionQuery, bulkActionsQuery, isUnderWay } from './queries.ts';

const storageKey = 'parley.bulk-actions-closed';
const watchedKey = 'parley.bulk-actions-watched';
const shownForMs = 60 * 60_000;
const goesAfterMs = 8_000;
const most = 3;

/**
 * What was started, on every screen and after a reload: how far it is, how it ended, what can be done about it. What has
 * ended goes by itself once it was seen, and is shown only where it was seen under way; the list of past bulk actions still
 * has it. It takes a strip below the screen, so that it lies over nothing.
 */
export function BulkTray() {
  const { t } = useTranslation('bulk');
  const { data } = useQuery(bulkActionsQuery);
  // As it was when the page was loaded: what ends now stays for its time, though it is noted as seen at once.
  const [closed, setClosed] = useState(() => readIds(storageKey));
  const before = useEndedBefore(data);
  const waiting = (data ?? []).filter(
    (bulk) =>
      !closed.includes(bulk.id) &&
      !before?.has(bulk.id) &&
      (!bulk.finishedAt || Date.now() - new Date(bulk.finishedAt).getTime() < shownForMs) &&
      bulk.undo !== 'undone',
  );
  const shown = waiting.toSorted((a, b) => Number(isUnderWay(b)) - Number(isUnderWay(a))).slice(0, most);
  if (shown.length === 0) return null;
  return (
    <section className={classes.tray} aria-label={t('tray.title')}>
      <ul className={classes.cards} aria-label={t('tray.title')}>
        {shown.map((bulk) => (
          <Card key={bulk.id} listed={bulk} onClose={() => setClosed((before) => [...before, bulk.id])} />
        ))}
      </ul>
    </section>
  );
}

function Card({ listed, onClose }: { listed: BulkAction; onClose: () => void }) {
  const queryClient = useQueryClient();
  const { data: bulk } = useQuery({ ...bulkActionQuery(listed.id), initialData: listed });
  const [detailed, setDetailed] = useState(false);
  const { held, hidden, ...attention } = useAttention();
  const underWay = isUnderWay(bulk);
  useEffect(() => {
    if (underWay || isUnderWay(listed) === underWay) return;
    // It has just ended: what it changed is to be seen everywhere.
    for (const queryKey of [['applications'], ['folder-counts'], ['application'], bulkActionsQuery.queryKey])
      void queryClient.invalidateQueries({ queryKey });
  }, [underWay, listed, queryClient]);
  const leave = useRef(onClose);
  leave.current = onClose;
  const seen = !underWay && !hidden;
  const leaving = seen && !held && !detailed;
  useEffect(() => {
    if (seen) note(storageKey, listed.id);
  }, [seen, listed.id]);
  useEffect(() => {
    if (!leaving) return;
    const timer = window.setTimeout(() => leave.current(), goesAfterMs);
    return () => window.clearTimeout(timer);
  }, [leaving]);
  return (
    <li className={classes.card} {...attention}>
      <BulkCard bulk={bulk} onClose={onClose} onDetails={setDetailed} />
    </li>
  );
}

/** Whether the pointer or the focus is here, and whether the page is out of sight. */
function useAttention() {
  const [over, setOver] = useState(false);
  const [focused, setFocused] = useState(false);
  const [hidden, setHidden] = useState(document.hidden);
  useEffect(() => {
    const turn = () => setHidden(document.hidden);
    document.addEventListener('visibilitychange', turn);
    return () => document.removeEventListener('visibilitychange', turn);
  }, []);
  return {
    held: over || focused,
    hidden,
    onPointerEnter: () => setOver(true),
    onPointerLeave: () => setOver(false),
    onFocus: () => setFocused(true),
    onBlur: (event: FocusEvent) => setFocused(event.currentTarget.contains(event.relatedTarget)),
  };
}

/** What had ended when the page was loaded, unless this browser saw it under way: that is told at the next visit. */
function useEndedBefore(data: BulkAction[] | undefined): ReadonlySet<number> | undefined {
  const [before, setBefore] = useState<ReadonlySet<number>>();
  if (data && !before) {
    const watched = readIds(watchedKey);
    setBefore(new Set(data.filter((bulk) => !isUnderWay(bulk) && !watched.includes(bulk.id)).map(({ id }) => id)));
  }
  useEffect(() => {
    for (const bulk of data ?? []) if (isUnderWay(bulk)) note(watchedKey, bulk.id);
  }, [data]);
  return before;
}

function readIds(key: string): number[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'number') : [];
  } catch {
    return [];
  }
}

/** For the next visits of this browser. */
function note(key: string, id: number): void {
  const kept = readIds(key);
  if (kept.includes(id)) return;
  try {
    localStorage.setItem(key, JSON.stringify([...kept, id].slice(-50)));
  } catch {
    // Storage can be forbidden; the next visit then knows nothing of it.
  }
}
