import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

export const migrationsDirectory = join(import.meta.dirname, '../../../db/migrations');

export type Migration = { name: string; sql: string; checksum: string };

/** Any number that nothing else in this database locks. */
const lockKey = 7_264_113;

/**
 * Applies what is not applied yet, each file in a transaction of its own, and returns the names of those. Processes that
 * start together wait for one another; a statement that would wait for a lock of running work for more than five
 * seconds gives up, so that a deployment never stops the service. Throws for a file that was changed after it was
 * applied, and for a database that a newer version has migrated.
 */
export async function migrate(url: string, directory = migrationsDirectory): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'parley migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
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
  try {
    await client.query(`begin; set local lock_timeout = '5s'`);
    await client.query(migration.sql);
    await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [
      migration.name,
      migration.checksum,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw new Error(
      `The migration ${migration.name}${lineOf(migration.sql, error)} failed: ${(error as Error).message}`,
      { cause: error },
    );
  }
}

function lineOf(sql: string, error: unknown): string {
  const position = Number((error as { position?: string }).position);
  return position ? `, line ${sql.slice(0, position).split('\n').length},` : '';
}
