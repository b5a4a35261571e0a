import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { withSystem } from '#platform/db.ts';
import { type Applicant, as, createApplicant, messagesOf } from '#test/applicants.ts';
import { channelOf, connectWay, deliver, putConnection, startBeside } from '#test/connecting.ts';
import { picture, pixel, sendFiles } from '#test/files.ts';
import { queue, sms } from '#test/outbox.ts';
import { hurry, reached } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';
import { type FakeTelnyx, startTelnyx } from '../../../../test/providers/telnyx.ts';

const byTelnyx = { channel: 'sms', provider: 'telnyx' } as const;
let telnyx: FakeTelnyx;
let beside: Awaited<ReturnType<typeof startBeside>>;
let webhook: string;
before(async () => {
  telnyx = await startTelnyx();
  beside = await startBeside(telnyx, { worker: true });
  webhook = await connectWay(beside.program, beside.hiring, byTelnyx, telnyx.credentials);
});
afterEach(() => assert.deepEqual(telnyx.misunderstandings, []));
after(() => beside.close());

let serial = 0;
async function candidate() {
  const phone = `+63917555${String(1000 + ++serial)}`;
  const applicant = await createApplicant(beside.program.db, beside.hiring, { phone });
  await withSystem(beside.program.db, (trx) =>
    trx
      .insertInto('candidate_contacts')
      .values({ company_id: applicant.companyId, candidate_id: applicant.candidateId, kind: 'phone', value: phone })
      .execute(),
  );
  return { ...applicant, phone };
}

const tell = (event: object, options = {}, url = webhook) =>
  deliver(beside.program, url, telnyx.signed(event, options));
const received = (phone: string) => telnyx.messages.filter((one) => one.to === phone).map((one) => one.text);
const newest = async (person: Applicant) => (await messagesOf(beside.program.db, person)).at(-1);
const count = async (table: string, where: string, value: string) => {
  const { rows } = await beside.program.db.pool.query(`select from ${table} where ${where} = $1`, [value]);
  return rows.length;
};
const send = async (person: Applicant & { phone: string }, body: string) => {
  await queue(beside.program.db, person.companyId, [{ ...sms(person, body), toAddress: person.phone }]);
  beside.program.services.hints.publish({ companyId: 0, topic: 'outbox' });
};
const endPause = () =>
  beside.program.db.pool.query('update channel_connections set paused_until = null, failures = 0, free_at = now()');

/** The candidate writes; resolves with what their phone shows next. */
async function write(phone: string, text: string, files: { body: Buffer; contentType: string }[] = []) {
  const before = received(phone).length;
  assert.equal((await tell(telnyx.inbound(phone, text, files))).statusCode, 200);
  if (files.length === 0) await hurry(beside.program);
  return waitUntil(() => received(phone)[before]);
}

/** A message that Telnyx has taken. */
async function sentMessage(person: Applicant & { phone: string }, body: string) {
  await send(person, body);
  await reached(beside.program, person, 'sent');
  const message = telnyx.messages.find((one) => one.text === body);
  assert.ok(message);
  return message;
}

describe('SMS by Telnyx', () => {
  it('is one of the providers that an owner chooses from', async () => {
    const { app } = beside.program;
    const channels = (await app.inject({ url: '/api/channels', headers: as('owner', beside.hiring) })).json();
    const { providers, connection } = channels.find((one: { channel: string }) => one.channel === 'sms');
    assert.deepEqual(
      providers.map((one: { name: string }) => one.name),
      ['Twilio', 'Telnyx'],
    );
    assert.equal(connection.provider, 'telnyx');
    assert.ok(!JSON.stringify(channels).includes(telnyx.credentials.apiKey));
  });

  it('is tried before it is kept, and the owner learns what is wrong', async () => {
    const refusalOf = async (values: object) => {
      const answer = await putConnection(beside.program, beside.hiring, byTelnyx, { ...telnyx.credentials, ...values });
      return [answer.statusCode, answer.json().error.fields];
    };
    assert.deepEqual(await refusalOf({ apiKey: 'KEY1' }), [422, { apiKey: 'Telnyx does not know this API key.' }]);
    assert.deepEqual(await refusalOf({ sender: '+13125550000' }), [
      422,
      { sender: 'This account has no such number.' },
    ]);
    assert.deepEqual(await refusalOf({ sender: '00000000-0000-4000-8000-000000000000' }), [
      422,
      { sender: 'This account has no messaging profile with this ID.' },
    ]);
    assert.deepEqual(await refusalOf({ publicKey: 'short' }), [
      400,
      { publicKey: 'The public key has 44 characters, the last of them =.' },
    ]);
  });

  it('sends by a messaging profile where the owner named one', async () => {
    const ana = await candidate();
    const { program, hiring } = beside;
    const byProfile = { ...telnyx.credentials, sender: telnyx.profileId };
    assert.equal(await connectWay(program, hiring, byTelnyx, byProfile), webhook);
    await sentMessage(ana, 'by the profile');
    await connectWay(program, hiring, byTelnyx, telnyx.credentials);
  });

  it('holds an interview from the first word to the last, a voice message among the answers', async () => {
    const ana = await candidate();
    assert.equal(await write(ana.phone, 'Hi'), 'Hello! A few questions.\n\nWhy do you want this job?');
    assert.equal(await write(ana.phone, 'I like people'), 'Tell us about yourself.');
    const wav = Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1'), Buffer.alloc(64)]);
    const voice = [{ body: wav, contentType: 'audio/wav' }];
    assert.equal(await write(ana.phone, '', voice), 'How many years of experience?');
    assert.equal(await write(ana.phone, '3'), 'Which shift?\n1. Day\n2. Night');
    assert.equal(await write(ana.phone, '2'), 'Thank you, we will be in touch.');
    const answers = await withSystem(beside.program.db, (trx) =>
      trx
        .selectFrom('answers')
        .selectAll()
        .where('application_id', '=', ana.applicationId)
        .orderBy('position')
        .execute(),
    );
    assert.deepEqual(
      answers.map(({ text, number, choice_id, content_type }) => text ?? number ?? choice_id ?? content_type),
      ['I like people', 'audio/wav', '3', 'Night'],
    );
  });

  it('writes no more to who has opted out, here or at Telnyx', async () => {
    const [ana, bea] = [await candidate(), await candidate()];
    await tell(telnyx.inbound(ana.phone, 'Stop'));
    await send(ana, 'still there?');
    assert.equal((await reached(beside.program, ana, 'failed')).error_code, 'suppressed');
    await tell(telnyx.inbound(ana.phone, 'START'));
    assert.equal(await count('suppressions', 'address', ana.phone), 0);
    telnyx.mishaps.push({ status: 409, code: 40300 });
    await send(bea, 'and you?');
    assert.equal((await reached(beside.program, bea, 'failed')).error_code, 'telnyx_40300');
    assert.equal(await count('suppressions', 'address', bea.phone), 1);
  });
});

describe('a webhook of Telnyx', () => {
  it('is refused where it is signed by another, was changed, is old or not signed, and nothing of it is kept', async () => {
    const phone = '+639170001111';
    const event = telnyx.inbound(phone, 'Hello');
    assert.equal((await tell(event, { stranger: true })).statusCode, 403);
    assert.equal((await tell(event, { secondsAgo: 301 })).statusCode, 403);
    assert.equal((await tell(event, { secondsAgo: -301 })).statusCode, 403);
    const { headers, payload } = telnyx.signed(event);
    const changed = payload.replace('Hello', 'Hell0');
    assert.equal((await deliver(beside.program, webhook, { headers, payload: changed })).statusCode, 403);
    const later = { ...headers, 'telnyx-timestamp': String(Number(headers['telnyx-timestamp']) + 1) };
    assert.equal((await deliver(beside.program, webhook, { headers: later, payload })).statusCode, 403);
    const unsigned = { 'content-type': 'application/json' };
    assert.equal((await deliver(beside.program, webhook, { headers: unsigned, payload })).statusCode, 403);
    assert.equal(await count('inbound_events', 'address', phone), 0);
    assert.equal((await tell(event, { secondsAgo: 299 })).statusCode, 200);
    assert.equal(await count('inbound_events', 'address', phone), 1);
  });

  it('tells the same several times, out of order, and once is enough', async () => {
    const ana = await candidate();
    const message = await sentMessage(ana, 'shuffled');
    for (const status of ['delivered', 'sent', 'delivery_unconfirmed', 'delivered']) {
      assert.equal((await tell(telnyx.status(message, status), {}, message.webhookUrl)).statusCode, 200);
      assert.equal((await newest(ana))?.status, 'delivered', status);
    }
    const event = telnyx.inbound('+639170002222', 'Hello');
    const answers = await Promise.all(Array.from({ length: 8 }, () => tell(event)));
    assert.ok(answers.every((answer) => answer.statusCode === 200));
    assert.equal(await count('inbound_events', 'address', '+639170002222'), 1);
  });

  it('says why a message was not delivered, and tells the owner what is wrong with their number', async () => {
    const ana = await candidate();
    const message = await sentMessage(ana, 'filtered');
    await tell(telnyx.status(message, 'delivery_failed', 40003), {}, message.webhookUrl);
    const failed = await newest(ana);
    assert.deepEqual(
      [failed?.status, failed?.error_code, failed?.error_detail],
      ['failed', 'telnyx_40003', 'Error 40003'],
    );
    const { connection } = await channelOf(beside.program, beside.hiring, 'sms');
    assert.deepEqual([connection.status, connection.lastError.code], ['troubled', 'telnyx_40003']);
  });

  it('opts nobody out where a carrier refused a message that had been taken', async () => {
    const ana = await candidate();
    const message = await sentMessage(ana, 'refused later');
    await tell(telnyx.status(message, 'delivery_failed', 40300), {}, message.webhookUrl);
    assert.equal((await newest(ana))?.error_code, 'telnyx_40300');
    assert.equal(await count('suppressions', 'address', ana.phone), 0);
  });

  it('is about nothing that we know, and is acknowledged', async () => {
    const other = { event_type: 'messaging-profile.spend-limit-reached', payload: {} };
    for (const event of [other, { event_type: 'message.received' }, { payload: { id: 'x' } }])
      assert.equal((await tell(event)).statusCode, 200);
  });
});

describe('sending by Telnyx', () => {
  afterEach(endPause);

  it('waits as long as it is asked to', async () => {
    const ana = await candidate();
    telnyx.mishaps.push({ status: 429, code: 10011, retryAfter: 900 });
    await send(ana, 'one');
    await waitUntil(async () => (await newest(ana))?.error_code === 'telnyx_10011');
    const { rows } = await beside.program.db.pool.query(
      'select extract(epoch from paused_until - now())::int as seconds from channel_connections',
    );
    assert.ok(rows[0].seconds > 880);
    await endPause();
    await reached(beside.program, ana, 'sent');
    assert.deepEqual(received(ana.phone), ['one']);
  });

  it('waits for the owner where the account is what is wrong', async () => {
    const ana = await candidate();
    telnyx.mishaps.push({ status: 409, code: 40312 });
    await send(ana, 'one');
    await waitUntil(async () => (await newest(ana))?.error_code === 'telnyx_40312');
    assert.equal((await newest(ana))?.status, 'queued');
    assert.equal((await channelOf(beside.program, beside.hiring, 'sms')).connection.status, 'blocked');
    await connectWay(beside.program, beside.hiring, byTelnyx, telnyx.credentials);
    await reached(beside.program, ana, 'sent');
  });

  it('never sends again what may have arrived: a status tells what became of it', async () => {
    for (const mishap of ['cut after taking', { status: 502, code: 10007 }] as const) {
      const ana = await candidate();
      telnyx.mishaps.push(mishap);
      await send(ana, 'one');
      await reached(beside.program, ana, 'unknown');
      assert.ok(received(ana.phone).length <= 1);
      await endPause();
      const [message] = telnyx.messages.filter((one) => one.to === ana.phone);
      if (message) await tell(telnyx.status(message, 'delivered'), {}, message.webhookUrl);
      assert.equal((await newest(ana))?.status, message ? 'delivered' : 'unknown');
    }
  });

  it('takes a status for the answer that does not come', async () => {
    const ana = await candidate();
    telnyx.mishaps.push('silent after taking');
    await send(ana, 'one');
    const message = await waitUntil(() => telnyx.messages.find((one) => one.to === ana.phone));
    await tell(telnyx.status(message, 'delivered'), {}, message.webhookUrl);
    assert.deepEqual([(await newest(ana))?.status, (await newest(ana))?.provider_id], ['delivered', message.id]);
    telnyx.dropConnections();
    await waitUntil(async () => (await channelOf(beside.program, beside.hiring, 'sms')).connection.status === 'paused');
    assert.equal((await newest(ana))?.status, 'delivered');
  });

  it('carries files, which Telnyx fetches without a password', async () => {
    const { program, hiring } = beside;
    for (const body of ['Look', '']) {
      const person = await candidate();
      await sendFiles(program, hiring, person, { channel: 'sms', body }, [picture, picture]);
      await reached(program, person, 'sent');
      const taken = telnyx.messages.at(-1);
      assert.deepEqual([taken?.to, taken?.text, taken?.mediaUrls.length], [person.phone, body, 2]);
      for (const address of taken?.mediaUrls ?? []) {
        const file = await program.app.inject({ url: new URL(address).pathname });
        assert.deepEqual([file.headers['content-type'], file.rawPayload], ['image/png', pixel]);
      }
    }
  });
});
