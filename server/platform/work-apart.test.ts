import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isAlive } from './postgres/lock.ts';
import { WorkNotBegun, WorkStopped, workApart } from './work-apart.ts';

const file = new URL('../../test/support/work-apart.ts', import.meta.url);
const work = workApart<string, string>(file, { limitMs: 20_000, megabytes: 64 });
const ask = (input: string, limitMs?: number) => work(input, 'ours', limitMs);

test('a process answers, or fails as its work does', async () => {
  assert.deepEqual(await Promise.all(['a', 'b', 'c', 'd'].map((input) => ask(input))), ['A', 'B', 'C', 'D']);
  await assert.rejects(ask('fails'), /as asked/);
  assert.equal(await ask('on'), 'ON');
});

test('work without an end is ended, and stands nothing still meanwhile', async () => {
  let turns = 0;
  const turning = setInterval(() => turns++, 5);
  await assert.rejects(ask('forever', 300), WorkStopped);
  clearInterval(turning);
  assert.ok(turns > 5, String(turns));
  assert.equal(await ask('on'), 'ON');
});

test('work that takes all memory, or ends its process, is no end of the program', async () => {
  await assert.rejects(ask('memory'), WorkStopped);
  await assert.rejects(ask('ends'), WorkStopped);
  assert.equal(await ask('on'), 'ON');
});

test('work of one does not wait for that of another, and who has too much is told so', async () => {
  const stuck = Promise.allSettled(Array.from({ length: 3 }, () => work('forever', 'theirs', 500)));
  assert.equal(await ask('first'), 'FIRST');
  const more = await Promise.allSettled(Array.from({ length: 60 }, () => work('a', 'theirs')));
  assert.ok((await stuck).every(({ status }) => status === 'rejected'));
  const busy = more.filter((one) => one.status === 'rejected' && (one.reason as { code?: string }).code === 'busy');
  assert.ok(busy.length >= 10 && busy.length < 20, String(busy.length));
});

test('what is under way is brought to its end where all processes are told to stop', async () => {
  const apart = workApart<string, string>(file, { limitMs: 20_000, megabytes: 64, processes: 1 });
  const worker = Number(await apart('who', 'ours'));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.kill(worker, signal);
  assert.equal(await apart('who', 'ours'), String(worker));
});

test('the environment of the program, where its secrets are, is not in that of such a process', async () => {
  assert.notEqual(process.env.PATH, undefined);
  assert.equal(await ask('environment'), '');
});

test('a process reads code alone, not what the system tells of its parent, writes nothing and starts nothing', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'parley-apart-'));
  const secret = join(directory, 'secret');
  writeFileSync(secret, 'of the program');
  try {
    assert.match(await ask(`read ${fileURLToPath(file)}`), /answerApart/);
    for (const deed of [`read ${secret}`, 'read /proc/parent/environ', `write ${secret}`, 'start', 'thread'])
      assert.equal(await ask(deed), 'ERR_ACCESS_DENIED', deed);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('that a process can not begin is no fault of the work, nor that too much waits', async () => {
  const missing = workApart<string, string>(new URL('./not-there.ts', import.meta.url), { limitMs: 50, megabytes: 64 });
  await assert.rejects(missing('a', 'ours'), (error) => error instanceof WorkNotBegun && error.status === 503);
  await assert.rejects(Promise.all(Array.from({ length: 60 }, () => missing('a', 'ours'))), WorkNotBegun);
});

test('a process for which nothing comes is ended, and another one begins when it is needed', async ({ signal }) => {
  const apart = workApart<string, string>(file, { limitMs: 20_000, megabytes: 64, idleMs: 200 });
  const worker = Number(await apart('who', 'ours'));
  assert.equal(Number(await apart('who', 'ours')), worker);
  while (isAlive(worker) && !isOver(worker)) await wait(20, undefined, { signal });
  const next = Number(await apart('who', 'ours'));
  assert.ok(next > 0 && next !== worker);
});

test('of a program that is killed no work is left behind, not even such as never ends', async ({ signal }) => {
  const program = spawn(process.execPath, [
    '--input-type=module',
    '--eval',
    `import { workApart } from ${JSON.stringify(new URL('./work-apart.ts', import.meta.url))};
    const work = workApart(new URL(${JSON.stringify(file)}), { limitMs: 60_000, megabytes: 64, processes: 1 });
    const who = await work('who', 'ours');
    void work('forever', 'ours');
    setTimeout(() => console.log(who), 500);`,
  ]);
  const [said] = await once(program.stdout, 'data');
  const worker = Number(said);
  assert.ok(isAlive(worker));
  program.kill('SIGKILL');
  await once(program, 'exit');
  while (isAlive(worker) && !isOver(worker)) await wait(100, undefined, { signal });
});

/** Whether nothing but its entry in the table of processes is left, which whoever inherits it has to remove. */
function isOver(pid: number): boolean {
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
