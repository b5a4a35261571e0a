import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createApplicant, createHiring, type Hiring, messagesOf, sessionFromHeader } from '#test/applicants.ts';
import { queue, sms } from '#test/outbox.ts';
import { startEagerOutbox } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';

let program: TestApp;
let hiring: Hiring;
let outbox: ReturnType<typeof startEagerOutbox>;
before(async () => {
  program = await startTestApp({ authenticate: sessionFromHeader });
  hiring = await createHiring(program.db);
  outbox = startEagerOutbox(program);
});
after(async () => {
  await outbox.stop();
  await program.close();
});

const put = (channel: string, outage: string | null, of = hiring) =>
  program.app.inject({
    method: 'PUT',
    url: '/api/sandbox/outage',
    headers: as('owner', of),
    payload: { channel, outage },
  });

let serial = 0;
async function send(channel: 'sms' | 'whatsapp' | 'messenger' | 'wechat' | 'email', of = hiring, body = 'Hello') {
  const phone = `+63917556${String(1000 + ++serial)}`;
  const toAddress = channel === 'email' ? `o${serial}@candidates.example` : phone;
  const person = await createApplicant(program.db, of, { phone });
  await withSystem(program.db, (trx) =>
    sql`insert into messages (company_id, candidate_id, application_id, direction, author, channel, body, to_address, status)
        values (${person.companyId}, ${person.candidateId}, ${person.applicationId}, 'in', 'candidate', ${channel}, 'Hi',
          ${toAddress}, 'received')`.execute(trx),
  );
  await queue(program.db, of.companyId, [{ ...sms(person, body), channel, toAddress }]);
  program.services.hints.publish({ companyId: 0, topic: 'outbox' });
  return async () => {
    const last = (await messagesOf(program.db, person)).findLast(({ direction }) => direction === 'out');
    return last && { status: last.status, code: last.error_code };
  };
}

async function nothingWaits(): Promise<void> {
  await withSystem(program.db, (trx) => sql`update outbox set due_at = now()`.execute(trx));
  program.services.hints.publish({ companyId: 0, topic: 'outbox' });
}

test('a provider that is busy is asked again later, and gets each message once it is not', async () => {
  for (const [channel, code] of [
    ['sms', 'twilio_20429'],
    ['whatsapp', 'whatsapp_130429'],
    ['messenger', 'messenger_613'],
    ['wechat', 'wechat_45009'],
    ['email', 'busy'],
  ] as const) {
    assert.equal((await put(channel, 'busy')).statusCode, 204);
    const state = await send(channel);
    await waitUntil(async () => (await state())?.code);
    assert.deepEqual(await state(), { status: 'queued', code });
    assert.equal((await put(channel, null)).statusCode, 204);
    await nothingWaits();
    await waitUntil(async () => (await state())?.status === 'sent');
  }
});

test('one that has nothing but errors to say keeps no message from leaving later', async () => {
  await put('sms', 'down');
  const state = await send('sms');
  await waitUntil(async () => (await state())?.code === 'twilio_503');
  await put('sms', null);
  await nothingWaits();
  await waitUntil(async () => (await state())?.status === 'sent');
});

test('one that takes a message and does not answer is asked after it, and is not sent it twice', async () => {
  await put('whatsapp', 'silent');
  const state = await send('whatsapp', hiring, 'whatsapp silent');
  await waitUntil(async () => (await state())?.status === 'sent');
  assert.equal(await countArrived('whatsapp silent'), 1);
  await put('whatsapp', null);
});

async function countArrived(body: string): Promise<number> {
  const { rows } = await program.db.pool.query('select from sandbox_messages where body = $1', [body]);
  return rows.length;
}

test('it fails for its own company alone, for no longer than is shown, and only where it is played', async () => {
  const other = await createHiring(program.db, { name: 'Other' });
  await put('sms', 'busy');
  const theirs = await send('sms', other);
  await waitUntil(async () => (await theirs())?.status === 'sent');
  const url = '/api/sandbox/phone?phone=%2B639175560001&channel=sms';
  const shown = async () => (await program.app.inject({ url, headers: as('owner', hiring) })).json().outage;
  assert.equal((await shown()).kind, 'busy');
  assert.ok(Date.parse((await shown()).until) > Date.now());
  await withSystem(program.db, (trx) => sql`update sandbox_outages set until = now()`.execute(trx));
  assert.equal(await shown(), null);
  const state = await send('sms');
  await waitUntil(async () => (await state())?.status === 'sent');
  assert.equal((await put('webchat', 'busy')).statusCode, 400);
  assert.equal((await put('sms', 'lazy')).statusCode, 400);
});
