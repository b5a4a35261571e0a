import type { Trx } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import { type Cursor, decodeCursor, encodeCursor } from './cursor.ts';
import { countByLedger, countOwn } from './finding/ledgers.ts';
import { countGroups, isAnybody } from './finding/matches.ts';
import { findPeople, toTerms } from './finding/people.ts';
import { readScope } from './finding/scope.ts';
import type { Sets } from './finding/sets/store.ts';
import { allTexts, type Excerpt, findTexts, readExcerpts, toPhrases } from './finding/texts.ts';
import {
  foundIds,
  type ItemRow,
  type ListFilter,
  listFolders,
  listIds,
  loadItems,
  numberedIds,
  saidIds,
} from './queries.ts';
import { type FindQuery, type Item, type ListQuery, noCampaign } from './schema.ts';

export type Page = { items: Item[]; nextCursor: string | null; similar: boolean };

/**
 * A page of the applications that this user reaches. Words are looked for anywhere in name, e-mail and phone, all of
 * them; where nobody within reach has them as typed, the nearest names are given and `similar` says so. Whom a number means as
 * candidate or application id comes before those who have it in their phone. `sets`: what makes long lists quicker to look through.
 */
export async function listApplications(
  trx: Trx,
  session: Session,
  query: ListQuery,
  sets: Sets | null = null,
): Promise<Page> {
  const filter: ListFilter = {
    ...(await readScope(trx, session, query)),
    sort: query.sort,
    descending: query.order === 'desc',
    after: query.cursor ? decodeCursor(query.cursor, query, Boolean(query.q?.trim())) : null,
    limit: query.limit + 1,
  };
  const found = await findIds(trx, filter, query, sets);
  const ids = found.slice(0, query.limit).map(({ id }) => id);
  const rows = await loadItems(trx, session.companyId, ids, query.sort);
  const last = rows.at(-1);
  const part = found.find(({ id }) => id === last?.id)?.part;
  const excerpts = await excerptsOf(trx, session, query, ids);
  return {
    items: rows.map((row) => toItem(row, excerpts.get(row.id))),
    nextCursor:
      last && part && found.length > query.limit ? encodeCursor({ part, at: last.sort_key, id: last.id }, query) : null,
    similar: part === 'similar',
  };
}

type Found = { id: number; part: Cursor['part'] };

async function excerptsOf(trx: Trx, { companyId }: Session, query: ListQuery, ids: number[]) {
  if (query.in === 'people' || !query.q?.trim() || ids.length === 0) return new Map<number, Excerpt>();
  return readExcerpts(trx, companyId, ids, toPhrases(query.q));
}

async function findIds(trx: Trx, filter: ListFilter, query: ListQuery, sets: Sets | null): Promise<Found[]> {
  if (filter.campaigns?.length === 0) return [];
  const words = query.q?.trim();
  if (words && query.in === 'texts') {
    const phrases = toPhrases(words);
    const said = sets?.isReady(filter.companyId) ? allTexts(phrases) : await findTexts(trx, phrases);
    return said ? inPart('words', await saidIds(trx, said, filter, sets)) : [];
  }
  if (words) return search(trx, filter, words, sets && sets.isHeld(filter.companyId));
  const folders = filter.campaigns && !filter.folders ? await listFolders(trx, filter.companyId) : [];
  const keys = folders.map(({ key }) => key);
  return inPart('list', await listIds(trx, filter, keys, sets));
}

async function search(
  trx: Trx,
  filter: ListFilter,
  words: string,
  isHeld: ((key: string) => boolean) | null,
): Promise<Found[]> {
  const { after, limit } = filter;
  const terms = toTerms(words);
  const find = async (nearest: boolean, rest: ListFilter, number: number | null) => {
    const people = await findPeople(trx, terms, nearest, isHeld);
    return people ? foundIds(trx, people, rest, number) : [];
  };
  const nearest = async () => inPart('similar', await find(true, filter, null));
  if (after?.part === 'similar') return nearest();
  const number = /^\d{1,15}$/.test(words) ? Number(words) : null;
  const numbered = number === null || after?.part === 'words' ? [] : await numberedIds(trx, filter, number);
  const rest = { ...filter, after: after?.part === 'words' ? after : null, limit: limit - numbered.length };
  const found = [...inPart('number', numbered), ...inPart('words', await find(false, rest, number))];
  if (found.length > 0 || after || !/\p{L}{3}/u.test(words)) return found;
  const named = await findPeople(trx, terms, false, isHeld);
  return named && (await isAnybody(trx, filter, named)) ? [] : nearest();
}

function inPart(part: Cursor['part'], ids: number[]): Found[] {
  return ids.map((id) => ({ id, part }));
}

export function toItem(row: ItemRow, excerpt?: Excerpt): Item {
  return {
    id: row.id,
    candidateId: row.candidate_id,
    firstName: row.first_name,
    lastName: row.last_name,
    email: row.email,
    phone: row.phone,
    campaignId: row.campaign_id,
    campaignTitle: row.campaign_title,
    folder: row.folder,
    reason: row.reason_id === null ? null : { id: row.reason_id, name: row.reason ?? '' },
    labels: row.labels,
    source: row.source,
    assignee: row.assignee_id
      ? { id: row.assignee_id, name: row.assignee_name ?? '', former: !row.assignee_reaches }
      : null,
    unread: row.unread,
    lastMessage:
      row.last_message === null || !row.last_message_at
        ? null
        : {
            text: row.last_message,
            direction: row.last_message_direction === 'in' ? 'in' : 'out',
            at: row.last_message_at.toISOString(),
          },
    excerpt: excerpt ?? null,
    addedAt: row.added_at.toISOString(),
    completedAt: row.completed_at?.toISOString() ?? null,
    lastActivityAt: row.last_activity_at.toISOString(),
  };
}

/**
 * Exact numbers by folder within the chosen campaigns, by campaign, and of all that the list shows. Where a ledger knows
 * what is filtered by they are its sums, else of a large company what `sets` say.
 */
export async function folderCounts(trx: Trx, session: Session, query: FindQuery, sets: Sets | null = null) {
  const scope = await readScope(trx, session, query);
  const summed = query.q?.trim() ? null : await countByLedger(trx, scope);
  const groups = summed ?? (await countGroups(trx, scope, query, sets));
  const folders = await listFolders(trx, session.companyId);
  const byFolder = new Map<string, number>();
  const byCampaign = new Map<number | null, number>();
  for (const { campaign_id, folder, count } of groups) {
    byCampaign.set(campaign_id, (byCampaign.get(campaign_id) ?? 0) + count);
    if (!scope.campaigns || scope.campaigns.includes(campaign_id ?? noCampaign))
      byFolder.set(folder, (byFolder.get(folder) ?? 0) + count);
  }
  const counted = folders.map(({ key, name, color }) => ({ key, name, color, count: byFolder.get(key) ?? 0 }));
  return {
    folders: counted,
    campaigns: [...byCampaign].map(([id, count]) => ({ id, count })),
    total: counted.reduce(
      (sum, { key, count }) => sum + (!scope.folders || scope.folders.includes(key) ? count : 0),
      0,
    ),
    mine: await countOwn(trx, session, scope.reach),
  };
}
