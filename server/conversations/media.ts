import { sql } from 'kysely';
import type { InboundPayload, MediaReference } from '#channels/arrival.ts';
import type { Attachment } from '#channels/channel.ts';
import type { Connection } from '#channels/connections.ts';
import { findConnection } from '#channels/webhooks.ts';
import { claimBlobs, discardUnclaimed, storeBlob } from '#platform/blobs/loose.ts';
import { sniffContent } from '#platform/blobs/sniff.ts';
import { afterCommit, type Trx, withCompany } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import { inboundHint } from './inbound-events.ts';

/** From the first try on. A file that is not there by then is missing from the message until it has been fetched. */
const patienceMs = 3 * 60_000;

type Ids = { companyId: number; eventId: number; connectionId: number };
type MediaPayload = Extract<InboundPayload, { kind: 'media' }>;

/**
 * The job that fetches the files of a message; with the last of them the message is due. Where the conversation could not
 * wait any longer, they are added to the message that it has become.
 */
export async function fetchMedia(services: Services, { companyId, eventId, connectionId }: Ids): Promise<void> {
  const found = await withCompany(services.db, companyId, async (trx) => {
    const event = await readEvent(trx, companyId, eventId);
    if (!event) return null;
    if (!event.handled) await waitFrom(trx, companyId, eventId);
    const connection = await findConnection(trx, services, { companyId, connectionId, channel: event.channel });
    return connection && { connection, payload: event.payload };
  });
  if (!found) return;
  const { connection, payload } = found;
  const files: Attachment[] = [];
  for (const [at, media] of payload.media.entries()) files.push(await keep(services, connection, media, at));
  const kept = await withCompany(services.db, companyId, async (trx) => {
    // Null where another try has fetched them while this one was at it.
    const event = await readEvent(trx, companyId, eventId);
    if (!event || (event.handled && !(await addFiles(trx, services, companyId, event, files)))) return false;
    await claimBlobs(
      trx,
      companyId,
      files.map(({ key }) => key),
    );
    await sql`
      update inbound_events
      set payload = ${JSON.stringify({ ...payload, media: [], files })}::jsonb,
        due_at = case when handled_at is null then now() else due_at end
      where company_id = ${companyId} and id = ${eventId}`.execute(trx);
    afterCommit(trx, () => services.hints.publish(inboundHint));
    return true;
  });
  if (!kept) for (const { key } of files) await discardUnclaimed(services, companyId, key);
}

/** Nobody has been at it for as long as no worker was there; the time begins now. A later try does not prolong it. */
async function waitFrom(trx: Trx, companyId: number, eventId: number): Promise<void> {
  await sql`
    update inbound_events set due_at = least(due_at, now() + ${patienceMs} * interval '1 millisecond')
    where company_id = ${companyId} and id = ${eventId}`.execute(trx);
}

/** False where the message is not there any more. */
async function addFiles(
  trx: Trx,
  { hints }: Pick<Services, 'hints'>,
  companyId: number,
  { channel, providerId }: Event,
  files: Attachment[],
): Promise<boolean> {
  const message = await trx
    .updateTable('messages')
    .set({ attachments: JSON.stringify(files), error_code: null, error_detail: null })
    .where('company_id', '=', companyId)
    .where('channel', '=', channel)
    .where('provider_id', '=', providerId)
    .where('direction', '=', 'in')
    .returning('application_id')
    .executeTakeFirst();
  const id = message?.application_id;
  if (id) afterCommit(trx, () => hints.publish({ companyId, topic: 'application', id }));
  return message !== undefined;
}

type Event = { channel: string; providerId: string; payload: MediaPayload; handled: boolean };

/** Null where there is nothing to be fetched for it. */
async function readEvent(trx: Trx, companyId: number, eventId: number): Promise<Event | null> {
  const row = await trx
    .selectFrom('inbound_events')
    .select(['channel', 'provider_id', 'payload', 'handled_at'])
    .where('company_id', '=', companyId)
    .where('id', '=', eventId)
    .forUpdate()
    .executeTakeFirst();
  const payload = row?.payload as unknown as InboundPayload | undefined;
  if (!row || payload?.kind !== 'media' || payload.media.length === 0) return null;
  return { channel: row.channel, providerId: row.provider_id, payload, handled: row.handled_at !== null };
}

/** What a file is, its bytes say: not the provider, who says what the sender's phone said. */
async function keep(
  services: Services,
  { companyId, adapter, connected }: Connection,
  { url, contentType: declared, name }: MediaReference,
  at: number,
): Promise<Attachment> {
  const body = (await adapter.fetchMedia?.(url, connected)) ?? Buffer.alloc(0);
  const { contentType, kind } = await sniffContent(body.subarray(0, 4100), declared);
  const { key, size } = await storeBlob(services, companyId, body, { contentType, maxBytes: body.length });
  return { key, name: name ?? `${kind}-${at + 1}`, contentType, size };
}
