import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { noteTrouble } from '#channels/connection-health.ts';
import type { Connection } from '#channels/connections.ts';
import { imapLogin, type MailValues } from '#channels/email/fields.ts';
import { withCompany } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import { WorkNotBegun } from '#platform/work-apart.ts';
import {
  countTry,
  type HeldMailbox,
  MailboxLost,
  movePosition,
  type Position,
  readPosition,
  uncountTry,
} from './mailbox-queries.ts';
import { takeMail } from './mails.ts';

type ReadingServices = Pick<Services, 'config' | 'db' | 'hints' | 'jobs' | 'blobs' | 'log'>;

/** What is larger is read as far as its text goes; its files stay in the mailbox. */
const largestMail = 30 * 1024 * 1024;
const beginning = 1024 * 1024;
/** Tried this often, a mail is left where it is, and the owner is told. */
const mostTries = 5;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Takes what has come into the open mailbox since it was read last, oldest first. `going` is false once it is to end. */
export async function readNewMails(
  services: ReadingServices,
  client: ImapFlow,
  connection: Connection,
  held: HeldMailbox,
  { going, readMs }: { going: () => boolean; readMs?: number | undefined },
): Promise<void> {
  const { uidValidity, place, lastUid } = await findPosition(services, client, connection, held);
  const listed: { uid: number; size: number }[] = [];
  // `n:*` is the last mail at least, also where it was read before. Nothing can be asked while a list comes in.
  for await (const { uid, size } of client.fetch(`${lastUid + 1}:*`, { uid: true, size: true }, { uid: true }))
    if (uid > lastUid) listed.push({ uid, size: size ?? 0 });
  listed.sort((one, other) => one.uid - other.uid);
  for (const { uid, size } of listed) {
    if (!going()) return;
    const cut = size > largestMail;
    const source = cut ? { start: 0, maxLength: beginning } : true;
    const mail = await client.fetchOne(String(uid), { uid: true, source }, { uid: true });
    await take(services, connection, held, {
      mail: mail ?? false,
      cut,
      readMs,
      to: { place, uidValidity, lastUid: uid },
    });
  }
}

type Taken = {
  /** False for one that was deleted meanwhile. */
  mail: FetchMessageObject | false;
  cut: boolean;
  readMs?: number | undefined;
  to: { place: string; uidValidity: number; lastUid: number };
};

async function take(
  services: ReadingServices,
  connection: Connection,
  held: HeldMailbox,
  { mail, cut, readMs, to }: Taken,
): Promise<void> {
  const { companyId } = held;
  const raw = mail && mail.source;
  if (!raw) return withCompany(services.db, companyId, (trx) => movePosition(trx, held, to));
  // Counted before it is read: a mail by which this process ends is passed over by another one in time.
  const tries = await withCompany(services.db, companyId, (trx) => countTry(trx, held, to.lastUid));
  if (tries > mostTries) return passOver(services, held, to);
  try {
    await takeMail(services, connection, raw, { cut, readMs, settle: (trx) => movePosition(trx, held, to) });
  } catch (error) {
    if (error instanceof WorkNotBegun)
      await withCompany(services.db, companyId, (trx) => uncountTry(trx, held, to.lastUid));
    if (error instanceof WorkNotBegun || error instanceof MailboxLost) throw error;
    services.log.error({ err: error, ...held, uid: to.lastUid }, 'a mail could not be taken');
    if (tries < mostTries) throw error;
    await passOver(services, held, to);
  }
}

/** It stays where it is, and the owner is told. */
async function passOver({ db, hints }: ReadingServices, held: HeldMailbox, to: Taken['to']): Promise<void> {
  const { companyId, connectionId } = held;
  const detail = `Mail ${to.lastUid} of the mailbox could not be taken and was passed over; it is still there.`;
  await withCompany(db, companyId, async (trx) => {
    await movePosition(trx, held, to);
    await noteTrouble(trx, { companyId, connectionId, code: 'mail_passed_over', detail });
  });
  hints.publish({ companyId, topic: 'channels' });
}

/** Where to go on. In another mailbox, or where the server has numbered its mails anew, by the time instead. */
async function findPosition(
  { db }: ReadingServices,
  client: ImapFlow,
  { connected }: Connection,
  held: HeldMailbox,
): Promise<{ uidValidity: number; place: string; lastUid: number }> {
  const values = connected.values as MailValues;
  const place = `${imapLogin(values).user}@${values.imapHost}:${values.imapPort}/${values.imapMailbox}`.slice(0, 900);
  const known = await withCompany(db, held.companyId, (trx) => readPosition(trx, held));
  if (!client.mailbox) throw new Error('There is no open mailbox.');
  const uidValidity = Number(client.mailbox.uidValidity);
  if (known.place === place && known.uidValidity === uidValidity) return { uidValidity, place, lastUid: known.lastUid };
  const uids = await findSince(client, beginOf(known, place));
  const next = uids.length > 0 ? Math.min(...uids) : client.mailbox.uidNext;
  const position = { uidValidity, place, lastUid: next - 1 };
  await withCompany(db, held.companyId, (trx) => movePosition(trx, held, position));
  return position;
}

/** Mails that were read already are known again. Clocks differ a little. */
function beginOf({ place: before, readAt }: Position, place: string): Date {
  if (before === '') return new Date(readAt.getTime() - minuteMs);
  return before === place ? new Date(readAt.getTime() - dayMs) : new Date(Date.now() - minuteMs);
}

/** The protocol searches by whole days, of whichever time zone. */
async function findSince(client: ImapFlow, since: Date): Promise<number[]> {
  const found = await client.search({ since: new Date(since.getTime() - dayMs) }, { uid: true });
  if (!found || found.length === 0) return [];
  const recent: number[] = [];
  for await (const { uid, internalDate } of client.fetch(found, { uid: true, internalDate: true }, { uid: true }))
    if (internalDate && new Date(internalDate) >= since) recent.push(uid);
  return recent;
}
