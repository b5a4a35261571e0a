import { createReadStream, existsSync } from 'node:fs';
import { chmod, copyFile, cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Config } from '../config.ts';
import { migrateJobs } from '../jobs.ts';
import { migrate, migrationsDirectory, readMigrations } from '../postgres/migrate.ts';
import { otherConnections } from '../postgres/open.ts';
import type { Manifest } from './backup.ts';
import { listTables } from './tables.ts';

export type RestoreOptions = {
  /** Replace what is in the database. */
  force: boolean;
};

/**
 * Puts a backup into the database, the folder of files and the secret. Takes a database without companies, unless
 * forced. A backup of an older version is migrated afterwards. All tables arrive in one transaction.
 */
export async function restore(config: Config, url: string, folder: string, options: RestoreOptions): Promise<Manifest> {
  const manifest = await readManifest(folder);
  checkMigrations(manifest);
  if ((await otherConnections(url)) > 0)
    throw new Error('Something else is connected to the database. Stop Parley first, then restore.');
  await emptyDatabase(url, options.force);
  await migrateAsOf(url, manifest);
  await migrateJobs(url);
  await loadTables(url, folder, manifest);
  await migrate(url);
  if (manifest.blobs === 'disk' && config.blobs.kind === 'disk' && existsSync(join(folder, 'blobs')))
    await cp(join(folder, 'blobs'), config.blobs.directory, { recursive: true });
  if (manifest.secret) await restoreSecret(config, folder);
  return manifest;
}

async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => null);
  if (text === null) throw new Error(`${folder} is no complete backup: there is no manifest.json in it.`);
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format !== 1)
    throw new Error('This backup was made by a newer version of Parley. Restore it with that one.');
  return manifest;
}

function checkMigrations(manifest: Manifest): void {
  const known = new Map(readMigrations().map((migration) => [migration.name, migration.checksum]));
  for (const { name, checksum } of manifest.migrations) {
    if (known.get(name) !== checksum)
      throw new Error(
        `The backup was made with the migration ${name}, which this version does not have. Use the newer one.`,
      );
  }
}

async function emptyDatabase(url: string, force: boolean): Promise<void> {
  await withClient(url, async (client) => {
    if (!force && (await hasCompanies(client)))
      throw new Error(
        'There are companies in this database already. Restore into an empty one, or replace all with --force.',
      );
    await client.query('drop schema if exists pgboss cascade; drop schema public cascade; create schema public');
  });
}

async function hasCompanies(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(`select to_regclass('public.companies') is not null as there`);
  if (!rows[0].there) return false;
  await client.query('begin; set local role parley_system');
  const { rowCount } = await client.query('select from companies limit 1');
  await client.query('commit');
  return rowCount === 1;
}

/** The tables as they were when the backup was made. */
async function migrateAsOf(url: string, manifest: Manifest): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'parley-migrations-'));
  try {
    for (const { name } of manifest.migrations) await copyFile(join(migrationsDirectory, name), join(directory, name));
    await migrate(url, directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** As the owner, for whom row security is lifted within the transaction; triggers rest, as their effects are in the copy. */
async function loadTables(url: string, folder: string, manifest: Manifest): Promise<void> {
  await withClient(url, async (client) => {
    await client.query('begin');
    const tables = await listTables(client);
    const quoted = (table: { schema: string; name: string }) =>
      `${pg.escapeIdentifier(table.schema)}.${pg.escapeIdentifier(table.name)}`;
    await client.query(`truncate ${tables.map(quoted).join(', ')}`);
    for (const table of tables) {
      const saved = manifest.tables.find((one) => one.schema === table.schema && one.name === table.name);
      if (!saved) continue;
      const name = quoted(table);
      await client.query(`alter table ${name} disable trigger user, no force row level security`);
      const columns = saved.columns.map((column) => pg.escapeIdentifier(column)).join(', ');
      const file = join(folder, 'tables', `${table.schema}.${table.name}.gz`);
      await pipeline(
        createReadStream(file),
        createGunzip(),
        client.query(copyFrom(`copy ${name} (${columns}) from stdin`)),
      );
      await resetSequences(client, name);
      await client.query(`alter table ${name} enable trigger user${table.fenced ? ', force row level security' : ''}`);
    }
    if (tables.some(({ name }) => name === 'application_changes')) await tellEverythingChanged(client);
    for (const { name, value } of manifest.sequences)
      await client.query('select setval($1::regclass, $2)', [name, value]);
    await client.query('commit');
    await client.query('analyze');
  });
}

/** A process that goes on meanwhile holds what was there before: see `candidates/finding/sets`. */
async function tellEverythingChanged(client: pg.Client): Promise<void> {
  await client.query('set local role parley_system');
  await client.query(`
    insert into application_changes (company_id, application_id) select id, 0 from companies on conflict do nothing`);
  await client.query('reset role');
}

/** The next id is one above the highest. */
async function resetSequences(client: pg.Client, table: string): Promise<void> {
  const { rows } = await client.query<{ column: string; sequence: string }>(
    `select attname as column, pg_get_serial_sequence($1, attname) as sequence from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and (attidentity <> '' or atthasdef)
       and pg_get_serial_sequence($1, attname) is not null`,
    [table],
  );
  for (const { column, sequence } of rows) {
    const highest = `(select max(${pg.escapeIdentifier(column)}) from ${table})`;
    await client.query(`select setval($1, coalesce(${highest}, 0) + 1, false)`, [sequence]);
  }
}

async function restoreSecret(config: Config, folder: string): Promise<void> {
  const target = join(config.dataDirectory, 'secret');
  await mkdir(config.dataDirectory, { recursive: true });
  await copyFile(join(folder, 'secret'), target);
  await chmod(target, 0o600);
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'parley restore' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
