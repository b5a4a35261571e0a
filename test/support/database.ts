import { createHash, randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { findBinaries } from '#platform/postgres/binaries.ts';
import { startEmbedded } from '#platform/postgres/embedded.ts';
import { isAlive } from '#platform/postgres/lock.ts';
import { migrate, readMigrations } from '#platform/postgres/migrate.ts';

export type TestDatabase = { url: string; drop(): Promise<void> };

/** Nothing of a test survives a power cut, and nothing has to. */
export const testSettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  shared_buffers: '128MB',
};

const lockKey = 7_264_114;

/**
 * A database of its own for a test file: a copy of the migrated template, 20 to 40 ms. (With `strategy wal_log` the
 * copy takes 100 ms.)
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const cluster = await testCluster();
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`;
  await cloneTemplate(cluster, name);
  return {
    url: inDatabase(cluster, name),
    drop: () => administer(cluster, (client) => dropDatabase(client, name)),
  };
}

/** The cluster of this run, or for a single test file one that is kept running on this machine from run to run. */
async function testCluster(): Promise<string> {
  if (process.env.PARLEY_TEST_CLUSTER) return process.env.PARLEY_TEST_CLUSTER;
  const directory = join(tmpdir(), `parley-test-${process.getuid?.() ?? 'user'}-${findBinaries().version}`);
  return (await startEmbedded({ directory, settings: testSettings })).url;
}

/** Copying shares the lock that replacing the template takes alone: nobody drops what another is about to copy. */
async function cloneTemplate(cluster: string, name: string): Promise<void> {
  const template = templateName();
  await administer(cluster, async (client) => {
    for (;;) {
      await client.query('select pg_advisory_lock_shared($1)', [lockKey]);
      const { rowCount } = await client.query('select from pg_database where datname = $1', [template]);
      if (rowCount) break;
      await client.query('select pg_advisory_unlock_shared($1)', [lockKey]);
      await client.query('select pg_advisory_lock($1)', [lockKey]);
      await buildTemplate(client, cluster, template);
      await client.query('select pg_advisory_unlock($1)', [lockKey]);
    }
    await client.query(`create database ${name} template ${template} strategy file_copy`);
  });
}

function templateName(): string {
  const checksums = readMigrations().map((migration) => migration.checksum);
  return `template_${createHash('sha256').update(checksums.join()).digest('hex').slice(0, 12)}`;
}

async function buildTemplate(client: pg.Client, cluster: string, template: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    String.raw`select datname as name from pg_database where datname like 'template\_%' or datname like 'test\_%'`,
  );
  if (rows.some((row) => row.name === template)) return;
  for (const { name } of rows) if (isLeftOver(name)) await dropDatabase(client, name);
  const building = `${template}_building`;
  await client.query(`create database ${building}`);
  await migrate(inDatabase(cluster, building));
  await client.query(`alter database ${building} rename to ${template}`);
}

/** Templates of other migrations, and databases of test files that were killed. */
function isLeftOver(name: string): boolean {
  const owner = /^test_(\d+)_/.exec(name)?.[1];
  return name.startsWith('template_') || (owner !== undefined && !isAlive(Number(owner)));
}

/** `with (force)` fails where autovacuum is at work, which we may not end; a plain drop sends it away itself. */
async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = current_user',
    [name],
  );
  await client.query(`drop database if exists ${name}`);
}

async function administer(cluster: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: inDatabase(cluster, 'postgres') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function inDatabase(url: string, name: string): string {
  const copy = new URL(url);
  copy.pathname = `/${name}`;
  return copy.href;
}
