import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';

type Counts = { given: number; now: number };

/**
 * By the reason's id. Plans: Index Only Scan on application_events_reason and on applications_reason, which hold those
 * moves and applications alone that have a reason. Events outlive a deleted campaign for a while; they do not count.
 */
export async function countReasons(
  trx: Trx,
  companyId: number,
  { campaigns, from, to }: { campaigns: number[] | null; from: string | null; to: string | null },
): Promise<Map<number, Counts>> {
  const { rows } = await sql<{ id: number } & Counts>`
    with company as (select time_zone from companies where id = ${companyId}),
    counted as (
      select e.reason_id, count(*) as given, 0 as now from application_events e, company
      where e.company_id = ${companyId} and e.reason_id is not null
        and (${from}::date is null or e.at >= ${from}::date::timestamp at time zone company.time_zone)
        and (${to}::date is null or e.at < (${to}::date + 1)::timestamp at time zone company.time_zone)
        and ${within(campaigns)}
        and (e.campaign_id is null or exists (
          select from campaigns c where c.company_id = e.company_id and c.id = e.campaign_id))
      group by e.reason_id
      union all
      select e.reason_id, 0, count(*) from applications e
      where e.company_id = ${companyId} and e.reason_id is not null and ${within(campaigns)}
      group by e.reason_id
    )
    select reason_id as id, sum(given)::bigint as given, sum(now)::bigint as now from counted group by reason_id`.execute(
    trx,
  );
  return new Map(rows.map(({ id, given, now }) => [id, { given, now }]));
}

function within(campaigns: number[] | null) {
  return campaigns ? sql`e.campaign_id = any (${campaigns}::bigint[])` : sql`true`;
}
