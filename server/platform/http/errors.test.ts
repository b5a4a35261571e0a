import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { after, before, test } from 'node:test';
import { type RawBuilder, sql } from 'kysely';
import { testConfig } from '#test/app.ts';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { connectDatabase, type Database, withStatementLimit, withSystem } from '../db.ts';
import { createLog } from '../log.ts';
import { type App, createServer } from './server.ts';

const queries: Record<string, RawBuilder<unknown>> = {
  'a day that does not exist': sql`select ${'2026-02-30'}::timestamptz`,
  'a date that is none': sql`select ${'tomorrow week'}::timestamptz`,
  'a word for a number': sql`select ${'x'}::bigint`,
  'a number out of range': sql`select ${'99999999999999999999'}::bigint`,
  'a character that can not be stored': sql`select ${'\0'}::text`,
  'what refers to nothing': sql`insert into users (company_id, email, name, role) values (999, 'a@example.com', 'A', 'owner')`,
  'what is there already': sql`insert into companies (id, name) overriding system value values (901, 'A'), (901, 'B')`,
  'what takes too long': sql`select pg_sleep(60)`,
  'our own mistake': sql`select nonsense`,
};

let database: TestDatabase;
let db: Database;
let app: App;
before(async () => {
  database = await createTestDatabase();
  db = connectDatabase(database.url, { max: 2 });
  const hurried = withStatementLimit(db, 200);
  app = await createServer(testConfig(tmpdir()), createLog('silent'), async () => null);
  app.get('/:query', { config: { access: 'public' } }, ({ params }) =>
    withSystem(hurried, (trx) => (queries[(params as { query: string }).query] as RawBuilder<unknown>).execute(trx)),
  );
  const nowhere = connectDatabase('postgres://127.0.0.1:1/nothing');
  app.addHook('onClose', () => nowhere.close());
  app.get('/away', { config: { access: 'public' } }, () => withSystem(nowhere, (trx) => sql`select 1`.execute(trx)));
  app.get('/broken', { config: { access: 'public' } }, () =>
    withSystem(db, async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
      await db.pool.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
      await sql`select 1`.execute(trx);
    }),
  );
});
after(async () => {
  await app.close();
  await db.close();
  await database.drop();
});

test('what the database refuses because of the input is the caller’s matter, and all else ours', async () => {
  const answers: Record<string, string> = {};
  for (const query of Object.keys(queries)) {
    const answer = await app.inject(`/${encodeURIComponent(query)}`);
    answers[query] = `${answer.statusCode} ${answer.json().error.code}`;
  }
  assert.deepEqual(answers, {
    'a day that does not exist': '400 invalid_input',
    'a date that is none': '400 invalid_input',
    'a word for a number': '400 invalid_input',
    'a number out of range': '400 invalid_input',
    'a character that can not be stored': '400 invalid_input',
    'what refers to nothing': '409 gone_meanwhile',
    'what is there already': '409 already_there',
    'what takes too long': '503 took_too_long',
    'our own mistake': '500 unexpected',
  });
});

test('where the database is not there, or no more, nobody is told that nothing was done', async () => {
  for (const path of ['/away', '/broken']) {
    const answer = await app.inject(path);
    assert.deepEqual([answer.statusCode, answer.json().error.code], [503, 'unavailable']);
  }
});
