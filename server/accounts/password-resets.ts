import { hashToken, randomToken } from '#platform/crypto.ts';
import type { Trx } from '#platform/db.ts';
import { RuleError } from '#platform/errors.ts';
import type { Services } from '#platform/services.ts';
import { checkPassword, endResets, setPassword } from './passwords.ts';
import { endSessions } from './sessions.ts';
import { createThrottle } from './throttle.ts';

const lifetimeHours = 1;
const nobody = '00000000-0000-0000-0000-000000000000';
/** Nobody's mailbox is filled by a stranger. */
const mails = createThrottle(3, (seconds) => `The next link can be asked for in ${seconds} seconds.`);

/** Has the mail sent where this is somebody's address. Whether it is shows neither in the answer nor in how long it takes. */
export async function requestReset(trx: Trx, jobs: Services['jobs'], email: string): Promise<void> {
  try {
    mails.begin(email.toLowerCase());
  } catch (error) {
    if (error instanceof RuleError) return;
    throw error;
  }
  const user = await trx
    .selectFrom('users')
    .select('id')
    .where('email', '=', email)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst();
  // The job for nobody costs the same time and does nothing.
  await jobs.enqueue(trx, 'send-system-mail', { kind: 'reset', userId: user?.id ?? nobody });
}

/** A fresh token, for the mail alone; earlier ones of this user are void. */
export async function issueReset(trx: Trx, userId: string): Promise<string> {
  const token = randomToken(24);
  await endResets(trx, userId);
  await trx
    .insertInto('password_resets')
    .values({
      token_hash: hashToken(token),
      user_id: userId,
      expires_at: new Date(Date.now() + lifetimeHours * 3_600_000),
    })
    .execute();
  return token;
}

/** Sets the password by a token, which is void then, and ends the user's sessions. Null for a token that is not valid. */
export async function useReset(trx: Trx, token: string, password: string) {
  const used = await trx
    .deleteFrom('password_resets')
    .where('token_hash', '=', hashToken(token))
    .where('expires_at', '>', new Date())
    .returning('user_id')
    .executeTakeFirst();
  if (!used) return null;
  const user = await trx
    .selectFrom('users')
    .select(['id', 'email', 'company_id as companyId'])
    .where('id', '=', used.user_id)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst();
  if (!user) return null;
  checkPassword(password, user.email);
  await setPassword(trx, user.id, password);
  await endSessions(trx, user.id);
  return user;
}
