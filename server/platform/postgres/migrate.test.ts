import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { promisify } from 'node:util';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { migrate } from './migrate.ts';

let database: TestDatabase;
let folder: string;
let client: pg.Client;

beforeEach(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'parley-migrations-'));
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('delete from schema_migrations');
});

afterEach(async () => {
  await client.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

const put = (name: string, sql: string) => writeFileSync(join(folder, name), sql);
const run = () => migrate(database.url, folder);
const exists = async (name: string) =>
  (await client.query('select to_regclass($1) is not null as found', [name])).rows[0].found as boolean;

test('files are applied in the order of their numbers, each once', async () => {
  put('0002_second.sql', 'alter table one_a add column b int;');
  put('0001_first.sql', 'create table one_a (a int);');
  put('notes.sql', 'this is no migration');
  assert.deepEqual(await run(), ['0001_first.sql', '0002_second.sql']);
  assert.deepEqual(await run(), []);
  put('0003_third.sql', 'drop table one_a;');
  assert.deepEqual(await run(), ['0003_third.sql']);
});

test('a file that fails leaves nothing of itself, and the message names file and line', async () => {
  put('0001_good.sql', 'create table good ();');
  put('0002_bad.sql', 'create table half ();\nselect 1;\nselect nonsense;\n');
  await assert.rejects(run(), /0002_bad\.sql, line 3, failed: column "nonsense" does not exist/);
  assert.equal(await exists('good'), true);
  assert.equal(await exists('half'), false);
  put('0002_bad.sql', 'create table half ();');
  assert.deepEqual(await run(), ['0002_bad.sql']);
});

test('a file changed after it was applied is refused', async () => {
  put('0001_first.sql', 'create table first ();');
  await run();
  put('0001_first.sql', 'create table first (a int);');
  put('0002_second.sql', 'create table second ();');
  await assert.rejects(run(), /0001_first\.sql was changed after it was applied/);
  assert.equal(await exists('second'), false);
});

test('a database of a newer version is refused', async () => {
  put('0001_first.sql', 'create table first ();');
  await run();
  rmSync(join(folder, '0001_first.sql'));
  await assert.rejects(run(), /0001_first\.sql, which this version of Parley does not know/);
});

test('two processes that migrate together apply every file once', async () => {
  for (let number = 1; number <= 5; number++)
    put(`000${number}_table.sql`, `create table table_${number} (); select pg_sleep(0.05);`);
  const program = `import { migrate } from './migrate.ts'; console.log(JSON.stringify(await migrate(${JSON.stringify(database.url)}, ${JSON.stringify(folder)})));`;
  const runProgram = () =>
    promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { cwd: import.meta.dirname });
  const results = await Promise.all([runProgram(), runProgram()]);
  const applied = results.map(({ stdout }) => JSON.parse(stdout) as string[]);
  assert.deepEqual(applied.map((names) => names.length).sort(), [0, 5]);
});

test('a statement that would wait for running work gives up instead of stopping the service', async () => {
  put('0001_first.sql', 'create table busy (a int);');
  await run();
  put('0002_second.sql', 'alter table busy add column b int;');
  await client.query('begin; lock table busy in access share mode');
  await assert.rejects(run(), /0002_second\.sql failed: canceling statement due to lock timeout/);
  await client.query('rollback');
  assert.deepEqual(await run(), ['0002_second.sql']);
});

test('a file without a transaction builds an index concurrently, also while another process waits for its turn', async () => {
  put('0001_first.sql', 'create table big as select generate_series(1, 1000) as a;');
  put(
    '0002_index.sql',
    `-- no transaction\ncreate index concurrently if not exists big_a\n  on big (a);\ncomment on index big_a is 'one; two';\n`,
  );
  const applied = await Promise.all([run(), run()]);
  assert.deepEqual(applied.flat(), ['0001_first.sql', '0002_index.sql']);
  assert.equal(await exists('big_a'), true);
});

test('a file without a transaction that fails names the line, keeps what is done and can be run again', async () => {
  put('0001_parts.sql', '-- no transaction\ncreate table if not exists part ();\n\nselect nonsense;\n');
  await assert.rejects(run(), /0001_parts\.sql, line 4, failed: column "nonsense"/);
  assert.equal(await exists('part'), true);
  put('0001_parts.sql', '-- no transaction\ncreate table if not exists part ();\n');
  assert.deepEqual(await run(), ['0001_parts.sql']);
});

test('an index that was left half built is reported, not passed over', async () => {
  put('0001_first.sql', 'create table twice as select 1 as a from generate_series(1, 2);');
  put('0002_unique.sql', '-- no transaction\ncreate unique index concurrently if not exists twice_a on twice (a);\n');
  await run().catch(() => {});
  await assert.rejects(run(), /0002_unique\.sql left an index half built\. Run "drop index concurrently twice_a;"/);
});
