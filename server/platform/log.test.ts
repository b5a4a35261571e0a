import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { connectDatabase, type Database, withSystem } from './db.ts';
import { RuleError } from './errors.ts';
import { createLog } from './log.ts';
import { forPrograms } from './sentences.ts';

let database: TestDatabase;
let db: Database;
before(async () => {
  database = await createTestDatabase();
  db = connectDatabase(database.url, { max: 1 });
});
after(async () => {
  await db.close();
  await database.drop();
});

function logged(error: unknown): { line: string; err: Record<string, unknown> } {
  let line = '';
  createLog('error', { write: (text) => (line += text) }).error({ err: error }, 'it failed');
  return { line, err: JSON.parse(line).err };
}

const thrownBy = (query: ReturnType<typeof sql>) =>
  withSystem(db, (trx) => query.execute(trx)).then(
    () => assert.fail('it did not fail'),
    (error: unknown) => error,
  );

test('of a database error the log keeps what names the fault, and no value of a row', async () => {
  const { line, err } = logged(await thrownBy(sql`select ${'maria@example.com'}::bigint`));
  assert.doesNotMatch(line, /maria/);
  assert.deepEqual([err.code, err.routine], ['22P02', 'pg_strtoint64_safe']);
  assert.match(String(err.stack), /^at .*\n.*log\.test\.ts/s);
});

test('the same holds for the error that caused another', async () => {
  const cause = await thrownBy(sql`select ${'maria@example.com'}::bigint`);
  const { line, err } = logged(new Error('The import stopped.', { cause }));
  assert.doesNotMatch(line, /maria/);
  assert.equal(err.message, 'The import stopped.');
});

test('of a mail server’s refusal the log keeps its code, and no address', () => {
  const refusal = new Error('Can’t send mail: 550 5.1.1 <maria@example.com>: no such user\nat your service');
  const { line, err } = logged(
    Object.assign(refusal, { code: 'EENVELOPE', responseCode: 550, response: '550 5.1.1 <maria@example.com>' }),
  );
  assert.doesNotMatch(line, /maria/);
  assert.deepEqual([err.code, err.responseCode, err.message], ['EENVELOPE', 550, undefined]);
});

test('of what a caller is told about it the log keeps the code alone', () => {
  const said = 'The mail server did not take the mail: 550 5.1.1 <maria@example.com>: no such user';
  const { line, err } = logged(new RuleError(502, 'mail_refused', forPrograms(said)));
  assert.doesNotMatch(line, /maria/);
  assert.equal(err.code, 'mail_refused');
});

test('of our own errors it keeps the words', () => {
  assert.equal(logged(new Error('There is no job x.')).err.message, 'There is no job x.');
});
