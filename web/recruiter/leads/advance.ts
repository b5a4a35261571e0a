import { useEffect, useRef } from 'react';
import { isField, modalDialog } from '../../ui/asked-for.ts';
import { sameList } from './bulk/selection.ts';
import type { LeadsSearch } from './search-params.ts';

/** Whoever has not left the list by then does not leave it by the decision. */
const longestMs = 15_000;

interface Decided {
  id: number;
  search: LeadsSearch;
  /** Where they stood, and who came after them. */
  place: number;
  after: number[];
  until: number;
}

/**
 * Opens the next one in the list when the decision about the one who is open has taken them out of it; where there is no
 * next one, or somebody is writing, nothing changes. `order` is the list as far as it is loaded.
 */
export function useAdvance(search: LeadsSearch, order: readonly number[], open: (id: number) => void) {
  const decided = useRef<Decided | null>(null);
  useEffect(() => {
    const last = decided.current;
    if (!last) return;
    const over = last.id !== search.id || !sameList(last.search, search) || performance.now() > last.until;
    if (!over && order.includes(last.id)) return;
    decided.current = null;
    if (over || isField(document.activeElement) || modalDialog()) return;
    const next = last.after.find((id) => order.includes(id)) ?? order[last.place];
    if (next !== undefined) open(next);
  });
  return {
    after(id: number): void {
      const place = order.indexOf(id);
      const until = performance.now() + longestMs;
      decided.current = place < 0 ? null : { id, search, place, after: order.slice(place + 1), until };
    },
    stay(): void {
      decided.current = null;
    },
  };
}
