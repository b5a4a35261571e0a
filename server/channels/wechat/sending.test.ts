import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { type Applicant, as, messagesOf } from '#test/applicants.ts';
import { channelOf, putConnection } from '#test/connecting.ts';
import { queue, sms } from '#test/outbox.ts';
import { hurry, reached } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';
import { connectWechat, createFollower, deliverWechat, startWechatting, text, wechatWay } from '#test/wechat.ts';
import { judge } from './errors.ts';

type Follower = Applicant & { openid: string };
type Wechatting = Awaited<ReturnType<typeof startWechatting>>;
let wechatting: Wechatting;
let webhook: string;
before(async () => {
  wechatting = await startWechatting({ worker: true });
  webhook = await connectWechat(wechatting.program, wechatting.hiring, wechatting.wechat);
});
afterEach(async () => {
  assert.deepEqual(wechatting.wechat.misunderstandings, []);
  wechatting.wechat.mishaps.length = 0;
  const { pool } = wechatting.program.db;
  await pool.query('delete from outbox');
  await pool.query('update channel_connections set paused_until = null, failures = 0, free_at = now()');
});
after(() => wechatting.close());

const deliver = (xml: string) => deliverWechat(wechatting.program, wechatting.wechat, webhook, xml);
const taken = ({ openid }: Follower) =>
  wechatting.wechat.messages.filter(({ to }) => to === openid).map((message) => message.text);
const newest = async (person: Follower) => (await messagesOf(wechatting.program.db, person)).at(-1);

/** Somebody whom the bot has answered. */
async function follower(): Promise<Follower> {
  const person = await createFollower(wechatting.program, wechatting.hiring);
  await writes(person, 'Hi');
  await reached(wechatting.program, person, 'sent');
  return person;
}

async function writes(person: Follower, said: string): Promise<void> {
  const before = taken(person).length;
  await deliver(wechatting.wechat.inbound(person.openid, text(said)));
  await hurry(wechatting.program);
  await waitUntil(() => taken(person).length > before);
}

async function send(person: Follower, ...bodies: string[]): Promise<void> {
  const messages = bodies.map((body) => ({
    ...sms(person, body),
    channel: 'wechat' as const,
    toAddress: person.openid,
  }));
  await queue(wechatting.program.db, person.companyId, messages);
  wechatting.program.services.hints.publish({ companyId: 0, topic: 'outbox' });
}

/** As if the candidate had written so long ago. */
const age = (person: Follower, hours: number) =>
  withSystem(wechatting.program.db, (trx) =>
    sql`update messages set created_at = now() - ${hours} * interval '1 hour'
        where candidate_id = ${person.candidateId} and direction = 'in'`.execute(trx),
  );

async function wechatFor(person: Applicant) {
  const url = `/api/applications/${person.applicationId}/channels`;
  const channels = (await wechatting.program.app.inject({ url, headers: as('owner', wechatting.hiring) })).json();
  return channels.find((one: { channel: string }) => one.channel === 'wechat');
}

describe('connecting WeChat', () => {
  it('says which of the credentials is wrong, in whose form it is written and which WeChat refuses', async () => {
    const { program, hiring, wechat } = wechatting;
    const refused = async (change: object) => {
      const answer = await putConnection(program, hiring, wechatWay, { ...wechat.credentials, ...change });
      return [answer.statusCode, Object.keys(answer.json().error.fields)];
    };
    assert.deepEqual(await refused({ developerId: 'gh_123' }), [400, ['developerId']]);
    assert.deepEqual(await refused({ serverToken: 'no' }), [400, ['serverToken']]);
    assert.deepEqual(await refused({ messageKey: 'short' }), [400, ['messageKey']]);
    assert.deepEqual(await refused({ developerId: 'wx0123456789abcdef' }), [422, ['developerId']]);
    assert.deepEqual(await refused({ developerSecret: 'wrong' }), [422, ['developerSecret']]);
  });
});

describe('the window of 48 hours', () => {
  it('takes five answers, which the composer counts, and then none until they write again', async () => {
    const ana = await follower();
    const { available, left, until } = await wechatFor(ana);
    assert.deepEqual([available, left], [true, 4]);
    assert.equal(Math.round((Date.parse(until) - Date.now()) / 3_600_000), 48);
    await send(ana, 'two', 'three', 'four', 'five', 'six');
    const last = await reached(wechatting.program, ana, 'failed');
    assert.deepEqual([last.body, last.error_code], ['six', 'messages_used_up']);
    assert.deepEqual(taken(ana).slice(1), ['two', 'three', 'four', 'five']);
    const { available: open, reason, left: none } = await wechatFor(ana);
    assert.deepEqual([open, reason, none], [false, 'messages_used_up', 0]);
    await writes(ana, 'I like people');
    assert.equal((await wechatFor(ana)).left, 4);
  });

  it('closes, in the composer and before sending', async () => {
    const bea = await follower();
    await age(bea, 49);
    assert.equal((await wechatFor(bea)).reason, 'window_closed');
    await send(bea, 'Hello?');
    assert.equal((await reached(wechatting.program, bea, 'failed')).error_code, 'window_closed');
    assert.equal(taken(bea).includes('Hello?'), false);
  });

  it('is of a minute and three answers after a scan', async () => {
    const cara = await createFollower(wechatting.program, wechatting.hiring);
    await deliver(wechatting.wechat.event(cara.openid, 'SCAN', 'x'));
    await hurry(wechatting.program);
    await waitUntil(() => taken(cara).length === 1);
    const { left, until } = await wechatFor(cara);
    assert.equal(left, 2);
    assert.ok(Date.parse(until) - Date.now() < 60_000);
    await age(cara, 0.1);
    assert.equal((await wechatFor(cara)).reason, 'window_closed');
  });
});

describe('sending by WeChat', () => {
  it('asks for one token, however many messages wait, and keeps it sealed for all processes', async () => {
    const { db } = wechatting.program;
    await db.pool.query('delete from channel_tokens');
    const people = await Promise.all([follower(), follower(), follower(), follower()]);
    const before = wechatting.wechat.given.asked;
    await db.pool.query('delete from channel_tokens');
    await Promise.all(people.map((person) => send(person, 'at the same time')));
    for (const person of people) await waitUntil(() => taken(person).includes('at the same time'));
    assert.equal(wechatting.wechat.given.asked - before, 1);
    const { rows } = await db.pool.query('select token from channel_tokens');
    assert.equal(rows.length, 1);
    assert.equal(rows[0].token.includes(wechatting.wechat.given.token), false);
  });

  it('asks for another where WeChat says that it has expired, and sends each message once', async () => {
    const people = [await follower(), await follower()] as const;
    const before = wechatting.wechat.given.asked;
    wechatting.wechat.given.good = false;
    await Promise.all(people.map((person) => send(person, 'after the token')));
    for (const person of people) {
      await waitUntil(() => taken(person).includes('after the token'));
      assert.equal(taken(person).filter((body) => body === 'after the token').length, 1);
    }
    assert.equal(wechatting.wechat.given.asked - before, 1);
  });

  it('has one forced out of WeChat where it gives the same again', async () => {
    const ana = await follower();
    const { rows } = await wechatting.program.db.pool.query('select expires_at from channel_tokens');
    const { token } = wechatting.wechat.given;
    // Refused once, though it is the one that WeChat gives.
    wechatting.wechat.mishaps.push({ status: 200, code: 40001 });
    await send(ana, 'forced');
    await waitUntil(() => taken(ana).includes('forced'));
    assert.notEqual(wechatting.wechat.given.token, token);
    const { rows: later } = await wechatting.program.db.pool.query('select expires_at from channel_tokens');
    assert.ok(later[0].expires_at > rows[0].expires_at);
  });

  it('sends nothing twice where the answer got lost, and says that nobody knows', async () => {
    const bea = await follower();
    wechatting.wechat.mishaps.push('cut after taking');
    await send(bea, 'only once');
    await reached(wechatting.program, bea, 'unknown');
    assert.equal(taken(bea).filter((body) => body === 'only once').length, 1);
  });

  it('waits where WeChat is busy or is asked too much, with all that goes by this account', async () => {
    for (const [code, status] of [
      [-1, 'paused'],
      [45009, 'paused'],
      [48001, 'blocked'],
    ] as const) {
      const cara = await follower();
      wechatting.wechat.mishaps.push({ status: 200, code });
      await send(cara, 'later');
      await waitUntil(async () => (await newest(cara))?.error_code === `wechat_${code}`);
      const { connection } = await channelOf(wechatting.program, wechatting.hiring, 'wechat');
      assert.equal(connection.status, status);
      await wechatting.program.db.pool.query('delete from outbox');
      await wechatting.program.db.pool.query('update channel_connections set paused_until = null, failures = 0');
    }
  });

  it('does not write again to who left without our hearing of it', async () => {
    const dora = await follower();
    wechatting.wechat.mishaps.push({ status: 200, code: 43004 });
    await send(dora, 'Are you there?');
    assert.equal((await reached(wechatting.program, dora, 'failed')).error_code, 'wechat_43004');
    assert.equal((await wechatFor(dora)).reason, 'suppressed');
  });

  it('judges an error by what it is about: the message, the person, the account or its token', () => {
    const judged = (code: number, what?: 'token') => {
      const result = judge({ code, detail: 'x' }, what);
      return [result.outcome, result.outcome === 'later' ? result.sender : result.code];
    };
    assert.deepEqual(judged(45015), ['refused', 'window_closed']);
    assert.deepEqual(judged(45047), ['refused', 'messages_used_up']);
    assert.deepEqual(judged(40003), ['refused', 'wechat_40003']);
    assert.deepEqual(judged(40164), ['later', 'blocked']);
    assert.deepEqual(judged(42001), ['later', 'down']);
    assert.deepEqual(judged(40001, 'token'), ['later', 'blocked']);
    assert.deepEqual(judged(45002), ['refused', 'wechat_45002']);
  });
});
