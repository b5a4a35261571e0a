import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import qs from 'qs';
import { withCompany, withSystem } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import { createHiring, type Hiring } from '#test/applicants.ts';
import { type Leads, startLeads } from '#test/leads.ts';
import { listApplications } from '../lists.ts';
import { listQuery } from '../schema.ts';
import { countMatching, selectMatching } from './matches.ts';
import { readScope } from './scope.ts';
import { countWithin, findMatching, membersOf } from './sets/matching.ts';
import { createSets } from './sets/store.ts';

let leads: Leads;
let hiring: Hiring;
let other: Hiring;
/** Ids of the applications by first name. */
const ids: Record<string, number> = {};
let nightLabel: number;
let dayLabel: number;

before(async () => {
  leads = await startLeads();
  hiring = leads.hiring;
  other = await createHiring(leads.program.db, { name: 'Other' });
  await leads.person('Foreign', 'One', {}, other);
  for (const name of ['Ana', 'Ben', 'Cem', 'Dan']) ids[name] = await leads.person(name, 'Filtered');
  nightLabel = (await leads.call('POST', '/api/labels', { name: 'Night' })).json().id;
  dayLabel = (await leads.call('POST', '/api/labels', { name: 'Day' })).json().id;
  for (const [name, label] of [
    ['Ana', nightLabel],
    ['Ben', nightLabel],
    ['Ben', dayLabel],
  ] as const)
    await leads.call('PUT', `/api/applications/${ids[name]}/labels/${label}`);
  // In 2026 the clocks of Madrid are put forward on 29 March and back on 25 October.
  await withSystem(leads.program.db, async (trx) => {
    await sql`update companies set time_zone = 'Europe/Madrid' where id = ${hiring.companyId}`.execute(trx);
    const { companyId, managerId, ownerId } = hiring;
    const set = (name: string, values: ReturnType<typeof sql>) =>
      sql`update applications set ${values} where company_id = ${companyId} and id = ${ids[name]}`.execute(trx);
    await set(
      'Ana',
      sql`source = 'CSV', added_at = '2026-03-28T23:30Z', completed_at = '2026-03-29T21:59:59Z', assignee_id = ${managerId},
        others = '{"score":"71.5","location":"Cebú City","referee":"Ruth","start":"2026-05-01"}', resume_key = 'k', unread = true`,
    );
    await set(
      'Ben',
      sql`source = 'Careers site', added_at = '2026-03-29T22:00Z', completed_at = '2026-10-25T22:30Z', assignee_id = ${ownerId},
        others = '{"score":"9","location":"cebú city","referee_first_name":"Ruth","referee_last_name":"Bell","start":"soon"}',
        last_message = 'x', last_message_channel = 'whatsapp', folder = 'shortlisted'`,
    );
    await set(
      'Cem',
      sql`source = '100% Jobs', added_at = '2026-10-24T22:00Z', others = '{"score":"many","location":"  ","shoe_size":44,"start":"2026-05-02T09:00"}'`,
    );
    await set('Dan', sql`source = 'csv_old', added_at = now(), others = '{"referee_mobile":"+63917"}'`);
    await sql`
      insert into answers (company_id, application_id, question_id, position, kind, text)
      values (${companyId}, ${ids.Ana}, 'why', 0, 'text', 'x'), (${companyId}, ${ids.Ben}, 'voice', 0, 'audio', null)`.execute(
      trx,
    );
  });
});
after(() => leads.program.close());

const queryOf = (filter: unknown) => `filter=${encodeURIComponent(JSON.stringify(filter))}`;
const names = (found: number[]) =>
  found.map((id) => Object.keys(ids).find((name) => ids[name] === id) ?? String(id)).toSorted();
/** Who is listed, of whom there are as many as the counts say; and the same of a company large enough for sets. */
const find = async (filter: unknown, more = '') => {
  const query = `${queryOf(filter)}${more}`;
  const found = await leads.walk(`${query}&limit=1`);
  const counted = (await leads.call('GET', `/api/folder-counts?${query}`)).json();
  assert.equal(counted.total, found.length, query);
  await withCompany(leads.program.db, hiring.companyId, async (trx) => {
    const session: Session = { sessionId: 's', userId: hiring.managerId, companyId: hiring.companyId, role: 'manager' };
    const read = listQuery.parse(qs.parse(query));
    const scope = await readScope(trx, session, read);
    if (read.q || scope.filter.length === 0) return;
    const matching = await findMatching(trx, scope, sets);
    assert.ok(matching);
    const chosen = countWithin(matching, scope.reach).filter(({ folder }) => scope.folders?.includes(folder) ?? true);
    assert.equal(
      chosen.reduce((sum, { count }) => sum + count, 0),
      found.length,
      query,
    );
    const members: number[] = [];
    membersOf(matching, scope).each((id) => members.push(id));
    assert.deepEqual(
      members,
      found.toSorted((a, b) => a - b),
      query,
    );
    const { items } = await listApplications(trx, session, { ...read, limit: 100 }, sets);
    assert.deepEqual(
      items.map(({ id }) => id),
      found,
      query,
    );
  });
  return names(found);
};
const sets = createSets(0);

describe('a filter', () => {
  const everybody = ['Ana', 'Ben', 'Cem', 'Dan'];
  const cases: [string, string, unknown, string[]][] = [
    ['source', 'is', 'CSV', ['Ana']],
    ['source', 'isNot', 'CSV', ['Ben', 'Cem', 'Dan']],
    ['source', 'oneOf', ['CSV', 'Careers site'], ['Ana', 'Ben']],
    ['source', 'contains', 'csv', ['Ana', 'Dan']],
    ['source', 'contains', '0%', ['Cem']],
    ['source', 'contains', '_', ['Dan']],
    ['label', 'empty', undefined, ['Cem', 'Dan']],
    ['label', 'notEmpty', undefined, ['Ana', 'Ben']],
    ['added', 'on', '2026-03-29', ['Ana']],
    ['added', 'on', '2026-03-30', ['Ben']],
    ['added', 'before', '2026-03-30', ['Ana']],
    ['added', 'after', '2026-03-29', ['Ben', 'Cem', 'Dan']],
    ['added', 'between', ['2026-03-30', '2026-10-25'], ['Ben', 'Cem']],
    ['added', 'lastDays', 1, ['Dan']],
    ['completed', 'on', '2026-03-29', ['Ana']],
    ['completed', 'on', '2026-10-25', ['Ben']],
    ['completed', 'empty', undefined, ['Cem', 'Dan']],
    ['completed', 'notEmpty', undefined, ['Ana', 'Ben']],
    ['active', 'lastDays', 2, everybody],
    ['assignee', 'is', 'me', ['Ana']],
    ['assignee', 'isNot', 'me', ['Ben', 'Cem', 'Dan']],
    ['assignee', 'empty', undefined, ['Cem', 'Dan']],
    ['answerType', 'is', 'audio', ['Ben']],
    ['answerType', 'isNot', 'audio', ['Ana', 'Cem', 'Dan']],
    ['answerType', 'oneOf', ['audio', 'text'], ['Ana', 'Ben']],
    ['answerType', 'empty', undefined, ['Cem', 'Dan']],
    ['resume', 'notEmpty', undefined, ['Ana']],
    ['resume', 'empty', undefined, ['Ben', 'Cem', 'Dan']],
    ['score', 'moreThan', 9, ['Ana']],
    ['score', 'lessThan', 71.5, ['Ben']],
    ['score', 'between', [9, 71.5], ['Ana', 'Ben']],
    ['score', 'is', 71.5, ['Ana']],
    ['score', 'empty', undefined, ['Dan']],
    ['location', 'is', 'CEBÚ city', ['Ana', 'Ben']],
    ['location', 'contains', 'cebu', ['Ana', 'Ben']],
    ['location', 'oneOf', ['CEBÚ CITY'], ['Ana', 'Ben']],
    ['location', 'isNot', 'Manila', everybody],
    ['location', 'empty', undefined, ['Cem', 'Dan']],
    ['referee', 'is', 'Ruth', ['Ana']],
    ['referee', 'contains', 'bell', ['Ben']],
    ['referee', 'empty', undefined, ['Cem', 'Dan']],
    ['refereePhone', 'contains', '0917', []],
    ['refereePhone', 'contains', '3917', ['Dan']],
    ['unread', 'is', true, ['Ana']],
    ['unread', 'is', false, ['Ben', 'Cem', 'Dan']],
    ['channel', 'is', 'whatsapp', ['Ben']],
    ['channel', 'empty', undefined, ['Ana', 'Cem', 'Dan']],
    ['folder', 'is', 'shortlisted', ['Ben']],
    ['folder', 'isNot', 'shortlisted', ['Ana', 'Cem', 'Dan']],
    ['folder', 'oneOf', ['shortlisted', 'inbox'], everybody],
    ['campaign', 'empty', undefined, []],
    ['campaign', 'notEmpty', undefined, everybody],
  ];
  for (const [field, op, value, expected] of cases)
    it(`finds whose ${field} ${op} ${JSON.stringify(value) ?? ''}`, async () => {
      assert.deepEqual(await find([{ field, op, value }]), expected);
    });

  it('by days goes with others of the same and of other moments, with campaigns and folders', async () => {
    const added = (op: string, value: unknown) => ({ field: 'added', op, value });
    const spring = [added('after', '2026-03-27'), added('before', '2026-03-31')];
    assert.deepEqual(await find(spring), ['Ana', 'Ben']);
    assert.deepEqual(await find([...spring, { field: 'folder', op: 'isNot', value: 'inbox' }]), ['Ben']);
    assert.deepEqual(
      await find([...spring, { any: [{ field: 'campaign', op: 'empty' }, added('on', '2026-03-30')] }]),
      ['Ben'],
    );
    assert.deepEqual(await find([...spring, { field: 'completed', op: 'after', value: '2026-10-01' }]), ['Ben']);
    assert.deepEqual(await find([added('after', '2026-10-25'), added('before', '2026-03-30')]), []);
    assert.deepEqual(await find([added('between', ['2026-03-01', '2026-04-30'])], `&campaign=${hiring.campaignId}`), [
      'Ana',
      'Ben',
    ]);
    assert.deepEqual(await find([added('after', '9999-12-31')]), []);
  });

  it('knows labels, campaigns and colleagues by their ids', async () => {
    assert.deepEqual(await find([{ field: 'label', op: 'is', value: nightLabel }]), ['Ana', 'Ben']);
    assert.deepEqual(await find([{ field: 'label', op: 'isNot', value: dayLabel }]), ['Ana', 'Cem', 'Dan']);
    assert.deepEqual(await find([{ field: 'label', op: 'oneOf', value: [dayLabel] }]), ['Ben']);
    assert.deepEqual(await find([{ field: 'campaign', op: 'is', value: hiring.campaignId }]), everybody);
    assert.deepEqual(await find([{ field: 'campaign', op: 'isNot', value: hiring.campaignId }]), []);
    assert.deepEqual(await find([{ field: 'assignee', op: 'oneOf', value: ['me', hiring.ownerId] }]), ['Ana', 'Ben']);
    assert.deepEqual(names(await leads.walk('mine=true')), ['Ana']);
  });

  it('reads any detail as what the condition says it is', async () => {
    const of = (key: string, type: string, op: string, value?: unknown) =>
      find([{ field: 'attribute', key, type, op, value }]);
    assert.deepEqual(await of('shoe_size', 'number', 'is', 44), ['Cem']);
    assert.deepEqual(await of('shoe_size', 'text', 'is', '44'), ['Cem']);
    assert.deepEqual(await of('start', 'date', 'before', '2026-05-02'), ['Ana']);
    assert.deepEqual(await of('start', 'date', 'on', '2026-05-02'), ['Cem']);
    assert.deepEqual(await of('start', 'date', 'notEmpty'), ['Ana', 'Ben', 'Cem']);
    assert.deepEqual(await of('start', 'choice', 'oneOf', ['Soon']), ['Ben']);
    assert.deepEqual(await of("nobody' or true --", 'text', 'notEmpty'), []);
  });

  it('takes for a number what people write as one', async () => {
    const score = (value: string) =>
      withSystem(leads.program.db, (trx) =>
        sql`update applications set others = others || jsonb_build_object('score', ${value}::text) where id = ${ids.Dan}`.execute(
          trx,
        ),
      );
    const more = [{ field: 'score', op: 'moreThan', value: 8 }];
    for (const [value, isOne] of [
      ['12', true],
      ['+8.5', true],
      ['1e3', true],
      ['.9e2', true],
      ['NaN', false],
      ['Infinity', false],
      ['0x1F', false],
      ['12 points', false],
      ['1_000', false],
      ['9'.repeat(400), false],
    ] as const) {
      await score(value);
      assert.deepEqual(await find(more), isOne ? ['Ana', 'Ben', 'Dan'] : ['Ana', 'Ben'], value);
    }
    await withSystem(leads.program.db, (trx) =>
      sql`update applications set others = others - 'score' where id = ${ids.Dan}`.execute(trx),
    );
  });

  it('joins conditions by and, and those of a group by or', async () => {
    const csv = { field: 'source', op: 'is', value: 'CSV' };
    const shortlisted = { field: 'folder', op: 'is', value: 'shortlisted' };
    const unread = { field: 'unread', op: 'is', value: true };
    assert.deepEqual(await find([csv, shortlisted]), []);
    assert.deepEqual(await find([{ any: [csv, shortlisted] }]), ['Ana', 'Ben']);
    assert.deepEqual(await find([{ any: [csv, shortlisted] }, unread]), ['Ana']);
  });

  it('goes together with words, folders and orders, and its counts follow', async () => {
    const night = [{ field: 'label', op: 'is', value: nightLabel }];
    assert.deepEqual(await find(night, '&q=filtered&sort=added&order=asc'), ['Ana', 'Ben']);
    assert.deepEqual(await find(night, '&q=Ben'), ['Ben']);
    assert.deepEqual(await find(night, '&q=Filtred&folder=inbox'), ['Ana']);
    const counts = (more: string) => leads.call('GET', `/api/folder-counts?${queryOf(night)}${more}`);
    const answer = (await counts(`&campaign=${hiring.campaignId}`)).json();
    const filled = answer.folders.filter(({ count }: { count: number }) => count > 0);
    assert.deepEqual(
      filled.map(({ key, count }: { key: string; count: number }) => [key, count]),
      [
        ['inbox', 1],
        ['shortlisted', 1],
      ],
    );
    assert.deepEqual([answer.total, answer.mine], [2, 1]);
    assert.equal((await counts('&folder=inbox')).json().total, 1);
    assert.equal((await counts('&q=ben')).json().total, 1);
    assert.equal((await counts('&q=filtred')).json().total, 2);
    assert.equal((await counts(`&q=${ids.Ana}`)).json().total, 1);
    assert.equal((await counts('&q=nobodyatall')).json().total, 0);
  });

  it('gives others who build on it exactly whom the list shows', async () => {
    const session: Session = {
      sessionId: 's',
      userId: hiring.managerId,
      companyId: hiring.companyId,
      role: 'manager',
    };
    for (const q of [undefined, 'filtered', 'Filtred', String(ids.Ana), 'nobodyatall']) {
      const query = { q, filter: JSON.stringify([{ field: 'source', op: 'isNot', value: 'csv_old' }]) };
      const listed = names(await leads.walk(`${queryOf(JSON.parse(query.filter))}${q ? `&q=${q}` : ''}`));
      await withCompany(leads.program.db, hiring.companyId, async (trx) => {
        const matching = await selectMatching(trx, session, query);
        const { rows } = await sql<{ id: number }>`select id from (${matching}) as matching`.execute(trx);
        assert.deepEqual(names(rows.map(({ id }) => id)), listed, q);
        assert.equal(await countMatching(trx, session, query), listed.length, q);
      });
    }
  });

  it('shows nobody of another company, nor of a campaign out of reach', async () => {
    const foreign = { field: 'campaign', op: 'is', value: other.campaignId };
    assert.deepEqual(await find([{ any: [foreign, { field: 'source', op: 'contains', value: 'e' }] }]), ['Ben']);
    await withSystem(leads.program.db, (trx) =>
      sql`delete from campaign_members where company_id = ${other.companyId}`.execute(trx),
    );
    const all = queryOf([{ field: 'source', op: 'isNot', value: 'x' }]);
    assert.deepEqual((await leads.list(all, other)).items, []);
    assert.equal((await leads.call('GET', `/api/folder-counts?${all}`, undefined, other)).json().total, 0);
  });

  it('is suggested the sources and details within reach, and the colleagues', async () => {
    const { sources, details, colleagues } = (await leads.call('GET', '/api/filter-suggestions')).json();
    assert.deepEqual(sources.toSorted(), ['100% Jobs', 'CSV', 'Careers site', 'csv_old']);
    assert.deepEqual(details, ['shoe_size', 'start']);
    assert.deepEqual(
      colleagues.map(({ id }: { id: string }) => id).toSorted(),
      [hiring.managerId, hiring.ownerId].toSorted(),
    );
    const nobodys = (await leads.call('GET', '/api/filter-suggestions', undefined, other)).json();
    assert.deepEqual([nobodys.sources, nobodys.details], [[], []]);
  });

  it('that makes no sense is refused with what is wrong with it', async () => {
    const source = { field: 'source', op: 'is', value: 'CSV' };
    for (const [filter, said] of [
      ['{', /list of conditions/],
      ['"x"', /list of conditions/],
      ['[1]', /Condition 1/],
      [[source, { field: 'nothing', op: 'is' }], /Condition 2 names “nothing”/],
      [[{ field: '__proto__', op: 'is', value: 1 }], /Condition 1/],
      [[{ field: 'source', op: 'constructor', value: 1 }], /no way to compare “source”/],
      [[{ field: 'source', op: 'lastDays', value: 3 }], /no way to compare “source”/],
      [[{ field: 'source', op: 'is', value: 'a\0b' }], /can not be compared/],
      [[{ field: 'source', op: 'is', value: '\ud800' }], /can not be compared/],
      [[{ field: 'added', op: 'on', value: '2026-02-30' }], /can not be compared/],
      [[{ field: 'added', op: 'lastDays', value: 1e9 }], /can not be compared/],
      [[{ field: 'score', op: 'is', value: '1' }], /can not be compared/],
      [[{ field: 'assignee', op: 'is', value: 'x' }], /can not be compared/],
      [[{ field: 'attribute', key: 'a\0', type: 'text', op: 'is', value: 'x' }], /Condition 1/],
      [[{ field: 'score', op: 'between', value: [80, 20] }], /Condition 1 goes from something to something less/],
      [[source, { field: 'added', op: 'between', value: ['2026-03-02', '2026-03-01'] }], /Condition 2 goes from/],
      [[{ any: [] }], /at least one/],
      [Array.from({ length: 21 }, () => source), /20 are the most/],
      [[{ any: Array.from({ length: 4 }, () => ({ field: 'location', op: 'contains', value: 'a' })) }], /Only 3/],
      [[{ ...source, value: 'x'.repeat(5000) }], /4096 characters/],
    ] as const) {
      const text = encodeURIComponent(typeof filter === 'string' ? filter : JSON.stringify(filter));
      for (const path of ['applications', 'folder-counts']) {
        const answer = await leads.call('GET', `/api/${path}?filter=${text}`);
        assert.equal(answer.statusCode, 400, `${text}: ${answer.body}`);
        assert.match(answer.json().error.fields.filter, said);
      }
    }
    assert.equal((await leads.call('GET', '/api/applications?q=a%00b')).statusCode, 400);
  });
});
