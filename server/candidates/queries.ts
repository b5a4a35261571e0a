import { type RawBuilder, sql } from 'kysely';
import { prepared, type Trx } from '#platform/db.ts';
import type { Cursor } from './cursor.ts';
import { isNobodyByLedger } from './finding/ledgers.ts';
import type { Found } from './finding/people.ts';
import { type Scope, scopeSql } from './finding/scope.ts';
import { findMatching, type Many, membersOf } from './finding/sets/matching.ts';
import { idsOfPage } from './finding/sets/page.ts';
import type { Sets } from './finding/sets/store.ts';
import type { Said } from './finding/texts.ts';
import { noCampaign } from './schema.ts';

export type ListFilter = Scope & {
  sort: 'added' | 'active';
  descending: boolean;
  after: Cursor | null;
  limit: number;
};

const sortKey = (sort: ListFilter['sort']) => sql.ref(sort === 'added' ? 'a.added_at' : 'a.last_activity_at');

/** Above this many pairs of campaign and folder, walking the company's index and skipping is cheaper than as many probes. */
const maxProbes = 64;

/**
 * Ids of one page. Every index of a list leads with what it filters by and ends with the sort key, so a page is read
 * from where it begins and no further; several campaigns or folders are probed one by one and merged.
 * Plan (a million applications, one campaign, one folder): Index Only Scan on applications_campaign_added, 51 rows.
 */
export async function listIds(
  trx: Trx,
  filter: ListFilter,
  allFolders: string[],
  sets: Sets | null,
): Promise<number[]> {
  const folders = filter.folders ?? (filter.campaigns ? allFolders : null);
  const probes = (filter.campaigns?.length ?? 1) * (folders?.length ?? 1);
  const mixed = filter.campaigns?.includes(noCampaign) && filter.campaigns.length > 1;
  if (folders && probes > 1 && !mixed && probes <= maxProbes && !filter.condition)
    return probeIds(trx, filter, folders);
  if (filter.condition) return filteredIds(trx, filter, sets);
  const { rows } = await sql<{ id: number }>`
    select a.id from applications a where ${scopeSql(filter)} ${page(filter)} ${prepared}`.execute(trx);
  return rows.map((row) => row.id);
}

/** Fewer than this are gathered by whichever index finds them and sorted; of more, the list is walked in its order. */
const few = 20_000;
/** A walk of so many rows takes a few milliseconds, and fills the page wherever more than one in a hundred match. */
const steps = 5_000;

/**
 * First the list is walked for a while. Where that fills no page, what the planner expects decides, but not how it weighs
 * the two: it takes what is rare to be spread evenly over the list, where it often stands at its end, such as those who were
 * added long ago. Planned at every call.
 * Plans: few: an index of what is filtered by, or Index Only Scan on applications_finding, then a sort; many: Index Only
 * Scan on applications_finding in its order, as far as the page.
 */
async function filteredIds(trx: Trx, filter: ListFilter, sets: Sets | null): Promise<number[]> {
  const matching = scopeSql(filter);
  const near = await walkedIds(trx, matching, filter);
  if (near) return near;
  // Nobody has it: an index may be the only other way to know.
  if (await isNobodyByLedger(trx, filter)) return [];
  const held = await idsBySets(trx, filter, sets, null);
  if (held) return held;
  const { rows: plan } = await sql<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>`
    explain (format json) select from applications a where ${matching}`.execute(trx);
  const expected = plan[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
  return pageIds(trx, sql`applications a where ${matching}`, filter, expected < few);
}

/**
 * The page by what is held in memory; null where that is of no use, or not at hand. The rows are read by a later statement: what
 * does not match any more, or has gone behind the last of those chosen, is no row of the page, and then there may be others.
 */
async function idsBySets(
  trx: Trx,
  filter: ListFilter,
  sets: Sets | null,
  among: Many | null,
): Promise<number[] | null> {
  if (!sets?.isReady(filter.companyId)) return null;
  const matching = await findMatching(trx, filter, sets, among);
  const chosen = matching && idsOfPage(membersOf(matching, filter), { ...filter, after: filter.after?.at ?? null });
  if (!chosen) return null;
  const bound =
    chosen.last === null
      ? sql``
      : filter.descending
        ? sql`and ${sortKey(filter.sort)} >= to_timestamp(${chosen.last}::float8)`
        : sql`and ${sortKey(filter.sort)} < to_timestamp(${chosen.last + 1}::float8)`;
  const rows = sql`applications a where ${scopeSql(filter)} and a.id = any (${chosen.ids}::int8[]) ${bound}`;
  const ids = await pageIds(trx, rows, filter, true);
  return ids.length === filter.limit || chosen.last === null ? ids : null;
}

/**
 * The page, where it is full within the first rows of the list from its cursor on; null otherwise. Of one campaign and
 * folder, or of one folder, their own list is walked, else the company's. Plan: Limit of an Index Only Scan in its order.
 */
async function walkedIds(trx: Trx, matching: RawBuilder<unknown>, filter: ListFilter): Promise<number[] | null> {
  const { companyId, campaigns, folders } = filter;
  const own = folders?.length === 1 && (campaigns === null || (campaigns.length === 1 && campaigns[0] !== noCampaign));
  const list = { companyId, campaigns: own ? campaigns : null, folders: own ? folders : null, condition: null };
  const first = page({ ...filter, limit: steps });
  const { rows } = await sql<{ id: number }>`
    select a.id from (select a.* from applications a where ${scopeSql(list)} ${first}) a
    where ${matching} ${page(filter)}`.execute(trx);
  return rows.length === filter.limit ? rows.map((row) => row.id) : null;
}

/** A page of what matches; `gathered`: all of it is found first. */
async function pageIds(
  trx: Trx,
  matching: RawBuilder<unknown>,
  filter: ListFilter,
  gathered: boolean,
): Promise<number[]> {
  const { rows } = await (gathered
    ? sql<{ id: number }>`
        with a as materialized (select a.id, a.added_at, a.last_activity_at from ${matching})
        select a.id from a where true ${page(filter)}`
    : sql<{ id: number }>`select a.id from ${matching} ${page(filter)}`
  ).execute(trx);
  return rows.map((row) => row.id);
}

/** The same of those whom the number means that a recruiter reads on the screen, a candidate's or an application's. */
export async function numberedIds(trx: Trx, filter: ListFilter, number: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select a.id from applications a
    where ${scopeSql(filter)} and (a.id = ${number} or a.candidate_id = ${number}) ${page(filter)}`.execute(trx);
  return rows.map((row) => row.id);
}

async function probeIds(trx: Trx, filter: ListFilter, folders: string[]): Promise<number[]> {
  const key = sortKey(filter.sort);
  const without = filter.campaigns?.[0] === noCampaign;
  const campaigns = without ? null : filter.campaigns;
  const { rows } = await sql<{ id: number }>`
    select a.id from ${campaigns ? sql`unnest(${campaigns}::bigint[]) as c (id),` : sql``} unnest(${folders}::text[]) as f (key)
    cross join lateral (
      select a.id, ${key} from applications a
      where a.company_id = ${filter.companyId} and a.folder = f.key ${campaigns ? sql`and a.campaign_id = c.id` : without ? sql`and a.campaign_id is null` : sql``} ${page(filter)}
    ) a
    order by ${key} ${direction(filter)}, a.id ${direction(filter)} limit ${sql.lit(filter.limit)} ${prepared}`.execute(
    trx,
  );
  return rows.map((row) => row.id);
}

function page(filter: ListFilter) {
  const key = sortKey(filter.sort);
  const after = filter.after;
  const compare = filter.descending ? sql`<` : sql`>`;
  return sql`
    ${after ? sql`and (${key}, a.id) ${compare} (${after.at}::timestamptz, ${after.id}::bigint)` : sql``}
    order by ${key} ${direction(filter)}, a.id ${direction(filter)} limit ${sql.lit(filter.limit)}`;
}

function direction(filter: ListFilter) {
  return filter.descending ? sql`desc` : sql`asc`;
}

/**
 * Those of the people who were found, in the list's order; those whom a number means have been given before. Of few people
 * the applications are looked up and sorted, for many the list is walked in its order.
 */
export async function foundIds(
  trx: Trx,
  found: Pick<Found, 'few' | 'condition'>,
  filter: ListFilter,
  exceptNumber: number | null,
): Promise<number[]> {
  const others = exceptNumber === null ? sql`` : sql`and a.id <> ${exceptNumber} and a.candidate_id <> ${exceptNumber}`;
  return pageIds(
    trx,
    sql`applications a where ${scopeSql(filter)} and ${found.condition} ${others}`,
    filter,
    found.few,
  );
}

/** The same of those about whom something was written or said. */
export async function saidIds(trx: Trx, said: Said, filter: ListFilter, sets: Sets | null): Promise<number[]> {
  const held = said.ids && (await idsBySets(trx, filter, sets, { ids: said.ids }));
  return held ?? foundIds(trx, { few: true, condition: said.condition }, filter, null);
}

export type ItemRow = {
  id: number;
  candidate_id: number;
  first_name: string;
  last_name: string;
  email: string | null;
  phone: string | null;
  campaign_id: number | null;
  campaign_title: string | null;
  folder: string;
  reason_id: number | null;
  reason: string | null;
  source: string;
  assignee_id: string | null;
  assignee_name: string | null;
  assignee_reaches: boolean | null;
  unread: boolean;
  last_message: string | null;
  last_message_direction: string | null;
  last_message_at: Date | null;
  added_at: Date;
  completed_at: Date | null;
  last_activity_at: Date;
  sort_key: string;
  labels: { id: number; name: string; automatic: string | null; color: string | null }[];
};

/** The rows of a list, in the order of the ids. */
export async function loadItems(
  trx: Trx,
  companyId: number,
  ids: number[],
  sort: ListFilter['sort'] = 'added',
): Promise<ItemRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<ItemRow>`
    select a.id, a.candidate_id, p.first_name, p.last_name, p.email, p.phone, a.campaign_id, c.title as campaign_title,
      a.folder, a.reason_id, r.name as reason, a.source, a.assignee_id, u.name as assignee_name,
      u.deactivated_at is null and (u.role = 'owner' or exists (
        select from campaign_members m
        where m.company_id = a.company_id and m.campaign_id = a.campaign_id and m.user_id = a.assignee_id)) as assignee_reaches,
      a.unread, a.last_message, a.last_message_direction,
      a.last_message_at, a.added_at, a.completed_at, a.last_activity_at,
      (${sortKey(sort)} at time zone 'UTC')::text || '+00' as sort_key,
      coalesce((
        select json_agg(json_build_object('id', l.id, 'name', l.name, 'automatic', l.automatic, 'color', l.color) order by l.id)
        from application_labels al join labels l on l.company_id = al.company_id and l.id = al.label_id
        where al.company_id = a.company_id and al.application_id = a.id), '[]') as labels
    from applications a
    join candidates p on p.company_id = a.company_id and p.id = a.candidate_id
    left join campaigns c on c.company_id = a.company_id and c.id = a.campaign_id
    left join users u on u.company_id = a.company_id and u.id = a.assignee_id
    left join move_reasons r on r.company_id = a.company_id and r.id = a.reason_id
    where a.company_id = ${companyId} and a.id = any (${ids}::bigint[]) ${prepared}`.execute(trx);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id)).filter((row) => row !== undefined);
}

export async function listFolders(trx: Trx, companyId: number) {
  return trx
    .selectFrom('folders')
    .select(['key', 'name', 'color', 'position', 'all_campaigns', 'reason_required'])
    .where('company_id', '=', companyId)
    .orderBy('position')
    .orderBy('key')
    .modifyEnd(prepared)
    .execute();
}
