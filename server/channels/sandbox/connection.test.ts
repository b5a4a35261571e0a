import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { withCompany } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, countRows, createHiring, type Hiring, sessionFromHeader } from '#test/applicants.ts';
import { saveConnection, secretFields, webhookToken } from '../connections.ts';
import { twilio } from '../sms/twilio/adapter.ts';
import { connectSandbox, sandboxAccount, sandboxConnectionId } from './connection.ts';
import type { SandboxProvider, Writing } from './provider.ts';
import { findSandboxProvider, playedKinds } from './providers.ts';

let program: TestApp;
let hiring: Hiring;
let other: Hiring;
before(async () => {
  program = await startTestApp({ authenticate: sessionFromHeader });
  [hiring, other] = [await createHiring(program.db), await createHiring(program.db)];
});
after(() => program.close());

const provider = (kind: string) => findSandboxProvider(kind) as SandboxProvider;
const connectedOf = (kind: string, { companyId }: Hiring) =>
  connectSandbox(provider(kind), sandboxAccount(program.services.config, provider(kind), companyId), {});

let serial = 0;
/** A message as the provider of this company signs it, to the address of that one. */
function deliver(kind: string, signer: Hiring, addressee: Hiring) {
  const content = { kind: 'text' as const, text: 'Hello' };
  const writing: Writing = { id: ++serial, at: new Date(), from: '+639171234567', name: 'Ana', content };
  const { webhookUrl } = connectedOf(kind, addressee);
  const { query = {}, headers, body } = provider(kind).write(writing, { ...connectedOf(kind, signer), webhookUrl });
  const url = `${webhookUrl.slice(program.services.config.publicUrl.length)}?${new URLSearchParams(query)}`;
  return program.app.inject({ method: 'POST', url, headers, payload: body });
}

test('the webhooks of the sandbox are taken by the address of the company whose account signed them', async () => {
  for (const kind of playedKinds) {
    const before = await countRows(program.db, 'inbound_events');
    const taken = await deliver(kind, hiring, hiring);
    assert.deepEqual([taken.statusCode, taken.body], [200, provider(kind).adapter.acknowledgement?.body]);
    assert.equal((await deliver(kind, other, hiring)).statusCode, 403);
    assert.equal(await countRows(program.db, 'inbound_events'), before + 1);
  }
});

test('the account that is played at a provider is another for each company and each channel', () => {
  const secrets = playedKinds.flatMap((kind) =>
    [hiring, other].flatMap((of) => {
      const values = Object.entries(connectedOf(kind, of).values);
      return values.filter(([name]) => secretFields(provider(kind).adapter).includes(name)).map(([, value]) => value);
    }),
  );
  assert.equal(new Set(secrets).size, secrets.length);
  assert.ok(secrets.every((secret) => /^[0-9a-f]{32,43}$/.test(String(secret))));
});

test('a provider that is played answers nobody without the password of the account', async () => {
  for (const [kind, url] of [
    ['sms', 'https://api.twilio.com/2010-04-01/Accounts/AC0/Messages.json'],
    ['whatsapp', 'https://graph.facebook.com/v23.0/1/messages'],
  ] as const) {
    const answer = await connectedOf(kind, hiring).fetch(url, { method: 'POST', body: '{}' });
    assert.equal(answer.status, 401);
  }
});

test('nothing of the sandbox is reached on a channel that is connected, and all of it again once it is not', async () => {
  const { companyId, ownerId } = hiring;
  const phone = { phone: '+639171234567', channel: 'sms' };
  const act = () =>
    Promise.all([
      deliver('sms', hiring, hiring),
      post('POST', '/api/sandbox/phone/messages', { ...phone, text: 'Hello' }),
      post('PUT', '/api/sandbox/phone/reading', { ...phone, upTo: 1 }),
      post('PUT', '/api/sandbox/phone/trouble', { ...phone, trouble: 'lost' }),
    ]).then((answers) => answers.map(({ statusCode }) => statusCode));
  const post = (method: 'POST' | 'PUT', url: string, payload: object) =>
    program.app.inject({ method, url, headers: as('owner', hiring), payload });
  const tabs = async () => {
    const url = `/api/sandbox/phone?${new URLSearchParams(phone)}`;
    const { tabs: shown } = (await program.app.inject({ url, headers: as('owner', hiring) })).json();
    return shown.map(({ channel }: { channel: string }) => channel);
  };
  const values = { accountSid: `AC${'1'.repeat(32)}`, authToken: 'x', sender: '+14155550111', messagesPerSecond: 1 };
  const id = await withCompany(program.db, companyId, (trx) =>
    saveConnection(trx, program.services.config, twilio, values, { companyId, userId: ownerId }),
  );
  assert.deepEqual(await act(), [404, 409, 409, 409]);
  assert.ok(!(await tabs()).includes('sms'));
  await program.app.inject({ method: 'DELETE', url: `/api/channels/${id}`, headers: as('owner', hiring) });
  assert.deepEqual(await act(), [200, 201, 204, 204]);
  assert.ok((await tabs()).includes('sms'));
});

test('an address of the sandbox is signed: one that somebody made up is none', async () => {
  const { companyId } = hiring;
  const token = webhookToken({ secret: 'x'.repeat(32) }, { companyId, connectionId: sandboxConnectionId });
  const answer = await program.app.inject({ method: 'POST', url: `/webhooks/sms/${token}`, payload: 'x' });
  assert.equal(answer.statusCode, 404);
});
