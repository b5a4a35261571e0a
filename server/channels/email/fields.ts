import { z } from 'zod';
import { says } from '#platform/http/issues.ts';
import { words } from './words.ts';

const host = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^([\p{L}\p{N}._-]+|[0-9a-f:]*:[0-9a-f:.]*)?$/u, says(words.hostForm));
const port = z.coerce
  .number(says(words.portForm))
  .int(says(words.portForm))
  .min(1, says(words.portForm))
  .max(65_535, says(words.portForm));
const text = z.string().trim().max(300).default('');
const secret = z.string().max(1000).default('');

/** `tls` from the first byte, `starttls` before anything else, or nothing: for servers in the operator's own network. */
export const securities = ['starttls', 'tls', 'none'] as const;

/** What an owner types of their mail server. What comes in is optional, and so is each of the two ways. */
export const fields = z.object({
  fromAddress: z.email(says(words.addressForm)).max(254).meta({ group: 'sending' }),
  smtpHost: host.min(1, says(words.hostForm)).meta({ group: 'sending' }),
  smtpPort: port.default(587).meta({ group: 'sending' }),
  smtpSecurity: z.enum(securities).default('starttls').meta({ group: 'sending' }),
  smtpUser: text.meta({ group: 'sending' }),
  smtpPassword: secret.meta({ group: 'sending', secret: true }),
  messagesPerSecond: z.coerce.number().min(0.1).max(200).default(5).meta({ group: 'sending' }),
  imapHost: host.default('').meta({ group: 'imap' }),
  imapPort: port.default(993).meta({ group: 'imap' }),
  imapSecurity: z.enum(securities).default('tls').meta({ group: 'imap' }),
  imapUser: text.meta({ group: 'imap' }),
  imapPassword: secret.meta({ group: 'imap', secret: true }),
  imapMailbox: z.string().trim().max(300).default('INBOX').meta({ group: 'imap' }),
  webhookSecret: z
    .string()
    .trim()
    .max(500)
    .refine((given) => given === '' || given.length >= 16, says(words.secretForm))
    .default('')
    .meta({ group: 'mailWebhook', secret: true }),
  trustedServer: host.default('').meta({ group: 'senders' }),
});

export type MailValues = z.infer<typeof fields>;

/** Whether what is sent to this connection's address comes to us. */
export function hears(values: Pick<MailValues, 'imapHost' | 'webhookSecret'>): boolean {
  return values.imapHost !== '' || values.webhookSecret !== '';
}

/** Who signs in for reading: who sends, unless it is another. */
export function imapLogin(values: MailValues): { user: string; pass: string } {
  return {
    user: values.imapUser || values.smtpUser || values.fromAddress,
    pass: values.imapPassword || values.smtpPassword,
  };
}
