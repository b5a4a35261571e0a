import type { Config } from '#platform/config.ts';
import { sign, verify } from '#platform/crypto.ts';

export type Unsubscription = { companyId: number; messageId: number };

/** The address in a mail's List-Unsubscribe header. It names the message, whose address is meant; nothing is stored for it. */
export function unsubscribeLink(config: Pick<Config, 'secret' | 'publicUrl'>, message: Unsubscription): string {
  return `${config.publicUrl}/u/${unsubscribeToken(config, message)}`;
}

export function unsubscribeToken({ secret }: Pick<Config, 'secret'>, { companyId, messageId }: Unsubscription): string {
  const payload = `${companyId.toString(36)}-${messageId.toString(36)}`;
  return `${payload}.${sign(secret, 'unsubscribe link', payload)}`;
}

/** Null for what we did not sign. */
export function readUnsubscribeToken(config: Pick<Config, 'secret'>, token: string): Unsubscription | null {
  const parts = /^([0-9a-z]{1,11})-([0-9a-z]{1,11})\.([A-Za-z0-9_-]{22})$/.exec(token);
  if (!parts) return null;
  const [, company = '', message = '', signature = ''] = parts;
  if (!verify(config.secret, 'unsubscribe link', `${company}-${message}`, signature)) return null;
  return { companyId: parseInt(company, 36), messageId: parseInt(message, 36) };
}
