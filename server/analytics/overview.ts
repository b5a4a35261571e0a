import { sql } from 'kysely';
import { type Reach, reachableCampaigns } from '#campaigns/policy.ts';
import type { Trx } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';

export type Day = {
  day: string;
  /** Invited on it for the first time. */
  invited: number;
  /** Those of them who have completed the interview by now. */
  participated: number;
  /** Completed on it. */
  completed: number;
  /** Those of them who have ever been shortlisted by now, also where it was taken back. */
  shortlisted: number;
  participationRate: number | null;
  passRate: number | null;
};

const days = 14;

/**
 * The last two weeks, a row a day in the company's time zone, over the campaigns this user reaches. A rate is
 * that of the people of the day, whenever they went on: who completed of those who were invited on it, who was shortlisted of
 * those who completed on it (W1), whatever became of them then: who was moved back counts as shortlisted still. So it lies
 * between 0 and 1; null on a day with nothing to divide by. Plan: Index Only Scan on activity_counts_group, some thousand
 * folded lines.
 */
export async function readOverview(trx: Trx, session: Session): Promise<{ days: Day[]; totals: Omit<Day, 'day'> }> {
  const reach = await reachableCampaigns(trx, session);
  const { rows } = await sql<Sums & { day: string }>`
    with zone as (select time_zone as name, (now() at time zone time_zone)::date as today from companies where id = ${session.companyId}),
    -- Summed by bucket first: only some thousand moments are then turned into days.
    buckets as (
      select bucket, kind, sum(amount) as amount
      from activity_counts
      where company_id = ${session.companyId} and kind in ('first-invited', 'participated', 'completed', 'passed')
        and bucket >= (select (today - ${days - 1}::int)::timestamp at time zone name from zone) ${within(reach)}
      group by 1, 2
    ),
    sums as (select (bucket at time zone zone.name)::date as day, kind, sum(amount) as amount from buckets, zone group by 1, 2)
    select to_char(day, 'YYYY-MM-DD') as day,
      coalesce(sum(amount) filter (where kind = 'first-invited'), 0)::int as invited,
      coalesce(sum(amount) filter (where kind = 'participated'), 0)::int as participated,
      coalesce(sum(amount) filter (where kind = 'completed'), 0)::int as completed,
      coalesce(sum(amount) filter (where kind = 'passed'), 0)::int as shortlisted
    from zone cross join lateral generate_series(zone.today - ${days - 1}::int, zone.today, interval '1 day') as each (at)
    cross join lateral (select each.at::date as day) d left join sums using (day)
    group by day order by day`.execute(trx);
  const totals = {
    invited: total(rows, 'invited'),
    participated: total(rows, 'participated'),
    completed: total(rows, 'completed'),
    shortlisted: total(rows, 'shortlisted'),
  };
  return { days: rows.map((row) => ({ ...row, ...rates(row) })), totals: { ...totals, ...rates(totals) } };
}

function within(reach: Reach) {
  return reach === 'all' ? sql`` : sql`and campaign_id = any (${reach}::bigint[])`;
}

type Sums = Pick<Day, 'invited' | 'participated' | 'completed' | 'shortlisted'>;

function rates({ invited, participated, completed, shortlisted }: Sums) {
  return {
    participationRate: invited > 0 ? participated / invited : null,
    passRate: completed > 0 ? shortlisted / completed : null,
  };
}

function total(rows: Sums[], field: keyof Sums): number {
  return rows.reduce((sum, row) => sum + row[field], 0);
}
