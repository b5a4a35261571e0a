import { sql } from 'kysely';
import { reachableCampaigns } from '#campaigns/policy.ts';
import type { Trx } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import { listApplications } from '../lists.ts';
import type { Selection } from './schema.ts';

/** A query of the ids that this user means and reaches. */
export async function idsOfSelection(
  trx: Trx,
  session: Session,
  selection: Selection,
): Promise<ReturnType<typeof sql>> {
  if ('query' in selection) {
    const ids: number[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await listApplications(trx, session, { ...selection.query, cursor, limit: 100 });
      ids.push(...page.items.map((item) => item.id));
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
    return sql`select id from unnest(${ids}::bigint[]) as l (id) where id <> all (${selection.except}::bigint[])`;
  }
  const reach = await reachableCampaigns(trx, session);
  return sql`select id from applications where company_id = ${session.companyId} and id = any (${selection.ids}::bigint[])
    ${reach === 'all' ? sql`` : sql`and campaign_id = any (${reach}::bigint[])`}`;
}
