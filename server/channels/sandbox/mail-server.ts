import { createTransport } from 'nodemailer';
import type { Config } from '#platform/config.ts';
import type { Trx } from '#platform/db.ts';
import { type Connection, connectedKinds, webhookUrl } from '../connections.ts';
import { mail } from '../email/adapter.ts';
import type { MailValues } from '../email/fields.ts';
import { mailSignature } from '../email/signature.ts';
import { isSandboxed } from '../registry.ts';
import { derivation, sandboxConnectionId } from './connection.ts';

type Signing = Pick<Config, 'secret' | 'publicUrl' | 'smtpUrl'>;

/** An address that nobody can have, and the server that vouches for who writes to it. */
const ourAddress = 'jobs@sandbox.example';
const ourServer = 'mx.sandbox.example';

/**
 * A company's mail server, as it is played: what goes out is kept as it is, and candidates' mails are handed over by the
 * webhook of mails. Null where mail does not end in the sandbox.
 */
export async function sandboxMailServer(trx: Trx, config: Signing, companyId: number): Promise<Connection | null> {
  if (!isSandboxed(config, await connectedKinds(trx, companyId), 'email')) return null;
  const ids = { companyId, connectionId: sandboxConnectionId };
  const webhookSecret = derivation(config, companyId, 'email')('webhook');
  const values = mail.fields.parse({
    fromAddress: ourAddress,
    smtpHost: 'smtp.sandbox.example',
    trustedServer: ourServer,
    webhookSecret,
  } satisfies Partial<MailValues>);
  const fetch = () => Promise.reject(new TypeError('Mail is not fetched over HTTP.'));
  const token = fetch;
  return { ...ids, adapter: mail, connected: { values, webhookUrl: webhookUrl(config, 'email', ids), fetch, token } };
}

export type CandidateLetter = {
  from: { name: string; address: string };
  subject: string;
  text: string;
  /** Ids of mails, the one that it answers last; none for a new thread. */
  references: string[];
  files: { name: string; contentType: string; body: Buffer }[];
};

/** The letter as it comes over the wire. The server that took it vouches for its sender, as those of real mailboxes do. */
export async function toRawMail({ from, subject, text, references, files }: CandidateLetter): Promise<Buffer> {
  const inReplyTo = references.at(-1);
  const domain = from.address.split('@')[1] ?? '';
  const { message } = await createTransport({ streamTransport: true, buffer: true, newline: 'windows' }).sendMail({
    from,
    to: ourAddress,
    subject,
    text,
    ...(inReplyTo ? { inReplyTo, references } : {}),
    attachments: files.map(({ name: filename, contentType, body: content }) => ({ filename, contentType, content })),
    headers: { 'Authentication-Results': `${ourServer}; dmarc=pass header.from=${domain}` },
  });
  return Buffer.from(message as Buffer);
}

/** The headers with which a relay hands this mail over. */
export function signedMail({ connected }: Connection, raw: Buffer): Record<string, string> {
  const { webhookSecret } = connected.values as MailValues;
  const timestamp = String(Math.floor(Date.now() / 1000));
  return { 'x-parley-timestamp': timestamp, 'x-parley-signature': mailSignature(webhookSecret, timestamp, raw) };
}
