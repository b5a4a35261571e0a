import type { FastifyRequest } from 'fastify';
import { type Database, type Trx, withSystem } from '#platform/db.ts';
import { RuleError } from '#platform/errors.ts';
import { recordAudit } from './audit.ts';
import { lockPassword, passwordMatches } from './passwords.ts';
import { startSession } from './sessions.ts';
import { createThrottle, networkOf } from './throttle.ts';
import { words } from './words.ts';

const byEmail = createThrottle(5, words.waitForAddress);
/** A whole office may stand behind one address. */
const byNetwork = createThrottle(40, words.waitForNetwork);

type Account = { id: string; companyId: number; hash: string };

/**
 * Starts a session and returns its token. The refusal is the same, and takes as long, for an address that nobody has, a
 * wrong password and a deactivated user: who asks learns nothing about who has an account.
 */
export async function signIn(
  db: Database,
  request: FastifyRequest,
  given: { email: string; password: string },
): Promise<string> {
  const [network, email] = [networkOf(request.ip), given.email.toLowerCase()];
  byNetwork.begin(network);
  byEmail.begin(email);
  const found = await withSystem(db, (trx) => findAccount(trx, email));
  // Outside of a transaction: a flood of wrong passwords keeps no connection busy.
  const matches = await passwordMatches(found?.hash, given.password);
  const token =
    found?.hash && matches && !found.deactivated_at
      ? await withSystem(db, (trx) => enter(trx, { ...found, hash: found.hash as string }, request))
      : null;
  if (!token) throw wrongCredentials();
  byEmail.forget(email);
  byNetwork.takeBack(network);
  return token;
}

/** Who has proved by a mail that the address is theirs need not wait for the tries of others. */
export function forgetTries(email: string): void {
  byEmail.forget(email.toLowerCase());
}

function findAccount(trx: Trx, email: string) {
  return trx
    .selectFrom('users as u')
    .leftJoin('passwords as p', 'p.user_id', 'u.id')
    .select(['u.id', 'u.company_id as companyId', 'u.deactivated_at', 'p.hash'])
    .where('u.email', '=', email)
    .executeTakeFirst();
}

/** Null where the password was changed or the user deactivated since it was read: that ended all sessions, and this one would survive. */
async function enter(trx: Trx, account: Account, request: FastifyRequest): Promise<string | null> {
  const { id: userId, companyId, hash } = account;
  if (!(await lockPassword(trx, userId, hash))) return null;
  await recordAudit(trx, { companyId, userId, address: request.ip }, 'signed-in');
  return startSession(trx, userId, request);
}

function wrongCredentials(): RuleError {
  return new RuleError(401, 'wrong_credentials', words.wrongCredentials);
}
