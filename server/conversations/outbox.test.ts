import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { OutgoingMessage, SendResult } from '#channels/channel.ts';
import { type BlobStore, newBlobKey } from '#platform/blobs/store.ts';
import { withSystem } from '#platform/db.ts';
import type { Hint } from '#platform/events.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { type Applicant, countRows, createApplicant, createHiring, type Hiring, messagesOf } from '#test/applicants.ts';
import { accepted, provider, queue, sms } from '#test/outbox.ts';
import { waitUntil } from '#test/wait-until.ts';
import type { Loop } from './loop.ts';
import { type OutboxOptions, startOutbox } from './outbox.ts';
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

const emptied = (timeoutMs?: number) => waitUntil(async () => (await countRows(test.db, 'outbox')) === 0, timeoutMs);

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

  it('refuses a message whose file is gone, and tries one again whose file can not be read now', async () => {
    const ana = await createApplicant(test.db, hiring);
    const file = { name: 'a.pdf', contentType: 'application/pdf', size: 3 };
    const [gone, kept] = [newBlobKey(hiring.companyId), newBlobKey(hiring.companyId)];
    await test.services.blobs.put(kept, Buffer.from('pdf'), { ...file, maxBytes: 9 });
    let broken = true;
    const blobs: BlobStore = {
      ...test.services.blobs,
      get: async (key) =>
        broken && key === kept ? Promise.reject(new Error('S3 is down')) : test.services.blobs.get(key),
    };
    await queue(test.db, hiring.companyId, [
      { ...sms(ana, 'one'), attachments: [{ ...file, key: gone }] },
      { ...sms(ana, 'two'), attachments: [{ ...file, key: kept }] },
    ]);
    const sent: string[] = [];
    const send = async (message: OutgoingMessage): Promise<SendResult> => {
      for (const one of message.files) sent.push(String(await one.read()));
      return accepted(message);
    };
    loops.push(startOutbox({ ...test.services, blobs }, { pollMs: 20, channels: [provider(send)] }));
    await waitUntil(async () => (await messagesOf(test.db, ana))[1]?.error_code === 'file_unreadable');
    assert.deepEqual(
      (await messagesOf(test.db, ana)).map(({ status, error_code }) => [status, error_code]),
      [
        ['failed', 'file_gone'],
        ['queued', 'file_unreadable'],
      ],
    );
    broken = false;
    await test.db.pool.query('update outbox set due_at = now()');
    await emptied();
    assert.deepEqual(sent, ['pdf']);
  });

  it('drains 2,000 messages by two workers, each exactly once', async () => {
    const ana = await createApplicant(test.db, hiring);
    const people = await Promise.all(Array.from({ length: 20 }, () => createApplicant(test.db, hiring)));
    await queue(
      test.db,
      hiring.companyId,
      Array.from({ length: 2000 }, (_, at) => sms(people[at % 20] ?? ana, `n ${at}`)),
    );
    start();
    start();
    await emptied(40_000);
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
      return { outcome: 'refused', code: 'bad_number', detail: 'No such number' };
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

  it('lets a single message pass that comes while another company’s thousands go out one by one', async () => {
    const other = await createHiring(test.db, { name: 'Late' });
    const [ana, sole] = [await createApplicant(test.db, hiring), await createApplicant(test.db, other)];
    const crowd = await Promise.all(Array.from({ length: 50 }, () => createApplicant(test.db, hiring)));
    const blast = Array.from({ length: 2000 }, (_, at) => sms(crowd[at % 50] ?? ana, `n ${at}`));
    await queue(test.db, hiring.companyId, blast);
    const order: number[] = [];
    const count = async (message: OutgoingMessage) => {
      order.push(message.companyId);
      if (order.length === 5) await queue(test.db, other.companyId, [sms(sole, 'the one')]);
      return accepted(message);
    };
    const loop = start({ channels: [provider(count, { concurrency: 1 })] });
    await waitUntil(async () => order.includes(other.companyId));
    await loop.stop();
    assert.ok(order.indexOf(other.companyId) < 50, `was number ${order.indexOf(other.companyId)}`);
  });

  it('records the outcome whatever characters a provider puts into its answer', async () => {
    const [ana, bea] = [await createApplicant(test.db, hiring), await createApplicant(test.db, hiring)];
    await queue(test.db, hiring.companyId, [sms(ana, 'good'), sms(bea, 'bad')]);
    const odd = async ({ body }: OutgoingMessage): Promise<SendResult> =>
      body === 'good'
        ? { outcome: 'accepted', providerId: 'id\0 1' }
        : { outcome: 'refused', code: 'no\0t_good', detail: 'half \ud83d a character' };
    start({ channels: [provider(odd)] });
    await emptied();
    const [good] = await messagesOf(test.db, ana);
    const [bad] = await messagesOf(test.db, bea);
    assert.deepEqual([good?.status, good?.provider_id], ['sent', 'id 1']);
    assert.deepEqual([bad?.error_code, bad?.error_detail], ['not_good', 'half \ufffd a character']);
  });

  it('tells open profiles of a message each, and of a blast all of the company at once', async () => {
    const people = await Promise.all(Array.from({ length: 60 }, () => createApplicant(test.db, hiring)));
    const told: Hint[] = [];
    const unsubscribe = test.services.hints.subscribe((hint) => {
      if (hint.topic === 'application') told.push(hint);
    });
    start();
    const send = async (receivers: Applicant[]) => {
      told.length = 0;
      await queue(
        test.db,
        hiring.companyId,
        receivers.map((person) => sms(person, 'x')),
      );
      await waitUntil(() => told.length > 0);
      return told;
    };
    const [ana, bea] = people as [Applicant, Applicant];
    const ids = (await send([ana, bea])).map(({ id }) => id);
    assert.deepEqual(new Set(ids), new Set([ana.applicationId, bea.applicationId]));
    assert.deepEqual(await send(people), [{ companyId: hiring.companyId, topic: 'application' }]);
    unsubscribe();
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
