import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const oneInsert = ["insert into bench_commits (value) values ('one row')"];
const twoInserts = ['begin', ...oneInsert, ...oneInsert, 'commit'];

export type Commits = { perSecond: number; by: 'pgbench' | 'driver' };

/** Commits a second of single-row inserts by 16 clients: with pgbench where it is installed, else with the bare driver. */
export function singleRowCommits(url: string, seconds: number): Promise<Commits> {
  return commits(url, seconds, oneInsert);
}

/** The same of transactions of two inserts. */
export function twoInsertCommits(url: string, seconds: number): Promise<Commits> {
  return commits(url, seconds, twoInserts);
}

async function commits(url: string, seconds: number, statements: string[]): Promise<Commits> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    'create table if not exists bench_commits (id bigint generated always as identity primary key, value text not null)',
  );
  await client.query('truncate bench_commits');
  try {
    const installed = spawnSync('pgbench', ['--version']).status === 0;
    return installed
      ? { perSecond: byPgbench(url, seconds, statements), by: 'pgbench' }
      : { perSecond: await byDriver(url, seconds, statements), by: 'driver' };
  } finally {
    await client.query('drop table bench_commits');
    await client.end();
  }
}

function byPgbench(url: string, seconds: number, statements: string[]): number {
  const directory = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  try {
    const script = join(directory, 'insert.sql');
    writeFileSync(script, statements.map((statement) => `${statement};\n`).join(''));
    const output = execFileSync(
      'pgbench',
      ['-n', '-M', 'prepared', '-c', '16', '-j', '2', '-T', String(seconds), '-f', script, url],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    return Math.round(Number(/tps = ([\d.]+)/.exec(output.toString())?.[1]));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function byDriver(url: string, seconds: number, statements: string[]): Promise<number> {
  const began = performance.now();
  let commits = 0;
  const one = async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    for (; performance.now() - began < seconds * 1000; commits++)
      for (const text of statements) await client.query({ name: text, text });
    await client.end();
  };
  await Promise.all(Array.from({ length: 16 }, one));
  return Math.round(commits / ((performance.now() - began) / 1000));
}
