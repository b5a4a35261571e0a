import type { Readable } from 'node:stream';
import nodemailer from 'nodemailer';
import type { Config } from '#platform/config.ts';
import type { Channel, OutgoingFile, OutgoingMessage, SendResult } from '../channel.ts';
import { unsubscribeLink } from './unsubscribe.ts';

/** What the address of the server may change: `smtp://…?rateLimit=20&maxConnections=8` (mails a second, connections). */
const defaults = { maxConnections: 4, maxMessages: 200, rateDelta: 1000, rateLimit: 10 };

/** Mail by the operator's SMTP server. SMTP can't be asked what became of a message, so there is no `find`. */
export function smtpChannel(config: Config): Channel {
  const url = new URL(config.smtpUrl ?? '');
  const setting = (name: keyof typeof defaults) => Number(url.searchParams.get(name)) || defaults[name];
  const transport = nodemailer.createTransport({
    ...smtpServer(url),
    pool: true,
    maxConnections: setting('maxConnections'),
    maxMessages: setting('maxMessages'),
    rateDelta: setting('rateDelta'),
    rateLimit: setting('rateLimit'),
    // The outbox decides whether a message goes out again; a second try inside of the pool could be a second letter.
    maxRequeues: 0,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // A message's stream is read only once the server has said "go on" to DATA: before that nothing can have arrived.
  const streams = new Map<string, Readable>();
  transport.use('stream', (mail, done) => {
    const create = mail.message.createReadStream.bind(mail.message);
    mail.message.createReadStream = () => {
      const stream = create();
      streams.set(mail.message.messageId(), stream);
      return stream;
    };
    done();
  });
  return {
    kind: 'email',
    provider: 'smtp',
    batch: setting('maxConnections'),
    concurrency: setting('maxConnections'),
    close: async () => transport.close(),
    async send(message) {
      const letter = await toLetter(config, message);
      try {
        const { messageId } = await transport.sendMail(letter);
        return { outcome: 'accepted', providerId: messageId };
      } catch (error) {
        return judge(error as SmtpError, streams.get(letter.messageId)?.readableDidRead ?? false);
      } finally {
        streams.delete(letter.messageId);
      }
    },
  };
}

/** Host, port, credentials and TLS of an SMTP URL, as nodemailer takes them. */
export function smtpServer(url: URL) {
  const secure = url.protocol === 'smtps:';
  const auth = url.username
    ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
    : undefined;
  const tls = url.searchParams.get('tls.rejectUnauthorized') === 'false' ? { rejectUnauthorized: false } : undefined;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    auth,
    tls,
  };
}

async function toLetter(config: Config, message: OutgoingMessage) {
  const from = config.mailFrom ?? `parley@${new URL(config.publicUrl).hostname}`;
  return {
    // The same message has the same id, so a mailbox recognises it, should it ever arrive twice.
    messageId: `<parley.${message.companyId}.${message.messageId}@${from.split('@')[1]}>`,
    from: { name: message.senderName, address: from },
    to: { name: '', address: message.to },
    subject: message.subject ?? '',
    text: message.body,
    ...(message.html ? { html: message.html } : {}),
    attachments: await Promise.all(message.files.map(toAttachment)),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'List-Unsubscribe': `<${unsubscribeLink(config, message)}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  };
}

/** Read beforehand: a file that breaks off in the middle of a letter would leave it in doubt. */
async function toAttachment({ name: filename, contentType, read }: OutgoingFile) {
  return { filename, contentType, content: await read() };
}

type SmtpError = Error & { code?: string; responseCode?: number; response?: string; command?: string };

/** What a failure means for the message. `begun`: the server had taken DATA, so it may have the message. */
function judge(error: SmtpError, begun: boolean): SendResult {
  const answer = error.responseCode;
  const code = answer ? `smtp_${answer}` : `smtp_${(error.code ?? 'error').toLowerCase()}`;
  const detail = error.response ?? error.message;
  if (!answer && begun) return { outcome: 'unknown', code, detail };
  // An address that the library itself can't use; the server was never asked.
  if (!answer && error.code === 'EENVELOPE') return { outcome: 'refused', code, detail };
  const aboutMessage =
    answer !== undefined && answer >= 500 && error.code !== 'EAUTH' && !aboutServer.has(error.command ?? '');
  return aboutMessage ? { outcome: 'refused', code, detail } : { outcome: 'later', code, detail };
}

/** A refusal at these steps is the server's or the configuration's trouble, no fault of the message. */
const aboutServer = new Set(['CONN', 'EHLO', 'HELO', 'STARTTLS', 'AUTH', 'LHLO']);
