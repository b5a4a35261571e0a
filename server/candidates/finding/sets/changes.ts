import { sql } from 'kysely';
import { type Trx, withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import type { Criterion } from './criteria.ts';
import { type Entry, secondsSql } from './roll.ts';

/** What was true at a moment, or has become true since. */
export type Held<T> = { value: T; moment: Moment };
/** `snapshot` is PostgreSQL's, `at` seconds by its clock, `server` which start of it. */
export type Moment = { snapshot: string; at: number; server: string };
/** An application that may be otherwise than before; `holds` says of each criterion whether it meets it now. */
export type Change = Entry & { holds: boolean[] };

/** Lines are kept for three times as long. */
const longestSeconds = 600;
/** Of more than this, reading everything anew is quicker. */
const mostChanges = 20_000;

const momentSql = sql`pg_current_snapshot()::text as snapshot, extract(epoch from statement_timestamp())::float8 as at,
  pg_postmaster_start_time()::text as server`;

export async function readMoment(trx: Trx): Promise<Moment> {
  const { rows } = await sql<Moment>`select ${momentSql}`.execute(trx);
  return rows[0] as Moment;
}

/** Transactions that a snapshot does not see: from `end` on, and those `open` at its moment. */
function unseenOf(snapshots: string[]): { end: string; open: string[] } {
  const parts = snapshots.map((snapshot) => snapshot.split(':'));
  const ends = parts.map(([, end = '0']) => BigInt(end));
  const end = ends.reduce((least, one) => (one < least ? one : least));
  return { end: String(end), open: parts.flatMap(([, , open]) => (open ? open.split(',') : [])) };
}

/**
 * All that may be otherwise by now than at any of these moments, by one statement, so of one moment; null where that can not be
 * told or is too much. Plan: Index Only Scan on application_changes_pkey for what has ended since the oldest of them, and
 * for each transaction that was open then, however long it is; then a probe of applications_pkey for each line.
 */
export async function readChanges(trx: Trx, companyId: number, criteria: Criterion[], before: Moment[]) {
  const { end, open } = unseenOf([...new Set(before.map(({ snapshot }) => snapshot))]);
  const holds = criteria.map(({ holds }) => sql`a.id is not null and coalesce(${holds}, false)`);
  const { rows } = await sql<Moment & { deleted: number[] } & (Change | { id: null })>`
    with lines as materialized (
      select c.application_id as id from application_changes c
      where c.company_id = ${companyId} and c.xid >= ${end}::xid8
      union
      select c.application_id from application_changes c
      where c.company_id = ${companyId} and c.xid = any (${open}::xid8[])
      limit ${sql.lit(mostChanges + 1)}
    ), changed as (
      select id from lines where id >= 0
      union
      select p.id from lines l join applications p on p.company_id = ${companyId} and p.candidate_id = -l.id where l.id < 0
    )
    select ${momentSql}, array(select campaign_id::float8 from campaign_deletions) as deleted,
      c.id, a.campaign_id, a.folder, a.candidate_id, ${secondsSql('a.added_at')} as added,
      ${secondsSql('a.last_activity_at')} as active, array[${sql.join(holds)}]::boolean[] as holds
    from (values (true)) one
    left join changed c on true
    left join applications a on a.company_id = ${companyId} and a.id = c.id`.execute(trx);
  const [head] = rows;
  if (!head) return null;
  const { snapshot, at, server, deleted } = head;
  const isKnown = before.every((moment) => moment.server === server && at - moment.at < longestSeconds);
  const entries = rows.filter((row): row is (typeof rows)[number] & Change => row.id !== null);
  if (!isKnown || entries.length > mostChanges || entries.some(({ id }) => id === 0)) return null;
  return { moment: { snapshot, at, server }, entries, deleted };
}

/**
 * Takes away what nobody looks at any more: lines of transactions that had ended half an hour ago, three times as long as
 * sets are held. Lines that a backup brought from another database, which was further on, go too.
 */
export async function forgetChanges({ db }: Pick<Services, 'db'>): Promise<void> {
  await withSystem(db, async (trx) => {
    await sql`
      with past as (select max(ended) as ended from application_change_marks where at < now() - interval '30 minutes')
      delete from application_changes c using past where c.xid < past.ended`.execute(trx);
    await sql`delete from application_changes where xid >= pg_snapshot_xmax(pg_current_snapshot())`.execute(trx);
    await sql`
      delete from application_change_marks
      where at < now() - interval '1 hour' or ended > pg_snapshot_xmax(pg_current_snapshot())`.execute(trx);
    await sql`insert into application_change_marks default values on conflict do nothing`.execute(trx);
  });
}
