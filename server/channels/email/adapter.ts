import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { EgressFailed, EgressRefused } from '#platform/egress.ts';
import type { Adapter, Connected } from '../adapter.ts';
import type { OutgoingMessage, SendResult } from '../channel.ts';
import { fields, hears, type MailValues } from './fields.ts';
import { withSender } from './judge.ts';
import { toLetter } from './letter.ts';
import { networkOf, smtpServerOf } from './servers.ts';
import { type MailTransport, mailTransport } from './transport.ts';
import { tryMail } from './try-out.ts';

const concurrency = 4;

/** A company's own mail server. What comes in is read from its mailbox, or told by a webhook of mails. */
export const mail: Adapter<typeof fields> = {
  kind: 'email',
  provider: 'mail',
  name: 'SMTP & IMAP',
  fields,
  concurrency,
  rate: ({ messagesPerSecond }) => messagesPerSecond,
  account: ({ fromAddress }) => fromAddress.toLowerCase(),
  test: tryMail,
  send,
  sendFiles: send,
  close: async () => transports.clear(),
};

/** The check of an address holds for as long as its connections are used. */
const transports = new LRUCache<string, Promise<MailTransport>>({
  max: 500,
  ttl: 60_000,
  ttlAutopurge: true,
  dispose: (transport) => {
    transport.then(
      ({ close }) => close(),
      () => {},
    );
  },
});

async function send(message: OutgoingMessage, connected: Connected<MailValues>): Promise<SendResult> {
  const { values } = connected;
  const { signing } = networkOf(connected);
  const letter = await toLetter(signing, { address: values.fromAddress, hears: hears(values) }, message);
  try {
    const transport = await transportOf(connected);
    return await transport.send(letter, withSender);
  } catch (error) {
    if (error instanceof EgressRefused)
      return { outcome: 'later', code: `smtp_${error.reason}`, detail: error.message, sender: 'blocked' };
    if (error instanceof EgressFailed)
      return { outcome: 'later', code: `smtp_${error.reason}`, detail: error.message, sender: 'down' };
    throw error;
  }
}

function transportOf(connected: Connected<MailValues>): Promise<MailTransport> {
  const { smtpHost, smtpPort, smtpSecurity, smtpUser, smtpPassword } = connected.values;
  const login = JSON.stringify([smtpHost, smtpPort, smtpSecurity, smtpUser, smtpPassword]);
  const key = createHash('sha256').update(login).digest('hex');
  const known = transports.get(key);
  if (known) return known;
  const made = smtpServerOf(connected).then((server) =>
    mailTransport(server, { maxConnections: concurrency, maxMessages: 200 }),
  );
  transports.set(key, made);
  made.catch(() => transports.delete(key));
  return made;
}
