import { hash, verify } from '@node-rs/argon2';
import type { Trx } from '#platform/db.ts';
import { invalidField } from '#platform/errors.ts';
import type { Words } from '#platform/sentences.ts';
import { words } from './words.ts';

/** Argon2id is the library's default variant; memory in KiB, as OWASP's password storage cheat sheet recommends. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const minLength = 10;
const maxLength = 200;

/** Those that every list of guesses begins with, of ten characters and more. */
const common = [
  '1234567890',
  'password12',
  'password123',
  'password1234',
  'qwertyuiop',
  'qwerty1234',
  'letmein1234',
  'welcome123',
  'iloveyou12',
  'adminadmin',
  'administrator',
  'contraseña',
  'contrasena',
];

declare const stored: unique symbol;
/** A password as it is stored. Made before the transaction that stores it, which would hold its locks meanwhile. */
export type PasswordHash = string & { readonly [stored]: true };

/** Throws where a password is too easy to guess; `field` names the input in the error. */
export async function hashPassword(password: string, email: string, field = 'password'): Promise<PasswordHash> {
  const problem = problemOf(password, email);
  if (problem) throw invalidField(field, problem);
  return (await hash(password, cost)) as PasswordHash;
}

function problemOf(password: string, email: string): Words | null {
  if (password.length < minLength) return words.passwordTooShort(minLength);
  if (password.length > maxLength) return words.passwordTooLong(maxLength);
  const lower = password.toLowerCase();
  if (common.includes(lower) || new Set(lower).size < 4) return words.passwordGuessed;
  if (lower === email.toLowerCase() || lower === email.toLowerCase().split('@')[0]) return words.passwordIsEmail;
  return null;
}

/** Needs a transaction of the system. Every link that was sent before to set a password is void afterwards. */
export async function setPassword(trx: Trx, userId: string, hashed: PasswordHash): Promise<void> {
  // The user before the password, as signing in locks them: two that meet wait for each other in turn.
  await trx.selectFrom('users').select('id').where('id', '=', userId).forNoKeyUpdate().execute();
  await trx
    .insertInto('passwords')
    .values({ user_id: userId, hash: hashed })
    .onConflict((on) => on.column('user_id').doUpdateSet({ hash: hashed, updated_at: new Date() }))
    .execute();
  await endResets(trx, userId);
  await trx.deleteFrom('user_invitations').where('user_id', '=', userId).where('accepted_at', 'is', null).execute();
}

/** Whether the active user's password still is the one that was looked at; if so, it stays until the transaction ends. */
export async function lockPassword(trx: Trx, userId: string, hashed: string): Promise<boolean> {
  const unchanged = await trx
    .selectFrom('users as u')
    .innerJoin('passwords as p', 'p.user_id', 'u.id')
    .select('u.id')
    .where('u.id', '=', userId)
    .where('u.deactivated_at', 'is', null)
    .where('p.hash', '=', hashed)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return unchanged !== undefined;
}

/** Links to a new password that are on their way to this user's mailbox are void. */
export async function endResets(trx: Trx, userId: string): Promise<void> {
  await trx.deleteFrom('password_resets').where('user_id', '=', userId).execute();
}

let decoy: Promise<string> | undefined;

/** Whether it is this one. Without a hash it takes as long: how long an answer takes tells nobody which addresses exist. */
export async function passwordMatches(hashed: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hash('nobody has this password', cost);
  const matches = await verify(hashed ?? (await decoy), password.slice(0, maxLength * 4)).catch(() => false);
  return Boolean(hashed) && matches;
}
