import { LRUCache } from 'lru-cache';
import type { Trx } from '#platform/db.ts';
import { RuleError } from '#platform/errors.ts';
import { passwordMatches } from './passwords.ts';

/** Wrong passwords of late, by e-mail address: each one after the fifth doubles the wait, up to a quarter of an hour. */
const failures = new LRUCache<string, { count: number; blockedUntil: number }>({ max: 50_000, ttl: 3_600_000 });
const freeTries = 5;
const longestWaitMs = 900_000;

/** The user with this address and password. The refusal is the same whoever does not exist and whichever part was wrong. */
export async function checkCredentials(
  trx: Trx,
  email: string,
  password: string,
): Promise<{ id: string; companyId: number }> {
  const key = email.toLowerCase();
  const earlier = failures.get(key);
  const waitMs = (earlier?.blockedUntil ?? 0) - Date.now();
  if (waitMs > 0)
    throw new RuleError(
      429,
      'too_many_tries',
      `Too many wrong passwords for this address. Try again in ${Math.ceil(waitMs / 1000)} seconds, or set a new password.`,
    );
  const user = await trx
    .selectFrom('users as u')
    .leftJoin('passwords as p', 'p.user_id', 'u.id')
    .select(['u.id', 'u.company_id', 'u.deactivated_at', 'p.hash'])
    .where('u.email', '=', email)
    .executeTakeFirst();
  const matches = await passwordMatches(user?.hash, password);
  if (!user || !matches || user.deactivated_at) {
    noteFailure(key, earlier?.count ?? 0);
    throw new RuleError(
      401,
      'wrong_credentials',
      'This e-mail address and password do not fit together. Check both, or set a new password.',
    );
  }
  failures.delete(key);
  return { id: user.id, companyId: user.company_id };
}

function noteFailure(key: string, before: number): void {
  const count = before + 1;
  const waitMs = count < freeTries ? 0 : Math.min(longestWaitMs, 1000 * 2 ** (count - freeTries));
  failures.set(key, { count, blockedUntil: Date.now() + waitMs });
}
