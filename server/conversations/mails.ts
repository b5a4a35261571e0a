import { sql } from 'kysely';
import type { Arrival, Identity } from '#channels/arrival.ts';
import type { Attachment } from '#channels/channel.ts';
import { noteRecovery, noteTrouble } from '#channels/connection-health.ts';
import type { Connection } from '#channels/connections.ts';
import type { MailValues } from '#channels/email/fields.ts';
import { isAnswerTo } from '#channels/email/letter.ts';
import type { MailFile, ReceivedMail } from '#channels/email/read-mail.ts';
import { readMailApart } from '#channels/email/read-mail-apart.ts';
import { consentIn, type Keyword, readKeyword } from '#channels/sms/keywords.ts';
import { claimBlobs, discardUnclaimed, storeBlob } from '#platform/blobs/loose.ts';
import { sniffContent } from '#platform/blobs/sniff.ts';
import { afterCommit, type Trx, withCompany } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import { storeArrivals } from './arrivals.ts';
import { liftBounce, optOut, sentTo } from './consent.ts';

type MailServices = Pick<Services, 'config' | 'db' | 'hints' | 'jobs' | 'blobs' | 'log'>;

export type TakeOptions = {
  settle?: (trx: Trx) => Promise<void>;
  /** It was too large: this is its beginning. */
  cut?: boolean;
  /** How long reading it may take. */
  readMs?: number | undefined;
};

/**
 * A mail that came in, by whichever way. When this resolves it is stored, or is one that is not kept: a repeat, a bulk mail
 * of a stranger, one of our own; `readable` is false for one whose header is too large. `settle` is part of the same transaction, and may refuse it by throwing. Throws
 * `WorkStopped` for a mail that can not be read in time, `WorkNotBegun` where none could be read at this moment.
 *
 * To whom it belongs is decided by what it can prove. An id of ours in its headers, which only who got our mail knows, leads
 * into that conversation. Without one, the person is found by the address in From:, where the company's mail server vouches
 * for it; where nobody does, it is the mail of a person of its own, whom a recruiter may recognise.
 */
export async function takeMail(
  services: MailServices,
  connection: Connection,
  raw: Buffer,
  { settle, cut = false, readMs }: TakeOptions = {},
): Promise<{ readable: boolean }> {
  const { db, config } = services;
  const { companyId } = connection;
  const { trustedServer } = connection.connected.values as MailValues;
  const mail = withoutRest(await readMailApart(config, companyId, { raw, trustedServer }, readMs), cut);
  const arrival = await withCompany(db, companyId, (trx) => arrivalOf(trx, connection, mail));
  const files = arrival?.kind === 'message' ? await keepFiles(services, companyId, mail.files) : [];
  let kept = false;
  try {
    await withCompany(db, companyId, async (trx) => {
      if (mail.headless) await noteTrouble(trx, { ...connection, ...headless });
      else if (await noteRecovery(trx, connection, 'mail'))
        afterCommit(trx, () => services.hints.publish({ companyId, topic: 'channels' }));
      await obey(trx, connection, mail);
      if (arrival) kept = (await storeArrivals(trx, services, connection, [withFiles(arrival, files)])) > 0;
      const keys = files.map(({ key }) => key);
      if (kept) await claimBlobs(trx, companyId, keys);
      await settle?.(trx);
    });
  } catch (error) {
    kept = false;
    throw error;
  } finally {
    if (!kept) for (const { key } of files) await discardUnclaimed(services, companyId, key);
  }
  return { readable: !mail.headless };
}

const headless = {
  code: 'mail_passed_over',
  detail: 'A mail whose header is larger than a megabyte can not be read, so it is not here.',
};

/** Of a mail that was cut off there is the text, as a rule; its files are not whole. */
function withoutRest(mail: ReceivedMail, cut: boolean): ReceivedMail {
  return cut ? { ...mail, files: [], lostFiles: Math.max(1, mail.files.length + mail.lostFiles) } : mail;
}

/** What it means for a conversation; null for nothing. */
async function arrivalOf(trx: Trx, connection: Connection, mail: ReceivedMail): Promise<Arrival | null> {
  const { companyId, connected } = connection;
  const { providerId, from, at, subject, text, html, lostFiles, automatic, bounce } = mail;
  if (bounce) return bounce.companyId === companyId ? statusOf(bounce) : null;
  const own = (connected.values as MailValues).fromAddress.toLowerCase();
  if (mail.unsubscribe || from.address === own || (await isKnown(trx, companyId, providerId))) return null;
  const about = await findAbout(trx, companyId, mail);
  // What answers to nothing of ours and was sent by a machine is news, or worse.
  if (from.address === '' || (automatic && !about)) return null;
  const keyword = automatic ? null : readKeyword(text || (mail.files.length === 0 ? subject : ''));
  // What begins a thread is for a person. And whoever a recruiter has said is behind a claim, it is still no more than that.
  const answers = !automatic && (about !== null || (mail.proved && (await answersBySubject(trx, companyId, mail))));
  const silent = keyword !== null || !answers;
  const said = saidIn(mail, about, keyword, answers);
  const letter = { kind: 'mail' as const, text, subject, html, files: [], lostFiles };
  const identity: Identity = { kind: mail.proved ? 'email' : 'claimed_email', value: from.address };
  return {
    kind: 'message',
    providerId,
    address: from.address,
    ...(about ? { about: { candidateId: about.candidateId, applicationId: about.applicationId } } : {}),
    identities: [identity],
    name: from.name,
    ...(isRecent(at) ? { at: later(at, about?.sentAt) } : {}),
    ...(said ? { consent: said.word, consentOf: said.addresses } : {}),
    payload: { ...letter, silent, unconfirmed: !(about || mail.proved), ...(said ? { said } : {}) },
  };
}

/**
 * Whose consent a keyword is. An id of ours proves who got the mail that it names, and so speaks for the address to which
 * that mail went, from wherever they answer; it says nothing about the address in From:, which anybody can write.
 */
function saidIn({ from, proved }: ReceivedMail, about: About | null, keyword: Keyword | null, answers: boolean) {
  const theirs = new Set([...(proved ? [from.address] : []), ...(about?.sentTo ? [about.sentTo] : [])]);
  const { consent } = consentIn(keyword);
  return consent && theirs.size > 0 ? { word: consent, addresses: [...theirs], answers } : null;
}

function statusOf({ messageId, retries, outcome, status, detail, dead }: NonNullable<ReceivedMail['bounce']>): Arrival {
  const told = { kind: 'status' as const, sending: { messageId, retries }, providerId: null, status: outcome };
  if (outcome === 'delivered') return told;
  return { ...told, errorCode: `bounced_${status || 'failed'}`, errorDetail: detail, bounced: dead };
}

/** After a week without the mailbox, the time of arrival is what counts; a sender may claim any. */
const longestDelayMs = 7 * 86_400_000;

function isRecent(at: Date | null): at is Date {
  return at !== null && Date.now() - at.getTime() < longestDelayMs;
}

/** Events are forgotten in time, and a mailbox may be read anew long afterwards. */
async function isKnown(trx: Trx, companyId: number, providerId: string): Promise<boolean> {
  const { rows } = await sql`
    select from messages where company_id = ${companyId} and channel = 'email' and provider_id = ${providerId} limit 1`.execute(
    trx,
  );
  return rows.length > 0;
}

/** By whichever clock: an answer comes after what it answers. */
function later(at: Date, sentAt: Date | null | undefined): Date {
  return sentAt && sentAt > at ? new Date(sentAt.getTime() + 1) : at;
}

type About = { candidateId: number; applicationId: number | null; sentTo: string | null; sentAt: Date | null };

/** The conversation of the mail that this answers, by the closest of our ids that still leads to one. */
async function findAbout(trx: Trx, companyId: number, { answers }: ReceivedMail): Promise<About | null> {
  for (const id of answers.filter((one) => one.companyId === companyId)) {
    const { rows } = await ('messageId' in id
      ? sql<About>`
          select m.candidate_id as "candidateId", m.application_id as "applicationId", lower(${sentTo(id.retries)}) as "sentTo",
            m.created_at as "sentAt"
          from messages m where m.company_id = ${companyId} and m.id = ${id.messageId} and m.channel = 'email'`
      : sql<About>`
          select a.candidate_id as "candidateId", a.id as "applicationId", m.address as "sentTo", null as "sentAt"
          from applications a left join lateral (
            select lower(to_address) as address from messages
            where company_id = ${companyId} and application_id = a.id and channel = 'email' and direction = 'out'
            order by id desc limit 1
          ) m on true
          where a.company_id = ${companyId} and a.id = ${id.applicationId}`
    ).execute(trx);
    if (rows[0]) return rows[0];
  }
  return null;
}

/** Some programs answer without saying to which mail; what is left then is a subject of our conversation. */
async function answersBySubject(trx: Trx, companyId: number, { from, subject }: ReceivedMail): Promise<boolean> {
  if (!/[:：]/.test(subject)) return false;
  const { rows } = await sql<{ subject: string }>`
    select m.subject from candidate_contacts k
    cross join lateral (
      select subject from messages
      where company_id = k.company_id and candidate_id = k.candidate_id and channel = 'email' and subject is not null
      order by id desc limit 50
    ) m
    where k.company_id = ${companyId} and k.kind = 'email' and k.value = ${from.address}
    union select name from companies where id = ${companyId}`.execute(trx);
  return rows.some((row) => isAnswerTo(subject, row.subject));
}

/** What it says about addresses, whether it is kept as a message or not. */
async function obey(trx: Trx, connection: Connection, mail: ReceivedMail): Promise<void> {
  const { companyId } = connection;
  const { from, unsubscribe, automatic, proved } = mail;
  if (unsubscribe?.companyId === companyId) {
    const { rows } = await sql<{ address: string }>`
      select ${sentTo(unsubscribe.retries)} as address from messages m
      where m.company_id = ${companyId} and m.id = ${unsubscribe.messageId} and m.channel = 'email' and m.to_address is not null`.execute(
      trx,
    );
    const addresses = rows.map(({ address }) => address);
    await optOut(trx, { companyId, channel: 'email', addresses }, 'unsubscribed');
  }
  if (automatic || unsubscribe) return;
  // Somebody is there after all: our server says so, or our mail to this very address is what they answer.
  if (proved || (from.address !== '' && (await findAbout(trx, companyId, mail))?.sentTo === from.address))
    await liftBounce(trx, { companyId, channel: 'email', address: from.address });
}

/** What a file is, its bytes say. */
async function keepFiles(services: MailServices, companyId: number, files: MailFile[]): Promise<Attachment[]> {
  const kept: Attachment[] = [];
  for (const [at, { name, contentType: declared, body, cid }] of files.entries()) {
    const { contentType, kind } = await sniffContent(body.subarray(0, 4100), declared);
    const { key, size } = await storeBlob(services, companyId, body, { contentType, maxBytes: body.length });
    kept.push({ key, name: name || `${kind}-${at + 1}`, contentType, size, ...(cid !== null && { cid }) });
  }
  return kept;
}

function withFiles(arrival: Arrival, files: Attachment[]): Arrival {
  if (arrival.kind !== 'message' || arrival.payload.kind !== 'mail') return arrival;
  return { ...arrival, payload: { ...arrival.payload, files } };
}
