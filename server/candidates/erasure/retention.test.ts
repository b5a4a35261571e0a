import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { type Leads, startLeads } from '#test/leads.ts';
import { eraseExpired, startRetention } from './retention.ts';

let leads: Leads;
before(async () => {
  leads = await startLeads();
});
after(() => leads.program.close());

const owner = (method: 'GET' | 'PUT' | 'POST', url: string, payload?: object) =>
  leads.call(method, url, payload, leads.hiring, 'owner');
const rule = { months: 12, folders: ['rejected', 'no_response'] };
const run = () => eraseExpired(leads.program.services, { companyId: leads.hiring.companyId });
const there = async (id: number) => (await leads.call('GET', `/api/applications/${id}`)).statusCode === 200;

async function person(name: string, folder: string, months: number): Promise<number> {
  const id = await leads.person(name, 'Cruz', { email: `${name.toLowerCase()}@keep.example`, folder });
  await leads.program.db.pool.query(
    `update applications set last_activity_at = now() - make_interval(months => $2) where id = $1`,
    [id, months],
  );
  return id;
}

it('a company’s rule erases at night those whom its trial counted, and nobody else', async () => {
  const old = await person('Old', 'rejected', 13);
  const recent = await person('Recent', 'rejected', 11);
  const hired = await person('Hired', 'hired', 30);
  // Rejected long ago, and a candidate again elsewhere.
  const back = await person('Back', 'rejected', 20);
  await leads.program.db.pool.query(
    `insert into applications (company_id, candidate_id, source) select company_id, candidate_id, 'SMS' from applications where id = $1`,
    [back],
  );
  // Nothing is left of what they applied for.
  const left = await person('Left', 'inbox', 20);
  assert.equal(
    (await leads.call('DELETE', `/api/applications/${left}`, undefined, leads.hiring, 'owner')).statusCode,
    204,
  );
  await leads.program.db.pool.query(
    `update candidates set updated_at = now() - interval '2 years' where first_name = 'Left'`,
  );

  assert.equal((await owner('POST', '/api/retention/trial', rule)).json().candidates, 2);
  assert.equal(await run(), 0);
  assert.deepEqual((await owner('GET', '/api/retention')).json(), { rule: null });
  const saved = await owner('PUT', '/api/retention', { rule });
  assert.deepEqual(saved.json(), { rule });

  await startRetention(leads.program.services);
  assert.equal(await run(), 2);
  assert.deepEqual(await Promise.all([old, recent, hired, back].map(there)), [false, true, true, true]);
  const { rows } = await leads.program.db.pool.query(`select from candidates where first_name = 'Left'`);
  assert.equal(rows.length, 0);
  assert.equal(await run(), 0);
  const audit = await leads.program.db.pool.query(
    `select user_id, data from audit_log where kind = 'retention-ran' order by id`,
  );
  assert.deepEqual(audit.rows, [{ user_id: null, data: { candidates: 2 } }]);
});

it('a rule is refused that makes no sense, and is an owner’s alone', async () => {
  for (const [wrong, status] of [
    [{ months: 0, folders: ['rejected'] }, 400],
    [{ months: 12, folders: [] }, 400],
    [{ months: 12, folders: ['nowhere'] }, 400],
    [{ months: 12, folders: ['a\u0000b'] }, 400],
  ] as const)
    assert.equal((await owner('PUT', '/api/retention', { rule: wrong })).statusCode, status, JSON.stringify(wrong));
  assert.equal((await leads.call('PUT', '/api/retention', { rule: null })).statusCode, 403);
  assert.equal((await owner('PUT', '/api/retention', { rule: null })).statusCode, 200);
  assert.deepEqual((await owner('GET', '/api/retention')).json(), { rule: null });
});
