import type { Channel, SendResult } from '#channels/channel.ts';
import { loadConnection } from '#channels/connections.ts';
import { withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import type { ClaimedMessage } from './outbox-claims.ts';
import { findKnownIds } from './status.ts';

/** By what a claimed message is sent; null where its connection has ended since. */
export type Channels = (message: ClaimedMessage) => Promise<Channel | null>;

export function fixedChannels(channels: Channel[]): Channels {
  return async ({ channel }) => channels.find((one) => one.kind === channel) ?? null;
}

/** The adapter of the connection by which the message was claimed. */
export function connectedChannels({ config, db }: Pick<Services, 'config' | 'db'>): Channels {
  return async ({ companyId, connectionId }) => {
    const connection = await withSystem(db, (trx) => loadConnection(trx, { config, db }, companyId, connectionId ?? 0));
    if (!connection) return null;
    const { adapter, connected } = connection;
    const find: Channel['find'] = async (message, since) => {
      const ids = (await adapter.find?.(message, since, connected)) ?? [];
      const { channel } = message;
      const known = await withSystem(db, (trx) => findKnownIds(trx, companyId, channel, ids));
      // The same words to the same person may have gone before: those are another message of ours.
      return ids.find((id) => !known.has(id)) ?? null;
    };
    return {
      kind: adapter.kind,
      provider: adapter.provider,
      batch: 1,
      concurrency: adapter.concurrency,
      send: (message) => {
        if (message.files.length === 0) return adapter.send(message, connected);
        return adapter.sendFiles ? adapter.sendFiles(message, connected) : Promise.resolve(filesRefused);
      },
      ...(adapter.find ? { find } : {}),
    };
  };
}

/** The provider was changed since the message was written. */
const filesRefused: SendResult = {
  outcome: 'refused',
  code: 'files_not_supported',
  detail: 'No files can be sent by this provider.',
};

/** Each connection is looked up a single time: messages that were claimed together share it. */
export function once(channels: Channels): Channels {
  const found = new Map<number | null, Promise<Channel | null>>();
  return (message) => {
    if (message.connectionId === null) return channels(message);
    const way = found.get(message.connectionId) ?? channels(message);
    found.set(message.connectionId, way);
    return way;
  };
}
