import { sql } from 'kysely';
import { afterCommit, withCompany } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import { type On, openAccount } from './acting.ts';

/**
 * Lets a day pass between what was said on this channel of a phone and now, so that one sees what becomes of the time in
 * which a messenger can be answered. What was said there before the sandbox played it stays where it is. Throws where
 * the channel does not end in the sandbox.
 */
export function letDayPass(services: Services, companyId: number, on: On): Promise<void> {
  return withCompany(services.db, companyId, async (trx) => {
    const { address } = await openAccount(trx, services, companyId, on);
    const here = sql`company_id = ${companyId} and channel = ${on.channel} and to_address = ${address}`;
    const { rows } = await sql<{ candidate_id: number }>`
      with played as (select min(sent_at) as since from sandbox_messages where ${here})
      update messages set created_at = created_at - interval '1 day'
      where ${here} and created_at >= (select since from played) - interval '1 minute'
      returning candidate_id`.execute(trx);
    await sql`update sandbox_messages set sent_at = sent_at - interval '1 day' where ${here}`.execute(trx);
    const candidates = [...new Set(rows.map((row) => row.candidate_id))];
    await sql`
      update applications set last_message_at = last_message_at - interval '1 day', last_activity_at = last_activity_at - interval '1 day'
      where company_id = ${companyId} and candidate_id = any (${candidates}::bigint[]) and last_message_channel = ${on.channel}`.execute(
      trx,
    );
    afterCommit(trx, () => services.hints.publish({ companyId, topic: 'applications' }));
  });
}
