import nodemailer from 'nodemailer';
import { EgressFailed, EgressRefused } from '#platform/egress.ts';
import type { Words } from '#platform/sentences.ts';
import type { Connected, Verdict } from '../adapter.ts';
import type { MailValues } from './fields.ts';
import type { SmtpError } from './judge.ts';
import { imapClientOf, networkOf, smtpServerOf } from './servers.ts';
import { patience } from './transport.ts';
import { words } from './words.ts';

type Mail = Connected<MailValues>;
type Problem = { field: keyof MailValues; why: Words };

/** Signs in at both servers, and says of each field what is wrong with it. Nothing is sent. */
export async function tryMail(mail: Mail): Promise<Verdict> {
  const problems = (await Promise.all([trySmtp(mail), tryImap(mail)])).filter((one) => one !== null);
  const [first] = problems;
  if (first) {
    const fields = Object.fromEntries(problems.map(({ field, why }) => [field, why]));
    return { ok: false, field: first.field, why: first.why, fields };
  }
  const { fromAddress, smtpHost, imapHost, imapMailbox } = mail.values;
  return { ok: true, detail: [fromAddress, smtpHost, ...(imapHost ? [`${imapHost} ${imapMailbox}`] : [])].join(', ') };
}

async function trySmtp(mail: Mail): Promise<Problem | null> {
  const { smtpHost, smtpPort, smtpSecurity } = mail.values;
  try {
    const server = await smtpServerOf(mail);
    if (smtpSecurity === 'none' && !networkOf(mail).isPrivate(smtpHost, smtpPort))
      return { field: 'smtpSecurity', why: words.needsEncryption };
    const transport = nodemailer.createTransport({ ...server, ...patience });
    await transport.verify();
    return null;
  } catch (error) {
    const { code = '', command, response, responseCode } = error as SmtpError;
    const why = response ?? (error as Error).message;
    if (code === 'EAUTH') return { field: 'smtpPassword', why: words.wrongPassword(smtpHost, why) };
    if (command === 'STARTTLS') return { field: 'smtpSecurity', why: words.wrongSecurity(smtpHost, why) };
    if (responseCode) return { field: 'smtpHost', why: words.notTaken(smtpHost, why) };
    return ofHost(error, smtpHost, { host: 'smtpHost', port: 'smtpPort', security: 'smtpSecurity' });
  }
}

async function tryImap(mail: Mail): Promise<Problem | null> {
  const { imapHost, imapPort, imapSecurity, imapMailbox } = mail.values;
  if (imapHost === '') return null;
  let client: Awaited<ReturnType<typeof imapClientOf>> | undefined;
  try {
    client = await imapClientOf(mail);
    if (imapSecurity === 'none' && !networkOf(mail).isPrivate(imapHost, imapPort))
      return { field: 'imapSecurity', why: words.needsEncryption };
    await client.connect();
    try {
      await client.mailboxOpen(imapMailbox, { readOnly: true });
    } catch (error) {
      return { field: 'imapMailbox', why: words.noMailbox(imapMailbox, textOf(error)) };
    }
    return null;
  } catch (error) {
    if ((error as { authenticationFailed?: boolean }).authenticationFailed)
      return { field: 'imapPassword', why: words.wrongPassword(imapHost, textOf(error)) };
    return ofHost(error, imapHost, { host: 'imapHost', port: 'imapPort', security: 'imapSecurity' });
  } finally {
    client?.close();
  }
}

type Fields = Record<'host' | 'port' | 'security', keyof MailValues>;

function ofHost(error: unknown, host: string, fields: Fields): Problem {
  if (error instanceof EgressRefused)
    return { field: fields.host, why: error.reason === 'private_address' ? words.privateHost(host) : words.hostForm };
  if (error instanceof EgressFailed) return { field: fields.host, why: words.unknownHost(host) };
  const why = textOf(error);
  const { code = '' } = error as { code?: string };
  const encryption = /^(ETLS|ERR_TLS|ERR_SSL|CERT|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|EPROTO)/.test(code);
  if (encryption || /certificate|wrong version number|STARTTLS|TLS/i.test(why))
    return { field: fields.security, why: words.wrongSecurity(host, why) };
  return { field: fields.port, why: words.notReached(host, why) };
}

function textOf(error: unknown): string {
  const { responseText, message } = error as { responseText?: string; message?: string };
  return responseText || message || 'no reason was given';
}
