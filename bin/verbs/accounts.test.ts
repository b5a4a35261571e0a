import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, it } from 'node:test';
import { verifyApiKey } from '#accounts/api-keys.ts';
import { createTestCompany, newEmail, post, signInWith } from '#test/accounts.ts';
import { startTestApp, type TestApp } from '#test/app.ts';

let test: TestApp;
before(async () => {
  test = await startTestApp();
});
after(() => test.close());

/** Runs the operator's command on the test's database. */
function parley(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = {
    ...process.env,
    DATABASE_URL: test.databaseUrl,
    PARLEY_SECRET: 'x'.repeat(32),
    PUBLIC_URL: 'http://localhost',
  };
  const program = new URL('../parley.ts', import.meta.url).pathname;
  return new Promise((done) => {
    execFile(process.execPath, [program, ...args], { env }, (error, out, err) =>
      done({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

it('company create makes a company and its owner, who chooses a password by the printed link', async () => {
  const email = newEmail();
  const owner = ['--owner-email', email, '--owner-name', 'Ana'];
  const { out } = await parley('company', 'create', '--name', 'Harbour', ...owner, '--country', 'PH', '--json');
  const made = JSON.parse(out);
  assert.deepEqual([made.name, made.owner.email], ['Harbour', email]);
  const token = made.owner.invitation.split('/invitations/')[1];
  const accepted = await post(test, `/api/auth/invitations/${token}`, { name: 'Ana', password: 'chosen by myself 1' });
  assert.equal(accepted.statusCode, 204, accepted.body);
  assert.equal((await signInWith(test, email, 'chosen by myself 1')).statusCode, 204);
});

it('user create makes an account with the given password', async () => {
  const id = await createTestCompany(test, 'Acme');
  const email = newEmail();
  const given = ['--email', email, '--name', 'Bo', '--role', 'owner', '--password', 'long enough 12'];
  const { out } = await parley('user', 'create', '--company', 'Acme', ...given, '--json');
  assert.deepEqual({ ...JSON.parse(out), id: '' }, { id: '', company: 'Acme', email, role: 'owner', invitation: null });
  assert.equal((await signInWith(test, email, 'long enough 12')).statusCode, 204);
  const again = await parley('user', 'create', '--company', String(id), ...given);
  assert.deepEqual([again.code, again.err.trim()], [1, 'There is an account with this e-mail address already.']);
});

it('api-key create prints a key and secret that work', async () => {
  const id = await createTestCompany(test, 'Keyed');
  const { out } = await parley('api-key', 'create', '--company', 'Keyed', '--requests-per-minute', '60', '--json');
  const { key, secret, company } = JSON.parse(out);
  assert.equal(company, 'Keyed');
  const caller = await verifyApiKey(test.db, key, secret);
  assert.deepEqual([caller?.companyId, caller?.requestsPerMinute], [id, 60]);
});

it('what is wrong is said in a sentence, as JSON where that was asked for', async () => {
  await createTestCompany(test, 'Twin');
  await createTestCompany(test, 'Twin');
  const twin = await parley('api-key', 'create', '--company', 'Twin', '--json');
  assert.equal(twin.code, 1);
  assert.match(JSON.parse(twin.out).error.message, /more than one company "Twin"/);
  const zone = ['--owner-email', newEmail(), '--owner-name', 'Ana', '--time-zone', 'Mars/Olympus'];
  const mars = await parley('company', 'create', '--name', 'Mars', ...zone);
  assert.deepEqual([mars.code, mars.out], [1, '']);
  assert.match(mars.err, /This is no time zone; they look like Europe\/Madrid/);
});
