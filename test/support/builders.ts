import { hashPassword } from '#accounts/passwords.ts';
import { createCompany as addCompany, createUser as addUser } from '#accounts/users.ts';
import { type Database, withSystem } from '#platform/db.ts';
import type { TestApp } from './app.ts';

export const testPassword = 'a long enough password 7';

export function createCompany(db: Database, name = 'Acme', country = 'US'): Promise<number> {
  return withSystem(db, (trx) => addCompany(trx, { name, country, timeZone: 'UTC', language: 'en' }));
}

/** Someone who can sign in with `testPassword`. */
export async function createUser(
  db: Database,
  companyId: number,
  user: { email: string; role?: 'owner' | 'manager'; name?: string; language?: 'en' | 'es' },
): Promise<string> {
  const { email, role = 'owner', name = 'Test User', language = 'en' } = user;
  const password = await hashPassword(testPassword, email);
  return withSystem(db, (trx) => addUser(trx, companyId, { email, name, role, language, password }));
}

/** Signs in as a browser does, and returns the headers of a request of that browser. */
export async function signIn({ app, services }: TestApp, email: string): Promise<{ cookie: string; origin: string }> {
  const origin = services.config.publicUrl;
  const payload = { email, password: testPassword };
  const response = await app.inject({ method: 'POST', url: '/api/auth/sign-in', headers: { origin }, payload });
  const [cookie] = response.cookies;
  if (!cookie) throw new Error(`${email} could not sign in: ${response.body}`);
  return { cookie: `${cookie.name}=${cookie.value}`, origin };
}
