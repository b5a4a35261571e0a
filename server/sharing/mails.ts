import type { MailText } from '#accounts/mails.ts';
import { deliverMail, render } from '#accounts/system-mail.ts';
import { type Trx, withCompany } from '#platform/db.ts';
import { RuleError } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { JobRun } from '#platform/jobs.ts';
import { languageOf } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { issueToken, shareLink } from './links.ts';
import * as queries from './queries.ts';
import { words } from './words.ts';

/** What one user, and what all of a company, may send within an hour: strangers get these mails in the company's name. */
const mostAnHour = { ofUser: 40, ofCompany: 400 };

export async function mailShareLater(
  trx: Trx,
  { jobs }: Pick<Services, 'jobs'>,
  session: Session,
  shareId: number,
  { emails, note }: { emails: string[]; note?: string | undefined },
): Promise<void> {
  const addresses = [...new Set(emails.map((email) => email.toLowerCase()))];
  const { ofUser, ofCompany } = await queries.countMails(trx, session);
  if (ofUser + addresses.length > mostAnHour.ofUser || ofCompany + addresses.length > mostAnHour.ofCompany)
    throw new RuleError(429, 'too_many_mails', words.tooManyMails);
  const { companyId } = session;
  for (const mailId of await queries.insertMails(trx, session, shareId, addresses, note ?? null))
    await jobs.enqueue(trx, 'send-share-mail', { companyId, mailId });
}

/**
 * The job. The link in a mail has a secret of its own, which is made here, at the last moment: it stands in the mail, and as
 * a hash in the database. A repeated try makes a new one.
 */
export async function sendShareMail(
  services: Services,
  { companyId, mailId }: { companyId: number; mailId: number },
  run: JobRun,
): Promise<void> {
  const settle = (state: 'sent' | 'failed') =>
    withCompany(services.db, companyId, (trx) => queries.settleMail(trx, companyId, mailId, state));
  const mail = await withCompany(services.db, companyId, (trx) => compose(trx, services, companyId, mailId));
  if (!mail) return;
  try {
    if (mail !== 'over') await deliverMail(services, mail);
    await settle(mail === 'over' ? 'failed' : 'sent');
  } catch (error) {
    if (run.lastAttempt) await settle('failed');
    throw error;
  }
}

async function compose(trx: Trx, { config }: Services, companyId: number, mailId: number) {
  const waiting = await queries.findWaitingMail(trx, companyId, mailId);
  if (!waiting) return null;
  const share = await queries.findOpenShare(trx, companyId, waiting.share_id);
  if (!share) return 'over';
  const link = shareLink(config, await issueToken(trx, companyId, share.id));
  const until = new Intl.DateTimeFormat(share.language, { dateStyle: 'long' }).format(share.expires_at);
  const values = { company: share.company, sender: waiting.sender ?? share.company, link, until };
  const text = texts[languageOf(share.language)](values);
  const note = waiting.note === null ? [] : [waiting.note];
  const paragraphs = [text.paragraphs[0] ?? '', ...note, ...text.paragraphs.slice(1)];
  const { subject } = text;
  return { companyId, company: share.company, to: waiting.to_address, subject, ...render({ ...text, paragraphs }) };
}

type Values = { company: string; sender: string; link: string; until: string };

/** The candidate's name does not stand in it: a mail may be read by others than its reader. */
const texts = {
  en: ({ company, sender, link, until }: Values): MailText => ({
    subject: `${company} shows you a candidate`,
    paragraphs: [
      `${sender} of ${company} would like you to look at a candidate.`,
      `You need no account. The link is for you alone and works until ${until}.`,
    ],
    button: { label: 'Look at the candidate', link },
  }),
  es: ({ company, sender, link, until }: Values): MailText => ({
    subject: `${company} te muestra una candidatura`,
    paragraphs: [
      `${sender}, de ${company}, quiere que veas una candidatura.`,
      `No necesitas cuenta. El enlace es solo para ti y funciona hasta el ${until}.`,
    ],
    button: { label: 'Ver la candidatura', link },
  }),
};
