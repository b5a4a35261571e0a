import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { testConfig } from '#test/app.ts';
import { createLog } from '../log.ts';
import { pageRoutes } from './pages.ts';
import { type App, createServer } from './server.ts';

describe('pages', () => {
  const directory = join(mkdtempSync(join(tmpdir(), 'parley-pages-')), 'web');
  let app: App;
  const page = (url: string, headers: Record<string, string> = { accept: 'text/html,*/*' }) =>
    app.inject({ url, headers });

  before(async () => {
    const files = {
      'recruiter/index.html': 'recruiters',
      'candidate/chat/index.html': 'chat',
      'assets/app-abc.js': 'plain',
      'assets/app-abc.js.br': 'small',
      'favicon.svg': '<svg/>',
    };
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(join(directory, name, '..'), { recursive: true });
      writeFileSync(join(directory, name), content);
    }
    app = await createServer(testConfig(join(directory, '..')), createLog('silent'), async () => null);
    await pageRoutes(app, directory);
  });
  after(async () => {
    await app.close();
    rmSync(join(directory, '..'), { recursive: true });
  });

  test('every address that a browser opens is the recruiters’ app, and /c/ the chat', async () => {
    assert.equal((await page('/')).body, 'recruiters');
    const deep = await page('/leads/17?folder=inbox');
    assert.deepEqual([deep.body, deep.headers['cache-control']], ['recruiters', 'no-cache']);
    assert.equal((await page('/c/token-of-somebody')).body, 'chat');
    assert.match(String(deep.headers['content-security-policy']), /script-src 'self';/);
  });

  test('assets are kept for good and sent compressed to those who take it', async () => {
    const plain = await page('/assets/app-abc.js', {});
    assert.deepEqual([plain.body, plain.headers['cache-control']], ['plain', 'public, max-age=31536000, immutable']);
    const small = await page('/assets/app-abc.js', { 'accept-encoding': 'gzip, br' });
    assert.deepEqual([small.body, small.headers['content-encoding']], ['small', 'br']);
    assert.match(String(small.headers['content-type']), /javascript/);
    assert.equal((await page('/favicon.svg', {})).statusCode, 200);
  });

  test('what is not there is a 404: assets, the API, and ways out of the folder', async () => {
    for (const url of ['/assets/gone.js', '/api/nothing', '/..%2f..%2fetc/passwd', '/%2e%2e/secret', '/secret'])
      assert.equal((await page(url, {})).statusCode, 404, url);
    assert.equal((await page('/%ff', {})).statusCode, 400);
    assert.equal((await page('/api/nothing')).json().error.code, 'not_found');
  });
});
