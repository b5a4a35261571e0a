import { type RawBuilder, sql } from 'kysely';
import type { AuditData } from '#accounts/audit.ts';
import type { Trx } from '#platform/db.ts';
import type { Filter } from './schema.ts';

export type LogRow = {
  id: number;
  /** Of `at`, which PostgreSQL keeps as finely: microseconds since 1970. */
  micros: number;
  at: Date;
  /** What the company's clocks showed, in seconds since 1970 as if they stood in UTC. */
  local: number;
  kind: string;
  userId: string | null;
  userName: string | null;
  address: string | null;
  data: AuditData;
  candidateId: number | null;
  candidateName: string | null;
  applicationId: number | null;
  campaignId: number | null;
  campaignTitle: string | null;
  aboutId: string | null;
  aboutName: string | null;
};

/** Where a page ended: microseconds since 1970, and the id to tell apart what one transaction wrote. */
export type Place = { micros: number; id: number };

/**
 * A page of the log, the newest first, with what still exists of what it speaks of. Plan: one of audit_log_newest, _kind,
 * _person or _person_kind read backwards from the place, as many rows as the page has, then a probe of a primary key for each
 * thing that a row speaks of. The third page of a million entries is as quick as the first: 1 ms.
 */
export async function readPage(
  trx: Trx,
  companyId: number,
  filter: Filter,
  { before, limit }: { before: Place | null; limit: number },
): Promise<LogRow[]> {
  // Asked for once, before the index is gone through.
  const zone = sql`(select time_zone from companies where id = ${companyId})`;
  const { rows } = await sql<LogRow>`
    with page as (
      select l.* from audit_log l
      where l.company_id = ${companyId} and ${matches(filter, zone)}
        and ${before ? sql`(l.at, l.id) < (${momentOf(before.micros)}, ${before.id}::bigint)` : sql`true`}
      order by l.at desc, l.id desc limit ${limit}
    )
    select p.id, p.at, p.kind, p.address, p.data, (extract(epoch from p.at) * 1000000)::bigint as micros,
      extract(epoch from p.at at time zone ${zone})::float8 as local,
      p.user_id as "userId", coalesce(u.name, p.user_name) as "userName",
      c.id as "candidateId", concat_ws(' ', nullif(c.first_name, ''), nullif(c.last_name, '')) as "candidateName",
      coalesce(a.id, other.id) as "applicationId", ca.id as "campaignId", ca.title as "campaignTitle",
      about.id as "aboutId", about.name as "aboutName"
    from page p
      left join users u on u.company_id = p.company_id and u.id = p.user_id
      left join users about on about.company_id = p.company_id and about.id = (p.data ->> 'userId')::uuid
      left join applications a on a.company_id = p.company_id and a.id = (p.data ->> 'applicationId')::bigint
      left join candidates c
        on c.company_id = p.company_id and c.id = coalesce(a.candidate_id, (p.data ->> 'candidateId')::bigint)
      left join lateral (
        select o.id from applications o
        where a.id is null and o.company_id = c.company_id and o.candidate_id = c.id order by o.id desc limit 1
      ) other on true
      left join campaigns ca on ca.company_id = p.company_id and ca.id = (p.data ->> 'campaignId')::bigint
    order by p.at desc, p.id desc`.execute(trx);
  return rows;
}

function matches({ person, kind, from, to }: Filter, zone: RawBuilder<unknown>): RawBuilder<boolean> {
  const parts = [
    person === undefined ? null : person === 'program' ? sql`l.user_id is null` : sql`l.user_id = ${person}::uuid`,
    kind === undefined ? null : sql`l.kind = ${kind}`,
    from === undefined ? null : sql`l.at >= ${from}::date::timestamp at time zone ${zone}`,
    to === undefined ? null : sql`l.at < (${to}::date + 1)::timestamp at time zone ${zone}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(parts, sql` and `)}`;
}

function momentOf(micros: number): RawBuilder<Date> {
  return sql<Date>`timestamptz 'epoch' + ${micros}::float8 * interval '1 microsecond'`;
}

/**
 * Everybody who has done anything, those who are gone too. Plan: audit_log_person from each user to the next, so it takes as
 * many probes as there are people, however much they did.
 */
export async function listPeople(trx: Trx, companyId: number) {
  const { rows } = await sql<{ id: string; name: string; here: boolean }>`
    with recursive people as (
      (select user_id from audit_log where company_id = ${companyId} and user_id is not null order by user_id limit 1)
      union all
      select (select l.user_id from audit_log l where l.company_id = ${companyId} and l.user_id > p.user_id
        order by l.user_id limit 1)
      from people p where p.user_id is not null
    )
    select p.user_id as id, u.id is not null as here, coalesce(u.name, (
        select l.user_name from audit_log l where l.company_id = ${companyId} and l.user_id = p.user_id
        order by l.at desc, l.id desc limit 1), '') as name
    from people p left join users u on u.company_id = ${companyId} and u.id = p.user_id
    where p.user_id is not null
    order by here desc, name, id`.execute(trx);
  return rows;
}

/** In whose language, and by whose clocks, a table is written. */
export async function readerOf(trx: Trx, companyId: number, userId: string) {
  return trx
    .selectFrom('companies as co')
    .innerJoin('users as u', 'u.company_id', 'co.id')
    .select(['u.language', 'co.time_zone as timeZone'])
    .where('co.id', '=', companyId)
    .where('u.id', '=', userId)
    .executeTakeFirstOrThrow();
}
