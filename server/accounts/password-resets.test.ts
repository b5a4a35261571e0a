import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { hashToken } from '#platform/crypto.ts';
import { withSystem } from '#platform/db.ts';
import {
  browserOf,
  browserWith,
  cookieOf,
  createPerson,
  createTestCompany,
  mailsTo,
  newEmail,
  type Person,
  post,
  signInWith,
  tokenIn,
} from '#test/accounts.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { waitUntil } from '#test/wait-until.ts';

let test: TestApp;
let companyId: number;
before(async () => {
  test = await startTestApp({ worker: true });
  companyId = await createTestCompany(test);
});
after(() => test.close());

const ask = (email: string) => post(test, '/api/auth/password-reset-requests', { email });
const reset = (token: string, password: string) => post(test, '/api/auth/password-resets', { token, password });
const newPassword = 'quite another one 7';

async function tokenFor(person: Person, mails = 1): Promise<string> {
  assert.equal((await ask(person.email)).statusCode, 202);
  return tokenIn((await mailsTo(test, person.email, mails)).at(-1)?.body ?? '');
}

describe('a link to a new password', () => {
  it('comes by mail, sets it once, ends all sessions and signs in', async () => {
    const person = await createPerson(test, companyId);
    const browser = await browserOf(test, person);
    const token = await tokenFor(person);
    assert.equal((await reset(token, 'short')).statusCode, 400, 'a refused password leaves the link valid');
    const answer = await reset(token, newPassword);
    assert.equal(answer.statusCode, 204, answer.body);
    assert.equal((await browser('GET', '/api/session')).statusCode, 401);
    assert.equal((await browserWith(test, cookieOf(answer))('GET', '/api/session')).statusCode, 200);
    assert.equal((await signInWith(test, person.email, person.password)).statusCode, 401);
    assert.equal((await signInWith(test, person.email, newPassword)).statusCode, 204);
    const again = await reset(token, newPassword);
    assert.deepEqual([again.statusCode, again.json().error.code], [404, 'reset_invalid']);
  });

  it('used twice at the same moment sets one password, and so do two of one person', async () => {
    const person = await createPerson(test, companyId);
    const token = await tokenFor(person);
    const other = await createPerson(test, companyId);
    const [first, second] = [await tokenFor(other), await tokenFor(other, 2)];
    for (const [one, two] of [
      [token, token],
      [first, second],
    ] as const) {
      const answers = await Promise.all([reset(one, 'the first of both 1'), reset(two, 'the second of both 2')]);
      assert.deepEqual(answers.map((answer) => answer.statusCode).sort(), [204, 404]);
    }
  });

  it('stands in the mail alone: the database has its hash, the queue nothing of it', async () => {
    const person = await createPerson(test, companyId);
    const token = await tokenFor(person);
    const row = await withSystem(test.db, (trx) =>
      trx.selectFrom('password_resets').selectAll().where('user_id', '=', person.id).executeTakeFirstOrThrow(),
    );
    assert.equal(row.token_hash, hashToken(token));
    const { rows } = await test.db.pool.query('select data::text, output::text from pgboss.job');
    assert.ok(rows.length > 0 && !JSON.stringify(rows).includes(token));
  });

  it('is void after an hour, after another was used, after another password or address, and for a deactivated user', async () => {
    const expired = await createPerson(test, companyId);
    const late = await tokenFor(expired);
    await test.db.pool.query('update password_resets set expires_at = now() where user_id = $1', [expired.id]);
    assert.equal((await reset(late, newPassword)).statusCode, 404);

    const twice = await createPerson(test, companyId);
    const first = await tokenFor(twice);
    const second = await tokenFor(twice, 2);
    assert.equal((await reset(first, newPassword)).statusCode, 204, 'asking again leaves the earlier one valid');
    assert.equal((await reset(second, 'by who read the mail')).statusCode, 404);

    const changed = await createPerson(test, companyId);
    const before = await tokenFor(changed);
    const browser = await browserOf(test, changed);
    const passwords = { current: changed.password, new: newPassword };
    assert.equal((await browser('PUT', '/api/account/password', passwords)).statusCode, 204);
    assert.equal((await reset(before, 'by who read the mail')).statusCode, 404);

    const moved = await createPerson(test, companyId);
    const old = await tokenFor(moved);
    const change = { email: newEmail(), password: moved.password };
    assert.equal((await (await browserOf(test, moved))('PATCH', '/api/account', change)).statusCode, 204);
    assert.equal((await reset(old, newPassword)).statusCode, 404);

    const gone = await createPerson(test, companyId);
    const token = await tokenFor(gone);
    await withSystem(test.db, (trx) =>
      trx.updateTable('users').set({ deactivated_at: new Date() }).where('id', '=', gone.id).execute(),
    );
    assert.equal((await reset(token, newPassword)).statusCode, 404);
  });

  it('does not become the e-mail address or what everybody guesses first', async () => {
    const person = await createPerson(test, companyId);
    const token = await tokenFor(person);
    for (const password of [person.email, 'Password123', 'aaaaaaaaaaaa', 'x'.repeat(201)]) {
      const answer = await reset(token, password);
      assert.deepEqual([answer.statusCode, Object.keys(answer.json().error.fields)], [400, ['password']], password);
    }
  });
});

describe('asking for one', () => {
  it('is answered alike whoever has an account, and stops sending to one mailbox', async () => {
    const person = await createPerson(test, companyId);
    const nobody = newEmail();
    const [known, unknown] = await Promise.all([ask(person.email), ask(nobody)]);
    assert.deepEqual([known.statusCode, known.body], [unknown.statusCode, unknown.body]);
    for (let turn = 0; turn < 9; turn++) assert.equal((await ask(person.email)).statusCode, 202);
    await mailsTo(test, person.email, 3);
    const queued = await test.db.pool.query(`select count(*)::int from pgboss.job where data ->> 'userId' = $1`, [
      person.id,
    ]);
    // Three, and one or two more where the machine is so slow that their wait was over.
    assert.ok(queued.rows[0].count >= 3 && queued.rows[0].count <= 5, `${queued.rows[0].count} mails`);
    const { rows } = await test.db.pool.query('select count(*)::int from sandbox_messages where to_address = $1', [
      nobody,
    ]);
    assert.equal(rows[0].count, 0);
  });

  it('lets back in who was made to wait by wrong passwords', async () => {
    const person = await createPerson(test, companyId);
    for (let turn = 0; turn < 6; turn++) await signInWith(test, person.email, 'wrong password');
    assert.equal((await signInWith(test, person.email, person.password)).statusCode, 429);
    assert.equal((await reset(await tokenFor(person), newPassword)).statusCode, 204);
    assert.equal((await signInWith(test, person.email, newPassword)).statusCode, 204);
  });

  it('writes in the language of the reader', async () => {
    const person = await createPerson(test, companyId, 'manager', 'es');
    await ask(person.email);
    const [mail] = await mailsTo(test, person.email);
    assert.equal(mail?.subject, 'Una contraseña nueva');
    assert.match(mail?.html ?? '', /<a href="http:\/\/localhost\/reset-password\?token=/);
  });
});

it('where a mail server is configured the mail goes there and not to the sandbox', async () => {
  const received: Buffer[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: async (stream, _session, done) => {
      received.push(Buffer.concat(await stream.toArray()));
      done();
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const mailing = await startTestApp({
    worker: true,
    config: { smtpUrl: `smtp://127.0.0.1:${port}`, mailFrom: 'parley@acme.example' },
  });
  try {
    const person = await createPerson(mailing, await createTestCompany(mailing));
    await post(mailing, '/api/auth/password-reset-requests', { email: person.email });
    const mail = await simpleParser(await waitUntil(() => received[0]));
    assert.equal(mail.from?.text, '"Acme" <parley@acme.example>');
    const token = tokenIn(mail.text ?? '');
    assert.equal((await post(mailing, '/api/auth/password-resets', { token, password: newPassword })).statusCode, 204);
    const { rows } = await mailing.db.pool.query('select count(*)::int from sandbox_messages');
    assert.equal(rows[0].count, 0);
  } finally {
    await mailing.close();
    await new Promise<void>((done) => server.close(done));
  }
});
