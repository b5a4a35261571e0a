import { once } from 'node:events';
import type { ImapFlow } from 'imapflow';
import { noteRecovery, noteTrouble } from '#channels/connection-health.ts';
import { type Connection, loadConnection } from '#channels/connections.ts';
import type { MailValues } from '#channels/email/fields.ts';
import { imapClientOf } from '#channels/email/servers.ts';
import { withCompany, withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import { type Loop, startLoop } from './loop.ts';
import { type HeldMailbox, holdMailboxes, keepMailbox, MailboxLost, releaseMailbox } from './mailbox-queries.ts';
import { readNewMails } from './mailbox-reading.ts';

type MailboxServices = Pick<Services, 'config' | 'db' | 'hints' | 'jobs' | 'blobs' | 'log'>;

export type MailboxOptions = {
  pollMs?: number;
  /** After how long without a sign of life a mailbox is taken from its reader. */
  leaseMs?: number;
  /** How often it is looked into where its server does not tell that something came. */
  lookMs?: number;
  /** How long reading one mail may take; else as long as `read-mail-apart.ts` lets it. */
  readMs?: number;
};

const mostMailboxes = 300;

/**
 * Reads the mailboxes of all connections until stopped. Each is read by one session of one process at a time; how far, is
 * written in the transaction that stores what was read, so nothing is lost or taken twice whenever a process ends.
 */
export function startMailboxes(services: MailboxServices, options: MailboxOptions = {}): Loop {
  const { pollMs = 5000, leaseMs = 60_000, lookMs = 25_000, readMs } = options;
  const sessions = new Map<string, { end(): void; done: Promise<void> }>();
  const loop = startLoop(services, {
    name: 'mailboxes',
    topic: 'mailboxes',
    pollMs,
    async turn() {
      const room = mostMailboxes - sessions.size;
      const held = await withSystem(services.db, (trx) => holdMailboxes(trx, room, leaseMs));
      for (const mailbox of held) {
        const session = startSession(services, mailbox, { leaseMs, lookMs, readMs });
        sessions.set(mailbox.holder, session);
        session.done = session.done.finally(() => sessions.delete(mailbox.holder));
      }
      return false;
    },
    async drain() {
      for (const { end } of sessions.values()) end();
      await Promise.all([...sessions.values()].map(({ done }) => done));
    },
  });
  return loop;
}

type Times = { leaseMs: number; lookMs: number; readMs: number | undefined };

function startSession(services: MailboxServices, held: HeldMailbox, times: Times) {
  const ending = new AbortController();
  return { end: () => ending.abort(), done: runSession(services, held, times, ending) };
}

/** Never throws: what went wrong is on the connection, and another session begins after a pause. */
async function runSession(
  services: MailboxServices,
  held: HeldMailbox,
  times: Times,
  ending: AbortController,
): Promise<void> {
  let failed = false;
  const heartbeat = keepAlive(services, held, times, ending);
  try {
    const connection = await withSystem(services.db, (trx) =>
      loadConnection(trx, services, held.companyId, held.connectionId),
    );
    if (connection) await readMailbox(services, connection, held, times, ending.signal);
  } catch (error) {
    failed = !ending.signal.aborted && !(error instanceof MailboxLost);
    if (failed) await tellTrouble(services, held, error as Error);
  } finally {
    clearInterval(heartbeat);
    await withCompany(services.db, held.companyId, (trx) => releaseMailbox(trx, held, failed)).catch((error) =>
      services.log.warn({ err: error }, 'a mailbox was not released'),
    );
  }
}

/** Ends the session where the mailbox is somebody else's, or its connection is another, by now. */
function keepAlive(services: MailboxServices, held: HeldMailbox, { leaseMs }: Times, ending: AbortController) {
  let begun: string | undefined;
  const look = async () => {
    const digest = await withSystem(services.db, (trx) => keepMailbox(trx, held, leaseMs));
    if (digest === null || (begun !== undefined && digest !== begun)) ending.abort();
    begun ??= digest ?? undefined;
  };
  const beat = () => look().catch((error) => services.log.warn({ err: error }, 'heartbeat of a mailbox failed'));
  void beat();
  return setInterval(beat, leaseMs / 6);
}

async function readMailbox(
  services: MailboxServices,
  connection: Connection,
  held: HeldMailbox,
  { lookMs, readMs }: Times,
  ending: AbortSignal,
): Promise<void> {
  const mail = { ...connection.connected, values: connection.connected.values as MailValues };
  const client = await imapClientOf(mail);
  const close = () => client.close();
  ending.addEventListener('abort', close, { once: true });
  const going = () => !ending.aborted && client.usable;
  let wasRead = false;
  try {
    if (ending.aborted) return;
    await client.connect();
    await client.mailboxOpen(mail.values.imapMailbox, { readOnly: true });
    let news = true;
    client.on('exists', () => {
      news = true;
    });
    while (going()) {
      // What comes while this is at it is told only once.
      if (!news) await waitForNews(client, lookMs, ending);
      if (!going()) break;
      news = false;
      await client.noop();
      await readNewMails(services, client, connection, held, { going, readMs });
      if (!wasRead) await tellRecovery(services, held);
      wasRead = true;
    }
    if (!ending.aborted && !wasRead) throw new Error('The mail server has closed the connection.');
  } catch (error) {
    // Servers close connections now and then: the next session goes on where this one was.
    if (!wasRead || client.usable) throw error;
  } finally {
    ending.removeEventListener('abort', close);
    client.close();
  }
}

/** Until the server says that something came, the connection or the session ends, or it is time to look anyway. */
async function waitForNews(client: ImapFlow, lookMs: number, ending: AbortSignal): Promise<void> {
  const over = new AbortController();
  const signal = AbortSignal.any([ending, over.signal, AbortSignal.timeout(lookMs)]);
  // The next command ends it; a server that can't tell is asked by the loop.
  client.idle().catch(() => {});
  await Promise.race(['exists', 'close'].map((event) => once(client, event, { signal }))).catch(() => {});
  over.abort();
}

async function tellRecovery({ db, hints }: MailboxServices, held: HeldMailbox): Promise<void> {
  const { companyId } = held;
  if (await withCompany(db, companyId, (trx) => noteRecovery(trx, held, 'mailbox')))
    hints.publish({ companyId, topic: 'channels' });
}

async function tellTrouble(services: MailboxServices, held: HeldMailbox, error: Error): Promise<void> {
  const { companyId, connectionId } = held;
  const { authenticationFailed, responseText } = error as { authenticationFailed?: boolean; responseText?: string };
  const code = authenticationFailed ? 'imap_sign_in' : 'imap';
  const detail = `The mailbox can not be read: ${responseText || error.message}`;
  services.log.warn({ err: error, companyId, connectionId }, 'a mailbox can not be read');
  await withCompany(services.db, companyId, (trx) => noteTrouble(trx, { companyId, connectionId, code, detail })).catch(
    (failure) => services.log.error({ err: failure }, 'trouble of a mailbox was not noted'),
  );
  services.hints.publish({ companyId, topic: 'channels' });
}
