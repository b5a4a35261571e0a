import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createHiring, type Hiring, sessionFromHeader } from '#test/applicants.ts';
import { hurry } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';
import { readProfile } from '../profiles.ts';
import { sandboxConnectionId } from './connection.ts';

let program: TestApp;
let hiring: Hiring;
before(async () => {
  program = await startTestApp({ authenticate: sessionFromHeader, worker: true });
  hiring = await createHiring(program.db);
});
after(() => program.close());

type On = { phone: string; channel: string };
const call = (method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object) =>
  program.app.inject({ method, url, headers: as('owner', hiring), ...(payload && { payload }) });

async function begin(on: On & { name?: string }): Promise<number> {
  const wrote = await call('POST', '/api/sandbox/phone/messages', { ...on, text: 'Hi' });
  assert.equal(wrote.statusCode, 201, wrote.body);
  await hurry(program);
  const url = `/api/sandbox/phone?${new URLSearchParams({ phone: on.phone, channel: on.channel })}`;
  return waitUntil(async () => (await call('GET', url)).json().applicationId || undefined);
}

const nameOf = async (id: number) => {
  const { firstName, lastName } = (await call('GET', `/api/applications/${id}`)).json();
  return `${firstName} ${lastName}`.trim();
};

test('who opens a phone under a name has it on every messenger', async () => {
  for (const channel of ['whatsapp', 'messenger', 'wechat']) {
    const id = await begin({ phone: `+63917555400${channel.length}`, channel, name: 'Ana María Reyes' });
    await waitUntil(async () => (await nameOf(id)) === 'Ana María Reyes');
  }
});

test('a name that a recruiter has given stays, and who gives none has none', async () => {
  const id = await begin({ phone: '+639175554100', channel: 'messenger' });
  const { rows } = await program.db.pool.query('select candidate_id from applications where id = $1', [id]);
  const ids = { companyId: hiring.companyId, connectionId: sandboxConnectionId, channel: 'messenger' };
  const ask = () => readProfile(program.services, { ...ids, candidateId: Number(rows[0].candidate_id) });
  await ask();
  assert.equal(await nameOf(id), '');
  const named = await call('PATCH', `/api/applications/${id}`, { firstName: 'Bea', phone: '+639175554101' });
  assert.equal(named.statusCode, 200, named.body);
  await begin({ phone: '+639175554100', channel: 'messenger', name: 'Somebody Else' });
  await ask();
  assert.equal(await nameOf(id), 'Bea');
});
