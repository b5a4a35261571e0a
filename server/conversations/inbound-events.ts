import { sql } from 'kysely';
import type { InboundPayload } from '#channels/arrival.ts';
import type { ChannelKind } from '#channels/channel.ts';
import { inOrderOfIndex, prepared, type Trx, withSystem } from '#platform/db.ts';
import type { Hint } from '#platform/events.ts';
import type { Services } from '#platform/services.ts';
import { forgetOptIns } from './consent.ts';

export type NewInboundEvent = {
  channel: ChannelKind;
  /** The provider's id of it: the same once more is the same event. */
  providerId: string;
  candidateId: number;
  applicationId: number | null;
  payload: InboundPayload;
};

/** To be published after the commit of a transaction that stored an event. */
export const inboundHint: Hint = { companyId: 0, topic: 'inbound' };

/** Stores what came in, before it is acknowledged. False for one that is there already, which is a success as well. */
export async function storeInbound(trx: Trx, companyId: number, event: NewInboundEvent): Promise<boolean> {
  const added = await trx
    .insertInto('inbound_events')
    .values({
      company_id: companyId,
      channel: event.channel,
      provider_id: event.providerId,
      candidate_id: event.candidateId,
      application_id: event.applicationId,
      payload: JSON.stringify(event.payload),
    })
    .onConflict((on) => on.columns(['company_id', 'channel', 'provider_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

export type WaitingEvent = {
  id: number;
  channel: ChannelKind;
  providerId: string;
  applicationId: number | null;
  /** From which it came; null where the channel has none. */
  address: string | null;
  payload: InboundPayload;
  writtenAt: Date;
  due: boolean;
};

/** What waits in one conversation, in the order in which it was written; what was laid aside is left out. */
export async function readWaiting(trx: Trx, companyId: number, candidateId: number): Promise<WaitingEvent[]> {
  const { rows } = await sql<WaitingEvent>`
    select id, channel, provider_id as "providerId", application_id as "applicationId", address, payload,
      written_at as "writtenAt", due_at <= clock_timestamp() as due
    from inbound_events
    where company_id = ${companyId} and candidate_id = ${candidateId} and handled_at is null and due_at < 'infinity'
    order by written_at, id limit 200 ${prepared}`.execute(trx);
  return rows;
}

export async function markHandled(trx: Trx, companyId: number, eventIds: number[]): Promise<void> {
  if (eventIds.length === 0) return;
  await trx
    .updateTable('inbound_events')
    .set({ handled_at: new Date(), error: null })
    .where('company_id', '=', companyId)
    .where('id', '=', sql<number>`any (${eventIds}::bigint[])`)
    .modifyEnd(prepared)
    .execute();
}

export type Conversation = { companyId: number; candidateId: number };

/**
 * Conversations of which the first waiting event is due, fairly from all companies, those waiting longest first. Behind an
 * event that was put off there may be many that are due: they can not be handled yet, and take nobody's place.
 *
 * The first is the same here and in `readWaiting`, the one that was written first: else a conversation that can not go on
 * would be found each time, in the place of one that can.
 *
 * Plan (40,000 waiting beside 200,000 handled): Index Scan on inbound_events_waiting, for each of its 40 rows one on
 * inbound_events_conversation, where the conversation begins; 0.6 ms. As "nothing earlier exists" it took 1,467 ms: by the
 * statistics nothing waits, and so all that does was compared with all.
 */
export async function findWaitingConversations(trx: Trx, limit: number): Promise<Conversation[]> {
  await inOrderOfIndex(trx);
  const { rows } = await sql<Conversation>`
    with recursive companies as (
      (select company_id, due_at from inbound_events where handled_at is null order by company_id, due_at limit 1)
      union all
      select next.company_id, next.due_at from companies c cross join lateral (
        select company_id, due_at from inbound_events
        where handled_at is null and company_id > c.company_id order by company_id, due_at limit 1
      ) next
    ), companies_waiting as (
      select company_id from companies where due_at <= now()
    ), share as (
      select greatest(ceil(${limit}::numeric / greatest(count(*), 1)), 1)::int as size from companies_waiting
    )
    select first.company_id as "companyId", first.candidate_id as "candidateId"
    from companies_waiting w cross join share cross join lateral (
      select e.company_id, e.candidate_id, e.due_at, e.id from inbound_events e
      where e.company_id = w.company_id and e.handled_at is null and e.due_at <= now()
        and e.id = (
          select next.id from inbound_events next
          where (next.company_id, next.candidate_id, next.written_at, next.id) >= (e.company_id, e.candidate_id, '-infinity', 0)
            and next.candidate_id is not null and next.handled_at is null and next.due_at < 'infinity'
          order by next.company_id, next.candidate_id, next.written_at, next.id limit 1
        )
      order by e.due_at, e.id limit share.size
    ) first
    order by row_number() over (partition by first.company_id order by first.due_at, first.id), first.due_at
    limit ${limit}`.execute(trx);
  return rows;
}

const maxAttempts = 8;

/** Puts a failed event off, further each time; after the last attempt it is laid aside for an operator. */
export async function putOff(trx: Trx, companyId: number, eventId: number, error: string): Promise<void> {
  await sql`
    update inbound_events
    set attempts = attempts + 1, error = left(${error}, 500),
      due_at = case when attempts + 1 >= ${maxAttempts} then 'infinity'
        else now() + least(2 ^ attempts, 600) * interval '1 second' end
    where company_id = ${companyId} and id = ${eventId} and handled_at is null`.execute(trx);
}

/** Events that were laid aside, for the operator's list. */
export async function listParked(trx: Trx, limit = 100) {
  const { rows } = await sql<{
    id: number;
    companyId: number;
    channel: string;
    receivedAt: Date;
    attempts: number;
    error: string;
  }>`
    select id, company_id as "companyId", channel, received_at as "receivedAt", attempts, error
    from inbound_events where handled_at is null and due_at = 'infinity' order by id limit ${limit}`.execute(trx);
  return rows;
}

/** Has laid-aside events tried again: those given, or all. Returns how many. */
export async function redriveParked(trx: Trx, ids?: number[]): Promise<number> {
  const { numAffectedRows } = await sql`
    update inbound_events set due_at = now(), attempts = 0
    where handled_at is null and due_at = 'infinity' and (${ids ?? null}::bigint[] is null or id = any (${ids ?? null}::bigint[]))`.execute(
    trx,
  );
  return Number(numAffectedRows ?? 0);
}

/**
 * What was handled is in the conversation; here it only serves to tell a repeat, and those come within days. A nightly
 * job forgets the older ones, some at a time so that no lock is long.
 */
export async function forgetInboundEvents({ db }: Pick<Services, 'db'>): Promise<void> {
  for (;;) {
    const forgotten = await withSystem(db, (trx) =>
      sql`
        delete from inbound_events where (company_id, id) in (
          select company_id, id from inbound_events where handled_at < now() - interval '30 days' limit 5000
        )`.execute(trx),
    );
    if ((forgotten.numAffectedRows ?? 0n) < 5000n) break;
  }
  await withSystem(db, forgetOptIns);
}
