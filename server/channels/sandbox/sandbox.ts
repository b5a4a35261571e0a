import { sql } from 'kysely';
import { type Trx, withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import {
  type Attachment,
  type Channel,
  type ChannelKind,
  FileUnreadable,
  type OutgoingFile,
  type OutgoingMessage,
  type SendResult,
  unreadable,
} from '../channel.ts';
import { subjectOf } from '../email/letter.ts';
import { connectSandbox, type Fate, type Keeping, type SandboxAccount, sandboxAccount } from './connection.ts';
import type { SandboxProvider } from './provider.ts';
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
    find: (message) => withSystem(db, (trx) => findAccepted(trx, message)),
  };
}

type Desk = (arrived: Arrived) => Promise<Fate>;

/** How a message gets to the desk: by the adapter of its channel, over the account of its company. */
function openLines({ config }: SandboxServices, desk: Desk) {
  const accounts = new Map<string, SandboxAccount>();
  return async (message: OutgoingMessage): Promise<SendResult> => {
    const { companyId, channel, messageId } = message;
    const provider = findSandboxProvider(channel);
    if (!provider) return resultOf(await desk(asItIs(message)));
    const name = `${companyId} ${channel}`;
    const account = accounts.get(name) ?? sandboxAccount(config, provider, companyId);
    accounts.set(name, account);
    const result = await speak(provider, account, message, desk);
    // By this it is known where it went, also on a channel whose provider gives out no ids.
    if (result.outcome === 'accepted') return { ...result, providerId: sandboxId(messageId) };
    return result.outcome === 'later' ? withoutSender(result) : result;
  };
}

/** There is no connection here that could be paused: each message waits for itself. */
function withoutSender({ sender: _sender, ...result }: Extract<SendResult, { outcome: 'later' }>): SendResult {
  return result;
}

/** A file that can not be read is the trouble of its message alone, not of all that are sent with it. */
async function speak(
  provider: SandboxProvider,
  account: SandboxAccount,
  message: OutgoingMessage,
  desk: Desk,
): Promise<SendResult> {
  const { adapter } = provider;
  const connected = connectSandbox(provider, account, keepingOf(message, desk));
  try {
    return await (message.files.length > 0 && adapter.sendFiles ? adapter.sendFiles : adapter.send)(message, connected);
  } catch (error) {
    if (error instanceof FileUnreadable) return unreadable(error);
    throw error;
  }
}

/** What the provider keeps of a message. Its files lie with us already: those that it was told of are shown, and no others. */
function keepingOf(message: OutgoingMessage, desk: Desk): Keeping {
  const uploaded = new Map<string, OutgoingFile>();
  return {
    upload({ size }) {
      const file = message.files.find((one) => one.size === size);
      const id = `${message.messageId}-${uploaded.size + 1}`;
      if (file) uploaded.set(id, file);
      return file ? id : null;
    },
    async take({ sending, to, text: body, taps, files }) {
      const found = files.map((told) => uploaded.get(told) ?? message.files.find(({ url }) => url === told));
      const attachments = found.flatMap((file) => (file ? [asAttachment(file)] : []));
      if (attachments.length < files.length) return { outcome: 'refused' };
      const { companyId, channel } = message;
      // A protocol that carries our own reference has brought it back by now.
      const { messageId, retries } = sending ?? message;
      return desk({ companyId, messageId, retries, channel, to, subject: null, body, html: null, attachments, taps });
    },
  };
}

function asAttachment({ url: _url, read: _read, ...attachment }: OutgoingFile): Attachment {
  return attachment;
}

function asItIs(message: OutgoingMessage): Arrived {
  const { companyId, messageId, retries, channel, to, body, html, files } = message;
  const subject = channel === 'email' ? subjectOf(message) : message.subject;
  const attachments = files.map(asAttachment);
  return { companyId, messageId, retries, channel, to, subject, body, html, attachments, taps: null };
}

const busyMs = 20_000;

/** What a provider says that speaks no protocol here. */
function resultOf(fate: Fate): SendResult {
  switch (fate.outcome) {
    case 'kept':
      return { outcome: 'accepted', providerId: fate.id };
    case 'refused':
      return { outcome: 'refused', code: 'refused', detail: 'The provider refuses this message.' };
    case 'busy':
      return { outcome: 'later', code: 'busy', detail: 'The provider is given too much.', retryAfterMs: busyMs };
    case 'down':
      return { outcome: 'later', code: 'down', detail: 'The provider fails.' };
    case 'silent':
      return { outcome: 'unknown', code: 'timeout', detail: 'The provider did not answer.' };
  }
}

type Waiting = { arrived: Arrived; done(fate: Fate): void; failed(error: unknown): void };

/** Takes all that is sent at the same moment in one transaction. A message resolves to what became of it. */
function openDesk({ db }: SandboxServices): Desk {
  let waiting: Waiting[] = [];
  async function flush() {
    const batch = waiting;
    waiting = [];
    try {
      const fates = await keepArrived(
        db,
        batch.map(({ arrived }) => arrived),
      );
      for (const { arrived, done } of batch) {
        const outcome = fates.get(arrived) ?? 'kept';
        const isKept = outcome === 'kept' || outcome === 'silent';
        done(isKept ? { outcome, id: sandboxId(arrived.messageId) } : { outcome });
      }
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

async function findAccepted(
  trx: Trx,
  { companyId, messageId, retries }: Pick<OutgoingMessage, 'companyId' | 'messageId' | 'retries'>,
): Promise<string | null> {
  const { rows } = await sql`
    select from sandbox_messages where company_id = ${companyId} and message_id = ${messageId} and retries = ${retries}`.execute(
    trx,
  );
  return rows.length > 0 ? sandboxId(messageId) : null;
}
