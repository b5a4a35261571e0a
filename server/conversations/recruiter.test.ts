import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import {
  type Applicant,
  as,
  chatPath,
  countRows,
  createApplicant,
  createHiring,
  type Hiring,
  messagesOf,
  sessionFromHeader,
} from '#test/applicants.ts';
import { waitUntil } from '#test/wait-until.ts';
import type { TimelineItem } from './schema.ts';

let test: TestApp;
let hiring: Hiring;
let other: Hiring;
before(async () => {
  test = await startTestApp({ authenticate: sessionFromHeader, worker: true });
  hiring = await createHiring(test.db);
  other = await createHiring(test.db, { name: 'Other' });
});
after(() => test.close());

const key = () => crypto.randomUUID();
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
const call = (
  method: Method,
  url: string,
  payload?: object,
  who: Hiring = hiring,
  role: 'owner' | 'manager' = 'manager',
) => test.app.inject({ method, url, headers: as(role, who), ...(payload ? { payload } : {}) });
const at = ({ applicationId }: Applicant) => `/api/applications/${applicationId}`;
const send = (applicant: Applicant, payload: object) =>
  call('POST', `${at(applicant)}/messages`, { channel: 'sms', clientKey: key(), ...payload });
const open = async (applicant: Applicant) => {
  const path = chatPath(test.services.config, applicant);
  await test.app.inject({ method: 'POST', url: `${path}/opened`, payload: { clientKey: key() } });
  return path;
};
const timelineOf = async (applicant: Applicant, query = '') =>
  (await call('GET', `${at(applicant)}/conversation${query}`)).json() as {
    items: TimelineItem[];
    nextCursor: string | null;
  };

describe('a recruiter’s message', () => {
  it('stops the bot, fills the tokens in, is sent, and is seen in the conversation with its sender', async () => {
    const applicant = await createApplicant(test.db, hiring, { firstName: 'Zoë' });
    const path = await open(applicant);
    const answer = await send(applicant, { body: 'Hi <%= @candidate_name %>, call us. <%= @access_code %>' });
    assert.equal(answer.statusCode, 201, answer.body);
    assert.equal((await test.app.inject({ url: path })).json().state, 'stopped');
    await waitUntil(async () => (await messagesOf(test.db, applicant)).at(-1)?.status === 'sent');
    const { items } = await timelineOf(applicant);
    assert.deepEqual(
      items.map((item) => (item.type === 'message' ? item.author : item.type === 'event' ? item.kind : 'comment')),
      ['interview-started', 'bot', 'bot', 'bot-stopped', 'user'],
    );
    const message = items.at(-1);
    assert.ok(message?.type === 'message');
    assert.match(message.body, /^Hi Zoë, call us\. \d{8}$/);
    assert.deepEqual(
      [message.user?.name, message.sandbox, message.status, message.canRetry],
      ['manager of Acme', true, 'sent', false],
    );
  });

  it('is the same one when the request is repeated', async () => {
    const applicant = await createApplicant(test.db, hiring);
    const payload = { body: 'Once', clientKey: key() };
    const answers = await Promise.all([send(applicant, payload), send(applicant, payload), send(applicant, payload)]);
    assert.equal(new Set(answers.map((answer) => answer.json().id)).size, 1);
    assert.equal((await messagesOf(test.db, applicant)).length, 1);
  });

  it('is refused when it is the very text that was sent last, also when two send it at the same moment', async () => {
    const applicant = await createApplicant(test.db, hiring);
    const answers = await Promise.all([send(applicant, { body: 'Same' }), send(applicant, { body: 'Same' })]);
    assert.deepEqual(answers.map((answer) => answer.statusCode).sort(), [201, 409]);
    assert.equal(answers.find((answer) => answer.statusCode === 409)?.json().error.code, 'duplicate_message');
    assert.equal((await send(applicant, { body: 'Same!' })).statusCode, 201);
    assert.equal((await send(applicant, { body: 'Same' })).statusCode, 201);
  });

  it('is refused with an unknown token, and with an empty one unless that is meant', async () => {
    const applicant = await createApplicant(test.db, hiring);
    const unknown = await send(applicant, { body: 'Hi <%= @nobody %>' });
    assert.deepEqual([unknown.statusCode, unknown.json().error.code], [400, 'invalid_input']);
    const empty = await send(applicant, { body: 'From <%= @referee %>.' });
    assert.deepEqual([empty.statusCode, empty.json().error.code], [409, 'empty_tokens']);
    assert.equal((await send(applicant, { body: 'From <%= @referee %>.', allowEmptyTokens: true })).statusCode, 201);
    assert.equal((await send(applicant, { body: ' \n ' })).statusCode, 400);
    assert.equal((await send(applicant, { channel: 'email', body: 'x' })).statusCode, 400, 'a mail without a subject');
  });

  it('escapes a candidate’s name in a letter that is HTML', async () => {
    const applicant = await createApplicant(test.db, hiring, { firstName: '<img src=x onerror=alert(1)>' });
    await send(applicant, { channel: 'email', subject: 'Hi', body: '<p>Dear <%= @candidate_name %></p>' });
    const [message] = await messagesOf(test.db, applicant);
    assert.equal(message?.html, '<p>Dear &#60;img src=x onerror=alert(1)&#62;</p>');
    assert.equal(message?.body, 'Dear <img src=x onerror=alert(1)>');
  });

  it('is refused by a channel that can not be used, with the reason, which the list of channels gives before', async () => {
    const applicant = await createApplicant(test.db, hiring, { phone: null, email: 'Gone@Example.com' });
    await withSystem(test.db, (trx) =>
      trx
        .insertInto('suppressions')
        .values({ company_id: hiring.companyId, channel: 'email', address: 'gone@example.com', reason: 'unsubscribed' })
        .execute(),
    );
    const channels = (await call('GET', `${at(applicant)}/channels`)).json() as {
      channel: string;
      reason: string;
      default: boolean;
    }[];
    const reasons = Object.fromEntries(channels.map((channel) => [channel.channel, channel.reason]));
    const expected = {
      webchat: 'chat_not_opened',
      sms: 'no_phone',
      email: 'suppressed',
      messenger: 'not_written',
      whatsapp: 'not_written',
      wechat: 'not_written',
    };
    assert.deepEqual(reasons, expected);
    for (const [channel, reason] of Object.entries(expected)) {
      const answer = await send(applicant, { channel, body: 'x', subject: 'x' });
      assert.deepEqual([answer.statusCode, answer.json().error.code], [409, reason]);
    }
    await open(applicant);
    const after = (await call('GET', `${at(applicant)}/channels`)).json() as { channel: string; default: boolean }[];
    assert.equal(after.find((channel) => channel.default)?.channel, 'webchat');
    assert.equal((await send(applicant, { channel: 'webchat', body: 'Here I am' })).statusCode, 201);
  });

  it('can be sent again when it failed, to the address that is right by now', async () => {
    const applicant = await createApplicant(test.db, hiring);
    const { id } = (await send(applicant, { body: 'Try' })).json();
    await waitUntil(async () => (await messagesOf(test.db, applicant))[0]?.status === 'sent');
    assert.equal((await call('POST', `/api/messages/${id}/retry`)).statusCode, 409);
    await withSystem(test.db, (trx) =>
      sql`update messages set status = 'failed', error_code = 'bad_number' where id = ${id}`.execute(trx),
    );
    await withSystem(test.db, (trx) => sql`delete from sandbox_messages where message_id = ${id}`.execute(trx));
    await withSystem(test.db, (trx) =>
      sql`update candidates set phone = '+639170000001' where id = ${applicant.candidateId}`.execute(trx),
    );
    assert.equal((await call('POST', `/api/messages/${id}/retry`)).statusCode, 200);
    await waitUntil(async () => (await messagesOf(test.db, applicant))[0]?.status === 'sent');
    assert.equal((await messagesOf(test.db, applicant))[0]?.to_address, '+639170000001');
  });
});

describe('the conversation', () => {
  it('keeps comments from the candidate by every way', async () => {
    const applicant = await createApplicant(test.db, hiring);
    const path = await open(applicant);
    const before = (await messagesOf(test.db, applicant)).length;
    assert.equal((await call('POST', `${at(applicant)}/comments`, { body: 'Secret remark' })).statusCode, 201);
    assert.equal((await messagesOf(test.db, applicant)).length, before);
    assert.ok(!(await test.app.inject({ url: path })).body.includes('Secret remark'));
  });

  it('answers for another company’s ids as for ids that do not exist', async () => {
    const applicant = await createApplicant(test.db, hiring);
    const { id } = (await send(applicant, { body: 'Ours' })).json();
    const missing = { ...applicant, applicationId: 99_999_999 };
    const calls: [Method, string, object?][] = [
      ['GET', '/conversation'],
      ['GET', '/channels'],
      ['POST', '/messages', { channel: 'sms', body: 'x', clientKey: key() }],
      ['POST', '/comments', { body: 'x' }],
      ['POST', '/invitation'],
      ['PUT', '/bot'],
      ['DELETE', '/bot'],
    ];
    for (const [method, rest, payload] of calls) {
      const foreign = await call(method, `${at(applicant)}${rest}`, payload, other, 'owner');
      const none = await call(method, `${at(missing)}${rest}`, payload, other, 'owner');
      assert.deepEqual([foreign.statusCode, foreign.body], [404, none.body], `${method} ${rest}`);
    }
    const [foreign, none] = [
      await call('POST', `/api/messages/${id}/retry`, undefined, other),
      await call('POST', '/api/messages/99999999/retry', undefined, other),
    ];
    assert.deepEqual([foreign.statusCode, foreign.body], [404, none.body]);
    assert.equal((await messagesOf(test.db, applicant)).length, 1);
  });
});

describe('what else goes out', () => {
  it('sends the invitation again, with a link that opens the chat', async () => {
    const applicant = await createApplicant(test.db, hiring, { phone: '+639175550001', email: 'inv@example.com' });
    assert.deepEqual((await call('POST', `${at(applicant)}/invitation`)).json(), { messages: 2 });
    const found = await waitUntil(async () => {
      const answer = await call('GET', '/api/sandbox/messages?to=0917 555 0001', undefined, hiring, 'owner');
      const messages = answer.json() as { link: string; channel: string; body: string }[];
      return messages[0];
    });
    assert.match(found.body, /^Hi Ana, your interview with Acme: http/);
    const token = found.link.split('/c/')[1];
    assert.equal((await test.app.inject({ url: `/api/chat/${token}` })).statusCode, 200);
    const mail = (await call('GET', '/api/sandbox/messages?to=INV@example.com', undefined, hiring, 'owner')).json();
    assert.deepEqual([mail[0].subject, mail[0].link], ['Your interview', found.link]);
    assert.match(mail[0].html, /<a href="http/);
    assert.equal((await call('GET', '/api/sandbox/messages', undefined, hiring)).statusCode, 403);
    assert.deepEqual((await call('GET', '/api/sandbox/messages', undefined, other, 'owner')).json(), []);
  });

  it('proposes one way of telling a decision: where the candidate wrote last, else as the composer begins', async () => {
    const applicant = await createApplicant(test.db, hiring);
    const ticked = async () => {
      const { channels } = (await call('GET', `${at(applicant)}/notification?event=rejected`)).json();
      return (channels as { channel: string; enabled: boolean; possible: boolean }[])
        .filter(({ enabled }) => enabled)
        .map(({ channel }) => channel);
    };
    const wrote = (channel: string) =>
      withSystem(test.db, (trx) =>
        sql`insert into messages (company_id, candidate_id, application_id, direction, author, channel, body, to_address, status, created_at)
          select company_id, candidate_id, id, 'in', 'candidate', ${channel}, 'Hello', 'ana@example.com', 'received', clock_timestamp()
          from applications where id = ${applicant.applicationId}`.execute(trx),
      );
    assert.deepEqual(await ticked(), ['email']);
    // Who has left the web chat hears nothing there.
    await wrote('webchat');
    assert.deepEqual(await ticked(), ['email']);
    await withSystem(test.db, (trx) =>
      sql`update candidates set email = null where id = ${applicant.candidateId}`.execute(trx),
    );
    assert.deepEqual(await ticked(), ['webchat']);
  });

  it('tells the candidate of a decision in the recruiter’s own words, and previews the campaign’s', async () => {
    const applicant = await createApplicant(test.db, hiring);
    const preview = (await call('GET', `${at(applicant)}/notification?event=shortlisted`)).json();
    assert.deepEqual(
      [preview.enabled, preview.channels[0].channel, preview.channels[0].body],
      [true, 'sms', 'Good news, Ana!'],
    );
    const moved = await call('PUT', `${at(applicant)}/folder`, {
      folder: 'shortlisted',
      notify: { sms: { body: 'Well done <%= @candidate_name %>' } },
    });
    assert.equal(moved.statusCode, 200, moved.body);
    const [message] = await messagesOf(test.db, applicant);
    assert.deepEqual([message?.body, message?.purpose, message?.author], ['Well done Ana', 'shortlisted', 'user']);
    const refused = await call('PUT', `${at(applicant)}/folder`, {
      folder: 'rejected',
      notify: { sms: { body: '<%= @x %>' } },
    });
    assert.equal(refused.statusCode, 400);
    const elsewhere = await call('PUT', `${at(applicant)}/folder`, {
      folder: 'on_hold',
      notify: { sms: { body: 'Hi' } },
    });
    assert.deepEqual([elsewhere.statusCode, Object.keys(elsewhere.json().error.fields)], [400, ['notify']]);
    assert.equal((await messagesOf(test.db, applicant)).length, 1);
    await waitUntil(async () => (await countRows(test.db, 'outbox')) === 0);
  });
});
