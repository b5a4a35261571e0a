import { sql } from 'kysely';
import { afterCommit, type Trx, withCompany } from '#platform/db.ts';
import { conflict } from '#platform/errors.ts';
import type { Services } from '#platform/services.ts';
import { connectedKinds } from '../connections.ts';
import { isSandboxed, pushedKinds } from '../registry.ts';
import { type On, openAccount } from './acting.ts';
import { addressOn, findOwner, readPhone } from './phone.ts';
import { words } from './words.ts';

/**
 * Lets a day pass for whoever has this phone, so that one sees what becomes of the time in which a messenger can be
 * answered. What was said with them grows older, on every channel, and what happened to their applications: it keeps its
 * order. What they have consented to stays as it is. Throws where the channel does not end in the sandbox, and for people
 * with whom something went past it (`not_only_in_sandbox`): neither their history nor the company's figures are to try with.
 */
export function letDayPass(services: Services, companyId: number, on: On): Promise<void> {
  return withCompany(services.db, companyId, async (trx) => {
    const { address } = await openAccount(trx, services, companyId, on);
    const { rows } = await sql<{ id: number }>`
      select distinct candidate_id as id from messages
      where company_id = ${companyId} and channel = ${on.channel} and to_address = ${address}`.execute(trx);
    const ids = rows.map(({ id }) => id);
    await refuseReal(trx, services, companyId, ids);
    await agePhone(trx, services, companyId, on.phone);
    await ageCandidates(trx, companyId, ids);
    afterCommit(trx, () => services.hints.publish({ companyId, topic: 'applications' }));
  });
}

/** Plan: messages_candidate, a probe for each of them. */
async function refuseReal(trx: Trx, services: Services, companyId: number, ids: number[]): Promise<void> {
  const channels = await realChannels(trx, services, companyId);
  const { rows } = await sql`
    select id from messages
    where company_id = ${companyId} and candidate_id = any (${ids}::bigint[]) and channel = any (${channels}::text[])
    limit 1`.execute(trx);
  if (rows.length > 0) throw conflict('not_only_in_sandbox', words.notOnlyInSandbox);
}

/** What is or was connected; as soon as anything is, people on the company's pages are no trial either. */
async function realChannels(trx: Trx, { config }: Services, companyId: number): Promise<string[]> {
  const ever = await trx
    .selectFrom('channel_connections')
    .select('channel')
    .distinct()
    .where('company_id', '=', companyId)
    .execute();
  const connected = await connectedKinds(trx, companyId);
  const outside = pushedKinds.filter((kind) => !isSandboxed(config, connected, kind));
  const real = new Set<string>([...outside, ...ever.map(({ channel }) => channel)]);
  return real.size > 0 ? [...real, 'webchat'] : [];
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
      update sandbox_messages set sent_at = sent_at - interval '24 hours'
      where company_id = ${companyId} and channel = ${channel} and to_address = ${address}`.execute(trx);
  }
}

async function ageCandidates(trx: Trx, companyId: number, ids: number[]): Promise<void> {
  if (ids.length === 0) return;
  const theirs = sql`company_id = ${companyId} and candidate_id = any (${ids}::bigint[])`;
  // First, and so locked: nobody adds an event to them meanwhile.
  const { rows } = await sql<{ id: number }>`
    update applications set added_at = added_at - interval '24 hours', last_message_at = last_message_at - interval '1 day',
      last_activity_at = last_activity_at - interval '24 hours', completed_at = completed_at - interval '1 day'
    where ${theirs} returning id`.execute(trx);
  const applications = rows.map(({ id }) => id);
  await sql`update messages set created_at = created_at - interval '24 hours' where ${theirs}`.execute(trx);
  await sql`update comments set at = at - interval '24 hours' where ${theirs}`.execute(trx);
  const of = sql`company_id = ${companyId} and application_id = any (${applications}::bigint[])`;
  await sql`update answers set answered_at = answered_at - interval '24 hours' where ${of}`.execute(trx);
  await sql`
    update interview_sessions set started_at = started_at - interval '24 hours', completed_at = completed_at - interval '1 day',
      stopped_at = stopped_at - interval '24 hours'
    where ${of}`.execute(trx);
  await ageEvents(trx, of);
}

/**
 * The ledger counts what is new or gone, so what it says of these is moved here: each kind of event, and the cohorts. The
 * events of an application all move together, so its lines are those that they had, a day before.
 */
async function ageEvents(trx: Trx, of: ReturnType<typeof sql>): Promise<void> {
  await sql`
    with moved as (
      update application_events set at = at - interval '24 hours' where ${of}
      returning company_id, application_id, id, kind, campaign_id, at
    ), lines as (
      select company_id, campaign_id, kind, date_bin('15 minutes', at, 'epoch') as bucket from moved
      where kind in ('added', 'invited', 'completed', 'shortlisted', 'rejected', 'hired')
      union all
      select m.company_id, l.campaign_id, l.kind, l.bucket
      from (
        select company_id, application_id, array_agg((id, kind, campaign_id, at)::cohort_event) as events from moved group by 1, 2
      ) m cross join lateral cohort_lines(m.events) l
    )
    insert into activity_counts (company_id, campaign_id, kind, bucket, amount)
    select company_id, campaign_id, kind, counted.bucket, sum(amount)
    from lines cross join lateral (values (lines.bucket + interval '24 hours', -1), (lines.bucket, 1)) as counted (bucket, amount)
    group by 1, 2, 3, 4 having sum(amount) <> 0`.execute(trx);
}
