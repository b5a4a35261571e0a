import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { startEmbedded } from '#platform/postgres/embedded.ts';
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

/** A database of its own for a test file: a copy of the migrated template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const cluster = await testCluster();
  const template = await ensureTemplate(cluster);
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(cluster, (client) => client.query(`create database ${name} template ${template}`));
  return {
    url: inDatabase(cluster, name),
    drop: () => administer(cluster, (client) => client.query(`drop database if exists ${name} with (force)`)),
  };
}

/** The cluster of this run, or for a single test file one that is kept running on this machine from run to run. */
async function testCluster(): Promise<string> {
  if (process.env.PARLEY_TEST_CLUSTER) return process.env.PARLEY_TEST_CLUSTER;
  const directory = join(tmpdir(), `parley-test-${userInfo().username}`);
  return oneAtATime(`${directory}.lock`, async () => (await startEmbedded({ directory, settings: testSettings })).url);
}

async function ensureTemplate(cluster: string): Promise<string> {
  const checksum = createHash('sha256')
    .update(
      readMigrations()
        .map((migration) => migration.checksum)
        .join(),
    )
    .digest('hex')
    .slice(0, 12);
  const name = `template_${checksum}`;
  await administer(cluster, async (client) => {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount) return;
    const building = `${name}_building`;
    await client.query(`drop database if exists ${building} with (force)`);
    await client.query(`create database ${building}`);
    await migrate(inDatabase(cluster, building));
    await client.query(`alter database ${building} rename to ${name}`);
  });
  return name;
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

/** Test files run as processes of their own; a lock that its holder's death left behind is taken over. */
async function oneAtATime<T>(lock: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > 60_000) rmSync(lock, { recursive: true, force: true });
      else await wait(50);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}
