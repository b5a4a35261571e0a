import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { type Applicant, as, messagesOf } from '#test/applicants.ts';
import { queue, sms } from '#test/outbox.ts';
import { hurry, reached } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';
import {
  connectWhatsapp,
  createChatter,
  deliver,
  putWhatsapp,
  startChatting,
  text,
  whatsappOf,
} from '#test/whatsapp.ts';
import { judge } from './errors.ts';

type Chatter = Applicant & { waId: string };
type Chatting = Awaited<ReturnType<typeof startChatting>>;
let chatting: Chatting;
let webhook: string;
before(async () => {
  chatting = await startChatting({ worker: true });
  webhook = await connectWhatsapp(chatting.program, chatting.hiring, chatting.whatsapp);
});
afterEach(async () => {
  assert.deepEqual(chatting.whatsapp.misunderstandings, []);
  chatting.whatsapp.mishaps.length = 0;
  const { pool } = chatting.program.db;
  await pool.query('delete from outbox');
  await pool.query('update channel_connections set paused_until = null, failures = 0, free_at = now()');
});
after(() => chatting.close());

/** Somebody whom the bot has answered. */
async function chatter(): Promise<Chatter> {
  const person = await createChatter(chatting.program, chatting.hiring);
  await deliver(chatting.program, chatting.whatsapp, webhook, chatting.whatsapp.inbound(person, text('Hi')));
  await hurry(chatting.program);
  await reached(chatting.program, person, 'sent');
  return person;
}

async function send(person: Chatter, body: string): Promise<void> {
  const message = { ...sms(person, body), channel: 'whatsapp' as const, toAddress: `+${person.waId}` };
  await queue(chatting.program.db, person.companyId, [message]);
  chatting.program.services.hints.publish({ companyId: 0, topic: 'outbox' });
}

const taken = (person: Chatter) =>
  chatting.whatsapp.messages.filter(({ to }) => to === person.waId).map((message) => message.text);
const newest = async (person: Chatter) => (await messagesOf(chatting.program.db, person)).at(-1);

/** As if the candidate had written so long ago. */
const age = (person: Chatter, hours: number) =>
  withSystem(chatting.program.db, (trx) =>
    sql`update messages set created_at = now() - ${hours} * interval '1 hour'
        where candidate_id = ${person.candidateId} and direction = 'in'`.execute(trx),
  );

async function whatsappFor(person: Applicant) {
  const url = `/api/applications/${person.applicationId}/channels`;
  const channels = (await chatting.program.app.inject({ url, headers: as('owner', chatting.hiring) })).json();
  return channels.find((one: { channel: string }) => one.channel === 'whatsapp');
}

function reply(person: Applicant, body: string) {
  const payload = { channel: 'whatsapp', body, clientKey: crypto.randomUUID() };
  const url = `/api/applications/${person.applicationId}/messages`;
  return chatting.program.app.inject({ method: 'POST', url, headers: as('owner', chatting.hiring), payload });
}

describe('connecting WhatsApp', () => {
  it('says which of the credentials is wrong, and has the webhooks delivered', async () => {
    const { program, hiring, whatsapp } = chatting;
    const refused = async (change: object) => {
      const answer = await putWhatsapp(program, hiring, { ...whatsapp.account, ...change });
      return [answer.statusCode, Object.keys(answer.json().error.fields)];
    };
    assert.deepEqual(await refused({ accessToken: 'wrong' }), [422, ['accessToken']]);
    assert.deepEqual(await refused({ phoneNumberId: '1234567890' }), [422, ['phoneNumberId']]);
    assert.deepEqual(await refused({ appSecret: 'wrong' }), [422, ['appSecret']]);
    assert.deepEqual(await refused({ businessAccountId: '1234567890' }), [422, ['businessAccountId']]);
    assert.equal(whatsapp.subscribed, true);
  });
});

describe('the window of 24 hours', () => {
  it('lets a recruiter write within it, and tells until when', async () => {
    const ana = await chatter();
    await age(ana, 23);
    const { available, until } = await whatsappFor(ana);
    assert.equal(available, true);
    assert.equal(Math.round((Date.parse(until) - Date.now()) / 60_000), 60);
    assert.equal((await reply(ana, 'When can you come?')).statusCode, 201);
    await reached(chatting.program, ana, 'sent');
    assert.equal(taken(ana).at(-1), 'When can you come?');
  });

  it('refuses afterwards with the reason, in the composer and before sending, until they write again', async () => {
    const bea = await chatter();
    await age(bea, 25);
    const before = taken(bea).length;
    const { available, reason } = await whatsappFor(bea);
    assert.deepEqual([available, reason], [false, 'window_closed']);
    const refused = await reply(bea, 'Hello?');
    assert.deepEqual([refused.statusCode, refused.json().error.code], [409, 'window_closed']);
    await send(bea, 'Hello?');
    assert.equal((await reached(chatting.program, bea, 'failed')).error_code, 'window_closed');
    assert.equal(taken(bea).length, before);
    await deliver(chatting.program, chatting.whatsapp, webhook, chatting.whatsapp.inbound(bea, text('I am back')));
    await hurry(chatting.program);
    await waitUntil(() => taken(bea).length > before);
    assert.equal((await whatsappFor(bea)).available, true);
  });

  it('was never open for somebody who has not written', async () => {
    const cara = await createChatter(chatting.program, chatting.hiring);
    assert.equal((await whatsappFor(cara)).reason, 'not_written');
    await send(cara, 'Hello');
    assert.equal((await reached(chatting.program, cara, 'failed')).error_code, 'window_closed');
  });
});

describe('sending by WhatsApp', () => {
  it('sends nothing twice where the answer got lost: a status tells what became of it', async () => {
    const ana = await chatter();
    chatting.whatsapp.mishaps.push('cut after taking');
    await send(ana, 'only once');
    await reached(chatting.program, ana, 'unknown');
    const message = chatting.whatsapp.messages.at(-1);
    assert.ok(message);
    await deliver(chatting.program, chatting.whatsapp, webhook, chatting.whatsapp.status(message, 'delivered'));
    const told = await reached(chatting.program, ana, 'delivered');
    assert.equal(told.provider_id, message.id);
    assert.equal(taken(ana).filter((body) => body === 'only once').length, 1);
  });

  it('waits as long as it is asked to, with all that goes by this number', async () => {
    const bea = await chatter();
    chatting.whatsapp.mishaps.push({ status: 429, code: 130429, retryAfter: 900 });
    await send(bea, 'later');
    await waitUntil(async () => (await newest(bea))?.error_code === 'whatsapp_130429');
    assert.equal((await whatsappOf(chatting.program, chatting.hiring)).connection.status, 'paused');
  });

  it('stops until the owner has put the token right', async () => {
    const cara = await chatter();
    const { accessToken } = chatting.whatsapp.account;
    chatting.whatsapp.account.accessToken = 'revoked';
    await send(cara, 'kept');
    await waitUntil(async () => (await newest(cara))?.error_code === 'whatsapp_190');
    const { connection } = await whatsappOf(chatting.program, chatting.hiring);
    assert.equal(connection.status, 'blocked');
    chatting.whatsapp.account.accessToken = accessToken;
    await connectWhatsapp(chatting.program, chatting.hiring, chatting.whatsapp);
    await reached(chatting.program, cara, 'sent');
  });

  it('judges an error by what it is about: the message, the person, the number or the account', () => {
    const judged = (code: number, status?: number) => {
      const result = judge({ code, message: 'x' }, status);
      return [result.outcome, result.outcome === 'later' ? result.sender : result.code];
    };
    assert.deepEqual(judged(131026), ['refused', 'whatsapp_131026']);
    assert.deepEqual(judged(131047), ['refused', 'window_closed']);
    assert.deepEqual(judged(131056), ['later', undefined]);
    assert.deepEqual(judged(131049), ['later', undefined]);
    assert.deepEqual(judged(-1, 429), ['later', 'slow']);
    assert.deepEqual(judged(131000, 500), ['later', 'down']);
    assert.deepEqual(judged(200, 403), ['later', 'blocked']);
  });
});
