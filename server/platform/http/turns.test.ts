import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type pg from 'pg';
import { Agent, fetch, type Response } from 'undici';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createHiring, type Hiring, sessionFromHeader } from '#test/applicants.ts';
import { waitUntil } from '#test/wait-until.ts';

let program: TestApp;
let hiring: Hiring;
before(async () => {
  program = await startTestApp({ authenticate: sessionFromHeader, listen: true, config: { databasePool: 16 } });
  hiring = await createHiring(program.db);
});
after(async () => {
  // It may have opened more connections than it had requests for, which the program would wait for.
  await dispatcher.destroy();
  await program.close();
});

const dispatcher = new Agent();
const ask = (path: string, role: 'owner' | 'manager' = 'manager', signal?: AbortSignal) =>
  fetch(program.url + path, { dispatcher, headers: as(role, hiring), ...(signal && { signal }) });

/** Nobody reads applications while `work` is done. */
async function whileLocked(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await program.db.pool.connect();
  try {
    await client.query('begin; lock table applications in access exclusive mode');
    await work(client);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** How many wait for the table in the database. */
const stuck = (client: pg.PoolClient, many: number) =>
  waitUntil(async () => {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int from pg_locks where not granted and relation = 'applications'::regclass
         and database = (select oid from pg_database where datname = current_database())`,
    );
    return rows[0]?.count === many ? many : null;
  });

describe('what looks through many rows', () => {
  it('is done for one user a few times at once, and leaves room for all others', async () => {
    let asked: Promise<Response>[] = [];
    await whileLocked(async (client) => {
      asked = Array.from({ length: 12 }, (_, at) => ask(at % 2 ? '/api/folder-counts?q=ana' : '/api/applications'));
      await stuck(client, 4);
      assert.equal((await ask('/api/labels')).status, 200);
      const others = ask('/api/applications', 'owner');
      await stuck(client, 5);
      asked.push(others);
    });
    for (const answer of asked) assert.equal((await answer).status, 200);
  });

  it('is done for one company a few times at once, whoever asks, and leaves room for other companies', async () => {
    const other = await createHiring(program.db, { name: 'Other' });
    const of = (userId: string, { companyId }: Hiring): Promise<Response> => {
      const session = JSON.stringify({ sessionId: userId, userId, companyId, role: 'owner' });
      return fetch(`${program.url}/api/applications`, { dispatcher, headers: { 'x-test-session': session } });
    };
    const asked: Promise<Response>[] = [];
    await whileLocked(async (client) => {
      for (let user = 0; user < 12; user++) asked.push(of(crypto.randomUUID(), hiring));
      await stuck(client, 9);
      asked.push(of(other.ownerId, other));
      await stuck(client, 10);
    });
    for (const answer of asked) assert.equal((await answer).status, 200);
  });

  it('beyond a line is refused with when to come again, and who hangs up leaves the line', async () => {
    const hangUp = new AbortController();
    let first: Promise<Response>[] = [];
    await whileLocked(async (client) => {
      first = Array.from({ length: 4 }, () => ask('/api/applications'));
      await stuck(client, 4);
      let refused = 0;
      const more = Array.from({ length: 70 }, async () => {
        const answer = await ask('/api/applications', 'manager', hangUp.signal).catch(() => null);
        if (answer?.status === 429) refused += 1;
        return answer;
      });
      await waitUntil(() => refused === 10);
      const answer = await ask('/api/folder-counts');
      const { error } = (await answer.json()) as { error: { code: string } };
      assert.deepEqual([answer.status, answer.headers.get('retry-after'), error.code], [429, '2', 'too_many_at_once']);
      assert.equal((await ask('/api/labels')).status, 200);
      hangUp.abort();
      assert.equal((await Promise.all(more)).filter((one) => one === null).length, 60);
      // Who comes now waits, and is answered by nobody until the table is free.
      await waitUntil(() =>
        ask('/api/applications', 'manager', AbortSignal.timeout(200)).then(
          () => false,
          () => true,
        ),
      );
      await stuck(client, 4);
    });
    for (const answer of first) assert.equal((await answer).status, 200);
    assert.equal((await ask('/api/applications')).status, 200);
  });

  it('keeps its turn when its reader hangs up, as its work goes on', async () => {
    await whileLocked(async (client) => {
      const hangUp = new AbortController();
      const left = Array.from({ length: 4 }, () => ask('/api/applications', 'manager', hangUp.signal));
      await stuck(client, 4);
      hangUp.abort();
      for (const one of left) await assert.rejects(one);
      const soon = ask('/api/applications', 'manager', AbortSignal.timeout(300));
      await assert.rejects(soon);
      await stuck(client, 4);
    });
    assert.equal((await ask('/api/applications')).status, 200);
  });
});
