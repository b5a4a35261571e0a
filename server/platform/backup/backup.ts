import { createWriteStream, existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Config } from '../config.ts';
import { type BackupTable, listTables } from './tables.ts';

/** What a backup holds; `manifest.json` in its folder. */
export type Manifest = {
  format: 1;
  madeAt: string;
  /** The schema in which the tables were: each migration with its checksum. */
  migrations: { name: string; checksum: string }[];
  tables: { schema: string; name: string; columns: string[]; rows: number }[];
  /** Those that belong to no column; a column's own one follows from its rows. */
  sequences: { name: string; value: number }[];
  /** `disk`: in the folder `blobs`. `s3`: not in the backup; the bucket has to be kept by its own means. */
  blobs: 'disk' | 's3';
  /** False where the secret comes from PARLEY_SECRET. */
  secret: boolean;
};

/**
 * Writes everything into a new folder: every table from one snapshot, the files, the secret. The program may run
 * meanwhile. The folder has its name only once it is complete. Throws where it exists already.
 */
export async function backUp(config: Config, url: string, folder: string): Promise<Manifest> {
  if (existsSync(folder)) throw new Error(`${folder} exists already. Name a new folder.`);
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(join(partial, 'tables'), { recursive: true, mode: 0o700 });
  const copied = await copyTables(url, join(partial, 'tables'));
  // After the tables: a file is there before the row that names it.
  if (config.blobs.kind === 'disk' && existsSync(config.blobs.directory))
    await cp(config.blobs.directory, join(partial, 'blobs'), { recursive: true });
  const secret = await copySecret(config, partial);
  const madeAt = new Date().toISOString();
  const manifest: Manifest = { format: 1, madeAt, ...copied, blobs: config.blobs.kind, secret };
  await writeFile(join(partial, 'manifest.json'), JSON.stringify(manifest, null, 2));
  await rename(partial, folder);
  return manifest;
}

async function copyTables(url: string, into: string): Promise<Pick<Manifest, 'migrations' | 'tables' | 'sequences'>> {
  const client = new pg.Client({ connectionString: url, application_name: 'parley backup' });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read, read only');
    const migrations = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from schema_migrations order by name',
    );
    const tables: Manifest['tables'] = [];
    for (const table of await listTables(client)) tables.push(await copyTable(client, table, into));
    await client.query('set local role none');
    const sequences = await client.query<{ name: string; value: number }>(`
      select sequencename as name, last_value as value from pg_sequences
      where schemaname = 'public' and last_value is not null and not exists (
        select from pg_depend
        where objid = format('%I.%I', schemaname, sequencename)::regclass and deptype in ('a', 'i'))`);
    await client.query('commit');
    return { tables, migrations: migrations.rows, sequences: sequences.rows };
  } finally {
    await client.end();
  }
}

async function copyTable(client: pg.Client, table: BackupTable, into: string): Promise<Manifest['tables'][number]> {
  const { schema, name, columns, fenced } = table;
  await client.query(`set local role ${fenced ? 'parley_system' : 'none'}`);
  const list = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  const source = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
  const stream = client.query(copyTo(`copy (select ${list} from ${source}) to stdout`));
  await pipeline(
    stream,
    createGzip({ level: 6 }),
    createWriteStream(join(into, `${schema}.${name}.gz`), { mode: 0o600 }),
  );
  return { schema, name, columns, rows: stream.rowCount };
}

async function copySecret(config: Config, into: string): Promise<boolean> {
  const kept = await readFile(join(config.dataDirectory, 'secret'), 'utf8').catch(() => null);
  // Only where it is the one in use, and not one left over from before PARLEY_SECRET was set.
  if (kept?.trim() !== config.secret) return false;
  await writeFile(join(into, 'secret'), kept, { mode: 0o600 });
  return true;
}
