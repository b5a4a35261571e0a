import { sql } from 'kysely';
import { findOrCreateVisitor } from '#candidates/visitors.ts';
import type { Arrival, InboundPayload } from '#channels/arrival.ts';
import { noteTrouble } from '#channels/connection-health.ts';
import type { Connection } from '#channels/connections.ts';
import { noteTemplate } from '#channels/templates/templates.ts';
import { campaignMeantBy } from '#openings/openings.ts';
import { afterCommit, type Trx } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import { inboundHint } from './inbound-events.ts';
import { removeFromOutbox } from './outbox-queries.ts';
import { advanceStatus, hintChanged, type StatusChange, storableJson } from './status.ts';

type ArrivalServices = Pick<Services, 'hints' | 'jobs'>;

/** What a webhook told, in the transaction before it is acknowledged. The same once more changes nothing. */
export async function storeArrivals(
  trx: Trx,
  services: ArrivalServices,
  connection: Connection,
  arrivals: Arrival[],
): Promise<void> {
  for (const arrival of arrivals) {
    if (arrival.kind === 'message') await storeMessage(trx, services, connection, arrival);
  }
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
}

type Message = Extract<Arrival, { kind: 'message' }>;
type Status = Extract<Arrival, { kind: 'status' }>;
type Watermark = Extract<Arrival, { kind: 'watermark' }>;

/** How long a candidate is waited for who may go on writing, and at most. */
const fragmentsMs = 3000;
const longestWaitMs = 15_000;
/** A file that can not be fetched by then is missing from the message. */
const mediaMs = 3 * 60_000;

async function storeMessage(
  trx: Trx,
  services: ArrivalServices,
  connection: Connection,
  { providerId, address, identities, payload: given, at, consent, ...met }: Message,
): Promise<void> {
  const { companyId, adapter } = connection;
  const named =
    given.kind === 'text' && adapter.kind !== 'email' ? await campaignMeantBy(trx, companyId, given.text) : null;
  const payload: InboundPayload =
    named !== null && given.kind === 'text' ? { kind: 'opened', text: given.text } : given;
  const visitor = { identities, channel: adapter.kind, ...met, campaignId: met.campaignId ?? named ?? undefined };
  const { candidateId, applicationId } = await findOrCreateVisitor(trx, companyId, visitor);
  const waitMs = payload.kind === 'media' ? mediaMs : fragmentsMs;
  const { rows } = await sql<{ id: number }>`
    insert into inbound_events (company_id, channel, provider_id, candidate_id, application_id, address, payload, written_at, due_at)
    values (${companyId}, ${adapter.kind}, ${providerId}, ${candidateId}, ${applicationId}, ${address},
      ${storableJson(payload)}, least(now(), ${at ?? null}), now() + ${waitMs} * interval '1 millisecond')
    on conflict (company_id, channel, provider_id) do nothing returning id`.execute(trx);
  const [event] = rows;
  if (!event) return;
  if (consent) await setConsent(trx, connection, address, consent);
  if (payload.kind === 'media')
    await services.jobs.enqueue(trx, 'fetch-media', {
      companyId,
      eventId: event.id,
      connectionId: connection.connectionId,
    });
  else await waitForMore(trx, connection, candidateId, event.id);
  afterCommit(trx, () => services.hints.publish(inboundHint));
}

/** What they wrote just before waits with this: pieces of one answer are read together. */
async function waitForMore(trx: Trx, { companyId, adapter }: Connection, candidateId: number, eventId: number) {
  await sql`
    update inbound_events
    set due_at = least(now() + ${fragmentsMs} * interval '1 millisecond', received_at + ${longestWaitMs} * interval '1 millisecond')
    where company_id = ${companyId} and candidate_id = ${candidateId} and channel = ${adapter.kind} and id < ${eventId}
      and handled_at is null and attempts = 0 and due_at > now() and payload ->> 'kind' <> 'media'`.execute(trx);
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

async function setConsent(
  trx: Trx,
  { companyId, adapter }: Connection,
  address: string,
  consent: 'stop' | 'start',
): Promise<void> {
  if (consent === 'stop') {
    await trx
      .insertInto('suppressions')
      .values({ company_id: companyId, channel: adapter.kind, address: address.toLowerCase(), reason: 'stop' })
      .onConflict((on) => on.doNothing())
      .execute();
    return;
  }
  await trx
    .deleteFrom('suppressions')
    .where('company_id', '=', companyId)
    .where('channel', '=', adapter.kind)
    .where('address', '=', address.toLowerCase())
    .where('reason', '=', 'stop')
    .execute();
}

/** A status also tells that the provider has the message, whatever became of the answer to its sender. */
async function storeStatuses(
  trx: Trx,
  { hints }: ArrivalServices,
  { companyId, connectionId, adapter }: Connection,
  statuses: Status[],
): Promise<void> {
  const changes: StatusChange[] = [];
  for (const { messageId, providerId, status, errorCode, errorDetail, trouble } of statuses) {
    const id = await findMessage(trx, companyId, adapter.kind, messageId, providerId);
    if (id !== null) changes.push({ companyId, messageId: id, status, providerId, errorCode, errorDetail });
    if (trouble && errorCode) {
      await noteTrouble(trx, { companyId, connectionId, code: errorCode, detail: errorDetail ?? '' });
      afterCommit(trx, () => hints.publish({ companyId, topic: 'channels' }));
    }
  }
  if (changes.length === 0) return;
  const moved = await advanceStatus(trx, changes);
  await removeFromOutbox(trx, changes);
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
    .execute();
  const changes = rows.map(({ id }) => ({ companyId, messageId: id, status }));
  const moved = await advanceStatus(trx, changes);
  afterCommit(trx, () => hintChanged(hints, moved));
}

async function findMessage(
  trx: Trx,
  companyId: number,
  channel: string,
  messageId: number | null,
  providerId: string,
): Promise<number | null> {
  const query = trx
    .selectFrom('messages')
    .select('id')
    .where('company_id', '=', companyId)
    .where('channel', '=', channel)
    .where('direction', '=', 'out');
  const row = await (messageId === null
    ? query.where('provider_id', '=', providerId)
    : query.where('id', '=', messageId)
  ).executeTakeFirst();
  return row?.id ?? null;
}
