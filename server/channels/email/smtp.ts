import type { Config } from '#platform/config.ts';
import type { Channel } from '../channel.ts';
import { toLetter } from './letter.ts';
import { mailTransport, type SmtpServer } from './transport.ts';

/** What the address of the server may change: `smtp://…?rateLimit=20&maxConnections=8` (mails a second, connections). */
const defaults = { maxConnections: 4, maxMessages: 200, rateDelta: 1000, rateLimit: 10 };

/** Mail by the operator's SMTP server. SMTP can't be asked what became of a message, so there is no `find`. */
export function smtpChannel(config: Config): Channel {
  const url = new URL(config.smtpUrl ?? '');
  const setting = (name: keyof typeof defaults) => Number(url.searchParams.get(name)) || defaults[name];
  const transport = mailTransport(smtpServer(url), {
    maxConnections: setting('maxConnections'),
    maxMessages: setting('maxMessages'),
    rateDelta: setting('rateDelta'),
    rateLimit: setting('rateLimit'),
  });
  const address = config.mailFrom ?? `parley@${new URL(config.publicUrl).hostname}`;
  return {
    kind: 'email',
    provider: 'smtp',
    batch: setting('maxConnections'),
    concurrency: setting('maxConnections'),
    close: async () => transport.close(),
    send: async (message) => transport.send(await toLetter(config, { address, hears: false }, message)),
  };
}

/** Host, port, credentials and TLS of an SMTP URL, as nodemailer takes them. */
export function smtpServer(url: URL): SmtpServer {
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
