import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { jobListForTest as list } from '#test/slow-worker.ts';
import { waitUntil } from '#test/wait-until.ts';
import { connectDatabase, type Database, withCompany, withCompanyClient, withSystem } from './db.ts';
import { type Handlers, type Jobs, startJobs } from './jobs.ts';
import { createLog } from './log.ts';

const log = createLog('silent');

describe('jobs', () => {
  let database: TestDatabase;
  let db: Database;
  let jobs: Jobs<typeof list>;
  const done: string[] = [];
  let broken = true;

  const handlers: Handlers<null, typeof list> = {
    work: async (_services, { item }) => done.push(String(item)),
    fragile: async (_services, { item }) => {
      if (broken) throw Object.assign(new Error('no such file'), { detail: 'Key (email)=(ana@example.com)' });
      done.push(`mended ${item}`);
    },
    once: async () => done.push('once'),
    turn: async () => done.push('turn'),
  };

  before(async () => {
    database = await createTestDatabase();
    db = connectDatabase(database.url, { max: 4 });
    const options = { url: database.url, list, log, worker: true, heartbeatSeconds: 10, superviseSeconds: 1 };
    jobs = await startJobs(options);
  });

  after(async () => {
    await jobs?.stop();
    await db.close();
    await database.drop();
  });

  test('a worker does not start while a job has no handler or a handler has no job', async () => {
    const { work, ...lacking } = handlers;
    const wrong = { ...lacking, wrok: work } as unknown as typeof handlers;
    await assert.rejects(jobs.work(null, wrong, []), /the job work has no handler.*names the job wrok/);
  });

  test('a job of a worker that was killed is taken over within a minute', { timeout: 70_000 }, async () => {
    const child = fork(new URL('../../test/support/slow-worker.ts', import.meta.url), [database.url]);
    await once(child, 'message');
    await withSystem(db, (trx) => jobs.enqueue(trx, 'work', { item: 'orphan' }));
    await once(child, 'message');
    child.kill('SIGKILL');
    const killedAt = Date.now();
    await jobs.work(null, handlers, [{ job: 'turn', everySeconds: 1 }]);
    await waitUntil(() => done.includes('orphan'), 60_000);
    assert.ok(Date.now() - killedAt < 60_000);
  });

  test('a job is there exactly when the transaction that asked for it committed', async () => {
    await assert.rejects(
      withCompany(db, 1, async (trx) => {
        await jobs.enqueue(trx, 'work', { item: 'undone' });
        throw new Error('changed my mind');
      }),
      /changed my mind/,
    );
    const role = await withCompanyClient(db, 1, async (client) => {
      await jobs.enqueue(client, 'work', { item: 'kept' });
      const { rows } = await client.query(`select current_user as name, current_setting('app.company_id') as company`);
      return rows[0];
    });
    assert.deepEqual(role, { name: 'parley_app', company: '1' });
    await waitUntil(() => done.includes('kept'));
    assert.equal(done.includes('undone'), false);
  });

  test('jobs that were asked for together are done one right after the other', async () => {
    const items = Array.from({ length: 20 }, (_, index) => `together ${index}`);
    await withSystem(db, async (trx) => {
      for (const item of items) await jobs.enqueue(trx, 'work', { item });
    });
    await waitUntil(() => items.every((item) => done.includes(item)), 8_000);
  });

  test('a unique job is taken once while it waits', async () => {
    const ids = await withSystem(db, async (trx) => [
      await jobs.enqueue(trx, 'once', {}, { key: 'a', startAfter: new Date(Date.now() + 60_000) }),
      await jobs.enqueue(trx, 'once', {}, { key: 'a' }),
      await jobs.enqueue(trx, 'once', {}, { key: 'b' }),
    ]);
    assert.deepEqual(
      ids.map((id) => id !== null),
      [true, false, true],
    );
  });

  test('recurring work comes back by itself', async () => {
    await waitUntil(() => done.filter((name) => name === 'turn').length >= 2);
  });

  test('what failed for good waits for an operator, tells why without data of people, and can be redriven', async () => {
    await withSystem(db, (trx) => jobs.enqueue(trx, 'fragile', { item: 7 }));
    const [letter] = await waitUntil(async () => {
      const letters = await jobs.deadLetters();
      return letters.length > 0 ? letters : null;
    }, 20_000);
    assert.equal(letter?.job, 'fragile');
    assert.deepEqual(letter?.ids, { item: 7 });
    assert.equal(letter?.error, 'no such file');
    assert.equal(letter?.attempts, 2);
    assert.equal((await jobs.counts()).find((count) => count.job === 'fragile')?.dead, 1);
    const stored = await db.pool.query(
      `select count(*) from pgboss.job where (output || source_output)::text like '%ana@%'`,
    );
    assert.equal(stored.rows[0].count, 0);

    broken = false;
    assert.equal(await jobs.redrive({ job: 'work' }), 0);
    assert.equal(await jobs.redrive({ ids: [letter?.id ?? ''] }), 1);
    await waitUntil(() => done.includes('mended 7'), 20_000);
    assert.deepEqual(await jobs.deadLetters(), []);
  });
});
