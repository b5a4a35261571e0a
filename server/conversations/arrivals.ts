import { sql } from 'kysely';
import { type Found, findOrCreateVisitors } from '#candidates/visitors.ts';
import type { Arrival } from '#channels/arrival.ts';
import { noteTrouble } from '#channels/connection-health.ts';
import type { Connection } from '#channels/connections.ts';
import type { Sending } from '#channels/reference.ts';
import { noteTemplate } from '#channels/templates/templates.ts';
import { campaignMeantBy } from '#openings/openings.ts';
import { afterCommit, prepared, type Trx } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import { lockConsent, optIn, optOut } from './consent.ts';
import { inboundHint } from './inbound-events.ts';
import { removeFromOutbox } from './outbox-queries.ts';
import { advanceStatus, hintChanged, type StatusChange, storableJson, storableText } from './status.ts';

type ArrivalServices = Pick<Services, 'hints' | 'jobs'>;

/**
 * What webhooks told, in the transaction before they are acknowledged. The same once more changes nothing. Returns how many
 * messages were new.
 */
export async function storeArrivals(
  trx: Trx,
  services: ArrivalServices,
  connection: Connection,
  arrivals: Arrival[],
): Promise<number> {
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

type Message = Extract<Arrival, { kind: 'message' }>;
type Status = Extract<Arrival, { kind: 'status' }>;
type Watermark = Extract<Arrival, { kind: 'watermark' }>;

/** Whose conversation, and in which application where there is one. */
type Place = { candidateId: number; applicationId: number | null };

/** How long a candidate is waited for who may go on writing, and at most. */
const fragmentsMs = 3000;
const longestWaitMs = 15_000;
/** A file that can not be fetched by then is missing from the message. */
const mediaMs = 3 * 60_000;

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
  await waitForMore(trx, connection, written);
  if (added.length > 0) afterCommit(trx, () => services.hints.publish(inboundHint));
  return added.length;
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
    return payload.kind === 'mail' ? { ...message, payload: { ...payload, silent: false } } : message;
  });
}

/** As it is stored: a text that names a campaign is how somebody comes into it, and no answer. */
async function readCampaign(trx: Trx, { companyId, adapter }: Connection, message: Message): Promise<Message> {
  const { payload } = message;
  const providerId = storableText(message.providerId);
  const text = payload.kind === 'text' && adapter.kind !== 'email' ? payload.text : null;
  const named = text === null ? null : await campaignMeantBy(trx, companyId, text);
  if (text === null || named === null) return { ...message, providerId };
  return { ...message, providerId, payload: { kind: 'opened', text }, campaignId: message.campaignId ?? named };
}

/** Those that were not there yet, in the order given. */
async function insertEvents(trx: Trx, { companyId, adapter }: Connection, messages: (Message & Place)[]) {
  const given = messages.map(({ providerId, candidateId, applicationId, address, payload, at }) => {
    const waitMs = payload.kind === 'media' ? mediaMs : fragmentsMs;
    return { providerId, candidateId, applicationId, address, payload, at, waitMs };
  });
  const { rows } = await sql<{ id: number; providerId: string }>`
    with added as (
      insert into inbound_events (company_id, channel, provider_id, candidate_id, application_id, address, payload, written_at, due_at)
      select ${companyId}, ${adapter.kind}, "providerId", "candidateId", "applicationId", address, payload,
        least(now(), at), now() + "waitMs" * interval '1 millisecond'
      from rows from (json_to_recordset(${storableJson(given)}::json) as (
        "providerId" text, "candidateId" bigint, "applicationId" bigint, address text, payload jsonb, at timestamptz, "waitMs" int
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

/** A status also tells that the provider has the message, whatever became of the answer to its sender. */
async function storeStatuses(
  trx: Trx,
  { hints }: ArrivalServices,
  { companyId, connectionId, adapter }: Connection,
  statuses: Status[],
): Promise<void> {
  if (statuses.length === 0) return;
  const messages = await findMessages(trx, companyId, adapter.kind, statuses);
  const changes: StatusChange[] = [];
  for (const [at, { sending, providerId, status, errorCode, errorDetail, bounced, trouble }] of statuses.entries()) {
    const message = messages[at];
    // Late news of an earlier sending say nothing about that which was asked for since.
    const current = message && (sending?.retries ?? message.retries) === message.retries;
    if (current)
      changes.push({
        companyId,
        messageId: message.id,
        retries: message.retries,
        status,
        providerId,
        errorCode,
        errorDetail,
      });
    if (message && bounced)
      await suppressAddressOf(trx, companyId, sending ?? { messageId: message.id, retries: message.retries });
    if (trouble && errorCode) {
      await noteTrouble(trx, { companyId, connectionId, code: errorCode, detail: errorDetail ?? '' });
      afterCommit(trx, () => hints.publish({ companyId, topic: 'channels' }));
    }
  }
  if (changes.length === 0) return;
  const moved = await advanceStatus(trx, changes);
  await removeFromOutbox(trx, moved);
  afterCommit(trx, () => hintChanged(hints, moved));
}

/** Only what the provider is known to have taken: what is being sent at this moment may be later than this. */
async function storeWatermark(
  trx: Trx,
  { hints }: ArrivalServices,
  { companyId, adapter }: Connection,
  { identity, status, until }: Watermark,
): Promise<void> {
  const rows = await trx
    .selectFrom('messages as m')
    .innerJoin('candidate_contacts as c', (join) =>
      join.onRef('c.company_id', '=', 'm.company_id').onRef('c.candidate_id', '=', 'm.candidate_id'),
    )
    .select('m.id')
    .where('c.company_id', '=', companyId)
    .where('c.kind', '=', identity.kind)
    .where('c.value', '=', identity.value)
    .where('m.channel', '=', adapter.kind)
    .where('m.direction', '=', 'out')
    .where('m.status', 'in', status === 'read' ? ['sent', 'delivered'] : ['sent'])
    .where('m.created_at', '<=', until)
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('spent_sendings as s')
            .whereRef('s.company_id', '=', 'm.company_id')
            .whereRef('s.message_id', '=', 'm.id')
            .where('s.spent_at', '>', until),
        ),
      ),
    )
    .execute();
  const changes = rows.map(({ id }) => ({ companyId, messageId: id, status }));
  const moved = await advanceStatus(trx, changes);
  afterCommit(trx, () => hintChanged(hints, moved));
}

/** Of each status the message that it is about: by our own reference where there is one, else by the provider's id. */
async function findMessages(
  trx: Trx,
  companyId: number,
  channel: string,
  statuses: Status[],
): Promise<({ id: number; retries: number } | undefined)[]> {
  const given = statuses.map(({ sending, providerId }, at) => ({ at, messageId: sending?.messageId, providerId }));
  const { rows } = await sql<{ at: number; id: number; retries: number }>`
    select g.at, m.id, m.retries from json_to_recordset(${storableJson(given)}::json) as g (at int, "messageId" bigint, "providerId" text)
    cross join lateral (
      select id, retries from messages where company_id = ${companyId} and id = g."messageId" and channel = ${channel} and direction = 'out'
      union all
      select id, retries from messages
      where g."messageId" is null and company_id = ${companyId} and channel = ${channel} and provider_id = g."providerId"
        and direction = 'out'
      limit 1
    ) m ${prepared}`.execute(trx);
  const found = new Map(rows.map(({ at, ...message }) => [at, message]));
  return statuses.map((_, at) => found.get(at));
}

/** The address to which that sending went. */
async function suppressAddressOf(trx: Trx, companyId: number, { messageId, retries }: Sending): Promise<void> {
  await sql`
    insert into suppressions (company_id, channel, address, reason)
    select m.company_id, m.channel, lower(coalesce(s.to_address, m.to_address)), 'bounced' from messages m
    left join spent_sendings s on s.company_id = m.company_id and s.message_id = m.id and s.retries = ${retries}
    where m.company_id = ${companyId} and m.id = ${messageId} and m.to_address is not null
    on conflict do nothing`.execute(trx);
}
