import { sql } from 'kysely';
import { reachableCampaigns } from '#campaigns/policy.ts';
import type { Trx } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import { selectMatching } from '../finding/matches.ts';
import type { Selection } from './schema.ts';

/** A query of the ids that this user means and reaches. */
export async function idsOfSelection(
  trx: Trx,
  session: Session,
  selection: Selection,
): Promise<ReturnType<typeof sql>> {
  if ('query' in selection) {
    const matching = await selectMatching(trx, session, selection.query);
    return sql`select id from (${matching}) as matching where id <> all (${selection.except}::bigint[])`;
  }
  const reach = await reachableCampaigns(trx, session);
  return sql`select id from applications where company_id = ${session.companyId} and id = any (${selection.ids}::bigint[])
    ${reach === 'all' ? sql`` : sql`and campaign_id = any (${reach}::bigint[])`}`;
}
