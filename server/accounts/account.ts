import type { Trx } from '#platform/db.ts';
import { invalid, RuleError } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { checkPassword, endResets, passwordMatches, setPassword } from './passwords.ts';
import { endSessions } from './sessions.ts';
import { createThrottle } from './throttle.ts';

/** Who found a browser that is signed in must not try out passwords there. */
const confirmations = createThrottle(5, (seconds) => `Too many wrong passwords. Try again in ${seconds} seconds.`);

export type AccountChange = {
  name?: string | undefined;
  language?: string | undefined;
  /** Null: the company's. */
  timeZone?: string | null | undefined;
  email?: string | undefined;
  /** Needed for another e-mail address. */
  password?: string | undefined;
};

/** Changes what is given. Needs a transaction of the system, since an address is one account's in all companies. */
export async function changeAccount(trx: Trx, userId: string, change: AccountChange): Promise<void> {
  const { name, language, timeZone, email } = change;
  if (email !== undefined) {
    await confirmPassword(trx, userId, change.password ?? '', 'password');
    // Links that went to the old address.
    await endResets(trx, userId);
  }
  await trx
    .updateTable('users')
    .set({ name, language, email, time_zone: timeZone, updated_at: new Date() })
    .where('id', '=', userId)
    .execute()
    .catch((error: { code?: string }) => {
      if (error.code !== '23505') throw error;
      throw invalid('email: is not possible; use another one.', { email: 'is not possible; use another one' });
    });
}

export async function changePassword(
  trx: Trx,
  { userId, sessionId }: Session,
  passwords: { current: string; new: string },
): Promise<void> {
  const email = await confirmPassword(trx, userId, passwords.current, 'current');
  checkPassword(passwords.new, email, 'new');
  await setPassword(trx, userId, passwords.new);
  await endSessions(trx, userId, sessionId);
}

/** Returns the user's e-mail address; throws where it is not their password, naming the input `field`. */
async function confirmPassword(trx: Trx, userId: string, password: string, field: string): Promise<string> {
  confirmations.begin(userId);
  const row = await trx
    .selectFrom('users as u')
    .leftJoin('passwords as p', 'p.user_id', 'u.id')
    .select(['u.email', 'p.hash'])
    .where('u.id', '=', userId)
    .executeTakeFirstOrThrow();
  if (!(await passwordMatches(row.hash, password)))
    throw new RuleError(400, 'wrong_password', 'The current password is not right.', { [field]: 'is not right' });
  confirmations.forget(userId);
  return row.email;
}
