import type { SendMailOptions } from 'nodemailer';
import type { Config } from '#platform/config.ts';
import type { OutgoingFile, OutgoingMessage, Thread } from '../channel.ts';
import { mailId } from './message-id.ts';
import { unsubscribeLink, unsubscribeToken } from './unsubscribe.ts';

/** As whom a mail goes out; `hears`: what is sent to this address reaches us. */
export type MailSender = { address: string; hears: boolean };

export type Letter = SendMailOptions & { messageId: string };

/** A message as a mail, with what a mail program needs to show a conversation as one thread. */
export async function toLetter(
  signing: Pick<Config, 'secret' | 'publicUrl'>,
  sender: MailSender,
  message: OutgoingMessage,
): Promise<Letter> {
  const { companyId, applicationId } = message;
  const domain = sender.address.split('@')[1] ?? 'localhost';
  // The same message has the same id, so a mailbox recognises it, should it ever arrive twice.
  const messageId = mailId(signing, message, domain);
  const before = mailsBefore(message.thread);
  const thread = applicationId === null ? [] : [mailId(signing, { companyId, applicationId }, domain)];
  const byMail = `mailto:${sender.address}?subject=unsubscribe%20${unsubscribeToken(signing, message)}`;
  const ways = [...(sender.hears ? [byMail] : []), unsubscribeLink(signing, message)];
  return {
    messageId,
    from: { name: message.senderName, address: sender.address },
    to: { name: '', address: message.to },
    subject: subjectOf(message),
    text: message.body,
    ...(message.html ? { html: message.html } : {}),
    attachments: await Promise.all(message.files.map(toAttachment)),
    ...(before.length > 0 ? { inReplyTo: before.at(-1) as string } : {}),
    references: [...thread, ...before],
    headers: {
      ...(message.automatic === false ? {} : { 'Auto-Submitted': 'auto-generated' }),
      'List-Unsubscribe': ways.map((way) => `<${way}>`).join(', '),
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      // A bounce gives the headers back; some providers put an id of their own into the usual place.
      'X-Parley-Message': messageId,
    },
  };
}

/** Read beforehand: a file that breaks off in the middle of a letter would leave it in doubt. */
async function toAttachment({ name: filename, contentType, read }: OutgoingFile) {
  return { filename, contentType, content: await read() };
}

/** What the sandbox took has no id that a mail program would know. */
function mailsBefore(thread: Thread | null | undefined): string[] {
  return (thread?.ids ?? []).filter((id) => /^<[^<>\s]{3,250}>$/.test(id));
}

/** The bot's words have no subject of their own: they answer what was written last. */
export function subjectOf({ subject, thread, senderName }: OutgoingMessage): string {
  if (subject) return subject;
  return answerTo(thread?.subject ?? '') ?? senderName;
}

/** The subject of an answer; null where there is nothing to answer to. */
export function answerTo(subject: string): string | null {
  const bare = bareSubject(subject);
  return bare ? `Re: ${bare}` : null;
}

function bareSubject(subject: string): string {
  return subject.replace(/^((re|fwd?|aw|rv|res)\s*:\s*)+/i, '').trim();
}

/** Every language has its own sign of an answer: Re, Antw, SV, Odp, Re[2]. These are of what was passed on. */
const forward = /^\s*(fwd?|wg|tr|enc)\s*[:：]/i;
const signs = /^\s*(?:[^\s:：]{1,12}\s*[:：]\s*)+$/u;

/** Whether `subject` is that of an answer to a mail with the subject `own`. */
export function isAnswerTo(subject: string, own: string): boolean {
  const [said, bare] = [subject.trim().toLowerCase(), bareSubject(own).toLowerCase()];
  return bare !== '' && !forward.test(said) && said.endsWith(bare) && signs.test(said.slice(0, -bare.length));
}
