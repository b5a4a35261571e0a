import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createHiring, type Hiring, sessionFromHeader } from '#test/applicants.ts';
import type { SavedView } from './schema.ts';

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
  test.app.inject({ method, url: `/api/saved-views${path}`, headers: as(role, who), ...(payload ? { payload } : {}) });
const filter = JSON.stringify([{ field: 'unread', op: 'is', value: true }]);
const make = async (role: Role, view: object, who = hiring): Promise<SavedView> => {
  const answer = await call('POST', role, '', { name: 'Unread', search: { filter }, ...view }, who);
  assert.equal(answer.statusCode, 201, answer.body);
  return answer.json();
};
const names = async (role: Role, who = hiring) =>
  (await call('GET', role, '', undefined, who)).json().map(({ name }: SavedView) => name);

describe('saved views', () => {
  it('are one’s own, or everybody’s in the company and nobody’s elsewhere, and keep what was looked for', async () => {
    const search = {
      campaign: [hiring.campaignId, 0],
      folder: ['inbox'],
      mine: true,
      filter,
      q: 'ana',
      in: 'texts',
      sort: 'added',
      order: 'asc',
    };
    await make('manager', { name: 'mine', search });
    await make('owner', { name: 'Boss' });
    await make('owner', { name: 'All', shared: true });
    await make('owner', { name: 'Theirs', shared: true }, other);
    assert.deepEqual(
      [await names('manager'), await names('owner'), await names('owner', other)],
      [['All', 'mine'], ['All', 'Boss'], ['Theirs']],
    );
    assert.deepEqual((await call('GET', 'manager')).json()[1].search, search);
  });

  it('that all share are changed by owners and by who made them, others by whose they are', async () => {
    const [own, ofManager, ofOwner] = [
      await make('manager', {}),
      await make('manager', { shared: true }),
      await make('owner', { shared: true }),
    ];
    assert.deepEqual([own.canEdit, ofManager.canEdit, ofOwner.canEdit], [true, true, true]);
    assert.equal(
      (await call('PATCH', 'manager', `/${own.id}`, { name: 'New', search: { q: 'x' } })).json().search.q,
      'x',
    );
    const statuses = [
      await call('PATCH', 'manager', `/${ofManager.id}`, { name: 'New' }),
      await call('PATCH', 'owner', `/${ofManager.id}`, { name: 'Newer' }),
      await call('PATCH', 'owner', `/${ofManager.id}`, { shared: false }),
      await call('PATCH', 'manager', `/${ofOwner.id}`, { name: 'New' }),
      await call('DELETE', 'manager', `/${ofOwner.id}`),
      await call('PATCH', 'owner', `/${own.id}`, { name: 'New' }),
      await call('DELETE', 'owner', `/${own.id}`),
      await call('PATCH', 'manager', `/${ofManager.id}`, { shared: false }),
      await call('DELETE', 'owner', `/${ofManager.id}`),
      await call('DELETE', 'manager', `/${ofManager.id}`),
      await call('DELETE', 'manager', `/${ofManager.id}`),
    ].map((answer) => answer.statusCode);
    assert.deepEqual(statuses, [200, 200, 403, 403, 403, 404, 404, 200, 404, 204, 404]);
    const seen = (await call('GET', 'manager')).json() as SavedView[];
    assert.equal(seen.find(({ id }) => id === ofOwner.id)?.canEdit, false);
  });

  it('are refused without a name, with rubbish, and where there are too many', async () => {
    const good = { name: 'Good', search: {} };
    const refused = [
      { ...good, name: ' ' },
      { ...good, name: 'x'.repeat(61) },
      { ...good, name: 'a\0' },
      { name: 'Good' },
      { ...good, search: { id: 1 } },
      { ...good, search: { filter: '[{"field":"nothing"}]' } },
      { ...good, search: { filter: [] } },
      { ...good, search: { q: 'a\0' } },
      { ...good, search: { folder: ['\ud800'] } },
      { ...good, search: { campaign: ['1'] } },
    ];
    for (const payload of refused)
      assert.equal((await call('POST', 'owner', '', payload)).statusCode, 400, JSON.stringify(payload));
    const full = await createHiring(test.db, { name: 'Full' });
    await withSystem(test.db, (trx) =>
      sql`insert into saved_views (company_id, user_id, name, search)
          select ${full.companyId}, ${full.managerId}::uuid, 'v' || n, '{}' from generate_series(1, 197) n`.execute(
        trx,
      ),
    );
    const atOnce = await Promise.all(Array.from({ length: 8 }, () => call('POST', 'manager', '', good, full)));
    const tooMany = atOnce.filter(({ statusCode }) => statusCode !== 201);
    assert.deepEqual(
      tooMany.map((answer) => answer.json().error.code),
      Array.from({ length: 5 }, () => 'too_many_views'),
    );
    await make('owner', { shared: true }, full);
  });

  it('of somebody who leaves go with them; what all share stays', async () => {
    const leaving = await createHiring(test.db, { name: 'Leaving' });
    await make('manager', {}, leaving);
    await make('manager', { name: 'Kept', shared: true }, leaving);
    await withSystem(test.db, (trx) => sql`delete from users where id = ${leaving.managerId}::uuid`.execute(trx));
    assert.deepEqual(await names('owner', leaving), ['Kept']);
  });
});
