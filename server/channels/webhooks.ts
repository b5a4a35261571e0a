import { storeArrivals } from '#conversations/arrivals.ts';
import { type Trx, withCompany } from '#platform/db.ts';
import { forbidden, notFound } from '#platform/errors.ts';
import type { Services } from '#platform/services.ts';
import { hearsByWebhook, type WebhookRequest } from './adapter.ts';
import { type ChannelKind, channelKinds } from './channel.ts';
import { type Connection, loadConnection, readWebhookToken } from './connections.ts';
import { sandboxConnection, sandboxConnectionId } from './sandbox/connection.ts';
import { sandboxMailServer } from './sandbox/mail-server.ts';
import { words } from './words.ts';

/** What a provider tells, or the sandbox in its place: nothing of it counts that is not signed. Returns what it expects as the answer. */
export async function takeWebhook(trx: Trx, services: Services, connection: Connection, webhook: WebhookRequest) {
  const { adapter, connected } = connection;
  if (!hearsByWebhook(adapter)) throw notFound('address');
  if (!adapter.verify(webhook, connected)) throw forbidden(words.wrongSignature);
  await storeArrivals(trx, services, connection, adapter.receive(webhook, connected));
  return adapter.acknowledgement;
}

/** The connection that an address names, in one transaction: what was not stored is not acknowledged. */
export function withConnection<T>(
  services: Services,
  { channel, token }: { channel: string; token: string },
  work: (trx: Trx, connection: Connection) => Promise<T>,
): Promise<T> {
  const ids = readWebhookToken(services.config, token);
  if (!ids) throw notFound('address');
  return withCompany(services.db, ids.companyId, async (trx) => {
    const connection = await findConnection(trx, services, { ...ids, channel });
    if (!connection) throw notFound('address');
    return work(trx, connection);
  });
}

type Ids = { companyId: number; connectionId: number; channel: string };

/** A connection by its number, or the sandbox as which a channel counts that is not connected. Null for what has ended. */
export async function findConnection(
  trx: Trx,
  services: Pick<Services, 'config' | 'db' | 'blobs'>,
  { companyId, connectionId, channel }: Ids,
): Promise<Connection | null> {
  const kind = channelKinds.find((one): one is ChannelKind => one === channel);
  if (!kind) return null;
  if (connectionId === sandboxConnectionId)
    return kind === 'email'
      ? sandboxMailServer(trx, services.config, companyId)
      : sandboxConnection(trx, services, companyId, kind);
  const connection = await loadConnection(trx, services, companyId, connectionId);
  return connection?.adapter.kind === kind ? connection : null;
}
