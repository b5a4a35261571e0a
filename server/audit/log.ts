import type { Trx } from '#platform/db.ts';
import { invalidField } from '#platform/errors.ts';
import { type LogRow, type Place, readPage } from './queries.ts';
import type { Entry, Filter } from './schema.ts';
import { words } from './words.ts';

/** What was done in the company, the newest first; throws for a cursor that no page gave out. */
export async function readLog(
  trx: Trx,
  companyId: number,
  { cursor, limit, ...filter }: Filter & { cursor?: string | undefined; limit: number },
): Promise<{ items: Entry[]; nextCursor: string | null }> {
  const before = cursor === undefined ? null : readCursor(cursor);
  const rows = await readPage(trx, companyId, filter, { before, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(present),
    nextCursor: rows.length > limit && last ? `${last.micros}.${last.id}` : null,
  };
}

function readCursor(text: string): Place {
  const parts = /^(\d{1,16})\.(\d{1,15})$/.exec(text);
  if (!parts) throw invalidField('cursor', words.foreignCursor);
  return { micros: Number(parts[1]), id: Number(parts[2]) };
}

function present(row: LogRow): Entry {
  const { userId, userName, candidateId, campaignId, aboutId } = row;
  return {
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    by: userId === null ? null : { id: userId, name: userName ?? '' },
    address: row.address,
    candidate:
      candidateId === null
        ? null
        : { id: candidateId, name: row.candidateName ?? '', applicationId: row.applicationId },
    campaign: campaignId === null ? null : { id: campaignId, name: row.campaignTitle ?? '' },
    user: aboutId === null ? null : { id: aboutId, name: row.aboutName ?? '' },
    data: row.data,
  };
}
