import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { createHiring } from '#test/applicants.ts';
import { createCrowd } from '#test/crowd.ts';
import { type Leads, startLeads } from '#test/leads.ts';
import { runBulkAction } from './bulk/run.ts';

type Label = { id: number; name: string; automatic: string | null; color: string | null };

let leads: Leads;
before(async () => {
  leads = await startLeads();
});
after(() => leads.program.close());

const list = async (who = leads.hiring): Promise<Label[]> =>
  (await leads.call('GET', '/api/labels', undefined, who)).json();
const make = async (name: string, who = leads.hiring): Promise<number> =>
  (await leads.call('POST', '/api/labels', { name }, who)).json().id;
const change = (id: number, body: object, who = leads.hiring, role: 'owner' | 'manager' = 'owner') =>
  leads.call('PATCH', `/api/labels/${id}`, body, who, role);
const remove = (id: number, who = leads.hiring, role: 'owner' | 'manager' = 'owner') =>
  leads.call('DELETE', `/api/labels/${id}`, undefined, who, role);
const put = (applicationId: number, labelId: number) =>
  leads.call('PUT', `/api/applications/${applicationId}/labels/${labelId}`);
const counts = async (): Promise<{ id: number; count: number }[]> =>
  (await leads.call('GET', '/api/label-counts', undefined, leads.hiring, 'owner')).json();
const system = (query: ReturnType<typeof sql>) => withSystem(leads.program.db, (trx) => query.execute(trx));

describe('labels', () => {
  it('are no more than one finds one’s way in, also where several are made at once', async () => {
    const full = await createHiring(leads.program.db, { name: 'Full' });
    await system(sql`
      insert into labels (company_id, name) select ${full.companyId}, 'label ' || n from generate_series(1, 197) n`);
    const names = Array.from({ length: 8 }, (_, at) => ({ name: `More ${at}` }));
    const answers = await Promise.all(names.map((body) => leads.call('POST', '/api/labels', body, full)));
    const refused = answers.filter(({ statusCode }) => statusCode !== 200);
    assert.deepEqual(
      refused.map((answer) => [answer.statusCode, answer.json().error.code]),
      Array.from({ length: 5 }, () => [409, 'too_many_labels']),
    );
    // One that is there is given back all the same.
    assert.equal((await leads.call('POST', '/api/labels', { name: 'LABEL 7' }, full)).json().name, 'label 7');
  });

  it('are renamed and recoloured by owners', async () => {
    const id = await make('Nurse');
    await make('Doctor');
    assert.equal((await change(id, { name: 'Night nurse', color: 'green' })).statusCode, 204);
    const { name, color } = (await list()).find((label) => label.id === id) as Label;
    assert.deepEqual([name, color], ['Night nurse', 'green']);
    const taken = await change(id, { name: ' DOCTOR ' });
    assert.deepEqual([taken.statusCode, taken.json().error.code], [409, 'name_taken']);
    for (const body of [{ name: '' }, { name: 'a\0' }, { name: 'x'.repeat(61) }, { color: 'neon' }, { name: 7 }])
      assert.equal((await change(id, body)).statusCode, 400, JSON.stringify(body));
    assert.equal((await change(id, { name: 'Mine' }, leads.hiring, 'manager')).statusCode, 403);
    const foreign = await createHiring(leads.program.db);
    assert.deepEqual(
      (await change(id, { name: 'Theirs' }, foreign)).json(),
      (await change(2 ** 40, { name: 'Theirs' }, foreign)).json(),
    );
  });

  it('that are deleted are taken off everybody, who keep it in their history', async () => {
    const [one, two] = [await leads.person('One', 'Nurse'), await leads.person('Two', 'Nurse')];
    const [id, other] = [await make('Weekend'), await make('Weekdays')];
    for (const applicationId of [one, two]) await put(applicationId, id);
    await put(one, other);
    assert.deepEqual(
      (await counts()).filter((label) => [id, other].includes(label.id)).sort((a, b) => a.id - b.id),
      [
        { id, count: 2 },
        { id: other, count: 1 },
      ],
    );
    assert.equal((await remove(id, leads.hiring, 'manager')).statusCode, 403);
    assert.equal((await remove(id, await createHiring(leads.program.db))).statusCode, 404);
    assert.equal((await remove(id)).statusCode, 204);
    assert.equal((await remove(id)).statusCode, 404);
    assert.ok((await list()).every((label) => label.id !== id));
    const profile = (await leads.call('GET', `/api/applications/${one}`)).json();
    assert.deepEqual(
      profile.labels.map(({ name }: Label) => name),
      ['Weekdays'],
    );
    const { rows } = await system(sql`
      select kind, data ->> 'label' as label from application_events where application_id = ${two} and kind like '%labelled' order by id`);
    assert.deepEqual(rows, [
      { kind: 'labelled', label: 'Weekend' },
      { kind: 'unlabelled', label: 'Weekend' },
    ]);
    // A list, and a view that was saved, in which it is asked for, find nobody by it.
    const filter = encodeURIComponent(JSON.stringify([{ field: 'label', op: 'is', value: id }]));
    assert.deepEqual((await leads.list(`filter=${filter}`)).items, []);
    const answer = await put(one, id);
    assert.deepEqual([answer.statusCode, answer.json().error.message], [404, noLabel]);
  });

  it('that Parley puts on stay, under their names', async () => {
    const automatic = (await list()).find((label) => label.automatic) as Label;
    for (const answer of [await remove(automatic.id), await change(automatic.id, { name: 'Mine' })])
      assert.deepEqual([answer.statusCode, answer.json().error.code], [409, 'automatic_label']);
    assert.equal((await change(automatic.id, { color: 'red' })).statusCode, 204);
  });

  it('that very many carry are taken off in bulk before they are deleted', async () => {
    const crowded = await createHiring(leads.program.db, { name: 'Crowded' });
    const id = await make('Everybody', crowded);
    await createCrowd(leads.program.db, crowded, 20_001);
    await system(sql`
      insert into application_labels (company_id, application_id, label_id)
      select company_id, id, ${id} from applications where company_id = ${crowded.companyId}`);
    const refused = await remove(id, crowded);
    assert.deepEqual([refused.statusCode, refused.json().error.code], [409, 'label_in_use']);
    await system(sql`
      delete from application_labels where application_id = (select min(application_id) from application_labels where label_id = ${id})`);
    assert.equal((await remove(id, crowded)).statusCode, 204);
  });

  it('that are deleted before a bulk action gets there are put on nobody, and it says so of each', async () => {
    const [ids, labelId] = [[await leads.person('Late', 'One'), await leads.person('Late', 'Two')], await make('Late')];
    const { id: bulkId } = (await leads.call('POST', '/api/bulk-actions', { ids })).json();
    const action = { kind: 'label', labelId, on: true };
    assert.equal((await leads.call('POST', `/api/bulk-actions/${bulkId}/start`, { action })).statusCode, 200);
    assert.equal((await remove(labelId)).statusCode, 204);
    const run = { id: 'test', attempt: 1, lastAttempt: true, signal: new AbortController().signal };
    await runBulkAction(leads.program.services, { companyId: leads.hiring.companyId, bulkId, turn: 0 }, run);
    const { state, counts: done } = (await leads.call('GET', `/api/bulk-actions/${bulkId}`)).json();
    assert.deepEqual([state, done], ['finished', { done: 0, skipped: 2, failed: 0 }]);
    const { reasons } = (await leads.call('GET', `/api/bulk-actions/${bulkId}/results`)).json();
    assert.deepEqual(
      reasons.map(({ reason, count }: { reason: string; count: number }) => [reason, count]),
      [[noLabel, 2]],
    );
  });
});

const noLabel = 'This label does not exist, or an owner has deleted it.';
