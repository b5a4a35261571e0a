import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { waitUntil } from '#test/wait-until.ts';

describe('the program as a process', () => {
  let database: TestDatabase;
  let directory: string;

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'parley-main-'));
    database = await createTestDatabase();
  });
  after(async () => {
    await database.drop();
    rmSync(directory, { recursive: true });
  });

  async function startProcess(
    role: string,
    more: Record<string, string> = {},
  ): Promise<{ child: ChildProcess; url: string }> {
    const settings = { PORT: '0', PARLEY_DATA: directory, DATABASE_URL: database.url, PARLEY_SECRET: 's'.repeat(40) };
    const child = fork(join(import.meta.dirname, '../test/support/server-process.ts'), [role], {
      env: { PATH: process.env.PATH, LOG_LEVEL: 'error', ...settings, ...more },
    });
    const failed = once(child, 'exit').then(() => assert.fail('The program ended before it was ready.'));
    const [url] = (await Promise.race([once(child, 'message'), failed])) as [string];
    return { child, url };
  }

  test('told to end, it answers what it has begun to read, and is gone with code 0', async () => {
    const { child, url } = await startProcess('all');
    const exited = once(child, 'exit');
    // Half of a request: the server has its head and waits for its body.
    const requests = Array.from({ length: 20 }, () =>
      http.request(`${url}/api/auth/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', expect: '100-continue', origin: url },
        agent: new http.Agent({ keepAlive: true }),
      }),
    );
    for (const request of requests) request.flushHeaders();
    await Promise.all(requests.map((request) => once(request, 'continue')));

    child.kill('SIGTERM');
    await waitUntil(() => refuses(url));
    const answers = await Promise.all(
      requests.map(async (request) => {
        request.end('{"email":"nobody@example.com","password":"not a password"}');
        const [response] = (await once(request, 'response')) as [http.IncomingMessage];
        return { status: response.statusCode, body: await text(response) };
      }),
    );
    for (const { status, body } of answers) {
      assert.ok(status && status >= 400 && status < 500, `${status} ${body}`);
      assert.ok(JSON.parse(body).error.code);
    }
    assert.deepEqual(await exited, [0, null]);
  });

  test('a worker alone starts, listens to nobody, and ends', async () => {
    const { child, url } = await startProcess('worker');
    const exited = once(child, 'exit');
    assert.equal(url, null);
    child.kill('SIGTERM');
    assert.deepEqual(await exited, [0, null]);
  });
});

/** Whether nothing takes connections there any more. */
async function refuses(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`, { headers: { connection: 'close' } }).then(
    () => false,
    () => true,
  );
}
