import assert from 'node:assert/strict';
import { ChildProcess } from 'node:child_process';
import type { TestContext } from 'node:test';
import { readMailApart } from '#channels/email/read-mail-apart.ts';
import { mailSignature } from '#channels/email/signature.ts';
import { withSystem } from '#platform/db.ts';
import { WorkStopped } from '#platform/work-apart.ts';
import { type DeliveredMail, type FakeSmtp, startSmtp } from '../providers/smtp.ts';
import { startTestApp, type TestApp, type TestAppOptions } from './app.ts';
import { type Applicant, createApplicant, createHiring, type Hiring, sessionFromHeader } from './applicants.ts';
import { channelOf, connectWay, publicUrl, putConnection } from './connecting.ts';
import { waitUntil } from './wait-until.ts';

export const webhookSecret = 'a secret of the webhook';
export const ourAddress = 'jobs@acme.example';

/** The program beside a fake mail server, with a company that can connect to it. */
export async function startMailing(options: TestAppOptions = {}) {
  const smtp = await startSmtp();
  const config = { publicUrl, privateHosts: ['127.0.0.1'], ...options.config };
  const program = await startTestApp({ authenticate: sessionFromHeader, ...options, config });
  const hiring = await createHiring(program.db);
  return {
    smtp,
    program,
    hiring,
    close: async () => {
      await program.close();
      await smtp.close();
    },
  };
}

export type Mailing = Awaited<ReturnType<typeof startMailing>>;

export function mailValues(smtp: FakeSmtp, more: Record<string, string> = {}): Record<string, string> {
  return {
    fromAddress: ourAddress,
    smtpHost: '127.0.0.1',
    smtpPort: String(smtp.port),
    smtpSecurity: 'none',
    smtpUser: smtp.login.user,
    smtpPassword: smtp.login.password,
    messagesPerSecond: '200',
    webhookSecret,
    trustedServer: 'mx.acme.example',
    ...more,
  };
}

const way = { channel: 'email', provider: 'mail' } as const;

export function putMail(program: TestApp, hiring: Hiring, values: Record<string, string>) {
  return putConnection(program, hiring, way, values);
}

export function emailOf(program: TestApp, hiring: Hiring) {
  return channelOf(program, hiring, 'email');
}

/** Connects the company; returns where mails are handed over. */
export async function connectMail({ program, hiring, smtp }: Mailing, more: Record<string, string> = {}) {
  const url = await connectWay(program, hiring, way, mailValues(smtp, more));
  return url.slice(publicUrl.length);
}

/** As a mail server hands a mail over. */
export function handOver({ app }: TestApp, url: string, raw: string | Buffer, secret = webhookSecret) {
  const payload = Buffer.from(raw);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const headers = {
    'content-type': 'message/rfc822',
    'x-parley-timestamp': timestamp,
    'x-parley-signature': mailSignature(secret, timestamp, payload),
  };
  return app.inject({ method: 'POST', url, headers, payload });
}

let serial = 0;

/** An applicant who is known by an address of their own. */
export async function createWriter({ db }: TestApp, hiring: Hiring): Promise<Applicant & { email: string }> {
  const email = `ana${++serial}@candidates.example`;
  const applicant = await createApplicant(db, hiring, { email, phone: null });
  await withSystem(db, (trx) =>
    trx
      .insertInto('candidate_contacts')
      .values({ company_id: applicant.companyId, candidate_id: applicant.candidateId, kind: 'email', value: email })
      .execute(),
  );
  return { ...applicant, email };
}

export type Written = {
  from: string;
  text?: string;
  subject?: string;
  /** Further lines of the header, each complete. */
  headers?: string[];
  /** Instead of `text`: the content type and what follows. */
  body?: { type: string; content: string };
  messageId?: string;
};

/** A mail as it comes over the wire. */
export function rawMail({ from, text = '', subject = 'Hello', headers = [], body, messageId }: Written): string {
  const id = messageId ?? `<${++serial}.${crypto.randomUUID()}@mail.candidates.example>`;
  const lines = [
    `From: ${from}`,
    `To: ${ourAddress}`,
    `Subject: ${subject}`,
    `Message-ID: ${id}`,
    `Date: ${new Date().toUTCString()}`,
    ...headers,
    'MIME-Version: 1.0',
    `Content-Type: ${body?.type ?? 'text/plain; charset=utf-8'}`,
    '',
    body?.content ?? text,
  ];
  return lines.join('\r\n').replace(/\r?\n/g, '\r\n');
}

/** The processes that read mails are gone, and no other one begins for as long as this test lasts or until `restore`. */
export async function withoutReaders({ mock }: TestContext) {
  const raw = Buffer.from(rawMail({ from: '', body: endless }));
  for (let process = 1; process <= 2; process++)
    await assert.rejects(readMailApart({ secret: '' }, 0, { raw, trustedServer: '' }, 50), WorkStopped);
  const system = ChildProcess.prototype as unknown as { spawn(): number };
  return mock.method(system, 'spawn', () => {
    throw Object.assign(new Error('spawn EAGAIN'), { code: 'EAGAIN' });
  }).mock;
}

/** A text that takes its reader minutes: the time grows with the square of its lines. */
export const endless = { type: 'text/plain; format=flowed', content: 'a \r\n'.repeat(500_000) };

/** What a mail program makes of "Reply": the thread's headers, and what it answers quoted below. */
export function replyTo({ mail }: DeliveredMail, { text = '', headers = [], ...rest }: Written): string {
  const references = [mail.references ?? []].flat().concat(mail.messageId ?? '');
  const quoted = (mail.text ?? '').trim().replace(/^/gm, '> ');
  const answer = `${text}\n\nOn Mon, 2 Nov 2026 at 10:00, Acme <${ourAddress}> wrote:\n\n${quoted}\n`;
  const thread = [`In-Reply-To: ${mail.messageId}`, `References: ${references.join(' ')}`];
  return rawMail({ subject: `Re: ${mail.subject}`, text: answer, headers: [...thread, ...headers], ...rest });
}

/** The header by which our own mail server vouches for a sender. */
export const proof = (domain = 'candidates.example', server = 'mx.acme.example') =>
  `Authentication-Results: ${server}; dmarc=pass (p=REJECT) header.from=${domain}`;

/** The `count`th mail that this address got. */
export function nthMail({ mails }: FakeSmtp, to: string, count: number): Promise<DeliveredMail> {
  return waitUntil(() => mails.filter((one) => one.to === to)[count - 1]);
}
