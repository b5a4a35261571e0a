import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startTestApp, type TestApp } from '#test/app.ts';
import type { Session } from './access.ts';

type Message = { id: string; event: string; data: unknown };

/** Reads a stream of events as a browser would. */
async function openEvents(url: string, session: string, headers: Record<string, string> = {}) {
  const abort = new AbortController();
  const response = await fetch(`${url}/api/events`, {
    headers: { 'x-session': session, ...headers },
    signal: abort.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    response,
    close: () => abort.abort(),
    /** The next event, or null when the server has ended the stream. */
    async next(): Promise<Message | null> {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end >= 0) {
          const fields = new Map(
            text
              .slice(0, end)
              .split('\n')
              .map((line) => line.split(': ', 2) as [string, string]),
          );
          text = text.slice(end + 2);
          const data = fields.get('data');
          if (data) return { id: fields.get('id') ?? '', event: fields.get('event') ?? '', data: JSON.parse(data) };
          continue;
        }
        const chunk = await reader?.read();
        if (!chunk || chunk.done) return null;
        text += chunk.value;
      }
    },
  };
}

describe('GET /api/events', () => {
  let parley: TestApp;
  const sessions = new Map<string, Session>();
  /** For which sessions it was asked whether they are still good. */
  const asked: string[] = [];

  before(async () => {
    for (const companyId of [1, 2])
      sessions.set(`s${companyId}`, {
        sessionId: `s${companyId}`,
        userId: `u${companyId}`,
        companyId,
        role: 'manager',
      });
    const authenticate = async (request: { headers: NodeJS.Dict<string | string[]> }) => {
      const id = String(request.headers['x-session']);
      asked.push(id);
      return sessions.get(id) ?? null;
    };
    parley = await startTestApp({ listen: true, authenticate });
  });
  after(() => parley.close());

  test('needs a session', async () => {
    const response = await fetch(`${parley.url}/api/events`);
    assert.equal(response.status, 401);
  });

  test('tells of a change in the own company, and of no other company and no topic of the program', async () => {
    const events = await openEvents(parley.url, 's1');
    assert.equal(events.response.headers.get('content-type'), 'text/event-stream; charset=utf-8');
    assert.equal((await events.next())?.event, 'ready');
    const { hints } = parley.services;
    hints.publish({ companyId: 2, topic: 'application', id: 5 });
    hints.publish({ companyId: 0, topic: 'outbox' });
    hints.publish({ companyId: 1, topic: 'outbox' });
    hints.publish({ companyId: 1, topic: 'application', id: 6 });
    const message = await events.next();
    assert.deepEqual(message?.data, { topic: 'application', id: 6 });
    assert.match(message?.id ?? '', /^[\w-]+-\d+$/);
    events.close();
  });

  test('a client that comes back is told to fetch again', async () => {
    const events = await openEvents(parley.url, 's1', { 'last-event-id': 'before-17' });
    assert.equal((await events.next())?.event, 'resync');
    events.close();
  });

  test('ends at once for a user whose session has ended, and no other of the company is looked at', async () => {
    sessions.set('other', { sessionId: 'other', userId: 'u9', companyId: 1, role: 'manager' });
    const ending = await openEvents(parley.url, 'other');
    const staying = await openEvents(parley.url, 's1');
    await ending.next();
    await staying.next();
    sessions.delete('other');
    asked.length = 0;
    parley.services.hints.publish({ companyId: 1, topic: 'session-ended', id: 'u9' });
    assert.equal((await ending.next())?.event, 'signed-out');
    assert.equal(await ending.next(), null);
    parley.services.hints.publish({ companyId: 1, topic: 'team' });
    assert.deepEqual((await staying.next())?.data, { topic: 'team' });
    assert.deepEqual(asked, ['other']);
    staying.close();
  });

  test('after the database was away, everybody is told to fetch again', async () => {
    const events = await openEvents(parley.url, 's1');
    await events.next();
    await parley.db.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'parley hints' and datname = current_database()`,
    );
    assert.equal((await events.next())?.event, 'resync');
    events.close();
  });

  test('one person holds twenty streams at most', async () => {
    const open = await Promise.all(Array.from({ length: 20 }, () => openEvents(parley.url, 's2')));
    const refused = await fetch(`${parley.url}/api/events`, { headers: { 'x-session': 's2' } });
    assert.equal(refused.status, 429);
    for (const events of open) events.close();
  });

  test('ends with the program', async () => {
    const events = await openEvents(parley.url, 's1');
    await events.next();
    await parley.app.close();
    assert.equal(await events.next(), null);
  });
});
