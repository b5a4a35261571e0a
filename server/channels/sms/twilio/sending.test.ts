import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { connect } from '#channels/connections.ts';
import { providerFetch } from '#channels/provider-fetch.ts';
import { warnOfChannels } from '#channels/warnings.ts';
import type { Loop } from '#conversations/loop.ts';
import { withSystem } from '#platform/db.ts';
import { type Applicant, countRows, createApplicant, createHiring, messagesOf } from '#test/applicants.ts';
import { queue, sms } from '#test/outbox.ts';
import {
  connectTwilio,
  deliverWebhook,
  putChannel,
  reached,
  smsOf,
  startEagerOutbox,
  startTexting,
} from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';
import { startTwilio } from '../../../../test/providers/twilio.ts';
import { twilio as adapter } from './adapter.ts';

type Texting = Awaited<ReturnType<typeof startTexting>>;
let texting: Texting;
let webhook: string;
let authToken: string;
let loops: Loop[] = [];
before(async () => {
  texting = await startTexting();
  webhook = await connectTwilio(texting.program, texting.hiring, texting.twilio);
  authToken = texting.twilio.account.authToken;
});
afterEach(async () => {
  await Promise.all(loops.map((loop) => loop.stop()));
  loops = [];
  assert.deepEqual(texting.twilio.misunderstandings, []);
  texting.twilio.account.authToken = authToken;
  texting.twilio.messages.length = 0;
  texting.twilio.mishaps.length = 0;
  await texting.program.db.pool.query(
    'update channel_connections set paused_until = null, failures = 0, free_at = now()',
  );
  await texting.program.db.pool.query('delete from outbox');
});
after(() => texting.close());

const start = () => loops.push(startEagerOutbox(texting.program));
const applicant = () => createApplicant(texting.program.db, texting.hiring);
const send = (person: Applicant, ...bodies: string[]) =>
  queue(
    texting.program.db,
    person.companyId,
    bodies.map((body) => sms(person, body)),
  );
const taken = () => texting.twilio.messages.map((message) => message.body);
const newest = async (person: Applicant) => (await messagesOf(texting.program.db, person)).at(-1);
const attempts = async () => {
  const { rows } = await texting.program.db.pool.query<{ attempts: number }>('select attempts from outbox');
  return rows.map((row) => row.attempts);
};
const endPause = () =>
  texting.program.db.pool.query("update channel_connections set paused_until = now() where paused_until < 'infinity'");

describe('sending by Twilio', () => {
  it('keeps the provider’s id', async () => {
    const ana = await applicant();
    await send(ana, 'one');
    start();
    const sent = await reached(texting.program, ana, 'sent');
    assert.equal(sent.provider_id, texting.twilio.messages[0]?.sid);
    assert.equal(texting.twilio.messages[0]?.statusCallback, `${webhook}?message=${sent.id}`);
    assert.equal(await countRows(texting.program.db, 'sandbox_messages'), 0);
  });

  it('waits as long as it is asked to, with all that goes by this sender, and counts no attempt', async () => {
    const [ana, bea] = [await applicant(), await applicant()];
    texting.twilio.mishaps.push({ status: 429, code: 20429, retryAfter: 900 });
    await send(ana, 'one');
    start();
    await waitUntil(async () => (await newest(ana))?.error_code === 'twilio_20429');
    await send(bea, 'two');
    const { rows } = await texting.program.db.pool.query(
      "select extract(epoch from paused_until - now())::int as seconds from channel_connections where channel = 'sms'",
    );
    assert.ok(rows[0].seconds > 880);
    assert.deepEqual([await attempts(), taken()], [[0, 0], []]);
    assert.equal((await smsOf(texting.program, texting.hiring)).connection.status, 'paused');
    await endPause();
    await reached(texting.program, bea, 'sent');
    assert.deepEqual(new Set(taken()), new Set(['one', 'two']));
  });

  it('keeps messages until the owner has put right what is wrong with the account, and shows what it is', async () => {
    const ana = await applicant();
    texting.twilio.account.authToken = 'changed at Twilio';
    await send(ana, 'one');
    start();
    await waitUntil(async () => (await newest(ana))?.error_code === 'twilio_20003');
    const { connection } = await smsOf(texting.program, texting.hiring);
    assert.deepEqual([connection.status, connection.lastError.code], ['blocked', 'twilio_20003']);
    for (const _turn of [1, 2]) await warnOfChannels(texting.program.services);
    const warned = await texting.program.db.pool.query("select data from pgboss.job where name = 'send-system-mail'");
    assert.deepEqual(warned.rows, [{ data: { kind: 'channel', userId: texting.hiring.ownerId } }], 'the owner, once');
    await endPause();
    assert.deepEqual([(await newest(ana))?.status, await attempts()], ['queued', [0]]);
    const refused = await putChannel(texting.program, texting.hiring, { ...texting.twilio.credentials });
    assert.deepEqual(
      [refused.statusCode, refused.json().error.fields],
      [422, { authToken: 'Twilio does not know this account SID with this auth token.' }],
    );
    texting.twilio.account.authToken = authToken;
    assert.equal(await connectTwilio(texting.program, texting.hiring, texting.twilio), webhook);
    await reached(texting.program, ana, 'sent');
    const after = (await smsOf(texting.program, texting.hiring)).connection;
    assert.deepEqual([after.status, after.lastError], ['connected', null]);
  });

  it('refuses for good what is wrong with a number, and writes no more to who has opted out there', async () => {
    const [ana, bea] = [await applicant(), await applicant()];
    texting.twilio.mishaps.push({ status: 400, code: 21211 });
    await send(ana, 'one');
    start();
    assert.equal((await reached(texting.program, ana, 'failed')).error_code, 'twilio_21211');
    texting.twilio.mishaps.push({ status: 400, code: 21610 });
    await send(bea, 'two', 'three');
    await waitUntil(async () => (await newest(bea))?.error_code === 'suppressed');
    assert.deepEqual(taken(), []);
    await withSystem(texting.program.db, (trx) => sql`delete from suppressions`.execute(trx));
  });

  it('keeps to the rate of the sender', async () => {
    await connectTwilio(texting.program, texting.hiring, texting.twilio, '0.1');
    const [ana, bea] = [await applicant(), await applicant()];
    await send(ana, 'one');
    await send(bea, 'two');
    start();
    await waitUntil(() => taken().length === 1);
    const { rows } = await texting.program.db.pool.query(
      'select extract(epoch from free_at - now())::int as seconds from channel_connections where disconnected_at is null',
    );
    assert.ok(rows[0].seconds > 5, 'another may go in some ten seconds');
    await texting.program.db.pool.query('update channel_connections set free_at = now()');
    await waitUntil(() => taken().length === 2);
    await connectTwilio(texting.program, texting.hiring, texting.twilio);
  });

  it('asks what became of a message whose answer got lost, and does not send it again', async () => {
    const ana = await applicant();
    await send(ana, 'the same');
    start();
    await reached(texting.program, ana, 'sent');
    texting.twilio.mishaps.push('cut after taking');
    await send(ana, 'the same');
    await waitUntil(async () => (await newest(ana))?.status === 'sent');
    const ids = (await messagesOf(texting.program.db, ana)).map((message) => message.provider_id);
    assert.deepEqual(
      ids,
      texting.twilio.messages.map((message) => message.sid),
    );
    assert.equal(ids.length, 2);
  });

  it('sends again what never arrived, though the same words went before', async () => {
    const ana = await applicant();
    await send(ana, 'one');
    start();
    await reached(texting.program, ana, 'sent');
    texting.twilio.mishaps.push('cut before taking', { status: 500, code: 20500 });
    await send(ana, 'one');
    await waitUntil(async () => {
      await endPause();
      return (await newest(ana))?.status === 'sent';
    });
    assert.deepEqual(taken(), ['one', 'one']);
  });

  it('takes a status for the answer that got lost', async () => {
    const ana = await applicant();
    texting.twilio.mishaps.push('silent after taking');
    await send(ana, 'one');
    start();
    const message = await waitUntil(() => texting.twilio.messages[0]);
    const told = await deliverWebhook(
      texting.program,
      texting.twilio,
      message.statusCallback,
      texting.twilio.status(message, 'delivered'),
    );
    assert.equal(told.statusCode, 200);
    assert.deepEqual([(await newest(ana))?.status, (await newest(ana))?.provider_id], ['delivered', message.sid]);
    assert.equal(await countRows(texting.program.db, 'outbox'), 0);
    texting.twilio.dropConnections();
  });

  it('finds a message that a provider took without a word', async () => {
    const fetch = providerFetch(texting.program.services.config);
    const values = { ...texting.twilio.credentials, messagesPerSecond: 1 };
    const impatient = {
      ...connect(texting.program.services, adapter, values, { companyId: 1, connectionId: 1 }),
      values,
      fetch: ((url, options) => fetch(url, { ...options, timeoutMs: 200 })) as typeof fetch,
    };
    const since = new Date();
    const about = { messageId: 1, to: '+639170000000', body: 'one', files: [] as const };
    const message = about as unknown as Parameters<typeof adapter.send>[0];
    texting.twilio.mishaps.push('silent after taking');
    assert.equal((await adapter.send(message, impatient)).outcome, 'unknown');
    assert.deepEqual(await adapter.find?.(message, since, impatient), [texting.twilio.messages[0]?.sid]);
  });

  it('sends once what a killed worker had given to Twilio', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, applicant));
    for (const person of people) await send(person, `to ${person.candidateId}`);
    const { config } = texting.program.services;
    const script = join(import.meta.dirname, '../../../../test/support/killed-sender.ts');
    const given = [texting.program.databaseUrl, config.secret, JSON.stringify(config.providerOrigins)];
    texting.twilio.mishaps.push(...people.map(() => 'silent after taking' as const));
    const child = spawn(process.execPath, [script, ...given], { stdio: ['ignore', 'ignore', 'inherit'] });
    const exit = once(child, 'exit');
    await waitUntil(() => texting.twilio.messages.length === 5).finally(() => child.kill('SIGKILL'));
    await exit;
    start();
    for (const person of people) await reached(texting.program, person, 'sent');
    assert.equal(texting.twilio.messages.length, 5);
  });

  it('lets one company’s trouble hold up nobody else', async () => {
    const fake = await startTwilio();
    const { program } = texting;
    const other = await createHiring(program.db, { name: 'Other' });
    const origins = program.services.config.providerOrigins as Record<string, string>;
    const [ana, bea] = [await applicant(), await createApplicant(program.db, other)];
    const real = { ...origins };
    Object.assign(origins, fake.origins);
    await connectTwilio(program, other, fake);
    Object.assign(origins, real);
    // The other company's credentials are wrong here, so its connection is blocked.
    await send(bea, 'theirs');
    start();
    await waitUntil(async () => (await newest(bea))?.error_code === 'twilio_20003');
    await send(ana, 'ours');
    await reached(program, ana, 'sent');
    assert.equal((await newest(bea))?.status, 'queued');
    await fake.close();
  });
});
