import { sql } from 'kysely';
import { z } from 'zod';
import { reachableCampaigns } from '#campaigns/policy.ts';
import type { Trx } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';

/** What is offered where a condition is made. */
export const suggestions = z.object({
  sources: z.array(z.string()),
  /** Details of applications that have no field of their own. */
  details: z.array(z.string()),
  colleagues: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type Suggestions = z.infer<typeof suggestions>;

const recent = 2000;
const most = 200;
/** Details that are fields: see `conditions.ts`. */
const known = [
  'score',
  'location',
  'referee',
  'referee_first_name',
  'referee_last_name',
  'referee_email',
  'referee_mobile',
  'referee_phone',
  'referee_id',
  'referee_employee_id',
  'referee_account',
];

/**
 * Sources and details of the applications within reach that were active last, and everybody who can be assigned to some.
 * Any other source or detail can be typed. Plan: Index Scan on applications_finding, 2,000 rows.
 */
export async function suggest(trx: Trx, session: Session): Promise<Suggestions> {
  const reach = await reachableCampaigns(trx, session);
  const { rows } = await sql<{ sources: string[]; details: string[] }>`
    with recent as materialized (
      select a.source, a.others from applications a
      where a.company_id = ${session.companyId}
        ${reach === 'all' ? sql`` : sql`and a.campaign_id = any (${reach}::int8[])`}
      order by a.last_activity_at desc, a.id desc limit ${sql.lit(recent)}
    )
    select array(select distinct source from recent order by 1 limit ${sql.lit(most)}) as sources,
      array(
        select distinct key from recent cross join lateral jsonb_object_keys(others) as key
        where jsonb_typeof(others) = 'object' and key <> all (${known}::text[]) order by 1 limit ${sql.lit(most)}
      ) as details`.execute(trx);
  const colleagues = await trx
    .selectFrom('users')
    .select(['id', 'name'])
    .where('company_id', '=', session.companyId)
    .where('deactivated_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return { sources: rows[0]?.sources ?? [], details: rows[0]?.details ?? [], colleagues };
}
