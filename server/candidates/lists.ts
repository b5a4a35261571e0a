import { type Reach, reachableCampaigns } from '#campaigns/policy.ts';
import type { Trx } from '#platform/db.ts';
import { invalid } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { countFolders, type ItemRow, idsByNumber, type ListFilter, listIds, loadItems, searchIds } from './queries.ts';
import type { Item, ListQuery } from './schema.ts';

export type Page = { items: Item[]; nextCursor: string | null; similar: boolean };

/**
 * A page of the applications that this user reaches. Words are looked for anywhere in name, e-mail and phone, all of
 * them; where nobody has them as typed, the nearest names are given and `similar` says so. A number is also looked for
 * as candidate and application id.
 */
export async function listApplications(trx: Trx, session: Session, query: ListQuery): Promise<Page> {
  const filter = toFilter(session, query, await reachableCampaigns(trx, session));
  if (filter.campaigns?.length === 0 && filter.folders && !filter.folders.includes('no_campaign')) return emptyPage;
  const words = query.q?.trim();
  const { ids, similar } = words
    ? await search(trx, words, filter)
    : {
        ids: await listIds(trx, filter, filter.campaigns && !filter.folders ? await folderKeys(trx, session) : []),
        similar: false,
      };
  const rows = await loadItems(trx, session.companyId, ids.slice(0, query.limit), query.sort);
  const last = rows.at(-1);
  const more = ids.length > query.limit && last;
  return {
    items: rows.map(toItem),
    nextCursor: more ? `${similar ? '~' : ''}${encodeCursor({ at: last.sort_key, id: last.id })}` : null,
    similar,
  };
}

const emptyPage: Page = { items: [], nextCursor: null, similar: false };

async function search(
  trx: Trx,
  words: string,
  filter: ListFilter & { similar: boolean },
): Promise<{ ids: number[]; similar: boolean }> {
  const terms = toTerms(words);
  const found = filter.similar ? [] : await searchIds(trx, terms, false, filter);
  const numbered =
    !filter.after && /^\d{1,15}$/.test(words)
      ? await reachableOnly(trx, await idsByNumber(trx, filter.companyId, Number(words)), filter)
      : [];
  const ids = [...new Set([...numbered, ...found])];
  if (ids.length > 0 || (filter.after && !filter.similar) || !/\p{L}{3}/u.test(words)) return { ids, similar: false };
  return { ids: await searchIds(trx, terms, true, filter), similar: true };
}

/** At most eight words, in a phone number only its digits, without the zeros of dialling: "0917 123" finds +63917123. */
function toTerms(words: string): string[] {
  if (/^[+(]?[\d\s().\-/]{4,}$/.test(words)) return [words.replace(/\D/g, '').replace(/^0+(?=\d)/, '')];
  return words.normalize('NFC').split(/\s+/).slice(0, 8);
}

async function reachableOnly(trx: Trx, ids: number[], filter: ListFilter): Promise<number[]> {
  const rows = await loadItems(trx, filter.companyId, ids);
  return rows
    .filter(
      (row) =>
        (!filter.campaigns || (row.campaign_id !== null && filter.campaigns.includes(row.campaign_id))) &&
        (!filter.folders || filter.folders.includes(row.folder)),
    )
    .map((row) => row.id);
}

function toFilter(session: Session, query: ListQuery, reach: Reach): ListFilter & { similar: boolean } {
  const similar = query.cursor?.startsWith('~') ?? false;
  const wanted = query.campaign ?? null;
  const campaigns = reach === 'all' ? wanted : wanted ? wanted.filter((id) => reach.includes(id)) : reach;
  if (query.folder?.some((key) => key.includes('\0'))) throw invalid('folder: is not a folder of this company.');
  return {
    companyId: session.companyId,
    campaigns,
    folders: query.folder ?? null,
    label: query.label ?? null,
    sort: query.sort,
    descending: query.order === 'desc',
    after: query.cursor ? decodeCursor(similar ? query.cursor.slice(1) : query.cursor) : null,
    limit: query.limit + 1,
    similar,
  };
}

async function folderKeys(trx: Trx, session: Session): Promise<string[]> {
  const rows = await trx.selectFrom('folders').select('key').where('company_id', '=', session.companyId).execute();
  return rows.map((row) => row.key);
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
  const folders = await trx
    .selectFrom('folders')
    .selectAll()
    .where('company_id', '=', session.companyId)
    .orderBy('position')
    .execute();
  const byFolder = new Map<string, number>();
  const byCampaign = new Map<number | null, number>();
  for (const { campaign_id, folder, count } of sums) {
    byCampaign.set(campaign_id, (byCampaign.get(campaign_id) ?? 0) + count);
    if (!chosen || (campaign_id !== null && chosen.includes(campaign_id)))
      byFolder.set(folder, (byFolder.get(folder) ?? 0) + count);
  }
  return {
    folders: folders.map(({ key, name, color }) => ({ key, name, color, count: byFolder.get(key) ?? 0 })),
    campaigns: [...byCampaign].map(([id, count]) => ({ id, count })),
  };
}
