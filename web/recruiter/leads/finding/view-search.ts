import { type LeadsSearch, readLeadsSearch } from '../search-params.ts';
import type { SavedView } from './queries.ts';

/** What of the screen's state makes a view: everything but who is open. */
export function toViewSearch({ id: _open, filter, ...search }: LeadsSearch): SavedView['search'] {
  return { ...search, ...(filter && { filter: JSON.stringify(filter) }) };
}

export function sameSearch(view: SavedView['search'], search: LeadsSearch): boolean {
  const key = ({ id: _open, ...of }: LeadsSearch) =>
    JSON.stringify(Object.entries(of).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  return key(readLeadsSearch(view)) === key(readLeadsSearch({ ...search }));
}
