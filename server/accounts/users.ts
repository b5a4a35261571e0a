import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';
import { conflict, invalidField, notFound } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { type PasswordHash, setPassword } from './passwords.ts';
import { words } from './words.ts';

export type NewUser = {
  email: string;
  name: string;
  role: 'owner' | 'manager';
  password?: PasswordHash | undefined;
  language?: string;
};

/** Makes a user of this company; without a password they are waiting for their invitation. An address has one account. */
export async function createUser(trx: Trx, companyId: number, user: NewUser): Promise<string> {
  const row = await trx
    .insertInto('users')
    .values({
      company_id: companyId,
      email: user.email,
      name: user.name,
      role: user.role,
      language: user.language ?? 'en',
    })
    .onConflict((on) => on.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) throw conflict('email_taken', words.emailTaken);
  if (user.password !== undefined) await setPassword(trx, row.id, user.password);
  return row.id;
}

/** To be set where it is given: who stays away does so since they left. */
export function awayChange(away: boolean | undefined) {
  if (away === undefined) return {};
  return { unavailable_since: away ? sql<Date>`coalesce(unavailable_since, now())` : null };
}

export type NewCompany = { name: string; country: string; timeZone: string; language: string };

export async function createCompany(trx: Trx, company: NewCompany): Promise<number> {
  checkTimeZone(company.timeZone);
  const { id } = await trx
    .insertInto('companies')
    .values({ name: company.name, country: company.country, time_zone: company.timeZone, language: company.language })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** A company is never without an owner; without a password they are waiting for their invitation. */
export async function createCompanyWithOwner(
  trx: Trx,
  company: NewCompany,
  owner: Omit<NewUser, 'role'>,
): Promise<{ companyId: number; userId: string }> {
  const companyId = await createCompany(trx, company);
  return {
    companyId,
    userId: await createUser(trx, companyId, { language: company.language, ...owner, role: 'owner' }),
  };
}

/** Named zones alone: PostgreSQL reads an offset such as +02:00 the other way round. */
export function checkTimeZone(timeZone: string): void {
  try {
    if (!/^[a-z]/i.test(timeZone)) throw new RangeError();
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw invalidField('timeZone', words.noTimeZone);
  }
}

/** What the recruiters' app knows about who uses it. Needs a transaction of the system. */
export async function readSession(trx: Trx, session: Session) {
  const row = await trx
    .selectFrom('users as u')
    .innerJoin('companies as c', 'c.id', 'u.company_id')
    .select(['u.name', 'u.email', 'u.language', 'u.time_zone', 'u.photo_key', 'u.unavailable_since'])
    .select(['c.name as company', 'c.country'])
    .select(['c.language as company_language', 'c.time_zone as company_time_zone'])
    .where('u.id', '=', session.userId)
    .executeTakeFirst();
  if (!row) throw notFound('account');
  const { name, email, language, country, company, photo_key: photoKey, time_zone: timeZone } = row;
  return {
    user: {
      id: session.userId,
      name,
      email,
      role: session.role,
      language,
      timeZone,
      photoKey,
      away: row.unavailable_since !== null,
    },
    company: {
      id: session.companyId,
      name: company,
      country,
      language: row.company_language,
      timeZone: row.company_time_zone,
    },
  };
}
