import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import type pg from 'pg';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import {
  connectDatabase,
  type Database,
  withCompanyClient,
  withCompanyPipeline,
  withStatementLimit,
  withSystem,
} from './db.ts';

let database: TestDatabase;
let db: Database;
before(async () => {
  database = await createTestDatabase();
  db = connectDatabase(database.url, { max: 2 });
});
after(async () => {
  await db.close();
  await database.drop();
});

/** As a restart of the database, or its operator, does. */
const terminate = (pid: number) => db.pool.query('select pg_terminate_backend($1, 5000)', [pid]);
const pidOf = async (client: pg.PoolClient) => (await client.query('select pg_backend_pid() as pid')).rows[0].pid;
const answers = async () => (await withSystem(db, (trx) => sql`select 1`.execute(trx))).rows.length;

describe('a connection that breaks in a transaction fails its call alone', () => {
  test('between two statements', async () => {
    const call = withSystem(db, async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
      await terminate(rows[0]?.pid ?? 0);
      await sql`select 1`.execute(trx);
    });
    await assert.rejects(call);
    assert.equal(await answers(), 1);
  });

  test('during a statement', async () => {
    const call = withCompanyClient(db, 1, async (client) => {
      const pid = await pidOf(client);
      await Promise.all([client.query('select pg_sleep(60)'), terminate(pid)]);
    });
    await assert.rejects(call, { code: '57P01' });
    assert.equal(await answers(), 1);
  });

  test('of those that are pipelined', async () => {
    const call = withCompanyPipeline(db, 1, pidOf, async (client, pid) => {
      await terminate(pid);
      return client.query('select 1');
    });
    await assert.rejects(call);
    const [one] = await withCompanyPipeline(
      db,
      1,
      async () => null,
      async (client) => (await client.query('select 1')).rows,
    );
    assert.ok(one);
  });
});

test('a statement that takes longer than its transaction allows is stopped, and the limit stays on no connection', async () => {
  const slow = withSystem(withStatementLimit(db, 30), (trx) => sql`select pg_sleep(60)`.execute(trx));
  await assert.rejects(slow, { code: '57014' });
  const { rows } = await db.pool.query('show statement_timeout');
  assert.deepEqual(rows, [{ statement_timeout: '0' }]);
});
