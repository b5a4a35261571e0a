import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { collectBlobs } from '#platform/blobs/loose.ts';
import { withSystem } from '#platform/db.ts';
import {
  type Browser,
  browserOf,
  createPerson,
  createTestCompany,
  newEmail,
  type Person,
  signInWith,
} from '#test/accounts.ts';
import { startTestApp, type TestApp } from '#test/app.ts';

let test: TestApp;
let companyId: number;
before(async () => {
  test = await startTestApp();
  companyId = await createTestCompany(test);
});
after(() => test.close());

async function somebody(): Promise<{ person: Person; browser: Browser }> {
  const person = await createPerson(test, companyId);
  return { person, browser: await browserOf(test, person) };
}
const me = async (browser: Browser) => (await browser('GET', '/api/session')).json().user;

describe('one’s own account', () => {
  it('has a name, language and time zone of its own', async () => {
    const { browser } = await somebody();
    const other = await somebody();
    const change = { name: 'Zoë', language: 'es', timeZone: 'America/Bogota' };
    assert.equal((await browser('PATCH', '/api/account', change)).statusCode, 204);
    const { name, language, timeZone } = await me(browser);
    assert.deepEqual({ name, language, timeZone }, change);
    assert.equal((await browser('PATCH', '/api/account', { timeZone: null })).statusCode, 204);
    assert.deepEqual([(await me(browser)).timeZone, (await me(browser)).language], [null, 'es']);
    assert.equal((await me(other.browser)).language, 'en');
    for (const wrong of [{ language: 'xx' }, { timeZone: 'Nowhere' }, { name: '' }, { name: 'x'.repeat(201) }])
      assert.equal((await browser('PATCH', '/api/account', wrong)).statusCode, 400, JSON.stringify(wrong));
  });

  it('can not be made an owner’s or moved to another company by itself', async () => {
    const { browser } = await somebody();
    await browser('PATCH', '/api/account', { name: 'Eve', role: 'owner', companyId: 1, company_id: 1 });
    assert.equal((await me(browser)).role, 'manager');
  });

  it('changes its address with the password alone, to one that nobody has', async () => {
    const { person, browser } = await somebody();
    const email = newEmail();
    for (const password of [undefined, 'not the password']) {
      const answer = await browser('PATCH', '/api/account', { email, password });
      assert.deepEqual([answer.statusCode, answer.json().error.code], [400, 'wrong_password']);
    }
    const taken = (await somebody()).person.email;
    const refused = await browser('PATCH', '/api/account', { email: taken, password: person.password });
    assert.deepEqual([refused.statusCode, Object.keys(refused.json().error.fields)], [400, ['email']]);
    assert.equal((await browser('PATCH', '/api/account', { email, password: person.password })).statusCode, 204);
    assert.equal((await me(browser)).email, email);
    assert.equal((await signInWith(test, email, person.password)).statusCode, 204);
  });

  it('changes its password with the old one, which ends the other sessions', async () => {
    const { person, browser } = await somebody();
    const other = await browserOf(test, person);
    const next = 'another long one 5';
    const wrong = await browser('PUT', '/api/account/password', { current: 'not the password', new: next });
    assert.deepEqual(
      [wrong.json().error.code, Object.keys(wrong.json().error.fields)],
      ['wrong_password', ['current']],
    );
    const weak = await browser('PUT', '/api/account/password', { current: person.password, new: 'short' });
    assert.deepEqual([weak.statusCode, Object.keys(weak.json().error.fields)], [400, ['new']]);
    assert.equal(
      (await browser('PUT', '/api/account/password', { current: person.password, new: next })).statusCode,
      204,
    );
    assert.equal((await browser('GET', '/api/session')).statusCode, 200);
    assert.equal((await other('GET', '/api/session')).statusCode, 401);
    assert.equal((await signInWith(test, person.email, person.password)).statusCode, 401);
    assert.equal((await signInWith(test, person.email, next)).statusCode, 204);
  });

  it('changes its password once where two browsers do it at the same moment', async () => {
    const { person, browser } = await somebody();
    const other = await browserOf(test, person);
    const answers = await Promise.all(
      [browser, other].map((one, n) =>
        one('PUT', '/api/account/password', { current: person.password, new: `another long one ${n}` }),
      ),
    );
    assert.equal(answers.filter(({ statusCode }) => statusCode === 204).length, 1);
  });

  it('lets nobody who found it signed in try out passwords', async () => {
    const { browser } = await somebody();
    const codes: number[] = [];
    for (let turn = 0; turn < 6; turn++)
      codes.push((await browser('PUT', '/api/account/password', { current: `guess ${turn}`, new: 'x' })).statusCode);
    assert.deepEqual(codes, [400, 400, 400, 400, 400, 429]);
  });
});

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('a photo', () => {
  const upload = (browser: Browser, body: Buffer, type: string) =>
    test.app.inject({
      method: 'PUT',
      url: '/api/account/photo',
      payload: body,
      headers: { cookie: browser.cookie, 'content-type': type },
    });
  const form = (body: Buffer, type: string) =>
    Buffer.concat([
      Buffer.from(
        `--b\r\nContent-Disposition: form-data; name="photo"; filename="x.png"\r\nContent-Type: ${type}\r\n\r\n`,
      ),
      body,
      Buffer.from('\r\n--b--\r\n'),
    ]);
  const keyOf = ({ id }: Person) =>
    withSystem(test.db, (trx) =>
      trx.selectFrom('users').select('photo_key').where('id', '=', id).executeTakeFirstOrThrow(),
    );

  it('is shown to oneself and to the team, replaced and removed, and nothing is left of the old ones', async () => {
    const { person, browser } = await somebody();
    const first = await upload(browser, form(png, 'image/png'), 'multipart/form-data; boundary=b');
    assert.equal(first.statusCode, 200, first.body);
    const { photoUrl } = first.json();
    const shown = await test.app.inject({ url: photoUrl });
    assert.deepEqual([shown.headers['content-type'], shown.rawPayload], ['image/png', png]);
    assert.equal((await me(browser)).photoUrl, photoUrl);
    const team = (await browser('GET', '/api/team')).json() as { id: string; photoUrl: string | null }[];
    assert.equal(team.find((one) => one.id === person.id)?.photoUrl, photoUrl);

    const { photo_key: old } = await keyOf(person);
    assert.equal((await upload(browser, png, 'image/png')).statusCode, 200);
    await collectBlobs(test.services);
    assert.equal(await test.services.blobs.head(old ?? ''), null);
    const { photo_key: current } = await keyOf(person);
    assert.equal((await browser('DELETE', '/api/account/photo')).statusCode, 204);
    await collectBlobs(test.services);
    assert.equal(await test.services.blobs.head(current ?? ''), null);
    assert.equal((await me(browser)).photoUrl, null);
  });

  it('is a picture by what is in it, of up to 5 MB', async () => {
    const { person, browser } = await somebody();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    const multipart = 'multipart/form-data; boundary=b';
    const cases: [Buffer, string, number][] = [
      [svg, 'image/svg+xml', 415],
      [svg, 'image/png', 415],
      [form(Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;'), 'image/png'), multipart, 415],
      [Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)]), 'image/png', 413],
      [form(Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)]), 'image/png'), multipart, 413],
      [Buffer.alloc(0), 'image/png', 400],
      [form(Buffer.alloc(0), 'image/png'), multipart, 400],
      [Buffer.from('--b--\r\n'), multipart, 400],
      [Buffer.from('nothing of a form'), multipart, 400],
      [Buffer.from('{}'), 'application/json', 400],
      [png, 'text/html', 415],
    ];
    for (const [body, type, status] of cases) {
      const answer = await upload(browser, body, type);
      assert.equal(answer.statusCode, status, `${type} ${answer.body}`);
    }
    assert.equal((await keyOf(person)).photo_key, null);
  });
});
