import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Channel, OutgoingMessage, SendResult } from '#channels/channel.ts';
import { sandboxChannel } from '#channels/sandbox/sandbox.ts';
import { type Database, withCompanyClient, withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { type Applicant, countRows, createApplicant, createHiring, type Hiring, messagesOf } from '#test/applicants.ts';
import { waitUntil } from '#test/wait-until.ts';
import type { Loop } from './loop.ts';
import { type OutboxOptions, startOutbox } from './outbox.ts';
import { type NewMessage, queueMessages } from './queue.ts';
import { advanceStatus } from './status.ts';

let test: TestApp;
let hiring: Hiring;
let loops: Loop[] = [];
before(async () => {
  test = await startTestApp();
  hiring = await createHiring(test.db);
});
afterEach(async () => {
  await Promise.all(loops.map((loop) => loop.stop()));
  loops = [];
  await withSystem(test.db, (trx) => sql`delete from sandbox_messages`.execute(trx));
  await withSystem(test.db, (trx) => sql`delete from messages`.execute(trx));
});
after(() => test.close());

const start = (options: OutboxOptions = {}) => {
  const loop = startOutbox(test.services, { pollMs: 20, ...options });
  loops.push(loop);
  return loop;
};

const sms = (applicant: Applicant, body: string): NewMessage => ({
  candidateId: applicant.candidateId,
  applicationId: applicant.applicationId,
  channel: 'sms',
  author: 'system',
  purpose: 'message',
  body,
  toAddress: '+639171234567',
});

const queue = (db: Database, companyId: number, messages: NewMessage[]) =>
  withCompanyClient(db, companyId, (client) => queueMessages(client, companyId, messages));

/** A provider of which a test decides what it answers. */
const provider = (answer: (message: OutgoingMessage) => Promise<SendResult>, rest: Partial<Channel> = {}): Channel => ({
  kind: 'sms',
  provider: 'test',
  batch: 10,
  concurrency: 4,
  send: answer,
  ...rest,
});

const accepted = (message: OutgoingMessage): SendResult => ({
  outcome: 'accepted',
  providerId: `p${message.messageId}`,
});
const emptied = () => waitUntil(async () => (await countRows(test.db, 'outbox')) === 0);

describe('the outbox', () => {
  it('sends what was queued and keeps the provider’s id', async () => {
    const ana = await createApplicant(test.db, hiring);
    const ids = await queue(test.db, hiring.companyId, [
      sms(ana, 'one'),
      { ...sms(ana, 'chat'), channel: 'webchat', toAddress: null },
    ]);
    const [queued, chat] = await messagesOf(test.db, ana);
    assert.deepEqual([queued?.id, chat?.id], ids);
    assert.deepEqual([queued?.status, chat?.status], ['queued', 'sent'], 'web chat has arrived with its commit');
    start();
    await emptied();
    const [sent] = await messagesOf(test.db, ana);
    assert.equal(sent?.status, 'sent');
    assert.equal(sent?.provider_id, `sandbox-${sent?.id}`);
    assert.equal(await countRows(test.db, 'sandbox_messages'), 1);
  });

  it('drains 2,000 messages by two workers, each exactly once', async () => {
    const ana = await createApplicant(test.db, hiring);
    const people = await Promise.all(Array.from({ length: 20 }, () => createApplicant(test.db, hiring)));
    await queue(
      test.db,
      hiring.companyId,
      Array.from({ length: 2000 }, (_, at) => sms(people[at % 20] ?? ana, `n ${at}`)),
    );
    const begun = Date.now();
    start();
    start();
    await emptied();
    assert.ok(Date.now() - begun < 15_000, `took ${Date.now() - begun} ms`);
    assert.equal(await countRows(test.db, 'sandbox_messages'), 2000);
  });

  it('sends the messages of one candidate in their order, also when an earlier one has to wait', async () => {
    const ana = await createApplicant(test.db, hiring);
    const seen: string[] = [];
    let refusals = 1;
    const answer = async (message: OutgoingMessage): Promise<SendResult> => {
      if (refusals-- > 0) return { outcome: 'later', code: 'busy', detail: 'busy', retryAfterMs: 0 };
      seen.push(message.body);
      return accepted(message);
    };
    await queue(
      test.db,
      hiring.companyId,
      ['a', 'b', 'c', 'd'].map((body) => sms(ana, body)),
    );
    start({ channels: [provider(answer)] });
    await waitUntil(async () => (await messagesOf(test.db, ana))[0]?.error_code === 'busy');
    assert.deepEqual(seen, []);
    await withSystem(test.db, (trx) => sql`update outbox set due_at = now()`.execute(trx));
    await emptied();
    assert.deepEqual(seen, ['a', 'b', 'c', 'd']);
  });

  it('obeys Retry-After', async () => {
    const ana = await createApplicant(test.db, hiring);
    await queue(test.db, hiring.companyId, [sms(ana, 'x')]);
    start({
      channels: [provider(async () => ({ outcome: 'later', code: 'throttled', detail: '', retryAfterMs: 900_000 }))],
    });
    await waitUntil(async () => (await messagesOf(test.db, ana))[0]?.error_code === 'throttled');
    const { rows } = await withSystem(test.db, (trx) =>
      sql<{ seconds: number }>`select extract(epoch from due_at - now())::int as seconds from outbox`.execute(trx),
    );
    assert.ok((rows[0]?.seconds ?? 0) > 880);
  });

  it('says why a refused message failed, and refuses by itself what has opted out', async () => {
    const [ana, bea] = [await createApplicant(test.db, hiring), await createApplicant(test.db, hiring)];
    await withSystem(test.db, (trx) =>
      trx
        .insertInto('suppressions')
        .values({ company_id: hiring.companyId, channel: 'sms', address: '+639990000000', reason: 'stop' })
        .execute(),
    );
    await queue(test.db, hiring.companyId, [sms(ana, 'x'), { ...sms(bea, 'y'), toAddress: '+639990000000' }]);
    let calls = 0;
    const refuse = async (): Promise<SendResult> => {
      calls += 1;
      return { outcome: 'refused', code: 'bad_number', detail: 'No such number\0' };
    };
    start({ channels: [provider(refuse)] });
    await emptied();
    const [first] = await messagesOf(test.db, ana);
    const [second] = await messagesOf(test.db, bea);
    assert.deepEqual(
      [first?.status, first?.error_code, first?.error_detail],
      ['failed', 'bad_number', 'No such number'],
    );
    assert.deepEqual([second?.status, second?.error_code], ['failed', 'suppressed']);
    assert.equal(calls, 1);
  });

  it('does not let one company’s 20,000 messages hold up another’s single one', async () => {
    const other = await createHiring(test.db, { name: 'Small' });
    const [ana, sole] = [await createApplicant(test.db, hiring), await createApplicant(test.db, other)];
    const crowd = await Promise.all(Array.from({ length: 50 }, () => createApplicant(test.db, hiring)));
    await queue(
      test.db,
      hiring.companyId,
      Array.from({ length: 20_000 }, (_, at) => sms(crowd[at % 50] ?? ana, `n ${at}`)),
    );
    await queue(test.db, other.companyId, [sms(sole, 'the one')]);
    const order: number[] = [];
    const count = async (message: OutgoingMessage) => {
      order.push(message.companyId);
      return accepted(message);
    };
    const loop = start({ channels: [provider(count)] });
    await waitUntil(async () => order.includes(other.companyId));
    await loop.stop();
    assert.ok(order.indexOf(other.companyId) < 10, `was number ${order.indexOf(other.companyId)}`);
  });

  it('reports as unknown what was with a provider that can not be asked, when its worker went away', async () => {
    const ana = await createApplicant(test.db, hiring);
    await queue(test.db, hiring.companyId, [sms(ana, 'x')]);
    await withSystem(test.db, (trx) =>
      sql`update outbox set claimed_by = gen_random_uuid(), claimed_until = now() - interval '1 second'`.execute(trx),
    );
    await withSystem(test.db, (trx) => sql`update messages set status = 'sending'`.execute(trx));
    start({ channels: [provider(async (message) => accepted(message))] });
    await emptied();
    const [message] = await messagesOf(test.db, ana);
    assert.deepEqual([message?.status, message?.error_code], ['unknown', 'interrupted']);
  });

  it('sends once, and only once, what a killed worker had claimed', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => createApplicant(test.db, hiring)));
    await queue(
      test.db,
      hiring.companyId,
      people.map((person) => sms(person, 'hello')),
    );
    const script = join(import.meta.dirname, '../../test/support/hanging-sender.ts');
    const child = spawn(process.execPath, [script, test.databaseUrl], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const statuses = (await Promise.all(people.map((person) => messagesOf(test.db, person))))
      .flat()
      .map((row) => row.status);
    assert.ok(statuses.every((status) => status === 'sending'));
    start({ leaseMs: 600 });
    await emptied();
    assert.equal(await countRows(test.db, 'sandbox_messages'), 5);
    const sent = (await Promise.all(people.map((person) => messagesOf(test.db, person)))).flat();
    assert.ok(sent.every((row) => row.status === 'sent'));
  });

  it('does not send again what the provider of a killed worker had already', async () => {
    const ana = await createApplicant(test.db, hiring);
    const [messageId = 0] = await queue(test.db, hiring.companyId, [sms(ana, 'x')]);
    const sandbox = sandboxChannel(test.db, 'sms');
    const { companyId } = hiring;
    const message = {
      companyId,
      messageId,
      applicationId: null,
      channel: 'sms',
      to: '+63',
      subject: null,
      body: 'x',
      html: null,
      senderName: '',
      language: 'en',
    } as const;
    await sandbox.send(message);
    await withSystem(test.db, (trx) =>
      sql`update outbox set claimed_by = gen_random_uuid(), claimed_until = now() - interval '1 second'`.execute(trx),
    );
    await withSystem(test.db, (trx) => sql`update messages set status = 'sending'`.execute(trx));
    let sends = 0;
    const counting: Channel = {
      ...sandbox,
      sendMany: async (messages) => {
        sends += 1;
        return messages.map(accepted);
      },
    };
    start({ channels: [counting] });
    await emptied();
    assert.equal(sends, 0);
    assert.equal((await messagesOf(test.db, ana))[0]?.status, 'sent');
  });

  it('never moves a status backwards', async () => {
    const ana = await createApplicant(test.db, hiring);
    const [messageId = 0] = await queue(test.db, hiring.companyId, [sms(ana, 'x')]);
    const { companyId } = hiring;
    const go = async (status: 'sent' | 'read' | 'delivered' | 'failed') =>
      (await withSystem(test.db, (trx) => advanceStatus(trx, [{ companyId, messageId, status }]))).length;
    assert.deepEqual(
      [await go('sent'), await go('read'), await go('delivered'), await go('failed'), await go('read')],
      [1, 1, 0, 0, 0],
    );
    assert.equal((await messagesOf(test.db, ana))[0]?.status, 'read');
  });
});
