import { type Reach, reachableCampaigns } from '#campaigns/policy.ts';
import type { Trx } from '#platform/db.ts';
import { invalidField } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { type Cursor, decodeCursor, encodeCursor } from './cursor.ts';
import {
  countFolders,
  type ItemRow,
  type ListFilter,
  listFolders,
  listIds,
  loadItems,
  numberedIds,
  searchIds,
} from './queries.ts';
import { type Item, type ListQuery, noCampaign } from './schema.ts';
import { words } from './words.ts';

export type Page = { items: Item[]; nextCursor: string | null; similar: boolean };

/**
 * A page of the applications that this user reaches. Words are looked for anywhere in name, e-mail and phone, all of
 * them; where nobody has them as typed, the nearest names are given and `similar` says so. Whom a number means as
 * candidate or application id comes before those who have it in their phone.
 */
export async function listApplications(trx: Trx, session: Session, query: ListQuery): Promise<Page> {
  const filter = toFilter(session, query, await reachableCampaigns(trx, session));
  const found = await findIds(trx, filter, query.q?.trim());
  const ids = found.slice(0, query.limit).map(({ id }) => id);
  const rows = await loadItems(trx, session.companyId, ids, query.sort);
  const last = rows.at(-1);
  const part = found.find(({ id }) => id === last?.id)?.part;
  return {
    items: rows.map(toItem),
    nextCursor:
      last && part && found.length > query.limit ? encodeCursor({ part, at: last.sort_key, id: last.id }, query) : null,
    similar: part === 'similar',
  };
}

type Found = { id: number; part: Cursor['part'] };

async function findIds(trx: Trx, filter: ListFilter, words: string | undefined): Promise<Found[]> {
  if (filter.campaigns?.length === 0) return [];
  if (words) return search(trx, filter, words);
  const folders = filter.campaigns && !filter.folders ? await listFolders(trx, filter.companyId) : [];
  const keys = folders.map(({ key }) => key);
  return inPart('list', await listIds(trx, filter, keys));
}

async function search(trx: Trx, filter: ListFilter, words: string): Promise<Found[]> {
  const { after, limit } = filter;
  const terms = toTerms(words);
  const nearest = async () => inPart('similar', await searchIds(trx, terms, true, filter));
  if (after?.part === 'similar') return nearest();
  const number = /^\d{1,15}$/.test(words) ? Number(words) : null;
  const numbered = number === null || after?.part === 'words' ? [] : await numberedIds(trx, filter, number);
  const rest = { ...filter, after: after?.part === 'words' ? after : null, limit: limit - numbered.length };
  const named = await searchIds(trx, terms, false, rest, number);
  const found = [...inPart('number', numbered), ...inPart('words', named)];
  return found.length > 0 || after || !/\p{L}{3}/u.test(words) ? found : nearest();
}

function inPart(part: Cursor['part'], ids: number[]): Found[] {
  return ids.map((id) => ({ id, part }));
}

/** At most eight words, in a phone number only its digits, without the zeros of dialling: "0917 123" finds +63917123. */
function toTerms(words: string): string[] {
  if (/^(?=.*\d)[+(]?[\d\s().\-/]{4,}$/.test(words)) return [words.replace(/\D/g, '').replace(/^0+(?=\d)/, '')];
  return words.normalize('NFC').split(/\s+/).slice(0, 8);
}

function toFilter(session: Session, query: ListQuery, reach: Reach): ListFilter {
  const wanted = query.campaign ? [...new Set(query.campaign)] : null;
  const campaigns = reach === 'all' ? wanted : wanted ? wanted.filter((id) => reach.includes(id)) : reach;
  if (query.folder?.some((key) => key.includes('\0'))) throw invalidField('folder', words.noFolder);
  return {
    companyId: session.companyId,
    campaigns,
    folders: query.folder ? [...new Set(query.folder)] : null,
    label: query.label ?? null,
    sort: query.sort,
    descending: query.order === 'desc',
    after: query.cursor ? decodeCursor(query.cursor, query, Boolean(query.q?.trim())) : null,
    limit: query.limit + 1,
  };
}

export function toItem(row: ItemRow): Item {
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
    labels: row.labels,
    source: row.source,
    assignee: row.assignee_id ? { id: row.assignee_id, name: row.assignee_name ?? '' } : null,
    unread: row.unread,
    lastMessage:
      row.last_message === null || !row.last_message_at
        ? null
        : {
            text: row.last_message,
            direction: row.last_message_direction === 'in' ? 'in' : 'out',
            at: row.last_message_at.toISOString(),
          },
    addedAt: row.added_at.toISOString(),
    completedAt: row.completed_at?.toISOString() ?? null,
    lastActivityAt: row.last_activity_at.toISOString(),
  };
}

/** Exact numbers by folder within the chosen campaigns, and by campaign. */
export async function folderCounts(trx: Trx, session: Session, chosen: number[] | null) {
  const reach = await reachableCampaigns(trx, session);
  const sums = await countFolders(trx, session.companyId, reach === 'all' ? null : reach);
  const folders = await listFolders(trx, session.companyId);
  const byFolder = new Map<string, number>();
  const byCampaign = new Map<number | null, number>();
  for (const { campaign_id, folder, count } of sums) {
    byCampaign.set(campaign_id, (byCampaign.get(campaign_id) ?? 0) + count);
    if (!chosen || chosen.includes(campaign_id ?? noCampaign))
      byFolder.set(folder, (byFolder.get(folder) ?? 0) + count);
  }
  return {
    folders: folders.map(({ key, name, color }) => ({ key, name, color, count: byFolder.get(key) ?? 0 })),
    campaigns: [...byCampaign].map(([id, count]) => ({ id, count })),
  };
}
