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

type On = { phone: string; channel: string };
type Offered = { channel: string; enabled: boolean; body: string; fixed: boolean };

const call = (method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, payload?: object) =>
  program.app.inject({ method, url, headers: as('owner', hiring), ...(payload && { payload }) });

const shown = async (on: On) => (await call('GET', `/api/sandbox/phone?${new URLSearchParams(on)}`)).json();

/** Somebody who has come into the campaign by writing there. */
async function somebodyOn(on: On): Promise<number> {
  const wrote = await call('POST', '/api/sandbox/phone/messages', { ...on, text: `campaign-${hiring.campaignId}` });
  assert.equal(wrote.statusCode, 201, wrote.body);
  await hurry(program);
  const id = await waitUntil(async () => (await shown(on)).applicationId || undefined);
  // Coming by a link opens some of them for a minute alone.
  await call('POST', '/api/sandbox/phone/messages', { ...on, text: 'Hello there' });
  await waitUntil(async () => {
    await hurry(program);
    const { rowCount } = await program.db.pool.query('select from inbound_events where handled_at is null');
    return rowCount === 0;
  });
  return id;
}

async function offered(id: number): Promise<Offered[]> {
  return (await call('GET', `/api/applications/${id}/notification?event=shortlisted`)).json().channels;
}

test('who talks in a messenger is told there of a shortlisting, as long as it is open, and not by an SMS beside it', async () => {
  for (const channel of ['messenger', 'wechat', 'whatsapp']) {
    const on = { firstName: 'Nia', phone: `+63917444000${channel.length}`, channel };
    const id = await somebodyOn(on);
    const known = await call('PATCH', `/api/applications/${id}`, {
      firstName: 'Nia',
      phone: `+639174440${channel.length}10`,
    });
    assert.equal(known.statusCode, 200, known.body);
    const open = await offered(id);
    const there = open.find((one) => one.channel === channel);
    assert.deepEqual([there?.enabled, there?.fixed], [true, false], channel);
    assert.equal(open.find((one) => one.channel === 'sms')?.enabled, false);

    const body = `Good news by ${channel}: see you on Monday, <%= @company %> says.`;
    const moved = await call('PUT', `/api/applications/${id}/folder`, {
      folder: 'shortlisted',
      notify: { [channel]: { body } },
    });
    assert.equal(moved.statusCode, 200, moved.body);
    await waitUntil(async () =>
      (await shown(on)).messages.some(({ text }: { text: string }) => text.startsWith(`Good news by ${channel}`)),
    );
    for (let days = 0; days < 8; days += 1) await call('POST', '/api/sandbox/phone/days', on);
    const closed = await offered(id);
    assert.equal(
      closed.some((one) => one.channel === channel),
      false,
      channel,
    );
    assert.equal(closed.find((one) => one.channel === 'sms')?.enabled, true);
  }
});
