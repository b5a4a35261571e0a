import { type Database, type Trx, withSystem } from '#platform/db.ts';
import { invalidField, RuleError } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { recordAudit } from './audit.ts';
import { endResets, hashPassword, lockPassword, passwordMatches, setPassword } from './passwords.ts';
import { endSessions } from './sessions.ts';
import { createThrottle } from './throttle.ts';
import { awayChange } from './users.ts';
import { words } from './words.ts';

/** Who found a browser that is signed in must not try out passwords there. */
const confirmations = createThrottle(5, words.waitForPassword);

export type AccountChange = {
  name?: string | undefined;
  language?: string | undefined;
  /** Null: the company's. */
  timeZone?: string | null | undefined;
  email?: string | undefined;
  /** Gets no candidates by turns until they are back. */
  away?: boolean | undefined;
  /** Needed for another e-mail address. */
  password?: string | undefined;
};

/** Changes what is given. As the system, since an address is one account's in all companies. */
export async function changeAccount(db: Database, session: Session, change: AccountChange): Promise<void> {
  const { userId } = session;
  const { name, language, timeZone, email, away } = change;
  const confirmed = email === undefined ? null : await confirmPassword(db, userId, change.password ?? '', 'password');
  await withSystem(db, async (trx) => {
    if (confirmed) {
      await keepConfirmed(trx, userId, confirmed);
      // Links that went to the old address.
      await endResets(trx, userId);
    }
    await trx
      .updateTable('users')
      .set({ name, language, email, time_zone: timeZone, ...awayChange(away), updated_at: new Date() })
      .where('id', '=', userId)
      .execute()
      .catch((error: { code?: string }) => {
        if (error.code !== '23505') throw error;
        throw invalidField('email', words.emailImpossible);
      });
    if (confirmed && confirmed.email !== email) await recordAudit(trx, session, 'email-changed');
  });
}

export async function changePassword(
  db: Database,
  session: Session,
  passwords: { current: string; new: string },
): Promise<void> {
  const { userId, sessionId } = session;
  const confirmed = await confirmPassword(db, userId, passwords.current, 'current');
  const hashed = await hashPassword(passwords.new, confirmed.email, 'new');
  await withSystem(db, async (trx) => {
    await keepConfirmed(trx, userId, confirmed);
    await setPassword(trx, userId, hashed);
    await endSessions(trx, userId, sessionId);
    await recordAudit(trx, session, 'password-changed');
  });
}

type Confirmed = { email: string; hash: string; field: string };

/** Throws where it is not the user's password, naming the input `field`. */
async function confirmPassword(db: Database, userId: string, password: string, field: string): Promise<Confirmed> {
  confirmations.begin(userId);
  const { email, hash } = await withSystem(db, (trx) =>
    trx
      .selectFrom('users as u')
      .leftJoin('passwords as p', 'p.user_id', 'u.id')
      .select(['u.email', 'p.hash'])
      .where('u.id', '=', userId)
      .executeTakeFirstOrThrow(),
  );
  if (!(await passwordMatches(hash, password)) || !hash) throw wrongPassword(field);
  confirmations.forget(userId);
  return { email, hash, field };
}

/** Throws where the password was changed since. */
async function keepConfirmed(trx: Trx, userId: string, { hash, field }: Confirmed): Promise<void> {
  if (!(await lockPassword(trx, userId, hash))) throw wrongPassword(field);
}

function wrongPassword(field: string): RuleError {
  return new RuleError(400, 'wrong_password', words.wrongPassword, { [field]: words.wrongPassword });
}
