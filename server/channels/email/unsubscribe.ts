import type { Config } from '#platform/config.ts';
import { readSignedIds, signIds } from '#platform/signed-ids.ts';

/** `retries`: of which sending, as one sent again may have gone elsewhere. */
export type Unsubscription = { companyId: number; messageId: number; retries?: number };

/** The address in a mail's List-Unsubscribe header. It names the message, whose address is meant; nothing is stored for it. */
export function unsubscribeLink(config: Pick<Config, 'secret' | 'publicUrl'>, message: Unsubscription): string {
  return `${config.publicUrl}/u/${unsubscribeToken(config, message)}`;
}

export function unsubscribeToken(
  { secret }: Pick<Config, 'secret'>,
  { companyId, messageId, retries = 0 }: Unsubscription,
): string {
  return signIds(secret, 'unsubscribe link', retries > 0 ? [companyId, messageId, retries] : [companyId, messageId]);
}

/** Null for what we did not sign. */
export function readUnsubscribeToken(config: Pick<Config, 'secret'>, token: string): Unsubscription | null {
  const [companyId, messageId, retries = 0] = readSignedIds(config.secret, 'unsubscribe link', token) ?? [];
  return companyId === undefined || messageId === undefined ? null : { companyId, messageId, retries };
}
