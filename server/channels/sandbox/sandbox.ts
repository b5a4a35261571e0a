import { sql } from 'kysely';
import { type Trx, withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import type { Channel, ChannelKind, OutgoingMessage, SendResult } from '../channel.ts';
import { sandboxConnected } from './connection.ts';
import type { SandboxProvider, TakenMessage } from './provider.ts';
import { findSandboxProvider } from './providers.ts';
import { type Arrived, keepArrived, sandboxId } from './taking.ts';

type SandboxServices = Pick<Services, 'config' | 'db'>;

/**
 * The provider of a company that has connected none: what is sent arrives on the page and in the command that show the
 * candidate's phone and mailbox. Where a provider is played, its adapter speaks with it; what is sent at the same time it
 * takes together. As a good provider it takes our message id as a key, so a repeat is no second message.
 */
export function sandboxChannel(services: SandboxServices, kind: ChannelKind): Channel {
  const { db } = services;
  const provider = findSandboxProvider(kind);
  const sendMany = (messages: OutgoingMessage[]) =>
    provider ? sendThrough(services, provider, messages) : keepAsTheyAre(services, messages);
  return {
    kind,
    provider: 'sandbox',
    batch: 500,
    concurrency: 1,
    sendMany,
    send: async (message) => (await sendMany([message]))[0] as SendResult,
    find: ({ companyId, messageId }) => withSystem(db, (trx) => findAccepted(trx, companyId, messageId)),
  };
}

function sendThrough(services: SandboxServices, provider: SandboxProvider, messages: OutgoingMessage[]) {
  const { adapter } = provider;
  const desk = openDesk(services);
  const connections = new Map(
    [...new Set(messages.map(({ companyId }) => companyId))].map((companyId) => [
      companyId,
      sandboxConnected(services.config, provider, companyId, {
        take: (message) => desk({ ...toArrived(message), companyId, channel: adapter.kind }),
      }),
    ]),
  );
  return Promise.all(
    messages.map((message) => {
      const connected = connections.get(message.companyId);
      if (!connected) throw new TypeError('There is a connection for each company.');
      return adapter.send(message, connected);
    }),
  );
}

function toArrived({ messageId, to, text: body, taps }: TakenMessage) {
  return { messageId, to, subject: null, body, html: null, taps };
}

async function keepAsTheyAre({ db }: SandboxServices, messages: OutgoingMessage[]): Promise<SendResult[]> {
  const arrived = messages.map(({ companyId, messageId, channel, to, subject, body, html }) => {
    return { companyId, messageId, channel, to, subject, body, html, taps: null };
  });
  await keepArrived(db, arrived);
  return messages.map(({ messageId }) => ({ outcome: 'accepted', providerId: sandboxId(messageId) }));
}

type Waiting = { arrived: Arrived; done(id: string | null): void; failed(error: unknown): void };

/** Takes all that is sent at the same moment in one transaction. A message resolves to its id once it is kept, null where it is refused. */
function openDesk({ db }: SandboxServices): (arrived: Arrived) => Promise<string | null> {
  let waiting: Waiting[] = [];
  async function flush() {
    const batch = waiting;
    waiting = [];
    try {
      const refused = await keepArrived(
        db,
        batch.map(({ arrived }) => arrived),
      );
      for (const { arrived, done } of batch) done(refused.has(arrived) ? null : sandboxId(arrived.messageId));
    } catch (error) {
      for (const { failed } of batch) failed(error);
    }
  }
  return (arrived) =>
    new Promise((done, failed) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ arrived, done, failed });
    });
}

async function findAccepted(trx: Trx, companyId: number, messageId: number): Promise<string | null> {
  const { rows } = await sql`
    select from sandbox_messages where company_id = ${companyId} and message_id = ${messageId}`.execute(trx);
  return rows.length > 0 ? sandboxId(messageId) : null;
}
