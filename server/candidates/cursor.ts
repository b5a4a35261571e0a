import { invalidField } from '#platform/errors.ts';
import { words } from './words.ts';

/**
 * Where a page ended: in which part of a list, the sort key of its last row, and its id to tell apart those of the same
 * moment. A search gives first whom its number means, then whom its words mean, or else the nearest names.
 */
export type Cursor = { part: 'list' | 'number' | 'words' | 'similar'; at: string; id: number };

/** The order in which a list is read; a cursor of another one would skip rows. */
export type Order = { sort: 'added' | 'active'; order: 'asc' | 'desc' };

export function encodeCursor({ part, at, id }: Cursor, { sort, order }: Order): string {
  return Buffer.from(`${part} ${sort} ${order}|${at}|${id}`).toString('base64url');
}

export function decodeCursor(text: string, { sort, order }: Order, searching: boolean): Cursor {
  const [list = '', at = '', id = ''] = Buffer.from(text, 'base64url').toString('utf8').split('|');
  const [part, ...of] = list.split(' ');
  // Microseconds matter: PostgreSQL keeps them, a JavaScript date would drop them and skip rows.
  if (
    !isPart(part) ||
    !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/.test(at) ||
    Number.isNaN(Date.parse(at.replace('+00', 'Z'))) ||
    !/^\d{1,15}$/.test(id)
  )
    throw invalidField('cursor', words.foreignCursor);
  if (of.join(' ') !== `${sort} ${order}` || searching === (part === 'list'))
    throw invalidField('cursor', words.cursorOfOther);
  return { part, at, id: Number(id) };
}

function isPart(text: string | undefined): text is Cursor['part'] {
  return text === 'list' || text === 'number' || text === 'words' || text === 'similar';
}
