import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createHiring, type Hiring } from '#test/applicants.ts';
import { type Leads, startLeads } from '#test/leads.ts';

let leads: Leads;
let hiring: Hiring;
let other: Hiring;
before(async () => {
  leads = await startLeads();
  hiring = leads.hiring;
  other = await createHiring(leads.program.db, { name: 'Other' });
});
after(() => leads.program.close());

const owner = (method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, payload?: object, who = hiring) =>
  leads.call(method, url, payload, who, 'owner');
const add = async (folder: string, name: string, who = hiring): Promise<number> => {
  const answer = await owner('POST', '/api/move-reasons', { folder, name }, who);
  assert.equal(answer.statusCode, 201, answer.body);
  return answer.json().id;
};
const read = async () => (await leads.call('GET', '/api/move-reasons')).json();
const move = (id: number, folder: string, reasonId?: number) =>
  leads.call('PUT', `/api/applications/${id}/folder`, { folder, ...(reasonId && { reasonId }) });
const require = (rules: object) =>
  owner('PUT', '/api/move-reason-rules', { shortlisted: false, rejected: false, ...rules });
const newest = async (id: number) =>
  (await leads.call('GET', `/api/applications/${id}/history?limit=1`)).json().items[0].data;
const filtered = (condition: object) => leads.walk(`filter=${encodeURIComponent(JSON.stringify([condition]))}`);

describe('reasons for a move', () => {
  it('are the company’s own, in its order, a name once for each folder', async () => {
    const [pay, far] = [await add('rejected', 'Salary'), await add('rejected', ' Lives  too far away ')];
    const good = await add('shortlisted', 'Salary');
    await add('rejected', 'Theirs', other);
    assert.deepEqual(
      (await read()).reasons.map(({ id, name }: { id: number; name: string }) => [id, name]),
      [
        [good, 'Salary'],
        [pay, 'Salary'],
        [far, 'Lives too far away'],
      ],
    );
    const twice = await owner('POST', '/api/move-reasons', { folder: 'rejected', name: 'SALARY' });
    assert.deepEqual([twice.statusCode, twice.json().error.code], [409, 'name_taken']);
    assert.equal((await owner('PATCH', `/api/move-reasons/${far}`, { name: 'salary' })).statusCode, 409);
    const order = (ids: number[]) => owner('PUT', '/api/move-reason-order', { folder: 'rejected', ids });
    assert.equal((await order([far, pay])).statusCode, 204);
    assert.deepEqual(
      (await read()).reasons.slice(1).map(({ id }: { id: number }) => id),
      [far, pay],
    );
    assert.equal((await order([far, good])).statusCode, 409);
    for (const body of [{ folder: 'hired', name: 'x' }, { folder: 'rejected', name: 'a\0' }, { folder: 'rejected' }])
      assert.equal((await owner('POST', '/api/move-reasons', body)).statusCode, 400);
  });

  it('are kept with the move, told in the history, found by, and left behind', async () => {
    const reason = await add('rejected', 'No licence');
    const id = await leads.person('Ria', 'Rejected');
    assert.deepEqual((await move(id, 'rejected', reason)).json().reason, { id: reason, name: 'No licence' });
    assert.deepEqual(await newest(id), { from: 'inbox', to: 'rejected', reason: 'No licence' });
    assert.deepEqual(await filtered({ field: 'reason', op: 'is', value: reason }), [id]);
    assert.ok((await filtered({ field: 'reason', op: 'notEmpty' })).includes(id));
    // Renamed, it says of this move what was said then.
    await owner('PATCH', `/api/move-reasons/${reason}`, { name: 'No driving licence' });
    assert.equal((await newest(id)).reason, 'No licence');
    assert.equal((await move(id, 'inbox')).json().reason, null);
    assert.deepEqual(await filtered({ field: 'reason', op: 'is', value: reason }), []);
  });

  it('belong to the folder, and can not be given once archived, until they are restored', async () => {
    const [reason, foreign] = [await add('rejected', 'Under age'), await add('rejected', 'Under age', other)];
    const id = await leads.person('Una', 'Young');
    for (const [folder, given] of [
      ['shortlisted', reason],
      ['hired', reason],
      ['rejected', foreign],
      ['rejected', 2 ** 40],
    ] as const)
      assert.equal((await move(id, folder, given)).statusCode, 400, `${folder} ${given}`);
    await owner('PATCH', `/api/move-reasons/${reason}`, { archived: true });
    assert.equal((await move(id, 'rejected', reason)).statusCode, 400);
    assert.equal(await add('rejected', 'under age'), reason);
    assert.equal((await move(id, 'rejected', reason)).statusCode, 200);
  });

  it('must be given where the company wants it, of one and of many, by people and not by the program', async () => {
    const reason = await add('rejected', 'Not reached');
    await require({ rejected: true });
    assert.deepEqual((await read()).required, { shortlisted: false, rejected: true });
    const id = await leads.person('Rex', 'Required');
    const refused = await move(id, 'rejected');
    assert.deepEqual([refused.statusCode, refused.json().error.code], [400, 'reason_needed']);
    assert.ok(refused.json().error.fields.reasonId);
    const bulk = (await leads.call('POST', '/api/bulk-actions', { ids: [id] })).json().id;
    const start = (action: object) =>
      leads.call('POST', `/api/bulk-actions/${bulk}/start`, { action: { kind: 'folder', ...action } });
    assert.equal((await start({ folder: 'rejected' })).json().error.code, 'reason_needed');
    assert.equal((await start({ folder: 'rejected', reasonId: reason })).statusCode, 200);
    assert.equal((await move(id, 'shortlisted')).statusCode, 200);
    assert.equal((await move(id, 'rejected', reason)).statusCode, 200);
    await require({});
    assert.equal((await move(id, 'inbox')).statusCode, 200);
    assert.equal((await move(id, 'rejected')).statusCode, 200);
  });

  it('are counted: how often given within days of the company’s calendar, and for how many now', async () => {
    const reason = await add('rejected', 'Position filled');
    const ids = [await leads.person('Ida', 'Counted'), await leads.person('Ivo', 'Counted')];
    for (const id of ids) await move(id, 'rejected', reason);
    await move(ids[0] as number, 'inbox');
    const counts = async (query = '', who = hiring, role: 'owner' | 'manager' = 'manager') => {
      const answer = await leads.call('GET', `/api/move-reason-counts${query}`, undefined, who, role);
      const found = answer.json().find((row: { id: number }) => row.id === reason);
      return found && [found.given, found.now];
    };
    assert.deepEqual(await counts(), [2, 1]);
    assert.deepEqual(await counts('', hiring, 'owner'), [2, 1]);
    assert.deepEqual(await counts(`?campaign=${hiring.campaignId}&from=2020-01-01`), [2, 1]);
    assert.deepEqual(await counts('?to=2020-01-01'), [0, 1]);
    assert.equal(await counts('', other), undefined);
    const status = async (query: string) => (await leads.call('GET', `/api/move-reason-counts${query}`)).statusCode;
    assert.deepEqual(
      [
        await status('?from=2026-02-02&to=2026-02-01'),
        await status('?from=yesterday'),
        await status(`?campaign=${other.campaignId}`),
      ],
      [400, 400, 404],
    );
  });
});
