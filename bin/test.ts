/**
 * Runs the tests on a PostgreSQL of their own that is gone afterwards. Arguments are test files or patterns, and options
 * of `node --test` written as `--name=value`; without arguments all tests run, those in a browser last.
 */
import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startEmbedded } from '#platform/postgres/embedded.ts';
import { isAlive } from '#platform/postgres/lock.ts';
import { testSettings } from '#test/database.ts';

const prefix = 'parley-test-run-';
const everything = ['server/**/*.test.ts', 'test/**/*.test.ts', 'bin/**/*.test.ts', 'web/**/*.test.ts'];
/** Many, so that none is left alone at the end, and few, since each of them loads the program. */
const groups = 30;
const browserTests = join(import.meta.dirname, 'browser-tests.ts');
const given = process.argv.slice(2);
const options = [
  '--test',
  '--test-concurrency=5',
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
    process.exitCode = await run([...options, ...(files.length ? files : inGroups(directory))], {
      PARLEY_TEST_CLUSTER: cluster.url,
      // Half the time of loading the program is compiling it.
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

/** Files that each run several test files in one process, a suite each: to load the program takes longer than most of them. */
function inGroups(directory: string): string[] {
  const all = globSync(everything).sort();
  return Array.from({ length: groups }, (_, group) => {
    const path = join(directory, `group-${String(group + 1).padStart(2, '0')}.test.mjs`);
    // Neighbours are alike in how long they take.
    const own = all.filter((_, index) => index % groups === group);
    const suites = own.map(
      (file) =>
        `describe(${JSON.stringify(file)}, { timeout: Infinity }, () => import(${JSON.stringify(resolve(file))}));`,
    );
    writeFileSync(path, ["import { describe } from 'node:test';", ...suites, ''].join('\n'));
    return path;
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
