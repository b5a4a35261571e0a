import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { readMigrations } from '#platform/postgres/migrate.ts';
import { createTestDatabase } from './database.ts';

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

test('every test database is migrated and apart from the others', async () => {
  const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const [one, two] = await Promise.all([connect(first.url), connect(second.url)]);
  await one.query('create table only_here ()');
  assert.equal((await two.query(`select to_regclass('only_here') as found`)).rows[0].found, null);
  const { rows } = await two.query('select name from schema_migrations order by name');
  assert.deepEqual(
    rows.map((row) => row.name),
    readMigrations().map((migration) => migration.name),
  );
  await Promise.all([one.end(), two.end()]);
  await Promise.all([first.drop(), second.drop()]);
  await assert.rejects(connect(first.url), /does not exist/);
});

test('a database is dropped although something is still connected to it', async () => {
  const database = await createTestDatabase();
  const client = await connect(database.url);
  const ended = new Promise((done) => client.once('end', done));
  client.on('error', () => {});
  await database.drop();
  await ended;
  await assert.rejects(connect(database.url), /does not exist/);
});
