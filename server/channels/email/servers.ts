import { isIP } from 'node:net';
import { ImapFlow } from 'imapflow';
import type { Address } from '#platform/egress-addresses.ts';
import type { Connected, Network } from '../adapter.ts';
import { imapLogin, type MailValues, type securities } from './fields.ts';
import { patience, type SmtpServer } from './transport.ts';

type Mail = Connected<MailValues>;

/** Mail servers are spoken to by themselves: nobody plays one inside of this program. */
export function networkOf({ network }: Mail): Network {
  if (!network) throw new Error('This connection has no way to a mail server.');
  return network;
}

/** The server for sending, at an address that was checked just now. Throws as `egressAddresses` does. */
export async function smtpServerOf(mail: Mail): Promise<SmtpServer> {
  const { values } = mail;
  const { smtpHost, smtpPort, smtpSecurity, smtpUser, smtpPassword } = values;
  return {
    ...securityOf(smtpSecurity),
    host: firstOf(await networkOf(mail).addresses(smtpHost, smtpPort)),
    port: smtpPort,
    tls: nameOf(smtpHost),
    auth: smtpUser ? { user: smtpUser, pass: smtpPassword } : undefined,
  };
}

/** Certificates are for names; an address has none to ask for. */
function nameOf(host: string) {
  return isIP(host) ? {} : { servername: host };
}

function securityOf(security: (typeof securities)[number]) {
  return {
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
  };
}

/** A client for reading, not connected yet, at an address that was checked just now. */
export async function imapClientOf(mail: Mail): Promise<ImapFlow> {
  const { values } = mail;
  const { imapHost, imapPort, imapSecurity } = values;
  const client = new ImapFlow({
    host: firstOf(await networkOf(mail).addresses(imapHost, imapPort)),
    ...nameOf(imapHost),
    port: imapPort,
    secure: imapSecurity === 'tls',
    ...(imapSecurity === 'tls' ? {} : { doSTARTTLS: imapSecurity === 'starttls' }),
    auth: imapLogin(values),
    clientInfo: { name: 'Parley' },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: patience.connectionTimeout,
    greetingTimeout: patience.greetingTimeout,
    socketTimeout: 5 * 60_000,
  });
  // What went wrong, the command that was under way tells; without a listener the process would end.
  client.on('error', () => {});
  return client;
}

/** Many hosts have an address that this machine has no way to; those of IPv4 nearly always work. */
function firstOf(addresses: Address[]): string {
  return (addresses.find(({ family }) => family === 4) ?? (addresses[0] as Address)).address;
}
