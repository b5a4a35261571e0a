import type { Trx } from '#platform/db.ts';
import { conflict, invalid } from '#platform/errors.ts';
import { checkPassword, setPassword } from './passwords.ts';

export type NewUser = { email: string; name: string; role: 'owner' | 'manager'; password?: string; language?: string };

/** Makes a user of this company; without a password they are waiting for their invitation. An address has one account. */
export async function createUser(trx: Trx, companyId: number, user: NewUser): Promise<string> {
  if (user.password !== undefined) checkPassword(user.password, user.email);
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
  if (!row) throw conflict('email_taken', 'There is an account with this e-mail address already.');
  if (user.password !== undefined) await setPassword(trx, row.id, user.password);
  return row.id;
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

export function checkTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw invalid(`timeZone: "${timeZone}" is no time zone; they look like Europe/Madrid.`, {
      timeZone: 'is no time zone',
    });
  }
}
