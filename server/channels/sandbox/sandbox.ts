import { sql } from 'kysely';
import { type Trx, withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import type { Channel, ChannelKind, OutgoingMessage, SendResult } from '../channel.ts';
import { subjectOf } from '../email/letter.ts';
import { connectSandbox, type SandboxAccount, sandboxAccount } from './connection.ts';
import type { TakenMessage } from './provider.ts';
import { findSandboxProvider } from './providers.ts';
import { type Arrived, keepArrived, sandboxId } from './taking.ts';

type SandboxServices = Pick<Services, 'config' | 'db'>;

/**
 * The provider of a company that has connected none: what is sent arrives on the page and in the command that show the
 * candidate's phone and mailbox. Where a provider is played, its adapter speaks with it; what is sent at the same time it
 * takes together, whichever the channels are. As a good provider it takes our message id as a key, so a repeat is no second
 * message.
 */
export function sandboxChannel(services: SandboxServices, kind: ChannelKind): Channel {
  const { db } = services;
  const sendMany = (messages: OutgoingMessage[]) => {
    const desk = openDesk(services);
    const line = openLines(services, desk);
    return Promise.all(messages.map((message) => line(message)));
  };
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

type Desk = (arrived: Arrived) => Promise<string | null>;

/** How a message gets to the desk: by the adapter of its channel, over the account of its company. */
function openLines({ config }: SandboxServices, desk: Desk) {
  const accounts = new Map<string, SandboxAccount>();
  return async (message: OutgoingMessage): Promise<SendResult> => {
    const { companyId, channel, messageId } = message;
    const provider = findSandboxProvider(channel);
    // What a provider does with files is not played: they lie beside the text.
    if (!provider || message.files.length > 0) return resultOf(await desk(asItIs(message)));
    const name = `${companyId} ${channel}`;
    const account = accounts.get(name) ?? sandboxAccount(config, provider, companyId);
    accounts.set(name, account);
    const take = (taken: TakenMessage) => desk(toArrived(message, taken));
    const result = await provider.adapter.send(message, connectSandbox(provider, account, { take }));
    // By this it is known where it went, also on a channel whose provider gives out no ids.
    return result.outcome === 'accepted' ? { ...result, providerId: sandboxId(messageId) } : result;
  };
}

/** A protocol that carries our own reference has brought it back by now. */
function toArrived(sent: OutgoingMessage, { messageId, to, text: body, taps }: TakenMessage): Arrived {
  const { companyId, channel } = sent;
  const id = messageId ?? sent.messageId;
  return { companyId, messageId: id, channel, to, subject: null, body, html: null, attachments: [], taps };
}

function asItIs(message: OutgoingMessage): Arrived {
  const { companyId, messageId, channel, to, body, html, files } = message;
  const subject = channel === 'email' ? subjectOf(message) : message.subject;
  const attachments = files.map(({ url: _url, read: _read, ...attachment }) => attachment);
  return { companyId, messageId, channel, to, subject, body, html, attachments, taps: null };
}

function resultOf(providerId: string | null): SendResult {
  if (providerId) return { outcome: 'accepted', providerId };
  return { outcome: 'refused', code: 'refused', detail: 'The provider refuses this message.' };
}

type Waiting = { arrived: Arrived; done(id: string | null): void; failed(error: unknown): void };

/** Takes all that is sent at the same moment in one transaction. A message resolves to its id once it is kept, null where it is refused. */
function openDesk({ db }: SandboxServices): Desk {
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
