import { sql } from 'kysely';
import { findNameless } from '#candidates/visitor-names.ts';
import { type Found, findOrCreateVisitors } from '#candidates/visitors.ts';
import type { Arrival } from '#channels/arrival.ts';
import type { Connection } from '#channels/connections.ts';
import { noteTemplate } from '#channels/templates/templates.ts';
import { campaignMeantBy } from '#openings/openings.ts';
import { afterCommit, isItsOwnFault, prepared, type Trx } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import { storeStatuses, storeWatermark } from './arrival-statuses.ts';
import { cleanArrivals } from './clean-arrivals.ts';
import { lockConsent, optIn, optOut } from './consent.ts';
import { inboundHint } from './inbound-events.ts';
import { storableJson } from './status.ts';

type ArrivalServices = Pick<Services, 'hints' | 'jobs'>;

/**
 * What webhooks told, in the transaction before they are acknowledged. The same once more changes nothing. Returns how many
 * messages were new.
 */
export async function storeArrivals(
  trx: Trx,
  services: ArrivalServices,
  connection: Connection,
  told: Arrival[],
): Promise<number> {
  const arrivals = cleanArrivals(told);
  const added = await storeMessages(
    trx,
    services,
    connection,
    arrivals.filter((arrival) => arrival.kind === 'message'),
  );
  for (const arrival of arrivals) {
    if (arrival.kind === 'watermark') await storeWatermark(trx, services, connection, arrival);
  }
  await storeNews(trx, services, connection, arrivals);
  await storeStatuses(
    trx,
    services,
    connection,
    arrivals.filter((arrival) => arrival.kind === 'status'),
  );
  return added;
}

/**
 * The same, each for itself: what the database refuses takes nothing of the rest with it. Returns why the first was refused;
 * null where none was. Throws where the database is what is wrong.
 */
export async function storeApart(
  trx: Trx,
  services: ArrivalServices,
  connection: Connection,
  arrivals: Arrival[],
): Promise<unknown> {
  let refusal: unknown = null;
  for (const arrival of arrivals) {
    await sql`savepoint arrival`.execute(trx);
    try {
      await storeArrivals(trx, services, connection, [arrival]);
      await sql`release savepoint arrival`.execute(trx);
    } catch (error) {
      if (!isItsOwnFault(error)) throw error;
      await sql`rollback to savepoint arrival`.execute(trx);
      refusal ??= error;
    }
  }
  return refusal;
}

type Message = Extract<Arrival, { kind: 'message' }>;

/** Whose conversation, and in which application where there is one. */
type Place = { candidateId: number; applicationId: number | null };

/** How long a candidate is waited for who may go on writing, and at most. */
const fragmentsMs = 3000;
const longestWaitMs = 15_000;
/** From its first try on, the job that fetches the files says how long they are waited for; this is for one that never comes. */
const longestMediaMs = 7 * 86_400_000;

async function storeMessages(
  trx: Trx,
  services: ArrivalServices,
  connection: Connection,
  messages: Message[],
): Promise<number> {
  if (messages.length === 0) return 0;
  const { companyId, connectionId, adapter } = connection;
  const read: Message[] = [];
  for (const message of await heedStart(trx, connection, messages))
    read.push(await readCampaign(trx, connection, message));
  const visitors = read.filter(({ about }) => !about).map((message) => ({ ...message, channel: adapter.kind }));
  const people = (await findOrCreateVisitors(trx, companyId, adapter.kind, visitors)).values();
  const given = read.map((message) => ({ ...message, ...(message.about ?? (people.next().value as Found)) }));
  const added = await insertEvents(trx, connection, given);
  const byProviderId = new Map(given.map((message) => [message.providerId, message]));
  const written: Conversations = new Map();
  for (const { id: eventId, providerId } of added) {
    const message = byProviderId.get(providerId) as Message & Place;
    const { candidateId, consent, payload } = message;
    // A provider's clock is right, a sender's may be anything.
    const at = payload.kind === 'mail' ? null : message.at;
    const said = { companyId, channel: adapter.kind, addresses: consentOf(message), at };
    if (consent === 'start') await optIn(trx, said);
    if (consent === 'stop') await optOut(trx, said, 'stop');
    if (payload.kind === 'media') await services.jobs.enqueue(trx, 'fetch-media', { companyId, eventId, connectionId });
    else written.set(candidateId, eventId);
  }
  await askForNames(trx, services, connection, [...new Set(given.map(({ candidateId }) => candidateId))]);
  await waitForMore(trx, connection, written);
  if (added.length > 0) afterCommit(trx, () => services.hints.publish(inboundHint));
  return added.length;
}

/** Where messages bring no name, the provider is asked for it, once and later. */
async function askForNames(
  trx: Trx,
  { jobs }: ArrivalServices,
  { companyId, connectionId, adapter }: Connection,
  candidateIds: number[],
): Promise<void> {
  if (!adapter.readProfile) return;
  for (const candidateId of await findNameless(trx, companyId, candidateIds, adapter.kind)) {
    const ids = { companyId, connectionId, channel: adapter.kind, candidateId };
    await jobs.enqueue(trx, 'read-profile', ids, { key: `${companyId} ${candidateId}` });
  }
}

function consentOf({ address, consentOf: addresses = [address] }: Message): string[] {
  return addresses.map((one) => one.toLowerCase());
}

/** START from somebody who has not opted out opts nobody in: it is what they say, and the bot's to answer. */
async function heedStart(trx: Trx, { companyId, adapter }: Connection, messages: Message[]): Promise<Message[]> {
  const addresses = messages.filter(({ consent }) => consent).flatMap(consentOf);
  if (addresses.length === 0) return messages;
  const stopped = await lockConsent(trx, { companyId, channel: adapter.kind, addresses });
  return messages.map((message) => {
    const { consent, payload } = message;
    const theirs = consentOf(message);
    if (consent === 'stop') for (const one of theirs) stopped.add(one);
    if (consent !== 'start' || theirs.filter((one) => stopped.delete(one)).length > 0) return message;
    if (payload.kind === 'keyword') return { ...message, payload: { kind: 'text', text: payload.text } };
    if (payload.kind !== 'mail') return message;
    const { said, ...mail } = payload;
    return { ...message, payload: { ...mail, silent: !said?.answers } };
  });
}

/** As it is stored: a text that names a campaign is how somebody comes into it, and no answer. */
async function readCampaign(trx: Trx, { companyId, adapter }: Connection, message: Message): Promise<Message> {
  const { payload } = message;
  const text = payload.kind === 'text' && adapter.kind !== 'email' ? payload.text : null;
  const named = text === null ? null : await campaignMeantBy(trx, companyId, text);
  if (text === null || named === null) return message;
  return { ...message, payload: { kind: 'opened', text }, campaignId: message.campaignId ?? named };
}

/** Those that were not there yet, in the order given. */
async function insertEvents(trx: Trx, { companyId, adapter }: Connection, messages: (Message & Place)[]) {
  const given = messages.map(({ providerId, candidateId, applicationId, address, payload, at }) => {
    const waitMs = payload.kind === 'media' ? longestMediaMs : fragmentsMs;
    return { providerId, candidateId, applicationId, address, payload, at, waitMs };
  });
  const { rows } = await sql<{ id: number; providerId: string }>`
    with added as (
      insert into inbound_events (company_id, channel, provider_id, candidate_id, application_id, address, payload, written_at, due_at)
      select ${companyId}, ${adapter.kind}, "providerId", "candidateId", "applicationId", address, payload,
        least(now(), at), now() + "waitMs" * interval '1 millisecond'
      from rows from (json_to_recordset(${storableJson(given)}::json) as (
        "providerId" text, "candidateId" bigint, "applicationId" bigint, address text, payload jsonb, at timestamptz, "waitMs" bigint
      )) with ordinality
      order by ordinality
      on conflict (company_id, channel, provider_id) do nothing returning id, provider_id
    )
    select id, provider_id as "providerId" from added order by id ${prepared}`.execute(trx);
  return rows;
}

/** Of each candidate the last event that has just come. */
type Conversations = Map<number, number>;

/**
 * What they wrote just before waits with this: pieces of one answer are read together. Looked for one candidate at a time,
 * or all that waits in the company might be read: the statistics say that nothing does.
 */
async function waitForMore(trx: Trx, { companyId, adapter }: Connection, written: Conversations): Promise<void> {
  if (written.size === 0) return;
  await sql`
    update inbound_events e
    set due_at = least(now() + ${fragmentsMs} * interval '1 millisecond', received_at + ${longestWaitMs} * interval '1 millisecond')
    from unnest(${[...written.keys()]}::bigint[], ${[...written.values()]}::bigint[]) as last (candidate_id, id)
    cross join lateral (
      select w.id from inbound_events w
      where w.company_id = ${companyId} and w.candidate_id = last.candidate_id and w.id < last.id
        and w.channel = ${adapter.kind} and w.handled_at is null and w.attempts = 0 and w.due_at > now()
        and w.payload ->> 'kind' <> 'media'
      offset 0
    ) waiting
    where e.company_id = ${companyId} and e.id = waiting.id ${prepared}`.execute(trx);
}

/** What is not known yet is fetched with all that the provider lists. */
async function storeNews(
  trx: Trx,
  { hints, jobs }: ArrivalServices,
  { companyId, connectionId }: Connection,
  arrivals: Arrival[],
): Promise<void> {
  const news = arrivals.filter((arrival) => arrival.kind === 'template');
  if (news.length === 0) return;
  for (const one of news) await noteTemplate(trx, { companyId, connectionId }, one);
  await jobs.enqueue(trx, 'fetch-templates', { companyId, connectionId }, { key: String(connectionId) });
  afterCommit(trx, () => {
    hints.publish({ companyId, topic: 'channels' });
    hints.publish({ companyId, topic: 'campaigns' });
  });
}
