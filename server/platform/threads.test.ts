import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startThreads, WorkStopped } from './threads.ts';

const file = new URL('../../test/support/thread.ts', import.meta.url);
const threads = startThreads<string, string>(file, { limitMs: 20_000, megabytes: 64 });
const ask = (input: string, limitMs?: number) => threads(input, 'ours', limitMs);

test('a thread answers, or fails as its work does', async () => {
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

test('work that takes all memory, or ends its thread, is no end of the program', async () => {
  await assert.rejects(ask('memory'), WorkStopped);
  await assert.rejects(ask('ends'), WorkStopped);
  assert.equal(await ask('on'), 'ON');
});

test('work of one does not wait for that of another, and who has too much is told so', async () => {
  const stuck = Promise.allSettled(Array.from({ length: 3 }, () => threads('forever', 'theirs', 500)));
  assert.equal(await ask('first'), 'FIRST');
  const more = await Promise.allSettled(Array.from({ length: 60 }, () => threads('a', 'theirs')));
  assert.ok((await stuck).every(({ status }) => status === 'rejected'));
  const busy = more.filter((one) => one.status === 'rejected' && (one.reason as { code?: string }).code === 'busy');
  assert.ok(busy.length >= 10 && busy.length < 20, String(busy.length));
});
