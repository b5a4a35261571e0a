import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { withSystem } from '#platform/db.ts';
import { browserWith, cookieOf, createTestCompany, newEmail, post, signInWith } from '#test/accounts.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { readSetupToken } from './setup.ts';

let test: TestApp;
before(async () => {
  test = await startTestApp();
});
after(() => test.close());

const tokenOf = ({ db, services }: TestApp) => readSetupToken(db, services.config);
const needed = async () => (await test.app.inject({ url: '/api/setup' })).json().needed;
const input = (token: string | null) => ({
  token,
  companyName: 'Acme',
  country: 'PH',
  timeZone: 'Asia/Manila',
  language: 'es',
  ownerName: 'Ana',
  email: newEmail(),
  password: 'long enough 123',
});
const setUp = (values: object) => post(test, '/api/setup', values);
const companies = () => withSystem(test.db, (trx) => trx.selectFrom('companies').select('name').execute());

it('a new installation has no account, and nobody can set it up without the terminal’s token', async () => {
  assert.equal(await needed(), true);
  const { rows } = await test.db.pool.query('select count(*)::int from users');
  assert.equal(rows[0].count, 0);
  const early = await setUp(input('guess'));
  assert.deepEqual([early.statusCode, early.json().error.code], [403, 'setup_token_invalid']);
  assert.deepEqual(await companies(), []);
});

it('bad input is named and leaves the token valid', async () => {
  const token = await tokenOf(test);
  const mistakes: [object, string][] = [
    [{ country: 'XX' }, 'country'],
    [{ country: 'ph' }, 'country'],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ timeZone: '+02:00' }, 'timeZone'],
    [{ email: 'ana' }, 'email'],
    [{ password: 'short' }, 'password'],
    [{ companyName: '  ' }, 'companyName'],
    [{ language: 'xx' }, 'language'],
  ];
  for (const [change, field] of mistakes) {
    const answer = await setUp({ ...input(token), ...change });
    assert.deepEqual([answer.statusCode, Object.keys(answer.json().error.fields)], [400, [field]], answer.body);
  }
  const elsewhere = await post(test, '/api/setup', input(token), { headers: { origin: 'https://evil.example' } });
  assert.equal(elsewhere.statusCode, 403);
  assert.equal(await needed(), true);
});

it('the token is the same for every process, and with another secret another', async () => {
  assert.equal(await tokenOf(test), await tokenOf(test));
  const other = await readSetupToken(test.db, { secret: 'of another installation' });
  assert.equal((await setUp(input(other))).statusCode, 403);
});

it('the token makes one company and its owner, who is signed in, and of two at once one wins', async () => {
  const token = await tokenOf(test);
  const [first, second] = [input(token), input(token)];
  const answers = await Promise.all([setUp(first), setUp(second)]);
  assert.deepEqual(answers.map((answer) => answer.statusCode).sort(), [204, 403]);
  assert.equal((await companies()).length, 1);
  assert.equal(await needed(), false);
  const won = answers.findIndex((answer) => answer.statusCode === 204);
  const session = await browserWith(test, cookieOf(answers[won] as (typeof answers)[0]))('GET', '/api/session');
  const { user, company } = session.json();
  assert.deepEqual(
    [user.name, user.role, user.language, company.name, company.timeZone],
    ['Ana', 'owner', 'es', 'Acme', 'Asia/Manila'],
  );
  const { email, password } = [first, second][won] as typeof first;
  assert.equal((await signInWith(test, email, password)).statusCode, 204);
});

it('a token is void once there is a company, wherever that came from', async () => {
  const fresh = await startTestApp();
  try {
    const token = await tokenOf(fresh);
    await createTestCompany(fresh);
    assert.equal((await post(fresh, '/api/setup', input(token))).statusCode, 403);
    assert.equal(await tokenOf(fresh), null);
  } finally {
    await fresh.close();
  }
});
