import { invalid } from '#platform/errors.ts';

/** Where a page ended: the sort key of its last row, and its id to tell apart those of the same moment. */
export type Cursor = { at: string; id: number };

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(`${cursor.at}|${cursor.id}`).toString('base64url');
}

export function decodeCursor(text: string): Cursor {
  const [at, id] = Buffer.from(text, 'base64url').toString('utf8').split('|');
  // Microseconds matter: PostgreSQL keeps them, a JavaScript date would drop them and skip rows.
  if (
    !at ||
    !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/.test(at) ||
    Number.isNaN(Date.parse(at.replace('+00', 'Z'))) ||
    !/^\d{1,15}$/.test(id ?? '')
  )
    throw invalid('cursor: is not one that a list gave out. Begin again without it.', {
      cursor: 'is not one that a list gave out',
    });
  return { at, id: Number(id) };
}
