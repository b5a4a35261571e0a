/**
 * Runs the tests on a PostgreSQL of their own that is gone afterwards. Arguments are test files or patterns, and options
 * of `node --test` written as `--name=value`; without arguments all tests run, those in a browser last.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '#platform/postgres/embedded.ts';
import { isAlive } from '#platform/postgres/lock.ts';
import { testSettings } from '#test/database.ts';

const prefix = 'parley-test-run-';
const everything = ['server/**/*.test.ts', 'test/**/*.test.ts', 'bin/**/*.test.ts', 'web/**/*.test.ts'];
const browserTests = join(import.meta.dirname, 'browser-tests.ts');
const given = process.argv.slice(2);
const options = [
  '--test',
  '--test-concurrency=2',
  '--test-timeout=60000',
  ...given.filter((one) => one.startsWith('-')),
];
const files = given.filter((one) => !one.startsWith('-'));

// Ctrl-C reaches the tests as well; this process stays to clear up after them.
process.on('SIGINT', () => {});
await removeLeftOvers();
const directory = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
try {
  const cluster = await startEmbedded({ directory, settings: testSettings });
  try {
    process.exitCode = await run([...options, ...(files.length ? files : everything)], {
      PARLEY_TEST_CLUSTER: cluster.url,
      // Every test file is a process that loads most of the program: half the time of that is compiling.
      NODE_COMPILE_CACHE: join(directory, 'compiled'),
    });
  } finally {
    await cluster.stop();
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
if (given.length === 0) process.exitCode = (await run([browserTests])) || process.exitCode;

function run(args: string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  const child = spawn(process.execPath, args, {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => done(code ?? 1));
  });
}

/** Of runs that were killed hard. */
async function removeLeftOvers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(prefix) || isAlive(Number.parseInt(name.slice(prefix.length), 10))) continue;
    const leftOver = join(tmpdir(), name);
    await startEmbedded({ directory: leftOver, settings: testSettings })
      .then((cluster) => cluster.stop())
      .catch(() => {});
    rmSync(leftOver, { recursive: true, force: true });
  }
}
