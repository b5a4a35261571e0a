import { sql } from 'kysely';
import { afterCommit, type Trx, withCompany } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import { pushedKinds } from '../registry.ts';
import { type On, openAccount } from './acting.ts';
import { addressOn, findOwner, readPhone } from './phone.ts';

/**
 * Lets a day pass for whoever has this phone, so that one sees what becomes of the time in which a messenger can be
 * answered. All of them grows older, on every channel and beside: what happened keeps its order. Throws where the channel
 * does not end in the sandbox.
 */
export function letDayPass(services: Services, companyId: number, on: On): Promise<void> {
  return withCompany(services.db, companyId, async (trx) => {
    const { address } = await openAccount(trx, services, companyId, on);
    const { rows } = await sql<{ id: number }>`
      select distinct candidate_id as id from messages
      where company_id = ${companyId} and channel = ${on.channel} and to_address = ${address}`.execute(trx);
    await agePhone(trx, services, companyId, on.phone);
    await ageCandidates(
      trx,
      companyId,
      rows.map(({ id }) => id),
    );
    afterCommit(trx, () => services.hints.publish({ companyId, topic: 'applications' }));
  });
}

async function agePhone(
  trx: Trx,
  { config }: Pick<Services, 'config'>,
  companyId: number,
  given: string,
): Promise<void> {
  const phone = await readPhone(trx, companyId, given);
  const owner = await findOwner(trx, companyId, phone);
  for (const channel of pushedKinds) {
    const address = addressOn(config, companyId, channel, phone, owner);
    if (address === null) continue;
    await sql`
      update sandbox_messages set sent_at = sent_at - interval '1 day'
      where company_id = ${companyId} and channel = ${channel} and to_address = ${address}`.execute(trx);
  }
}

async function ageCandidates(trx: Trx, companyId: number, ids: number[]): Promise<void> {
  if (ids.length === 0) return;
  const theirs = sql`company_id = ${companyId} and candidate_id = any (${ids}::bigint[])`;
  await sql`update messages set created_at = created_at - interval '1 day' where ${theirs}`.execute(trx);
  await sql`update comments set at = at - interval '1 day' where ${theirs}`.execute(trx);
  await sql`
    update applications set added_at = added_at - interval '1 day', last_message_at = last_message_at - interval '1 day',
      last_activity_at = last_activity_at - interval '1 day', completed_at = completed_at - interval '1 day'
    where ${theirs}`.execute(trx);
  // By its index the events of an application are found; counted is what is new or gone, so the days' sums are put right here.
  await sql`
    with moved as (
      update application_events e set at = e.at - interval '1 day' from applications a
      where ${sql`a.company_id = ${companyId} and a.candidate_id = any (${ids}::bigint[])`}
        and e.company_id = a.company_id and e.application_id = a.id
      returning e.company_id, e.campaign_id, e.kind, e.at
    )
    insert into activity_counts (company_id, campaign_id, kind, bucket, amount)
    select company_id, campaign_id, kind, date_bin('15 minutes', counted.at, 'epoch'), sum(amount)
    from moved cross join lateral (values (moved.at + interval '1 day', -1), (moved.at, 1)) as counted (at, amount)
    where kind in ('added', 'invited', 'completed', 'shortlisted', 'rejected', 'hired')
    group by 1, 2, 3, 4`.execute(trx);
}
