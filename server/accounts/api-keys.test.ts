import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { hashToken } from '#platform/crypto.ts';
import { withCompany, withSystem } from '#platform/db.ts';
import { type Browser, browserOf, createPerson, createTestCompany } from '#test/accounts.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { waitUntil } from '#test/wait-until.ts';
import { revokeApiKey, verifyApiKey } from './api-keys.ts';

let test: TestApp;
let companyId: number;
let browser: Browser;
before(async () => {
  test = await startTestApp();
  companyId = await createTestCompany(test);
  browser = await browserOf(test, await createPerson(test, companyId, 'owner'));
});
after(() => test.close());

type Created = { id: number; key: string; secret: string };
async function create(values: object = { name: 'Careers site' }): Promise<Created> {
  const answer = await browser('POST', '/api/api-keys', values);
  assert.equal(answer.statusCode, 201, answer.body);
  return answer.json();
}
const list = async () => (await browser('GET', '/api/api-keys')).json() as { id: number; lastUsedAt: string | null }[];

describe('an API key', () => {
  it('is shown with its secret once, and stored hashed', async () => {
    const { id, key, secret } = await create({ name: 'Careers site', requestsPerMinute: 60 });
    const item = (await list()).find((one) => one.id === id);
    const { createdAt, ...rest } = item as unknown as Record<string, unknown>;
    assert.deepEqual(rest, { id, name: 'Careers site', key, requestsPerMinute: 60, lastUsedAt: null });
    assert.ok(createdAt);
    const row = await withSystem(test.db, (trx) =>
      trx.selectFrom('api_keys').select('secret_hash').where('id', '=', id).executeTakeFirstOrThrow(),
    );
    assert.equal(row.secret_hash, hashToken(secret));
    assert.deepEqual(await verifyApiKey(test.db, key, secret), { companyId, keyId: id, requestsPerMinute: 60 });
  });

  it('opens nothing with another secret, and is nothing without one', async () => {
    const { key } = await create();
    for (const [given, secret] of [
      [key, (await create()).secret],
      [key, ''],
      ['unknown', 'x'],
      ['', ''],
    ] as const)
      assert.equal(await verifyApiKey(test.db, given, secret), null);
  });

  it('tells when it was used, by its right secret', async () => {
    const { id, key, secret } = await create();
    await verifyApiKey(test.db, key, 'wrong');
    const lastUsed = async () => (await list()).find((one) => one.id === id)?.lastUsedAt;
    assert.equal(await lastUsed(), null);
    await Promise.all(Array.from({ length: 20 }, () => verifyApiKey(test.db, key, secret)));
    assert.ok(await waitUntil(lastUsed));
  });

  it('that is revoked is refused at once, also by a process that has just let it through', async () => {
    const here = await create();
    assert.ok(await verifyApiKey(test.db, here.key, here.secret));
    assert.equal((await browser('DELETE', `/api/api-keys/${here.id}`)).statusCode, 204);
    assert.equal(await verifyApiKey(test.db, here.key, here.secret), null);
    assert.equal((await browser('DELETE', `/api/api-keys/${here.id}`)).statusCode, 404);
    assert.ok((await list()).every((one) => one.id !== here.id));

    const elsewhere = await create();
    assert.ok(await verifyApiKey(test.db, elsewhere.key, elsewhere.secret));
    await withCompany(test.db, companyId, (trx) =>
      trx.updateTable('api_keys').set({ revoked_at: new Date() }).where('id', '=', elsewhere.id).execute(),
    );
    test.services.hints.publish({ companyId, topic: 'api-keys', id: elsewhere.key });
    await waitUntil(async () => (await verifyApiKey(test.db, elsewhere.key, elsewhere.secret)) === null, 1000);
  });

  it('that is revoked while it is looked up does not fail the look-up', async () => {
    const { id, key, secret } = await create();
    const told = Promise.withResolvers<void>();
    const stop = test.services.hints.subscribe((hint) => hint.id === key && told.resolve());
    const { verifying } = await withSystem(test.db, async (trx) => {
      await sql`lock table api_keys in access exclusive mode`.execute(trx);
      const verifying = verifyApiKey(test.db, key, secret);
      test.services.hints.publish({ companyId, topic: 'api-keys', id: key });
      await told.promise;
      return { verifying };
    });
    assert.equal((await verifying)?.keyId, id);
    stop();
  });

  it('whose revocation is rolled back goes on', async () => {
    const { id, key, secret } = await create();
    const failed = withCompany(test.db, companyId, async (trx) => {
      await revokeApiKey(trx, companyId, id);
      throw new Error('no');
    });
    await assert.rejects(failed);
    assert.ok(await verifyApiKey(test.db, key, secret));
  });

  it('belongs to its company alone', async () => {
    const { id } = await create();
    const stranger = await browserOf(test, await createPerson(test, await createTestCompany(test), 'owner'));
    assert.equal((await stranger('DELETE', `/api/api-keys/${id}`)).statusCode, 404);
    assert.deepEqual((await stranger('GET', '/api/api-keys')).json(), []);
  });

  it('has a name and a limit that is a number', async () => {
    for (const values of [{}, { name: '' }, { name: 'X', requestsPerMinute: 0 }, { name: 'X', requestsPerMinute: '9' }])
      assert.equal((await browser('POST', '/api/api-keys', values)).statusCode, 400, JSON.stringify(values));
    for (const id of ['0', 'x', '99999999999999999999'])
      assert.equal((await browser('DELETE', `/api/api-keys/${id}`)).statusCode, 400);
  });
});
