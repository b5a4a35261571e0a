import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';
import type { Action, ResultsQuery, State } from './schema.ts';

/** As migration 0088 says it: ids in a row of a selection. */
export const idsARow = 500;

export type Undo = { kind: 'undo'; of: 'folder' | 'label' };
export type BulkRow = Omit<NonNullable<Awaited<ReturnType<typeof findBulk>>>, 'action' | 'state'> & {
  state: State;
  action: Action | Undo | null;
};

export async function insertBulk(
  trx: Trx,
  values: { companyId: number; userId: string; undoes?: number; action?: Undo },
): Promise<number> {
  const { id } = await trx
    .insertInto('bulk_actions')
    .values({
      company_id: values.companyId,
      user_id: values.userId,
      total: 0,
      ...(values.undoes && { undoes: values.undoes }),
      ...(values.action && { action: JSON.stringify(values.action) }),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/**
 * Holds fast whom an action touches; returns how many. `ids` is a query with a column `id`.
 * Plan (100,000 of a million): the list's index once, a sort by id, 200 rows inserted; 0.2 s.
 */
export async function holdSelection(
  trx: Trx,
  companyId: number,
  bulkId: number,
  ids: ReturnType<typeof sql>,
): Promise<number> {
  await sql`
    with numbered as (
      select id, (row_number() over (order by id) - 1) / ${idsARow}::int as number from (${ids}) as chosen
    )
    insert into bulk_selections (company_id, bulk_id, number, ids)
    select ${companyId}, ${bulkId}, number, array_agg(id order by id) from numbered group by number`.execute(trx);
  const { rows } = await sql<{ total: number }>`
    update bulk_actions set total = (
      select coalesce(sum(cardinality(s.ids)), 0) from bulk_selections s where s.company_id = ${companyId} and s.bulk_id = ${bulkId}
    ) where company_id = ${companyId} and id = ${bulkId} returning total`.execute(trx);
  return rows[0]?.total ?? 0;
}

function findBulk(trx: Trx, companyId: number, bulkId: number) {
  return bulkQuery(trx, companyId).where('b.id', '=', bulkId).executeTakeFirst();
}

function bulkQuery(trx: Trx, companyId: number) {
  return trx
    .selectFrom('bulk_actions as b')
    .selectAll('b')
    .select((e) =>
      e
        .exists(
          e
            .selectFrom('bulk_actions as u')
            .select('u.id')
            .whereRef('u.company_id', '=', 'b.company_id')
            .whereRef('u.undoes', '=', 'b.id'),
        )
        .$castTo<boolean>()
        .as('undone'),
    )
    .where('b.company_id', '=', companyId);
}

/** Of this user alone: what somebody else selected and did is theirs to look at. */
export async function findOwnBulk(
  trx: Trx,
  companyId: number,
  userId: string,
  bulkId: number,
): Promise<BulkRow | undefined> {
  const row = await bulkQuery(trx, companyId)
    .where('b.id', '=', bulkId)
    .where('b.user_id', '=', userId)
    .executeTakeFirst();
  return row as BulkRow | undefined;
}

/** What was started in the last day and is under way, or not; the newest first. */
export async function listOwnBulks(trx: Trx, companyId: number, userId: string): Promise<BulkRow[]> {
  const rows = await bulkQuery(trx, companyId)
    .where('b.user_id', '=', userId)
    .where('b.state', '<>', 'prepared')
    .where('b.started_at', '>', sql<Date>`now() - interval '1 day'`)
    .orderBy('b.id', 'desc')
    .limit(20)
    .execute();
  return rows as BulkRow[];
}

/** Whoever holds this row goes on with the action, or ends it; the others wait. */
export async function lockBulk(trx: Trx, companyId: number, bulkId: number): Promise<BulkRow | undefined> {
  await sql`select from bulk_actions where company_id = ${companyId} and id = ${bulkId} for no key update`.execute(trx);
  return (await findBulk(trx, companyId, bulkId)) as BulkRow | undefined;
}

export async function updateBulk(
  trx: Trx,
  companyId: number,
  bulkId: number,
  values: {
    state?: State;
    action?: Action | Undo;
    turn?: number;
    position?: number;
    done?: number;
    skipped?: number;
    failed?: number;
    started_at?: Date;
    finished_at?: Date;
  },
): Promise<void> {
  const { action, ...rest } = values;
  // What was written to people is needed until it is sent; the rest tells what was done.
  const ended = rest.finished_at && { action: sql<string>`action - 'body' - 'subject'` };
  await trx
    .updateTable('bulk_actions')
    .set({ ...rest, ...(action && { action: JSON.stringify(action) }), ...ended })
    .where('company_id', '=', companyId)
    .where('id', '=', bulkId)
    .execute();
}

export async function countOpenBulks(trx: Trx, companyId: number): Promise<number> {
  const { count } = await trx
    .selectFrom('bulk_actions')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('company_id', '=', companyId)
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirstOrThrow();
  return count;
}

/** The next ids from this position on, of one row of the selection. */
export async function idsAt(
  trx: Trx,
  companyId: number,
  bulkId: number,
  position: number,
  most: number,
): Promise<number[]> {
  const start = (position % idsARow) + 1;
  const row = await trx
    .selectFrom('bulk_selections')
    .select(sql<number[]>`ids[${sql.lit(start)}:${sql.lit(start + most - 1)}]`.as('ids'))
    .where('company_id', '=', companyId)
    .where('bulk_id', '=', bulkId)
    .where('number', '=', Math.floor(position / idsARow))
    .executeTakeFirst();
  // The driver reads numbers of eight bytes as numbers, but a list of them as texts.
  return row?.ids.map(Number) ?? [];
}

export type ResultRow = {
  applicationId: number;
  outcome: 'done' | 'skipped' | 'failed';
  code: string | null;
  reason: string | null;
  before: string | null;
  eventId: number | null;
};

export async function insertResults(trx: Trx, companyId: number, bulkId: number, rows: ResultRow[]): Promise<void> {
  await sql`
    insert into bulk_results (company_id, bulk_id, application_id, outcome, code, reason, before, event_id)
    select ${companyId}, ${bulkId}, r.* from unnest(${rows.map((row) => row.applicationId)}::bigint[],
      ${rows.map((row) => row.outcome)}::text[], ${rows.map((row) => row.code)}::text[], ${rows.map((row) => row.reason)}::text[],
      ${rows.map((row) => row.before)}::text[], ${rows.map((row) => row.eventId)}::bigint[]) as r`.execute(trx);
}

/** Results in the order of the applications' ids, with names where the application is still there and in reach. */
export async function listResults(
  trx: Trx,
  companyId: number,
  bulkId: number,
  campaigns: number[] | null,
  { outcome, after, limit }: ResultsQuery,
) {
  const { rows } = await sql<Omit<ResultRow, 'before' | 'eventId'> & { name: string | null }>`
    select r.application_id as "applicationId", r.outcome, r.code, r.reason,
      case when a.id is not null then trim(p.first_name || ' ' || p.last_name) end as name
    from bulk_results r
    left join applications a on a.company_id = r.company_id and a.id = r.application_id
      ${campaigns ? sql`and a.campaign_id = any (${campaigns}::bigint[])` : sql``}
    left join candidates p on p.company_id = a.company_id and p.id = a.candidate_id
    where r.company_id = ${companyId} and r.bulk_id = ${bulkId} and r.application_id > ${after}
      ${outcome ? sql`and r.outcome = ${outcome}` : sql``}
    order by r.application_id limit ${limit + 1}`.execute(trx);
  return rows;
}

export async function countReasons(trx: Trx, companyId: number, bulkId: number) {
  const { rows } = await sql<{ outcome: ResultRow['outcome']; code: string; reason: string; count: number }>`
    select outcome, code, reason, count(*) as count from bulk_results
    where company_id = ${companyId} and bulk_id = ${bulkId} and code is not null
    group by outcome, code, reason order by count(*) desc limit 50`.execute(trx);
  return rows;
}

/** What these results say of how it was before. */
export async function resultsOf(trx: Trx, companyId: number, bulkId: number, applicationIds: number[]) {
  return trx
    .selectFrom('bulk_results')
    .select(['application_id', 'before', 'event_id'])
    .where('company_id', '=', companyId)
    .where('bulk_id', '=', bulkId)
    .where('application_id', '=', sql<number>`any (${applicationIds}::bigint[])`)
    .execute();
}
