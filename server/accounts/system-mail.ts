import nodemailer from 'nodemailer';
import { smtpServer } from '#channels/email/smtp.ts';
import { escapeHtml } from '#conversations/tokens.ts';
import type { Config } from '#platform/config.ts';
import { type Trx, withSystem } from '#platform/db.ts';
import { RuleError } from '#platform/errors.ts';
import type { Services } from '#platform/services.ts';
import { type MailKind, type MailText, mailKinds, mailText } from './mails.ts';
import { issueReset } from './password-resets.ts';
import { issueInvitation } from './team.ts';
import { words } from './words.ts';

/**
 * The job that sends an invitation, a link for a new password, or news of a channel or of the cap on SMS. A token is made here, at the last moment: it stands
 * in the mail, and as a hash in the database, and nowhere else. A repeated try makes a new one.
 */
export async function sendSystemMail(
  services: Services,
  { kind, userId }: { kind: string; userId: string },
): Promise<void> {
  const known = mailKinds.find((one) => one === kind) ?? 'invitation';
  const mail = await withSystem(services.db, (trx) => compose(trx, services, known, userId));
  if (!mail) return;
  if (services.config.smtpUrl) await sendBySmtp(services, mail);
}

export function invitationLink({ publicUrl }: Pick<Config, 'publicUrl'>, token: string): string {
  return `${publicUrl}/invitations/${token}`;
}

type Mail = { companyId: number; company: string; to: string; subject: string; text: string; html: string };

async function compose(trx: Trx, services: Services, kind: MailKind, userId: string): Promise<Mail | null> {
  const user = await trx
    .selectFrom('users as u')
    .innerJoin('companies as c', 'c.id', 'u.company_id')
    .leftJoin('passwords as p', 'p.user_id', 'u.id')
    .select([
      'u.id',
      'u.name',
      'u.email',
      'u.language',
      'u.company_id',
      'u.deactivated_at',
      'p.hash',
      'c.name as company',
    ])
    .where('u.id', '=', userId)
    .executeTakeFirst();
  if (!user || user.deactivated_at) return null;
  // Accepted meanwhile; another invitation would be a second way to set their password.
  if (kind === 'invitation' && user.hash) return null;
  const link = await linkOf(trx, services.config, kind, user);
  const { subject, paragraphs, button } = mailText(kind, user.language, {
    name: user.name,
    company: user.company,
    link,
  });
  const mail = {
    companyId: user.company_id,
    company: user.company,
    to: user.email,
    subject,
    ...render({ subject, paragraphs, button }),
  };
  // Whoever has a link for a new password has the account; an invitation the owner may pass on by hand.
  if (!services.config.smtpUrl) await keepInSandbox(trx, mail, { operatorOnly: kind === 'reset' });
  return mail;
}

async function linkOf(
  trx: Trx,
  config: Config,
  kind: MailKind,
  user: { id: string; company_id: number },
): Promise<string> {
  if (kind === 'channel') return `${config.publicUrl}/settings?section=channels`;
  if (kind === 'sms-cap') return `${config.publicUrl}/settings?section=sending`;
  if (kind === 'reset') return `${config.publicUrl}/reset-password?token=${await issueReset(trx, user.id)}`;
  return invitationLink(config, await issueInvitation(trx, user.company_id, user.id, null));
}

/** Sends a mail at once, while somebody waits for it; throws the mail server's refusal in words. */
export async function deliverMail(services: Services, mail: Mail): Promise<void> {
  if (!services.config.smtpUrl)
    return withSystem(services.db, (trx) => keepInSandbox(trx, mail, { operatorOnly: false }));
  try {
    await sendBySmtp(services, mail);
  } catch (error) {
    throw new RuleError(502, 'mail_refused', words.mailRefused((error as Error).message));
  }
}

async function keepInSandbox(
  trx: Trx,
  { companyId, to, subject, text, html }: Mail,
  { operatorOnly }: { operatorOnly: boolean },
): Promise<void> {
  await trx
    .insertInto('sandbox_messages')
    .values({
      company_id: companyId,
      channel: 'email',
      to_address: to.toLowerCase(),
      subject,
      body: text,
      html,
      operator_only: operatorOnly,
    })
    .execute();
}

/** Paragraphs and a button, as text and as HTML. */
export function render({ paragraphs, button }: MailText): { text: string; html: string } {
  const text = [...paragraphs, `${button.label}: ${button.link}`].join('\n\n');
  const html = [
    ...paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
    `<p><a href="${escapeHtml(button.link)}">${escapeHtml(button.label)}</a></p>`,
  ].join('\n');
  return { text, html };
}

async function sendBySmtp({ config }: Services, mail: Mail): Promise<void> {
  const transport = nodemailer.createTransport({
    ...smtpServer(new URL(config.smtpUrl ?? '')),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { to, subject, text, html } = mail;
    await transport.sendMail({
      from: { name: mail.company, address: config.mailFrom ?? '' },
      to,
      subject,
      text,
      html,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  } finally {
    transport.close();
  }
}
