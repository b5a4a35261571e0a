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

type Ids = { companyId: number; eventId: number; connectionId: number };
type MediaPayload = Extract<InboundPayload, { kind: 'media' }>;

/** The job that fetches the files of a message; with the last of them the message is due. */
export async function fetchMedia(services: Services, { companyId, eventId, connectionId }: Ids): Promise<void> {
  const found = await withCompany(services.db, companyId, async (trx) => {
    const event = await waitingEvent(trx, companyId, eventId);
    if (!event) return null;
    const connection = await findConnection(trx, services, { companyId, connectionId, channel: event.channel });
    return connection && { connection, payload: event.payload };
  });
  if (!found) return;
  const { connection, payload } = found;
  const files: Attachment[] = [];
  for (const [at, media] of payload.media.entries()) files.push(await keep(services, connection, media, at));
  const kept = await withCompany(services.db, companyId, async (trx) => {
    // Handled without its files, or fetched by another try, while this one was at it.
    if (!(await waitingEvent(trx, companyId, eventId))) return false;
    await claimBlobs(
      trx,
      companyId,
      files.map(({ key }) => key),
    );
    await sql`
      update inbound_events set payload = ${JSON.stringify({ ...payload, media: [], files })}::jsonb, due_at = now()
      where company_id = ${companyId} and id = ${eventId}`.execute(trx);
    afterCommit(trx, () => services.hints.publish(inboundHint));
    return true;
  });
  if (!kept) for (const { key } of files) await discardUnclaimed(services, companyId, key);
}

async function waitingEvent(
  trx: Trx,
  companyId: number,
  eventId: number,
): Promise<{ channel: string; payload: MediaPayload } | null> {
  const row = await trx
    .selectFrom('inbound_events')
    .select(['channel', 'payload'])
    .where('company_id', '=', companyId)
    .where('id', '=', eventId)
    .where('handled_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  const payload = row?.payload as unknown as InboundPayload | undefined;
  return row && payload?.kind === 'media' && payload.media.length > 0 ? { channel: row.channel, payload } : null;
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
