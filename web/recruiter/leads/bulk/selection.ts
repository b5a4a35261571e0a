import { useEffect, useRef, useState } from 'react';
import { toQuery } from '../queries.ts';
import type { LeadsSearch } from '../search-params.ts';

/** These, or all that the list has but these. */
export interface Selection {
  all: boolean;
  ids: ReadonlySet<number>;
}

export interface Selecting {
  selection: Selection;
  /** Nobody is selected. */
  empty: boolean;
  has: (id: number) => boolean;
  /** With `extend`, all from where it was selected last up to this one. */
  pick: (id: number, extend: boolean) => void;
  pickAll: () => void;
  clear: () => void;
}

const nobody: Selection = { all: false, ids: new Set() };

/** Who is selected in the list that is shown; another list begins with nobody. `order` is the list as far as it is loaded. */
export function useSelection(search: LeadsSearch, order: readonly number[]): Selecting {
  const [selection, setSelection] = useState<Selection>(nobody);
  const anchor = useRef<number | null>(null);
  const list = nameOf(search);
  const shown = useRef(list);
  useEffect(() => {
    if (shown.current !== list) setSelection(nobody);
    shown.current = list;
  }, [list]);
  const has = (id: number) => selection.ids.has(id) !== selection.all;

  function pick(id: number, extend: boolean): void {
    const from = extend && anchor.current !== null ? order.indexOf(anchor.current) : -1;
    const to = order.indexOf(id);
    const range = from < 0 || to < 0 ? [id] : order.slice(Math.min(from, to), Math.max(from, to) + 1);
    const on = from < 0 ? !has(id) : true;
    anchor.current = id;
    setSelection(({ all, ids }) => {
      const next = new Set(ids);
      for (const one of range)
        if (on === all) next.delete(one);
        else next.add(one);
      return { all, ids: next };
    });
  }

  return {
    selection,
    empty: !selection.all && selection.ids.size === 0,
    has,
    pick,
    pickAll: () => setSelection({ all: true, ids: new Set() }),
    clear: () => {
      anchor.current = null;
      setSelection(nobody);
    },
  };
}

/** What makes a list the one that it is; neither who is open in it nor its order. */
export function findParameters({ id: _open, sort: _sort, order: _order, ...search }: LeadsSearch) {
  return toQuery(search);
}

/** Whether both find the same people. */
export function sameList(one: LeadsSearch, other: LeadsSearch): boolean {
  return nameOf(one) === nameOf(other);
}

function nameOf(search: LeadsSearch): string {
  const parameters = Object.entries(findParameters(search)).filter(([, value]) => value !== undefined);
  return JSON.stringify(parameters.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** As the list stands. */
export function orderOf({ sort = 'active', order = 'desc' }: LeadsSearch) {
  return { sort, order };
}
