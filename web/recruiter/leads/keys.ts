import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { askFor, modalDialog } from '../../ui/asked-for.ts';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { type Application, applicationsQuery, profileQuery } from './queries.ts';
import type { LeadsSearch } from './search-params.ts';

interface Props {
  search: LeadsSearch;
  /** Who is to be open, who may not be shown yet. */
  wanted: RefObject<number | undefined>;
  change: (patch: Partial<LeadsSearch>) => void;
  moveTo: (application: Application, to: string) => void;
  undo: () => void;
  searchBox: RefObject<HTMLInputElement | null>;
}

/** Everything a recruiter does with a lead, without a mouse. What decides about somebody works once they are shown. */
export function useLeadsKeys({ search, wanted, change, moveTo, undo, searchBox }: Props): void {
  const { t } = useTranslation('leads');
  const list = useInfiniteQuery(applicationsQuery(search));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const listed = items.find(({ id }) => id === search.id);
  // Who has left the folder shown is open all the same, and the keys are for who is open.
  const open = useQuery({ ...profileQuery(search.id ?? 0), enabled: search.id !== undefined && !listed });
  const current = listed ?? open.data;
  const step = useSteps(items, wanted, (id) => {
    change({ id });
    const rest = items.length - 1 - items.findIndex((item) => item.id === id);
    if (list.hasNextPage && !list.isFetchingNextPage && rest <= 5) void list.fetchNextPage();
  });
  const to = (folder: string) => () => {
    if (!current || current.id !== wanted.current || !isShown(current.id)) return;
    if (current.campaignId === null) askIn(wanted, '[data-add-to-campaign]', modalDialog);
    else moveTo(current, folder);
  };
  const write = (mode: 'message' | 'comment') => () =>
    askIn(wanted, `[data-write="${mode}"]`, () =>
      wanted.current === undefined ? null : find(wanted.current, `[data-mode="${mode}"] textarea`),
    );
  useShortcuts(t('keys.title'), [
    { keys: 'j', label: t('keys.next'), run: step(1), repeats: true },
    { keys: 'k', label: t('keys.previous'), run: step(-1), repeats: true },
    { keys: 'alt+j', label: t('keys.next'), run: step(1), repeats: true },
    { keys: 'alt+k', label: t('keys.previous'), run: step(-1), repeats: true },
    { keys: 's', label: t('actions.shortlist'), run: to('shortlisted') },
    { keys: 'r', label: t('actions.reject'), run: to('rejected') },
    { keys: 'h', label: t('actions.hold'), run: to('on_hold') },
    { keys: 'e', label: t('actions.hire'), run: to('hired') },
    { keys: 'z', label: t('undoMove.title'), run: undo },
    { keys: 'mod+z', label: t('undoMove.title'), run: undo },
    { keys: 'l', label: t('keys.label'), run: () => askIn(wanted, '[data-label-adder]', searchPicker) },
    { keys: 'a', label: t('keys.assign'), run: () => askIn(wanted, '[data-assign]', searchPicker) },
    { keys: 'm', label: t('keys.message'), run: write('message') },
    { keys: 'c', label: t('keys.comment'), run: write('comment') },
    { keys: '/', label: t('keys.search'), run: () => searchBox.current?.focus() },
  ]);
}

/** To the next and the one before. Who was moved out of the folder shown leaves a gap, from which it goes on. */
function useSteps(items: readonly Application[], wanted: Props['wanted'], open: (id: number) => void) {
  const place = useRef(0);
  const indexOf = (id: number | undefined) => items.findIndex((item) => item.id === id);
  const shown = indexOf(wanted.current);
  useEffect(() => {
    if (shown >= 0) place.current = shown;
  }, [shown]);
  return (by: 1 | -1) => () => {
    const at = indexOf(wanted.current);
    const gap = Math.min(place.current, items.length - 1) - (by === 1 ? 0 : 1);
    const next = items[at < 0 ? Math.max(0, gap) : at + by];
    if (next) open(next.id);
  };
}

function isShown(id: number): boolean {
  return document.querySelector(`[data-shown="${id}"]`) !== null;
}

/** Within the panels that show this application. */
function find(id: number, selector: string): HTMLElement | null {
  return document.querySelector(`[data-shown="${id}"] ${selector}`);
}

/** The one in which the focus is: those that are closed are there, too. */
const searchPicker = () => document.activeElement?.closest('[data-search-picker]') ?? null;

/** Presses a button of whoever is to be open, once they are shown. */
function askIn({ current: id }: Props['wanted'], button: string, place: () => Element | null): void {
  if (id === undefined) return;
  askFor(place, () => {
    const found = find(id, button);
    found?.click();
    return found !== null;
  });
}
