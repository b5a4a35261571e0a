import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createHiring, type Hiring, sessionFromHeader } from '#test/applicants.ts';
import { cohortsOf } from '#test/cohorts.ts';
import { hurry } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';

let program: TestApp;
let hiring: Hiring;
before(async () => {
  program = await startTestApp({ authenticate: sessionFromHeader, worker: true });
  hiring = await createHiring(program.db);
});
after(() => program.close());

const { happened, recount } = cohortsOf(() => program);
const call = (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object, of = hiring) =>
  program.app.inject({ method, url, headers: as('owner', of), ...(payload && { payload }) });
const passDay = (on: object, of = hiring) => call('POST', '/api/sandbox/phone/days', on, of);

async function applicationOf(on: { phone: string; channel: string }, of = hiring): Promise<number> {
  const url = `/api/sandbox/phone?${new URLSearchParams(on)}`;
  return waitUntil(async () => (await call('GET', url, undefined, of)).json().applicationId || undefined);
}

/** Somebody comes to the campaign by writing. Returns their application as soon as what they wrote stands in it. */
async function comesOn(on: { phone: string; channel: string }, of: Hiring): Promise<number> {
  const written = await call('POST', '/api/sandbox/phone/messages', { ...on, text: `campaign-${of.campaignId}` }, of);
  assert.equal(written.statusCode, 201, written.body);
  await hurry(program);
  const id = await applicationOf(on, of);
  return waitUntil(async () => {
    const { items } = (await call('GET', `/api/applications/${id}/conversation`, undefined, of)).json();
    return items.some(({ type }: { type: string }) => type === 'message') && id;
  });
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
    select kind, bucket, sum(amount)::int as amount from activity_counts
    where company_id = $1 and kind not in ('first-invited', 'participated', 'passed') group by 1, 2 having sum(amount) <> 0
    except
    select kind, date_bin('15 minutes', at, 'epoch'), count(*)::int from application_events where company_id = $1 group by 1, 2`,
    [hiring.companyId],
  );
  assert.deepEqual(rows, []);
});

test('cohorts grow older with their people, and go with them', async () => {
  const of = await createHiring(program.db, { name: 'Counted' });
  const on = { phone: '+639175557998', channel: 'whatsapp' };
  const applicationId = await comesOn(on, of);
  await happened({ applicationId }, ['invited', 0], ['completed', 0], ['shortlisted', 0], ['invited', 0]);
  const before = await recount(of.companyId);
  for (const _ of [1, 2]) assert.equal((await passDay(on, of)).statusCode, 204);
  const after = await recount(of.companyId);
  assert.deepEqual([Object.values(after), Object.keys(before).some((line) => line in after)], [[1, 1, 1], false]);
  const { days } = (await call('GET', '/api/analytics/overview', undefined, of)).json();
  assert.deepEqual([days.at(-1).invited, days.at(-3).participated, days.at(-3).shortlisted], [0, 1, 1]);
  const url = `/api/applications/${applicationId}`;
  assert.equal((await program.app.inject({ method: 'DELETE', url, headers: as('owner', of) })).statusCode, 204);
  assert.deepEqual(await recount(of.companyId), {});
});

test('no day passes for people with whom a message went past the sandbox', async () => {
  const of = await createHiring(program.db, { name: 'Half connected' });
  const on = { phone: '+639175557997', channel: 'whatsapp' };
  const id = await comesOn(on, of);
  const { pool } = program.db;
  const said = (channel: string) =>
    pool.query(
      `insert into messages (company_id, candidate_id, direction, author, channel, body, status)
       select company_id, candidate_id, 'in', 'candidate', $2, 'Hi', 'received' from applications where id = $1`,
      [id, channel],
    );
  await said('webchat');
  assert.equal((await passDay(on, of)).statusCode, 204);
  await pool.query(
    `insert into channel_connections (company_id, channel, provider, account, credentials, settings, rate, created_by)
     values ($1, 'sms', 'twilio', 'AC1', 'x', '{}', 1, $2)`,
    [of.companyId, of.ownerId],
  );
  const added = async () =>
    (await pool.query('select added_at from applications where id = $1', [id])).rows[0].added_at;
  const before = await added();
  const refused = await passDay(on, of);
  assert.deepEqual([refused.statusCode, refused.json().error.code], [409, 'not_only_in_sandbox']);
  await pool.query("delete from messages where company_id = $1 and channel = 'webchat'", [of.companyId]);
  assert.equal((await passDay(on, of)).statusCode, 204);
  await said('sms');
  await pool.query('update channel_connections set credentials = null, disconnected_at = now() where company_id = $1', [
    of.companyId,
  ]);
  assert.equal((await passDay(on, of)).statusCode, 409);
  assert.equal(before.getTime() - (await added()).getTime(), 86_400_000);
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
