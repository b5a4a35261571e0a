import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withCompany, withSystem } from '#platform/db.ts';
import { createHiring, type Hiring } from '#test/applicants.ts';
import { type Leads, startLeads } from '#test/leads.ts';
import { createApplications } from '../intake.ts';
import { attributeColumns } from './columns.ts';
import { indexAttribute } from './indexing.ts';
import { fits, readValue, writingOf } from './values.ts';

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
const index = (attributeId: number) =>
  indexAttribute(leads.program.services, { companyId: hiring.companyId, attributeId });
const make = async (given: object, indexed = true): Promise<number> => {
  const answer = await owner('POST', '/api/attributes', { type: 'text', ...given });
  assert.equal(answer.statusCode, 201, answer.body);
  if (indexed) await index(answer.json().id);
  return answer.json().id;
};
const list = async () => (await leads.call('GET', '/api/attributes')).json();
const set = (applicationId: number, attributeId: number, value: unknown) =>
  leads.call('PUT', `/api/applications/${applicationId}/attributes/${attributeId}`, { value });
const profile = async (id: number) => (await leads.call('GET', `/api/applications/${id}`)).json();
const valueOf = async (id: number, attributeId: number) => {
  const { attributes } = await profile(id);
  const { value, fits } = attributes.find((one: { id: number }) => one.id === attributeId);
  return [value, fits];
};
const filtered = (condition: object) =>
  leads.walk(`filter=${encodeURIComponent(JSON.stringify([{ field: 'attribute', ...condition }]))}`);
let serial = 0;
async function arrive(others: Record<string, unknown>, actor: 'api' | 'user' = 'api'): Promise<number> {
  const by = actor === 'api' ? ({ kind: 'api' } as const) : ({ kind: 'user', userId: hiring.managerId } as const);
  const [taken] = await createApplications(
    leads.program.services,
    hiring.companyId,
    hiring.campaignId,
    [{ firstName: 'Ana', lastName: 'Attribute', email: `attribute${++serial}@example.com`, others }],
    { source: 'Test', actor: by },
  );
  assert.ok(taken?.outcome === 'created', JSON.stringify(taken));
  return taken.applicationId;
}

describe('the values of an attribute', () => {
  it('are read as people of a country write them, or not at all', () => {
    const choice = { type: 'choice', choices: ['Día', 'Noche'] } as const;
    const read = (type: 'number' | 'date' | 'text', text: string, country = 'US') =>
      readValue({ type, choices: [] }, text, writingOf(country));
    assert.deepEqual(
      ['1,200.5', '1.200,5', '-7', '٣', '3 years', '1e5', '', 'NaN', '1.2.3', '12/3', '99999999999999999'].map((text) =>
        read('number', text),
      ),
      ['1200.5', '1200.5', '-7', '3', null, null, null, null, null, null, null],
    );
    assert.deepEqual([read('number', '1.500', 'ES'), read('number', '1.500', 'US')], ['1500', '1.5']);
    assert.deepEqual(
      ['2027-3-1', '31/12/2027', '3/4/2027', '2027-02-29', '31.12.27', 'soon', '2027-03-31T10:00:00Z'].map((text) =>
        read('date', text),
      ),
      ['2027-03-01', '2027-12-31', '2027-03-04', null, null, null, '2027-03-31'],
    );
    assert.equal(read('date', '3/4/2027', 'ES'), '2027-04-03');
    assert.deepEqual(
      ['dia', 'NOCHE', 'tarde'].map((text) =>
        readValue({ ...choice, choices: [...choice.choices] }, text, writingOf('ES')),
      ),
      ['Día', 'Noche', null],
    );
    assert.deepEqual(
      [fits({ type: 'number', choices: [] }, '1,5'), fits({ type: 'date', choices: [] }, '2027-02-29')],
      [false, false],
    );
  });

  it('that come in as details are found by key or name, and kept and marked where they are of another type', async () => {
    const size = await make({ name: 'Shirt size', type: 'choice', choices: ['S', 'M', 'L'] });
    const start = await make({ name: 'First day', key: 'start_on', type: 'date' });
    const id = await arrive({ 'SHIRT-size': 'm', start_on: '31/03/2027', hobby: 'chess' });
    assert.deepEqual(
      [await valueOf(id, size), await valueOf(id, start)],
      [
        ['M', true],
        ['2027-03-31', true],
      ],
    );
    assert.deepEqual((await profile(id)).others, { shirt_size: 'M', start_on: '2027-03-31', hobby: 'chess' });
    const odd = await arrive({ shirt_size: 'huge', 'Shirt size': 'S', start_on: 'soon' });
    assert.deepEqual(
      [await valueOf(odd, size), await valueOf(odd, start)],
      [
        ['huge', false],
        ['soon', false],
      ],
    );
    assert.equal((await profile(odd)).others['Shirt size'], 'S');
  });

  it('and other details are corrected by hand, checked, with what stood there before', async () => {
    const id = await arrive({ position: 'Agent', referee_email: 'old@example.com', 'odd "key"': 'x' });
    const size = await make({ name: 'Glove size', type: 'number', key: 'glove_size' });
    const put = (key: unknown, value: unknown, who = hiring) =>
      leads.call('PUT', `/api/applications/${id}/details`, { key, value }, who);
    for (const [key, value] of [
      ['position', ' Team lead '],
      ['referee_email', 'New@Example.com'],
      ['referee_mobile', '+34 600 123 456'],
      ['referee', 'Ruth Bell'],
      ['score', '7.50'],
      ['odd "key"', null],
      ['glove_size', '9'],
    ])
      assert.equal((await put(key, value)).statusCode, 204, String(key));
    assert.deepEqual((await profile(id)).others, {
      position: 'Team lead',
      referee_email: 'new@example.com',
      referee_mobile: '+34600123456',
      referee: 'Ruth Bell',
      score: '7.5',
      glove_size: '9',
    });
    assert.deepEqual(await valueOf(id, size), ['9', true]);
    for (const [key, value] of [
      ['referee_email', 'nobody'],
      ['referee_mobile', '12'],
      ['score', 'many'],
      ['glove_size', 'large'],
      ['position', 'a\0b'],
      ['position', '\ud800'],
      ['position', 'x'.repeat(4001)],
      ['position', 7],
    ]) {
      const refused = await put(key, value);
      assert.deepEqual([refused.statusCode, Object.keys(refused.json().error.fields)], [400, ['value']], `${key}`);
    }
    for (const key of ['unheard_of', '__proto__', 'constructor'])
      assert.equal((await put(key, 'x')).statusCode, 404, key);
    for (const key of ['', 'a\0b', 7, null]) assert.equal((await put(key, 'x')).statusCode, 400, String(key));
    assert.equal((await put('position', 'Team lead')).statusCode, 204);
    const { items } = (await leads.call('GET', `/api/applications/${id}/history`)).json();
    const changes = items
      .filter(({ kind }: { kind: string }) => kind === 'edited')
      .map(({ data }: { data: { changes: object[] } }) => data.changes[0]);
    assert.equal(changes.length, 7);
    assert.deepEqual(changes.at(-1), { field: 'position', from: 'Agent', to: 'Team lead' });
  });

  it('are corrected by hand, checked, with what stood there before', async () => {
    const pay = await make({ name: 'Expected salary', type: 'number' });
    const id = await arrive({ expected_salary: 'a lot' });
    const wrong = await set(id, pay, 'more');
    assert.deepEqual([wrong.statusCode, Object.keys(wrong.json().error.fields)], [400, ['value']]);
    assert.equal((await set(id, pay, '1200.50')).statusCode, 200);
    assert.deepEqual(await valueOf(id, pay), ['1200.5', true]);
    await set(id, pay, '1200.5');
    const { items } = (await leads.call('GET', `/api/applications/${id}/history`)).json();
    assert.deepEqual(
      items.filter(({ kind }: { kind: string }) => kind === 'edited').map(({ data }: { data: object }) => data),
      [{ changes: [{ field: 'Expected salary', from: 'a lot', to: '1200.5' }] }],
    );
    assert.equal((await set(id, pay, null)).statusCode, 200);
    assert.deepEqual([await valueOf(id, pay), (await profile(id)).others], [[null, true], {}]);
    for (const value of [7, {}, 'x'.repeat(4001), undefined])
      assert.equal((await set(id, pay, value)).statusCode, 400, String(value));
    const text = await make({ name: 'Note' });
    assert.equal((await set(id, text, 'a\0b')).statusCode, 400);
    assert.equal((await set(id, text, '\ud800')).statusCode, 400);
  });
});

describe('two people who correct the same value', () => {
  it('are told of each other, of attributes and of other details', async () => {
    const wage = await make({ name: 'Agreed wage', type: 'number' });
    const id = await arrive({ location: 'Cebu' });
    const attribute = (value: string | null, seen: string | null) =>
      leads.call('PUT', `/api/applications/${id}/attributes/${wage}`, { value, seen });
    const detail = (value: string | null, seen: string | null) =>
      leads.call('PUT', `/api/applications/${id}/details`, { key: 'location', value, seen });
    assert.deepEqual([(await attribute('100', null)).statusCode, (await detail(null, 'Cebu')).statusCode], [200, 204]);
    for (const [late, now, said] of [
      [await attribute('200', null), '100', /changed this to “100” meanwhile/],
      [await detail('Davao', 'Cebu'), '', /emptied this meanwhile/],
    ] as const) {
      const { code, message, fields } = late.json().error;
      assert.deepEqual([late.statusCode, code, fields.now], [409, 'edited_meanwhile', now]);
      assert.match(message, said);
    }
    assert.deepEqual(await valueOf(id, wage), ['100', true]);
    assert.deepEqual(
      [(await attribute('200', '100')).statusCode, (await detail('Davao', null)).statusCode],
      [200, 204],
    );
    assert.deepEqual(await valueOf(id, wage), ['200', true]);
  });
});

describe('a filter by an attribute', () => {
  it('finds the same by the index as by the details themselves', async () => {
    const ids = {
      low: await arrive({ tariff: '9', day: '2027-01-31', town: 'Cebú' }),
      high: await arrive({ tariff: '71.5', day: '2027-02-01', town: 'cebú' }),
      odd: await arrive({ tariff: 'many', day: 'soon', town: `${'x'.repeat(300)}` }),
      none: await arrive({ tariff: ' ', town: '' }),
    };
    const known = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
    const conditions: [object, string][] = [
      [{ key: 'tariff', type: 'number', op: 'moreThan', value: 9 }, 'high'],
      [{ key: 'tariff', type: 'number', op: 'between', value: [9, 71.5] }, 'high low'],
      [{ key: 'tariff', type: 'number', op: 'is', value: 9 }, 'low'],
      [{ key: 'tariff', type: 'number', op: 'isNot', value: 9 }, 'high none odd'],
      [{ key: 'tariff', type: 'number', op: 'empty' }, 'none'],
      [{ key: 'tariff', type: 'number', op: 'notEmpty' }, 'high low odd'],
      [{ key: 'day', type: 'date', op: 'on', value: '2027-01-31' }, 'low'],
      [{ key: 'day', type: 'date', op: 'after', value: '2027-01-31' }, 'high'],
      [{ key: 'day', type: 'date', op: 'between', value: ['2027-01-01', '2027-02-01'] }, 'high low'],
      [{ key: 'day', type: 'date', op: 'before', value: '2027-01-31' }, ''],
      [{ key: 'day', type: 'date', op: 'empty' }, 'none'],
      [{ key: 'town', type: 'text', op: 'is', value: 'CEBÚ' }, 'high low'],
      [{ key: 'town', type: 'text', op: 'is', value: 'x'.repeat(200) }, ''],
      [{ key: 'town', type: 'text', op: 'isNot', value: 'cebú' }, 'none odd'],
      [{ key: 'town', type: 'choice', op: 'oneOf', value: ['Cebú', 'Bohol'] }, 'high low'],
      [{ key: 'town', type: 'text', op: 'contains', value: 'ebu' }, 'high low'],
      [{ key: 'town', type: 'text', op: 'empty' }, 'none'],
    ];
    const run = async () => {
      const found: [object, string][] = [];
      for (const [condition] of conditions) {
        const names = (await filtered(condition)).flatMap((id) => known.get(id) ?? []);
        found.push([condition, names.sort().join(' ')]);
      }
      return found;
    };
    assert.deepEqual(await run(), conditions);
    await make({ name: 'Tariff', type: 'number' });
    await make({ name: 'Day', type: 'date' });
    await make({ name: 'Town', type: 'text' });
    assert.deepEqual(await run(), conditions);
    // What comes and goes later is the triggers' matter.
    ids.low = await arrive({ tariff: 9, day: '2027-01-31', town: 'Cebú' });
    const [gone] = [...known.keys()];
    known.set(ids.low, 'low');
    known.delete(gone as number);
    await withSystem(leads.program.db, (trx) =>
      sql`update applications set others = '{}' where id = ${gone} and company_id = ${hiring.companyId}`.execute(trx),
    );
    assert.deepEqual(await run(), conditions);
  });

  it('knows what stood there before there was such an attribute, in the attribute’s own form', async () => {
    const id = await arrive({ Licence: 'yes', joined: '5/12/2026' }, 'user');
    const licence = await make({ name: 'Driving licence', key: 'Licence', type: 'choice', choices: ['Yes', 'No'] });
    const joined = await make({ name: 'Joined', type: 'date' });
    assert.deepEqual(await valueOf(id, licence), ['Yes', true]);
    const [value] = await valueOf(id, joined);
    assert.match(value, /^2026-(05-12|12-05)$/);
    assert.deepEqual(await filtered({ key: 'Licence', type: 'choice', op: 'is', value: 'Yes' }), [id]);
    await owner('PATCH', `/api/attributes/${licence}`, { type: 'text' });
    await index(licence);
    assert.deepEqual(await filtered({ key: 'Licence', type: 'text', op: 'is', value: 'yes' }), [id]);
  });
});

describe('attributes', () => {
  it('are the company’s own, in its order; keys, names and choices once', async () => {
    const [first, second] = [await make({ name: 'One' }, false), await make({ name: 'Two', key: '2' }, false)];
    for (const [body, code] of [
      [{ name: 'ONE', type: 'text' }, 'name_taken'],
      [{ name: 'Another', key: '2', type: 'text' }, 'key_taken'],
      [{ name: 'Size', type: 'choice' }, 'invalid_input'],
      [{ name: 'Size', type: 'choice', choices: ['a', 'A'] }, 'invalid_input'],
      [{ name: 'Size', type: 'colour' }, 'invalid_input'],
      [{ name: 'a\0', type: 'text' }, 'invalid_input'],
    ] as const)
      assert.equal((await owner('POST', '/api/attributes', body)).json().error.code, code, JSON.stringify(body));
    assert.equal((await owner('PATCH', `/api/attributes/${first}`, { name: 'two' })).statusCode, 409);
    const ids = (await list()).map(({ id }: { id: number }) => id);
    const turned = [...ids.filter((id: number) => id !== first && id !== second), second, first];
    assert.equal((await owner('PUT', '/api/attribute-order', { ids: turned })).statusCode, 204);
    assert.deepEqual(
      (await list()).map(({ id }: { id: number }) => id),
      turned,
    );
    assert.equal((await owner('PUT', '/api/attribute-order', { ids: [first] })).statusCode, 409);
    assert.deepEqual((await owner('GET', '/api/attributes', undefined, other)).json(), []);
  });

  it('that are archived show where there is something of them, and come back with it', async () => {
    const id = await make({ name: 'Old question' });
    const [has, hasNot] = [await arrive({ old_question: 'x' }), await arrive({})];
    await owner('PATCH', `/api/attributes/${id}`, { archived: true });
    const shown = async (application: number) =>
      (await profile(application)).attributes.some((one: { id: number }) => one.id === id);
    assert.deepEqual([await shown(has), await shown(hasNot)], [true, false]);
    await owner('PATCH', `/api/attributes/${id}`, { archived: false });
    assert.deepEqual([await shown(has), await shown(hasNot)], [true, true]);
  });

  it('are columns of a table with values of their type', async () => {
    const columns = await withCompany(leads.program.db, hiring.companyId, (trx) =>
      attributeColumns(trx, hiring.companyId),
    );
    const value = (name: string, text: unknown) => {
      const column = columns.find((one) => one.name === name);
      return column?.value({ [column.key]: text });
    };
    assert.deepEqual(
      [
        value('Tariff', '7.5'),
        value('Tariff', 'many'),
        value('Day', '2027-03-31'),
        value('Town', 'Cebú'),
        value('Town', ''),
      ],
      [7.5, 'many', new Date('2027-03-31T00:00:00Z'), 'Cebú', null],
    );
  });
});
