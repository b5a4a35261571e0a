import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createHiring, type Hiring, sessionFromHeader } from '#test/applicants.ts';
import { hurry } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';

let program: TestApp;
let hiring: Hiring;
before(async () => {
  program = await startTestApp({ authenticate: sessionFromHeader, worker: true });
  hiring = await createHiring(program.db);
});
after(() => program.close());

const call = (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object, of = hiring) =>
  program.app.inject({ method, url, headers: as('owner', of), ...(payload && { payload }) });
const passDay = (on: object, of = hiring) => call('POST', '/api/sandbox/phone/days', on, of);

async function applicationOf(on: { phone: string; channel: string }): Promise<number> {
  const url = `/api/sandbox/phone?${new URLSearchParams(on)}`;
  return waitUntil(async () => (await call('GET', url)).json().applicationId || undefined);
}

async function reachOn(applicationId: number, kind: string): Promise<string | null> {
  const channels = (await call('GET', `/api/applications/${applicationId}/channels`)).json();
  return channels.find(({ channel }: { channel: string }) => channel === kind).reason;
}

test('a day that passes closes WhatsApp, and Messenger for people after seven; other companies stay as they are', async () => {
  const elsewhere = await createHiring(program.db, { name: 'Elsewhere' });
  for (const [channel, days] of [
    ['whatsapp', 1],
    ['messenger', 7],
  ] as const) {
    const on = { phone: `+6391755570${days}0`, channel };
    const wrote = await call('POST', '/api/sandbox/phone/messages', { ...on, text: 'Hi' });
    assert.equal(wrote.statusCode, 201, wrote.body);
    await hurry(program);
    const id = await applicationOf(on);
    await waitUntil(async () => (await reachOn(id, channel)) === null);
    for (let day = 1; day < days; day += 1) assert.equal((await passDay(on)).statusCode, 204);
    assert.equal((await passDay(on, elsewhere)).statusCode, 204);
    assert.equal(await reachOn(id, channel), null);
    assert.equal((await passDay(on)).statusCode, 204);
    assert.equal(await reachOn(id, channel), 'window_closed');
  }
});

test('all of a person grows older: what happened keeps its order, and the days are counted as they are', async () => {
  const on = { phone: '+639175557999', channel: 'whatsapp' };
  const written = await call('POST', '/api/sandbox/phone/messages', { ...on, text: `campaign-${hiring.campaignId}` });
  assert.equal(written.statusCode, 201, written.body);
  await hurry(program);
  const id = await applicationOf(on);
  const moved = await call('PUT', `/api/applications/${id}/folder`, { folder: 'shortlisted' });
  assert.equal(moved.statusCode, 200, moved.body);
  type Item = { type: string; id: number; at: string };
  const thread = async (): Promise<Item[]> => (await call('GET', `/api/applications/${id}/conversation`)).json().items;
  const before = await waitUntil(async () => {
    const items = await thread();
    return items.some(({ type }) => type === 'message') ? items : null;
  });
  assert.equal((await passDay(on)).statusCode, 204);
  const after = await thread();
  assert.deepEqual(
    after.map(({ type, id: of }) => [type, of]),
    before.map(({ type, id: of }) => [type, of]),
  );
  assert.ok(after.every(({ at }, place) => Date.parse(before[place]?.at ?? '') - Date.parse(at) === 86_400_000));
  const { rows } = await program.db.pool.query(
    `
    select kind, bucket, sum(amount)::int as amount from activity_counts where company_id = $1 group by 1, 2 having sum(amount) <> 0
    except
    select kind, date_bin('15 minutes', at, 'epoch'), count(*)::int from application_events where company_id = $1 group by 1, 2`,
    [hiring.companyId],
  );
  assert.deepEqual(rows, []);
});

test('where nobody can be, no day passes', async () => {
  assert.equal((await passDay({ phone: '12', channel: 'whatsapp' })).statusCode, 400);
  assert.equal((await passDay({ phone: '+639175557001', channel: 'pigeon' })).statusCode, 400);
  const owner = as('manager', hiring);
  const answer = await program.app.inject({
    method: 'POST',
    url: '/api/sandbox/phone/days',
    headers: owner,
    payload: {},
  });
  assert.equal(answer.statusCode, 403);
});
