import { hashToken, randomToken } from '#platform/crypto.ts';
import type { Trx } from '#platform/db.ts';
import { RuleError } from '#platform/errors.ts';
import type { Services } from '#platform/services.ts';
import { recordAudit } from './audit.ts';
import { type PasswordHash, setPassword } from './passwords.ts';
import { endSessions } from './sessions.ts';
import { createThrottle } from './throttle.ts';
import { words } from './words.ts';

const lifetimeHours = 1;
const nobody = '00000000-0000-0000-0000-000000000000';
/** Nobody's mailbox is filled by a stranger. */
const mails = createThrottle(3, words.waitForLink);

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

/** A token for the mail alone. Those that were sent before stay: the reader may have one of them open. */
export async function issueReset(trx: Trx, userId: string): Promise<string> {
  const token = randomToken(24);
  await trx.deleteFrom('password_resets').where('user_id', '=', userId).where('expires_at', '<=', new Date()).execute();
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

/** Sets the password by a token, which is void then as all others of the user are, and ends the user's sessions. */
export async function useReset(trx: Trx, token: string, password: PasswordHash, address: string) {
  // The user before their links: of two who come with links of one user the second waits here, and then finds none.
  const owner = trx.selectFrom('password_resets').select('user_id').where('token_hash', '=', hashToken(token));
  await trx.selectFrom('users').select('id').where('id', '=', owner).forNoKeyUpdate().execute();
  const user = await readReset(trx, token);
  await setPassword(trx, user.id, password);
  await endSessions(trx, user.id);
  await recordAudit(trx, { companyId: user.companyId, userId: user.id, address }, 'password-reset');
  return user;
}

/** Whose new password a token sets; throws for one that is not valid. */
export async function readReset(trx: Trx, token: string) {
  const user = await trx
    .selectFrom('password_resets as r')
    .innerJoin('users as u', 'u.id', 'r.user_id')
    .select(['u.id', 'u.email', 'u.company_id as companyId'])
    .where('r.token_hash', '=', hashToken(token))
    .where('r.expires_at', '>', new Date())
    .where('u.deactivated_at', 'is', null)
    .executeTakeFirst();
  if (!user) throw new RuleError(404, 'reset_invalid', words.resetInvalid);
  return user;
}
