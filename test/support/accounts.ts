import { randomBytes } from 'node:crypto';
import type { InjectOptions } from 'fastify';
import { hashPassword } from '#accounts/passwords.ts';
import { createCompany, createUser } from '#accounts/users.ts';
import { withSystem } from '#platform/db.ts';
import type { TestApp } from './app.ts';
import { waitUntil } from './wait-until.ts';

export type Person = { id: string; companyId: number; email: string; password: string; role: 'owner' | 'manager' };

let serial = 0;

export function newEmail(): string {
  return `person-${process.pid}-${++serial}@example.com`;
}

export async function createTestCompany(test: TestApp, name = 'Acme'): Promise<number> {
  const company = { name, country: 'PH', timeZone: 'Asia/Manila', language: 'en' };
  return withSystem(test.db, (trx) => createCompany(trx, company));
}

/** Somebody with a password. */
export async function createPerson(
  test: TestApp,
  companyId: number,
  role: Person['role'] = 'manager',
  language = 'en',
): Promise<Person> {
  const [email, password] = [newEmail(), `long enough ${randomBytes(6).toString('hex')}`];
  const user = { email, name: `${role} ${serial}`, role, password: await hashPassword(password, email), language };
  const id = await withSystem(test.db, (trx) => createUser(trx, companyId, user));
  return { id, companyId, email, password, role };
}

/** An address that no other request of this run comes from: limits by address are met only where a test means them. */
export function newAddress(): string {
  const bytes = randomBytes(3);
  return `10.${bytes[0]}.${bytes[1]}.${bytes[2]}`;
}

export function post(test: TestApp, url: string, payload: object, options: InjectOptions = {}) {
  return test.app.inject({ method: 'POST', url, payload, remoteAddress: newAddress(), ...options });
}

export function signInWith(test: TestApp, email: string, password: string, options: InjectOptions = {}) {
  return post(test, '/api/auth/sign-in', { email, password }, options);
}

/** `name=value` of the session cookie that an answer sets. */
export function cookieOf(answer: { cookies: { name: string; value: string }[] }): string {
  const [cookie] = answer.cookies;
  if (!cookie) throw new Error('The answer sets no cookie.');
  return `${cookie.name}=${cookie.value}`;
}

/** Signs in and returns how this browser calls the API. */
export async function browserOf(test: TestApp, { email, password }: Pick<Person, 'email' | 'password'>) {
  const answer = await signInWith(test, email, password);
  if (answer.statusCode !== 204) throw new Error(answer.body);
  return browserWith(test, cookieOf(answer));
}

export function browserWith(test: TestApp, cookie: string) {
  return Object.assign(
    (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, payload?: object, headers: object = {}) =>
      test.app.inject({ method, url, headers: { cookie, ...headers }, ...(payload ? { payload } : {}) }),
    { cookie },
  );
}

export type Browser = ReturnType<typeof browserWith>;

/** The mails that the sandbox holds for this address, oldest first; waits until there are as many. */
export async function mailsTo(test: TestApp, email: string, count = 1) {
  return waitUntil(async () => {
    const mails = await withSystem(test.db, (trx) =>
      trx.selectFrom('sandbox_messages').selectAll().where('to_address', '=', email).orderBy('id').execute(),
    );
    return mails.length >= count ? mails : null;
  });
}

/** The token of the link in a mail. */
export function tokenIn(body: string): string {
  const token = /(?:invitations\/|token=)([A-Za-z0-9_-]+)/.exec(body)?.[1];
  if (!token) throw new Error(`There is no link in: ${body}`);
  return token;
}
