import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { limitUploads } from './uploads.ts';

const ana = { userId: 'ana' };
const bea = { userId: 'bea' };

test('a user uploads as many bytes as are left in the window, however they are shared out, and others as before', async () => {
  const upload = limitUploads({ mostAtOnce: 2, mostBytes: 100, windowMs: 3_600_000 });
  const send = async (who: typeof ana, ...sizes: number[]) => {
    const chunks = sizes.map((size) => Buffer.alloc(size));
    return (await upload(who, (count) => buffer(count(Readable.from(chunks))))).length;
  };
  assert.equal(await send(ana, 30, 30), 60);
  const refused = { status: 429, code: 'uploads_used_up', retryAfterSeconds: 3600, message: /in an hour/ };
  await assert.rejects(send(ana, 30, 30), refused);
  await assert.rejects(send(ana, 1), refused, 'what broke off is counted');
  assert.equal(await send(bea, 100), 100);
  await assert.rejects(send(bea, 0), refused);
});

test('a user has so many uploads under way at once, whether they end well or not', async () => {
  const upload = limitUploads({ mostAtOnce: 2, mostBytes: 100, windowMs: 3_600_000 });
  const [first, second] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const both = [upload(ana, () => first.promise), upload(ana, () => second.promise)];
  await assert.rejects(
    upload(ana, async () => 'third'),
    { status: 429, code: 'too_many_uploads' },
  );
  assert.equal(await upload(bea, async () => 'another'), 'another');
  first.reject(new Error('broken off'));
  second.resolve('done');
  assert.deepEqual(
    (await Promise.allSettled(both)).map(({ status }) => status),
    ['rejected', 'fulfilled'],
  );
  assert.equal(await upload(ana, async () => 'third'), 'third');
});
