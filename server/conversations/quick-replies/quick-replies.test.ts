import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createHiring, type Hiring, sessionFromHeader } from '#test/applicants.ts';
import type { QuickReply } from './schema.ts';

let test: TestApp;
let hiring: Hiring;
let other: Hiring;
before(async () => {
  test = await startTestApp({ authenticate: sessionFromHeader });
  [hiring, other] = [await createHiring(test.db), await createHiring(test.db, { name: 'Other' })];
});
after(() => test.close());

type Role = 'owner' | 'manager';
const call = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', role: Role, path = '', payload?: object, who = hiring) =>
  test.app.inject({
    method,
    url: `/api/quick-replies${path}`,
    headers: as(role, who),
    ...(payload ? { payload } : {}),
  });
const make = async (role: Role, reply: object, who = hiring): Promise<QuickReply> => {
  const answer = await call('POST', role, '', { title: 'Address', body: 'At the harbour.', ...reply }, who);
  assert.equal(answer.statusCode, 201, answer.body);
  return answer.json();
};
const titles = async (role: Role, who = hiring) =>
  (await call('GET', role, '', undefined, who)).json().map(({ title }: QuickReply) => title);

describe('quick replies', () => {
  it('are one’s own, or everybody’s in the company and nobody’s elsewhere', async () => {
    await make('manager', { title: 'mine' });
    await make('owner', { title: 'Boss' });
    await make('owner', { title: 'All', shared: true });
    await make('owner', { title: 'Theirs', shared: true }, other);
    assert.deepEqual(
      [await titles('manager'), await titles('owner'), await titles('owner', other)],
      [['All', 'mine'], ['All', 'Boss'], ['Theirs']],
    );
  });

  it('are changed and deleted by whose they are; what all share, by owners', async () => {
    const [own, shared] = [await make('manager', {}), await make('owner', { shared: true })];
    const body = 'Hi <%= @candidate_name %>';
    assert.equal((await call('PATCH', 'manager', `/${own.id}`, { body })).json().body, body);
    const change = { title: 'New', shared: false };
    const statuses = [
      await call('PATCH', 'manager', `/${shared.id}`, change),
      await call('DELETE', 'manager', `/${shared.id}`),
      await call('PATCH', 'manager', `/${own.id}`, { shared: true }),
      await call('PATCH', 'owner', `/${own.id}`, change),
      await call('DELETE', 'owner', `/${own.id}`),
      await call('PATCH', 'owner', `/${shared.id}`, { title: 'New' }),
      await call('DELETE', 'owner', `/${shared.id}`),
      await call('DELETE', 'manager', `/${own.id}`),
      await call('DELETE', 'manager', `/${own.id}`),
    ].map((answer) => answer.statusCode);
    assert.deepEqual(statuses, [403, 403, 403, 404, 404, 200, 204, 204, 404]);
    const listed = (await call('GET', 'manager')).json() as QuickReply[];
    assert.ok(listed.every(({ shared: all, canEdit }) => canEdit !== all));
  });

  it('are refused with a token that nobody knows, without a name or a text, and by a manager for all', async () => {
    const good = { title: 'Hello', body: 'Hello' };
    const refused = [
      { ...good, body: 'Hi <%= @password %>' },
      { ...good, body: 'Hi <%= @candidate_name' },
      { ...good, title: ' ' },
      { ...good, title: 'x'.repeat(101) },
      { ...good, body: '\n' },
      { ...good, body: 'x'.repeat(4001) },
      { ...good, shared: 'yes' },
      { title: 'Hello' },
    ];
    for (const payload of refused)
      assert.equal((await call('POST', 'owner', '', payload)).statusCode, 400, JSON.stringify(payload).slice(0, 80));
    assert.equal((await call('POST', 'manager', '', { ...good, shared: true })).statusCode, 403);
  });

  it('are no more than one finds one’s way in', async () => {
    const full = await createHiring(test.db, { name: 'Full' });
    await withSystem(test.db, (trx) =>
      sql`insert into quick_replies (company_id, user_id, title, body)
          select ${full.companyId}, ${full.managerId}::uuid, 'r' || n, 'text' from generate_series(1, 300) n`.execute(
        trx,
      ),
    );
    const answer = await call('POST', 'manager', '', { title: 'One more', body: 'Hello' }, full);
    assert.deepEqual([answer.statusCode, answer.json().error.code], [409, 'too_many_quick_replies']);
    await make('owner', { shared: true }, full);
  });

  it('of somebody who leaves go with them', async () => {
    const leaving = await createHiring(test.db, { name: 'Leaving' });
    await make('manager', {}, leaving);
    await withSystem(test.db, (trx) => sql`delete from users where id = ${leaving.managerId}::uuid`.execute(trx));
    const { rows } = await test.db.pool.query(`select from quick_replies where company_id = ${leaving.companyId}`);
    assert.equal(rows.length, 0);
  });
});
