import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

export const migrationsDirectory = join(import.meta.dirname, '../../../db/migrations');

export type Migration = { name: string; sql: string; checksum: string };

/** Any number that nothing else in this database locks. */
const lockKey = 7_264_113;
const lockTimeout = '5s';
const untransacted = '-- no transaction';

/**
 * Applies what is not applied yet, each file in a transaction of its own, and returns the names of those. Processes that
 * start together wait for one another; a statement that would wait for a lock of running work for more than five
 * seconds gives up, so that a deployment never stops the service. Throws for a file that was changed after it was
 * applied, and for a database that a newer version has migrated.
 *
 * A file whose first line is `-- no transaction` (for `create index concurrently`) runs a statement at a time; each of
 * its statements ends with a semicolon at the end of a line and must stand being run again, since what is done stays
 * done when a later one fails.
 */
export async function migrate(url: string, directory = migrationsDirectory): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'parley migrate' });
  // A connection that breaks also rejects the query under way; without a listener it would end the program.
  client.on('error', () => {});
  await client.connect();
  try {
    await takeTurn(client);
    await client.query(
      'create table if not exists schema_migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
    );
    const pending = await findPending(client, readMigrations(directory));
    for (const migration of pending) await apply(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

/** Asks again and again: one waiting statement would hold up a `create index concurrently` of who has the turn for ever. */
async function takeTurn(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [lockKey]);
    if (rows[0]?.taken) return;
    await wait(100);
  }
}

export function readMigrations(directory = migrationsDirectory): Migration[] {
  return readdirSync(directory)
    .filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(directory, name), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

/** The files that this database lacks; in a database that has none, all. */
export async function findPending(client: pg.ClientBase, migrations: Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from schema_migrations order by name',
  );
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum } of rows) {
    const migration = known.get(name);
    if (!migration)
      throw new Error(
        `The database has the migration ${name}, which this version of Parley does not know. Start the newer version.`,
      );
    if (migration.checksum !== checksum)
      throw new Error(
        `The migration ${name} was changed after it was applied. Restore the file and put the change in a new one.`,
      );
  }
  const applied = new Set(rows.map((row) => row.name));
  return migrations.filter((migration) => !applied.has(migration.name));
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  if (migration.sql.split(/\r?\n/, 1)[0]?.trim() === untransacted) return applyByStatement(client, migration);
  try {
    await client.query(`begin; set local lock_timeout = '${lockTimeout}'`);
    await client.query(migration.sql);
    await record(client, migration);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw failure(migration, 0, error);
  }
}

async function applyByStatement(client: pg.Client, migration: Migration): Promise<void> {
  if (/\$\w*\$/.test(migration.sql))
    throw new Error(
      `The migration ${migration.name} has a dollar-quoted text, which a file with "${untransacted}" can not have. Put it in a file of its own.`,
    );
  let offset = 0;
  for (const statement of migration.sql.split(/(?<=;)[ \t]*$/m)) {
    // Building an index concurrently holds up nobody while it waits; anything else that waits for a lock does.
    const timeout = /\bconcurrently\b/i.test(statement) ? '0' : lockTimeout;
    try {
      await client.query(`set lock_timeout = '${timeout}'`);
      await client.query(statement);
    } catch (error) {
      throw failure(migration, offset, error);
    }
    offset += statement.length;
  }
  await client.query('reset lock_timeout');
  await refuseInvalidIndexes(client, migration);
  await record(client, migration);
}

/** What a broken off `create index concurrently` leaves behind: `if not exists` would pass over it in silence. */
async function refuseInvalidIndexes(client: pg.Client, migration: Migration): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'select indexrelid::regclass::text as name from pg_index where not indisvalid order by 1',
  );
  if (rows.length === 0) return;
  const drops = rows.map((row) => `drop index concurrently ${row.name};`).join(' ');
  throw new Error(`The migration ${migration.name} left an index half built. Run "${drops}" and migrate again.`);
}

async function record(client: pg.Client, { name, checksum }: Migration): Promise<void> {
  await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [name, checksum]);
}

function failure({ name, sql }: Migration, offset: number, error: unknown): Error {
  const { position, message, hint } = error as pg.DatabaseError;
  const line = position ? `, line ${sql.slice(0, offset + Number(position)).split('\n').length},` : '';
  return new Error(`The migration ${name}${line} failed: ${message}${hint ? ` (${hint})` : ''}`, { cause: error });
}
