import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { withCompany, withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { type Applicant, chatPath, createApplicant, createHiring, type Hiring } from '#test/applicants.ts';
import { wave } from '#test/wave.ts';
import { collectBlobs, discardBlobs, storeBlob } from './loose.ts';

let parley: TestApp;
let acme: Hiring;
let applicant: Applicant;
let page: string;

before(async () => {
  parley = await startTestApp();
  acme = await createHiring(parley.db);
  applicant = await createApplicant(parley.db, acme);
  page = chatPath(parley.services.config, applicant);
  await post('/opened', { clientKey: crypto.randomUUID() });
  await post('/messages', { clientKey: crypto.randomUUID(), text: 'I like people', questionId: 'why' });
});
after(() => parley.close());

const post = (path: string, payload: object) => parley.app.inject({ method: 'POST', url: page + path, payload });

async function record(): Promise<{ key: string; blob: string }> {
  const headers = { 'content-type': 'audio/wav' };
  const answer = await parley.app.inject({ method: 'POST', url: `${page}/audio`, headers, payload: wave() });
  assert.equal(answer.statusCode, 201);
  const { blob } = answer.json();
  return { blob, key: JSON.parse(Buffer.from(blob.split('.')[0], 'base64url').toString()).key };
}

const say = (blob: string) => post('/messages', { clientKey: crypto.randomUUID(), blob, questionId: 'voice' });
const isThere = async (key: string) => (await parley.services.blobs.head(key)) !== null;
const letPass = (time: string) =>
  withSystem(parley.db, (trx) => sql`update loose_blobs set due_at = due_at - ${time}::interval`.execute(trx));

test('an upload that is not used within a day is deleted; what was used stays', async () => {
  const [used, unused] = [await record(), await record()];
  assert.equal((await say(used.blob)).statusCode, 200);
  await letPass('23 hours');
  await collectBlobs(parley.services);
  assert.deepEqual([await isThere(used.key), await isThere(unused.key)], [true, true]);
  await letPass('1 hour');
  await collectBlobs(parley.services);
  assert.deepEqual([await isThere(used.key), await isThere(unused.key)], [true, false]);
  const late = await say(unused.blob);
  assert.equal(late.statusCode, 400);
  assert.match(late.json().error.message, /Upload it again/);
});

test('what is due is claimed by nobody: a collector that was killed may have deleted the file', async () => {
  const { key, blob } = await record();
  await letPass('1 day');
  await parley.services.blobs.delete(key);
  assert.equal((await say(blob)).statusCode, 400);
});

test('a message that is repeated has its recording, and another message can not have it', async () => {
  const { key, blob } = await record();
  const message = { clientKey: crypto.randomUUID(), blob, questionId: 'voice' };
  for (const status of [200, 200]) assert.equal((await post('/messages', message)).statusCode, status);
  assert.equal((await say(blob)).statusCode, 400);
  await letPass('1 day');
  await collectBlobs(parley.services);
  assert.ok(await isThere(key));
});

test('a file that can not be deleted now holds up no other, and is tried again', async () => {
  const options = { contentType: 'text/plain', maxBytes: 100 };
  const [stuck, free] = [
    await storeBlob(parley.services, acme.companyId, Buffer.from('a'), options),
    await storeBlob(parley.services, acme.companyId, Buffer.from('b'), options),
  ];
  await withCompany(parley.db, acme.companyId, (trx) => discardBlobs(trx, acme.companyId, [stuck.key, free.key]));
  const { blobs } = parley.services;
  const broken = {
    ...blobs,
    delete: async (key: string) => {
      if (key === stuck.key) throw new Error('The store is not there.');
      await blobs.delete(key);
    },
  };
  await collectBlobs({ ...parley.services, blobs: broken });
  assert.deepEqual([await isThere(stuck.key), await isThere(free.key)], [true, false]);
  await collectBlobs(parley.services);
  assert.ok(await isThere(stuck.key));
  await letPass('1 hour');
  await collectBlobs(parley.services);
  assert.ok(!(await isThere(stuck.key)));
});
