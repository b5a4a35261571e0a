import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { waitUntil } from '#test/wait-until.ts';
import { RuleError } from '../errors.ts';
import { type BlobStore, blobStore, newBlobKey } from './store.ts';

// It comes without types.
const S3rver = createRequire(import.meta.url)('s3rver') as new (
  options: object,
) => { run(): Promise<AddressInfo>; close(): Promise<void> };

const root = await mkdtemp(join(tmpdir(), 'parley-blobs-'));
after(() => rm(root, { recursive: true, force: true }));

const bucket = 'parley-test';
const s3 = new S3rver({
  port: 0,
  address: '127.0.0.1',
  silent: true,
  directory: join(root, 's3'),
  configureBuckets: [{ name: bucket }],
});

const stores: Record<string, () => Promise<BlobStore>> = {
  disk: async () => blobStore({ kind: 'disk', directory: join(root, 'disk') }),
  s3: async () => {
    const { port } = await s3.run();
    const endpoint = `http://127.0.0.1:${port}`;
    const keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
    return blobStore({ kind: 's3', bucket, region: 'us-east-1', endpoint, forcePathStyle: true, ...keys });
  },
};
after(() => s3.close());

const options = { contentType: 'audio/webm', maxBytes: 1_000_000 };

for (const [kind, make] of Object.entries(stores)) {
  describe(`files on ${kind}`, () => {
    let store: BlobStore;
    before(async () => {
      store = await make();
    });

    test('what is put comes back with its size and content type', async () => {
      const key = newBlobKey(7);
      assert.equal(await store.put(key, Buffer.from('hello, world'), options), 12);
      assert.deepEqual(await store.head(key), { size: 12, contentType: 'audio/webm' });
      const blob = await store.get(key);
      assert.ok(blob);
      assert.equal(await text(blob.stream), 'hello, world');
      assert.deepEqual({ size: blob.size, contentType: blob.contentType }, { size: 12, contentType: 'audio/webm' });
    });

    test('a stream of many pieces, and an empty file', async () => {
      const key = newBlobKey(7);
      const pieces = Array.from({ length: 50 }, (_, index) => Buffer.alloc(1000, index));
      assert.equal(await store.put(key, Readable.from(pieces), options), 50_000);
      const blob = await store.get(key);
      assert.ok(blob && Buffer.concat(await blob.stream.toArray()).equals(Buffer.concat(pieces)));
      const empty = newBlobKey(7);
      assert.equal(await store.put(empty, Buffer.alloc(0), options), 0);
      assert.equal((await store.head(empty))?.size, 0);
    });

    test('a part is read, with the size of the whole', async () => {
      const key = newBlobKey(7);
      await store.put(key, Buffer.from('0123456789'), options);
      const blob = await store.get(key, { start: 2, end: 5 });
      assert.ok(blob);
      assert.equal(await text(blob.stream), '2345');
      assert.equal(blob.size, 10);
    });

    test('what was deleted or never put is not there', async () => {
      const key = newBlobKey(7);
      await store.put(key, Buffer.from('x'), options);
      await store.delete(key);
      await store.delete(key);
      for (const absent of [key, newBlobKey(8)]) {
        assert.equal(await store.head(absent), null);
        assert.equal(await store.get(absent), null);
      }
    });

    test('too much is refused by name, and nothing of it stays', async () => {
      const key = newBlobKey(7);
      const endless = Readable.from(
        (function* () {
          for (;;) yield Buffer.alloc(100_000);
        })(),
      );
      await assert.rejects(
        store.put(key, endless, options),
        (error: unknown) => error instanceof RuleError && error.code === 'too_large' && error.status === 413,
      );
      assert.ok(endless.destroyed);
      assert.equal(await store.head(key), null);
      assert.equal(await store.put(key, Buffer.alloc(1_000_000), options), 1_000_000);
    });

    test('an upload that breaks off leaves nothing', async () => {
      const key = newBlobKey(7);
      const broken = Readable.from(
        (async function* () {
          yield Buffer.from('half');
          throw new Error('connection lost');
        })(),
      );
      await assert.rejects(store.put(key, broken, options), /connection lost/);
      assert.equal(await store.head(key), null);
    });

    test('a key that is none of ours is refused', async () => {
      for (const key of [
        '',
        '7',
        '7/../../etc/passwd',
        '/etc/passwd',
        '7/short',
        `7/${'a'.repeat(20)}/b`,
        `a/${'a'.repeat(20)}`,
      ]) {
        await assert.rejects(async () => store.head(key), TypeError, key);
        await assert.rejects(async () => store.put(key, Buffer.from('x'), options), TypeError, key);
      }
    });
  });
}

test('a large upload on its way to S3 is not held in memory', async (t) => {
  const megabyte = 1024 * 1024;
  let held = 0;
  let received = 0;
  const server = createServer((request, response) => {
    held = process.memoryUsage().arrayBuffers - before;
    request.on('data', (bytes: Buffer) => {
      received += bytes.length;
    });
    request.on('end', () => response.end());
  });
  server.listen(0, '127.0.0.1');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keys = { accessKeyId: 'x', secretAccessKey: 'x' };
  const store = blobStore({ kind: 's3', bucket, region: 'us-east-1', endpoint, forcePathStyle: true, ...keys });
  const piece = Buffer.alloc(megabyte);
  const before = process.memoryUsage().arrayBuffers;
  const body = Readable.from(Array.from({ length: 100 }, () => piece));
  assert.equal(await store.put(newBlobKey(7), body, { ...options, maxBytes: 200 * megabyte }), 100 * megabyte);
  assert.equal(received, 100 * megabyte);
  assert.ok(held < 50 * megabyte, `${held} bytes`);
});

const unfinished = async () =>
  (await readdir(join(root, 'disk'), { recursive: true })).filter((name) => name.endsWith('.part'));

test('what an upload left whose program was killed goes with its key', async () => {
  const store = blobStore({ kind: 'disk', directory: join(root, 'disk') });
  const key = newBlobKey(7);
  const held = Promise.withResolvers<void>();
  async function* body() {
    yield Buffer.from('half of it');
    await held.promise;
  }
  const upload = store.put(key, Readable.from(body()), options).catch(() => 'failed');
  await waitUntil(async () => (await unfinished()).length === 1);
  await store.delete(key);
  assert.deepEqual(await unfinished(), []);
  held.resolve();
  await upload;
});

test('unfinished files do not pile up on disk', async () => {
  assert.deepEqual(await unfinished(), []);
});
