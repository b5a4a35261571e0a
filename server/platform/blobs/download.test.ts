import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { loadConfig } from '../config.ts';
import { sealForUrl, sign } from '../crypto.ts';
import { type App, createServer } from '../http/server.ts';
import { createLog } from '../log.ts';
import { blobRoutes, type DownloadOptions, signedPath } from './download.ts';
import { blobStore, newBlobKey } from './store.ts';

const directory = await mkdtemp(join(tmpdir(), 'parley-download-'));
const config = loadConfig({ PARLEY_DATA: directory, PARLEY_SECRET: 'a secret of thirty-two characters' });
const blobs = blobStore({ kind: 'disk', directory });
const key = newBlobKey(1);
let app: App;

before(async () => {
  await blobs.put(key, Buffer.from('0123456789'), { contentType: 'audio/webm', maxBytes: 100 });
  app = await createServer(config, createLog('silent'), async () => null);
  blobRoutes(app, { blobs, config });
});
after(async () => {
  await app.close();
  await rm(directory, { recursive: true, force: true });
});

function path(options: Partial<DownloadOptions> = {}, of = key): string {
  const expiresAt = new Date(Date.now() + 60_000);
  return signedPath(config.secret, of, {
    filename: 'answer.webm',
    contentType: 'audio/webm',
    disposition: 'inline',
    expiresAt,
    ...options,
  });
}

function get(url: string, headers: Record<string, string> = {}) {
  return app.inject({ url, headers });
}

test('a signed path gives the file, in place where a browser can not run it', async () => {
  const answer = await get(path());
  assert.equal(answer.statusCode, 200);
  assert.equal(answer.body, '0123456789');
  assert.equal(answer.headers['content-type'], 'audio/webm');
  assert.match(String(answer.headers['content-disposition']), /^inline; filename="answer\.webm"/);
  assert.equal(answer.headers['content-length'], '10');
  assert.equal(answer.headers['accept-ranges'], 'bytes');
  assert.equal(answer.headers['x-content-type-options'], 'nosniff');
  assert.match(String(answer.headers['content-security-policy']), /sandbox; default-src 'none'/);
  assert.match(String(answer.headers['cache-control']), /^private/);
});

test('what could run is downloaded, whatever the path asks for', async () => {
  for (const contentType of ['text/html', 'image/svg+xml', 'text/plain', 'application/xhtml+xml']) {
    const { headers } = await get(path({ contentType }));
    assert.match(String(headers['content-disposition']), /^attachment/, contentType);
    assert.equal(headers['content-type'], 'application/octet-stream');
  }
  const asked = await get(path({ disposition: 'attachment' }));
  assert.match(String(asked.headers['content-disposition']), /^attachment/);
});

test('any file name goes into the header unharmed', async () => {
  const names = ['履歴書 "1".pdf', 'a\r\nset-cookie: b', '\uD800.pdf', `it's (1)*.pdf`, 'x'.repeat(200), ''];
  for (const filename of names) {
    const answer = await get(path({ filename }));
    assert.equal(answer.statusCode, 200, filename);
    assert.equal(answer.headers['set-cookie'], undefined);
    const encoded = /filename\*=UTF-8''([\w.%!~-]*)$/.exec(String(answer.headers['content-disposition']))?.[1];
    assert.equal(decodeURIComponent(encoded ?? 'none'), filename.toWellFormed());
  }
});

test('players seek by ranges', async () => {
  const ranges: [header: string, body: string, contentRange: string][] = [
    ['bytes=0-', '0123456789', 'bytes 0-9/10'],
    ['bytes=2-5', '2345', 'bytes 2-5/10'],
    ['bytes=8-99', '89', 'bytes 8-9/10'],
    ['bytes=-3', '789', 'bytes 7-9/10'],
    ['bytes=-99', '0123456789', 'bytes 0-9/10'],
  ];
  for (const [range, body, contentRange] of ranges) {
    const answer = await get(path(), { range });
    assert.equal(answer.statusCode, 206, range);
    assert.equal(answer.body, body);
    assert.equal(answer.headers['content-range'], contentRange);
    assert.equal(answer.headers['content-length'], String(body.length));
  }
  for (const range of ['bytes=10-', 'bytes=99-100', 'bytes=-0', `bytes=${'9'.repeat(400)}-`]) {
    const answer = await get(path(), { range });
    assert.equal(answer.statusCode, 416, range);
    assert.equal(answer.headers['content-range'], 'bytes */10');
  }
  for (const range of ['bytes=-', 'bytes=0-1,4-5', 'items=0-1', 'bytes=a-b', 'bytes=5-2']) {
    const answer = await get(path(), { range });
    assert.equal(answer.statusCode, 200, range);
    assert.equal(answer.body, '0123456789');
  }
});

test('an expired path says so', async () => {
  const answer = await get(path({ expiresAt: new Date(Date.now() - 1000) }));
  assert.equal(answer.statusCode, 410);
  assert.equal(answer.json().error.code, 'link_expired');
});

test('a path that was changed, cut or made up leads nowhere', async () => {
  const token = path().replace('/blobs/', '');
  const bytes = Buffer.from(token, 'base64url');
  const readable = Buffer.from(JSON.stringify({ k: key, n: 'a', t: 'text/plain', d: 'inline', e: 2e9 })).toString(
    'base64url',
  );
  const other = (at: number) => Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)));
  for (const wrong of [
    ...[0, 12, 28, bytes.length - 1].map((at) => other(at).toString('base64url')),
    sealForUrl(config.secret, 'shared file', JSON.stringify({ k: key, e: 2e9 })),
    sealForUrl('another secret of thirty-two characters', 'blob', JSON.stringify({ k: key, e: 2e9 })),
    `${readable}.${sign(config.secret, 'blob', readable)}`,
    token.slice(0, -1),
    token.slice(0, 30),
    `${token}x`,
    `${token}=`,
    `${token}.`,
    'x',
    '%00',
  ]) {
    const answer = await get(`/blobs/${wrong}`);
    assert.equal(answer.statusCode, 404, wrong);
    assert.equal(answer.json().error.code, 'not_found');
  }
});

test('a path tells nothing of the file’s key, and stays the same while it is valid', () => {
  const expiresAt = new Date(Date.now() + 60_000);
  const token = path({ expiresAt }).replace('/blobs/', '');
  for (const read of [token, Buffer.from(token, 'base64url').toString('latin1')])
    for (const part of [key, key.split('/')[1] ?? '']) assert.ok(!read.includes(part));
  assert.equal(path({ expiresAt }), `/blobs/${token}`);
  assert.notEqual(path({ expiresAt }, newBlobKey(1)).slice(0, 20), `/blobs/${token}`.slice(0, 20));
});

test('a file that is gone leads nowhere', async () => {
  assert.equal((await get(path({}, newBlobKey(1)))).statusCode, 404);
});

test('HEAD tells the same without the file', async () => {
  const answer = await app.inject({ method: 'HEAD', url: path() });
  assert.equal(answer.statusCode, 200);
  assert.equal(answer.headers['content-length'], '10');
  assert.equal(answer.body, '');
});
