import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { createHiring, type Hiring } from '#test/applicants.ts';
import { type Leads, startLeads } from '#test/leads.ts';
import type { Folder } from './schema.ts';

let leads: Leads;
let hiring: Hiring;
let other: Hiring;
let secondCampaign: number;
before(async () => {
  leads = await startLeads();
  hiring = leads.hiring;
  other = await createHiring(leads.program.db, { name: 'Other' });
  secondCampaign = await withSystem(leads.program.db, async (trx) => {
    const row = await trx
      .insertInto('campaigns')
      .values({ company_id: hiring.companyId, title: 'Drivers', country: 'ES', language: 'en' })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  });
});
after(() => leads.program.close());

const owner = (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, payload?: object, who = hiring) =>
  leads.call(method, url, payload, who, 'owner');
let serial = 0;
const make = async (given: object = {}, who = hiring): Promise<string> => {
  const answer = await owner('POST', '/api/folders', { name: `Folder ${++serial}`, color: 'petrol', ...given }, who);
  assert.equal(answer.statusCode, 201, answer.body);
  return answer.json().key;
};
const folders = async (role: 'owner' | 'manager' = 'owner', who = hiring): Promise<Folder[]> =>
  (await leads.call('GET', '/api/folders', undefined, who, role)).json();
const find = async (key: string, role?: 'owner' | 'manager') => (await folders(role)).find((one) => one.key === key);
const move = (id: number, folder: string) =>
  leads.call('PUT', `/api/applications/${id}/folder`, { folder }, hiring, 'owner');

describe('a company’s own folders', () => {
  it('stand behind the default ones in the order given, and are its own', async () => {
    const [first, second] = [await make({ name: ' Second   interview ' }), await make({ color: 'pink' })];
    await make({ name: 'Second interview' }, other);
    const [rest, all] = [await folders('manager'), await folders()];
    assert.equal(all[8]?.name, 'Second interview');
    assert.deepEqual([all[8]?.color, all[9]?.color, all[8]?.campaignIds], ['petrol', 'pink', null]);
    assert.deepEqual(rest, all);
    assert.equal((await owner('PUT', '/api/folder-order', { keys: [second, first] })).statusCode, 204);
    assert.deepEqual(
      (await folders()).slice(8).map(({ key }) => key),
      [second, first],
    );
    for (const keys of [[second], [second, second], [second, first, 'inbox']])
      assert.equal((await owner('PUT', '/api/folder-order', { keys })).json().error.code, 'order_changed');
  });

  it('are renamed where the name is free, whatever its case', async () => {
    const key = await make({ name: 'Waiting list' });
    const taken = await owner('POST', '/api/folders', { name: 'WAITING LIST', color: 'red' });
    assert.deepEqual([taken.statusCode, taken.json().error.code], [409, 'name_taken']);
    const twin = await make();
    assert.equal((await owner('PATCH', `/api/folders/${twin}`, { name: 'waiting list' })).statusCode, 409);
    assert.equal((await owner('PATCH', `/api/folders/${key}`, { name: 'Reserve', color: 'clay' })).statusCode, 204);
    assert.deepEqual([(await find(key))?.name, (await find(key))?.color], ['Reserve', 'clay']);
    assert.equal((await owner('PATCH', `/api/folders/${key}`, {})).statusCode, 204);
    for (const body of [{ name: '' }, { name: ' \n' }, { name: 'a\0b' }, { name: 'x'.repeat(61) }, { color: 'url(x)' }])
      assert.equal((await owner('PATCH', `/api/folders/${key}`, body)).statusCode, 400, JSON.stringify(body));
  });

  it('are not called like a default one, in any language, nor like another but for accents', async () => {
    const key = await make({ name: 'Selección' });
    for (const name of ['Inbox', 'on  HOLD', 'entrada', 'SIN CAMPANA', 'Sin campaña', 'SELECCION']) {
      const made = await owner('POST', '/api/folders', { name, color: 'red' });
      assert.deepEqual([made.statusCode, made.json().error?.code], [409, 'name_taken'], name);
      assert.ok(made.json().error.fields.name, name);
    }
    const renamed = await owner('PATCH', `/api/folders/${key}`, { name: 'Rejected' });
    assert.deepEqual([renamed.statusCode, renamed.json().error.code], [409, 'name_taken']);
    assert.equal((await owner('PATCH', `/api/folders/${key}`, { name: 'SELECCION' })).statusCode, 204);
  });

  it('take candidates of their campaigns alone', async () => {
    const key = await make({ campaignIds: [secondCampaign] });
    const outside = await leads.person('Eva', 'Outside');
    const inside = await leads.person('Ian', 'Inside', { campaignId: secondCampaign });
    const nowhere = await leads.person('Nil', 'Nowhere', { campaignId: null });
    for (const id of [outside, nowhere]) assert.deepEqual((await move(id, key)).json().error?.code, 'not_in_campaign');
    assert.equal((await move(inside, key)).json().folder, key);
    assert.deepEqual(await find(key), { ...(await find(key)), count: 1, campaignIds: [secondCampaign] });
    assert.deepEqual(await find(key, 'manager'), { ...(await find(key)), count: 0, campaignIds: [] });
    const moved = await leads.list(`folder=${key}`, hiring, 'owner');
    assert.deepEqual(
      moved.items.map(({ id }) => id),
      [inside],
    );
    const narrowed = await owner('PATCH', `/api/folders/${key}`, { campaignIds: [hiring.campaignId] });
    assert.deepEqual([narrowed.statusCode, narrowed.json().error.code], [409, 'folder_in_use']);
    assert.equal((await owner('PATCH', `/api/folders/${key}`, { campaignIds: null })).statusCode, 204);
    assert.equal((await move(nowhere, key)).statusCode, 200);
    const foreign = await owner('PATCH', `/api/folders/${key}`, { campaignIds: [other.campaignId] });
    assert.deepEqual([foreign.statusCode, (await find(key))?.campaignIds], [400, null]);
  });

  it('go once they hold nobody, also out of the rule that lets people go', async () => {
    const key = await make();
    const id = await leads.person('Hal', 'Held', { folder: key });
    const rule = { rule: { months: 6, folders: ['rejected', key] } };
    assert.equal((await owner('PUT', '/api/retention', rule)).statusCode, 200);
    const held = await owner('DELETE', `/api/folders/${key}`);
    assert.deepEqual([held.statusCode, held.json().error.code], [409, 'folder_not_empty']);
    assert.equal(held.json().error.fields.count, '1');
    assert.match(held.json().error.message, /one candidate/i);
    await move(id, 'inbox');
    assert.equal((await owner('DELETE', `/api/folders/${key}`)).statusCode, 204);
    assert.equal(await find(key), undefined);
    assert.equal((await owner('DELETE', `/api/folders/${key}`)).statusCode, 404);
    assert.deepEqual((await owner('GET', '/api/retention')).json().rule.folders, ['rejected']);
  });

  it('never are the default ones', async () => {
    for (const answer of [
      await owner('DELETE', '/api/folders/inbox'),
      await owner('PATCH', '/api/folders/inbox', { name: 'In' }),
    ])
      assert.deepEqual([answer.statusCode, answer.json().error.code], [409, 'default_folder']);
  });

  it('that are for some campaigns are passed over by a bulk move of others', async () => {
    const key = await make({ campaignIds: [secondCampaign] });
    const ids = [await leads.person('Bo', 'Bulk'), await leads.person('Bi', 'Bulk', { campaignId: secondCampaign })];
    const { moveVerb } = await import('../bulk/folder.ts');
    const outcomes = await withSystem(leads.program.db, async (trx) => {
      await sql`select set_config('app.company_id', ${String(hiring.companyId)}, true)`.execute(trx);
      const session = { sessionId: '', userId: hiring.ownerId, companyId: hiring.companyId, role: 'owner' } as const;
      const work = { trx, services: leads.program.services, session, reach: 'all', bulkId: 1 } as const;
      return moveVerb(key, false, undefined).perform(work, ids);
    });
    assert.deepEqual(
      ids.map((id) => outcomes.get(id)?.outcome),
      ['skipped', 'done'],
    );
  });
});
