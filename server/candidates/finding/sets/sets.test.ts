import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withCompany, withSystem } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import { createHiring, type Hiring } from '#test/applicants.ts';
import { type Leads, startLeads } from '#test/leads.ts';
import { folderCounts, listApplications } from '../../lists.ts';
import { findQuery, listQuery } from '../../schema.ts';
import { countGroups } from '../matches.ts';
import { type Group, readScope } from '../scope.ts';
import { forgetChanges } from './changes.ts';
import { countWithin, findMatching } from './matching.ts';
import { canHold } from './roll.ts';
import { createSets, type Sets } from './store.ts';

let leads: Leads;
before(async () => {
  leads = await startLeads();
});
after(() => leads.program.close());

const read = <T>(who: Hiring, work: Parameters<typeof withCompany<T>>[2]) =>
  withCompany(leads.program.db, who.companyId, work);
const write = (statement: ReturnType<typeof sql>) =>
  withSystem(leads.program.db, (trx) => statement.execute(trx).then(({ rows }) => rows));
const owner = (who: Hiring): Session => ({
  sessionId: 's',
  userId: who.ownerId,
  companyId: who.companyId,
  role: 'owner',
});

/** By folder, as these sets say. */
async function counted(sets: Sets, filter: object[], who: Hiring, session = owner(who)) {
  return read(who, async (trx) => {
    const scope = await readScope(trx, session, findQuery.parse({ filter: JSON.stringify(filter) }));
    const matching = await findMatching(trx, scope, sets);
    assert.ok(matching);
    return byFolder(countWithin(matching, scope.reach));
  });
}

/** The same as PostgreSQL counts it. */
async function recounted(filter: object[], who: Hiring) {
  return read(who, async (trx) => {
    const query = findQuery.parse({ filter: JSON.stringify(filter) });
    return byFolder(await countGroups(trx, await readScope(trx, owner(who), query), query, null));
  });
}

function byFolder(groups: Group[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { folder, count } of groups) sums[folder] = (sums[folder] ?? 0) + count;
  return sums;
}

const shift = (op: string, value?: string) => ({ field: 'attribute', key: 'shift', type: 'text', op, value });
const source = (value: string) => ({ field: 'source', op: 'is', value });

describe('sets', () => {
  it('follow every change of who is asked for', async () => {
    const who = await createHiring(leads.program.db, { name: 'Changing' });
    const made = await leads.call(
      'POST',
      '/api/attributes',
      { name: 'Shift', key: 'shift', type: 'text' },
      who,
      'owner',
    );
    assert.equal(made.statusCode, 201, made.body);
    await write(sql`update custom_attributes set indexed_at = now() where company_id = ${who.companyId}`);
    const ids: number[] = [];
    for (const name of ['A', 'B', 'C', 'D']) ids.push(await leads.person(name, 'Set', {}, who));
    const [a = 0, b = 0, c = 0, d = 0] = ids;
    const labelId = (await leads.call('POST', '/api/labels', { name: 'Night' }, who, 'owner')).json().id;
    const label = (op: string) => ({ field: 'label', op, value: op === 'empty' ? undefined : labelId });
    const sets = createSets(0);
    const filters: [object[], () => Record<string, number>][] = [
      [[label('is')], () => expected.labelled],
      [[label('empty'), { field: 'unread', op: 'is', value: false }], () => expected.quiet],
      [[{ any: [shift('is', 'Late'), label('is')] }], () => expected.either],
      [[shift('empty')], () => expected.shiftless],
      [[{ field: 'resume', op: 'empty' }, source('CSV')], () => expected.csv],
    ];
    let expected: Record<'labelled' | 'quiet' | 'either' | 'shiftless' | 'csv', Record<string, number>> = {
      labelled: {},
      quiet: { inbox: 4 },
      either: {},
      shiftless: { inbox: 4 },
      csv: {},
    };
    const check = async (change: string) => {
      for (const [filter, wanted] of filters) {
        assert.deepEqual(await counted(sets, filter, who), wanted(), `${change}: ${JSON.stringify(filter)}`);
        assert.deepEqual(await recounted(filter, who), wanted(), change);
      }
    };
    await check('nothing');

    await leads.call('PUT', `/api/applications/${a}/labels/${labelId}`, undefined, who);
    expected = { ...expected, labelled: { inbox: 1 }, quiet: { inbox: 3 }, either: { inbox: 1 } };
    await check('a label is given');

    await leads.call('PUT', `/api/applications/${a}/folder`, { folder: 'completed' }, who);
    await write(sql`update applications set others = '{"shift":"late"}', unread = true where id = ${b}`);
    expected = {
      labelled: { completed: 1 },
      quiet: { inbox: 2 },
      either: { completed: 1, inbox: 1 },
      shiftless: { completed: 1, inbox: 2 },
      csv: {},
    };
    await check('one moves, another has a shift');

    await write(sql`update applications set source = 'CSV' where id in (${c}, ${d})`);
    await write(sql`update applications set resume_key = 'k' where id = ${d}`);
    await write(sql`update applications set others = '{}' where id = ${b}`);
    expected = { ...expected, either: { completed: 1 }, shiftless: { completed: 1, inbox: 3 }, csv: { inbox: 1 } };
    await check('a source, a résumé, a shift less');

    await leads.call('DELETE', `/api/applications/${a}/labels/${labelId}`, undefined, who);
    await write(sql`delete from applications where id = ${c}`);
    expected = {
      labelled: {},
      quiet: { completed: 1, inbox: 1 },
      either: {},
      shiftless: { completed: 1, inbox: 2 },
      csv: {},
    };
    await check('a label is taken, one is deleted');
    const e = await leads.person('E', 'Set', {}, who);
    await write(sql`update applications set others = '{"shift":"LATE"}' where id = ${e}`);
    expected = { ...expected, quiet: { completed: 1, inbox: 2 }, either: { inbox: 1 } };
    await check('one comes in');
  });

  it('are held and brought up to date, not read anew', async () => {
    const who = await createHiring(leads.program.db, { name: 'Held' });
    const id = await leads.person('A', 'Set', {}, who);
    const sets = createSets(0);
    assert.deepEqual(await counted(sets, [source('CSV')], who), {});
    // Of what leaves no line nobody is told.
    await withSystem(leads.program.db, async (trx) => {
      await sql`update applications set source = 'CSV' where id = ${id}`.execute(trx);
      await sql`delete from application_changes where xid = pg_current_xact_id()`.execute(trx);
    });
    assert.deepEqual(await counted(sets, [source('CSV')], who), {});
    await write(sql`update applications set unread = true where id = ${id}`);
    assert.deepEqual(await counted(sets, [source('CSV')], who), { inbox: 1 });
  });

  it('show what was not committed when they were read once it is, and nothing before', async () => {
    const who = await createHiring(leads.program.db, { name: 'Open' });
    const [a, b] = [await leads.person('A', 'Set', {}, who), await leads.person('B', 'Set', {}, who)];
    const sets = createSets(0);
    const older = await leads.program.db.pool.connect();
    const newer = await leads.program.db.pool.connect();
    try {
      await older.query('begin');
      await older.query(`update applications set source = 'CSV' where id = $1`, [a]);
      assert.deepEqual(await counted(sets, [source('CSV')], who), {});
      await newer.query('begin');
      await newer.query(`update applications set source = 'CSV' where id = $1`, [b]);
      assert.deepEqual(await counted(sets, [source('CSV')], who), {});
      await newer.query('commit');
      assert.deepEqual(await counted(sets, [source('CSV')], who), { inbox: 1 });
      await older.query(`update applications set folder = 'completed' where id = $1`, [a]);
      assert.deepEqual(await counted(sets, [source('CSV')], who), { inbox: 1 });
      await older.query('commit');
      assert.deepEqual(await counted(sets, [source('CSV')], who), { inbox: 1, completed: 1 });
    } finally {
      await older.query('rollback');
      older.release();
      newer.release();
    }
  });

  it('know an application that comes while its candidate is being renamed', async () => {
    const who = await createHiring(leads.program.db, { name: 'Renaming' });
    await write(sql`
      with made as (
        insert into candidates (company_id, first_name) select ${who.companyId}, 'Maria' from generate_series(1, 1600) returning id
      )
      insert into applications (company_id, candidate_id, campaign_id, source)
      select ${who.companyId}, id, ${who.campaignId}, 'CSV' from made`);
    const sets = createSets(0);
    const total = () =>
      read(who, async (trx) => (await folderCounts(trx, owner(who), findQuery.parse({ q: 'maria' }), sets)).total);
    assert.equal(await total(), 1600);
    const renaming = await leads.program.db.pool.connect();
    try {
      await renaming.query('begin');
      const { rows } = await renaming.query<{ id: number }>(
        `update candidates set first_name = 'Ana' where id = (
          select min(id) from candidates where company_id = $1) returning id`,
        [who.companyId],
      );
      await write(sql`
        insert into applications (company_id, candidate_id, source) values (${who.companyId}, ${rows[0]?.id}, 'CSV')`);
      assert.equal(await total(), 1601);
      await renaming.query('commit');
      assert.equal(await total(), 1599);
    } finally {
      renaming.release();
    }
  });

  it('are the same for many who ask at once while others change what is asked for', async () => {
    const who = await createHiring(leads.program.db, { name: 'Crowd' });
    const ids: number[] = [];
    for (let n = 0; n < 8; n++) ids.push(await leads.person(`P${n}`, 'Set', {}, who));
    const sets = createSets(0);
    // Both change in one transaction, so at every moment eight have one of the two.
    const swap = (id: number, n: number) =>
      write(sql`update applications set source = ${n % 2 ? 'CSV' : 'Fair'}, unread = ${n % 3 === 0} where id = ${id}`);
    const either = [{ any: [source('CSV'), source('Fair')] }];
    await Promise.all(ids.map(swap));
    const ask = async () => assert.deepEqual(await counted(sets, either, who), { inbox: 8 });
    for (let round = 0; round < 6; round++)
      await Promise.all([ask(), ask(), ask(), ...ids.map((id, n) => swap(id, n + round))]);
    for (const one of ['CSV', 'Fair'])
      assert.deepEqual(await counted(sets, [source(one)], who), await recounted([source(one)], who));
  });

  it('are read anew where thousands have changed at once', async () => {
    const who = await createHiring(leads.program.db, { name: 'Thousands' });
    const sets = createSets(0);
    assert.deepEqual(await counted(sets, [source('CSV')], who), {});
    await write(sql`
      with made as (
        insert into candidates (company_id, first_name) select ${who.companyId}, 'P' || n from generate_series(1, 5001) n returning id
      )
      insert into applications (company_id, candidate_id, campaign_id, source)
      select ${who.companyId}, id, ${who.campaignId}, 'CSV' from made`);
    const lines = await write(sql`
      select application_id from application_changes where company_id = ${who.companyId} and xid = (
        select max(xid) from application_changes where company_id = ${who.companyId})`);
    assert.deepEqual(lines, [{ application_id: 0 }]);
    assert.deepEqual(await counted(sets, [source('CSV')], who), { inbox: 5001 });
  });

  it('know whom a search for a common name or text finds, and follow renaming, arrivals and moves', async () => {
    const who = await createHiring(leads.program.db, { name: 'Search' });
    await write(sql`
      with made as (
        insert into candidates (company_id, first_name, last_name)
        select ${who.companyId}, case when n % 2 = 0 then 'Maria' else 'Jon' end, 'P' || n from generate_series(1, 3400) n
        returning id
      )
      insert into applications (company_id, candidate_id, campaign_id, source)
      select ${who.companyId}, id, ${who.campaignId}, 'CSV' from made`);
    await write(sql`
      insert into messages (company_id, candidate_id, application_id, direction, author, channel, body, status)
      select company_id, candidate_id, id, 'in', 'candidate', 'sms', 'I can start on Monday', 'received'
      from applications where company_id = ${who.companyId} order by id limit 1600`);
    const sets = createSets(0);
    const total = (more: object, by: Sets | null = sets) =>
      read(who, async (trx) => (await folderCounts(trx, owner(who), findQuery.parse(more), by)).total);
    const agree = async (more: object, count: number) =>
      assert.deepEqual([await total(more), await total(more, null)], [count, count], JSON.stringify(more));
    const fromFair = { q: 'maria', filter: JSON.stringify([source('Fair')]) };
    await agree({ q: 'maria' }, 1700);
    await agree(fromFair, 0);
    await agree({ q: 'mraia' }, 1700);
    await agree({ q: 'monday', in: 'texts' }, 1600);
    await write(sql`
      update candidates set first_name = 'Marta' where id = (
        select max(id) from candidates where company_id = ${who.companyId} and first_name = 'Maria')`);
    await leads.person('Maria', 'Newcomer', { folder: 'completed' }, who);
    await write(sql`
      update applications set source = 'Fair', folder = 'rejected' where id in (
        select a.id from applications a join candidates c on c.id = a.candidate_id
        where a.company_id = ${who.companyId} and c.first_name = 'Maria' order by a.id limit 3)`);
    await agree({ q: 'maria' }, 1700);
    await agree({ q: 'maria', folder: ['completed'] }, 1);
    await agree(fromFair, 3);
    await agree({ q: 'mraia', folder: ['rejected'] }, 3);
    const page = await read(who, (trx) => {
      const query = listQuery.parse({ q: 'monday', in: 'texts', folder: ['rejected'], sort: 'added' });
      return listApplications(trx, owner(who), query, sets);
    });
    assert.deepEqual(
      page.items.map(({ folder }) => folder),
      ['rejected', 'rejected', 'rejected'].slice(0, page.items.length),
    );
    assert.equal(page.items.length, await total({ q: 'monday', in: 'texts', folder: ['rejected'] }, null));
  });

  it('show nobody of a campaign out of reach or deleted, nor of another company', async () => {
    const who = await createHiring(leads.program.db, { name: 'Reach' });
    const other = await createHiring(leads.program.db, { name: 'Elsewhere' });
    await leads.person('A', 'Set', {}, who);
    await leads.person('B', 'Set', { campaignId: null }, who);
    await leads.person('C', 'Set', {}, other);
    const sets = createSets(0);
    const quiet = [{ field: 'unread', op: 'is', value: false }];
    assert.deepEqual(await counted(sets, quiet, who), { inbox: 2 });
    assert.deepEqual(await counted(sets, quiet, other), { inbox: 1 });
    const manager: Session = { ...owner(who), userId: who.managerId, role: 'manager' };
    assert.deepEqual(await counted(sets, quiet, who, manager), { inbox: 1 });
    await write(sql`delete from campaign_members where company_id = ${who.companyId} and user_id = ${who.managerId}`);
    assert.deepEqual(await counted(sets, quiet, who, manager), {});
    await write(sql`
      insert into campaign_deletions (company_id, campaign_id, deleted_by)
      values (${who.companyId}, ${who.campaignId}, ${who.ownerId})`);
    assert.deepEqual(await counted(sets, quiet, who), { inbox: 1 });
  });

  it('do not hold a company whose ids lie too far apart', () => {
    const dense = { count: 1_000_000, span: 1_200_000, candidate: 5_000_000 };
    assert.equal(canHold(dense, 128e6), true);
    assert.equal(canHold({ ...dense, span: 400e6 }, 128e6), false);
    assert.equal(canHold({ ...dense, candidate: 2 ** 32 }, 128e6), false);
    assert.equal(canHold({ count: 0, span: null, candidate: null }, 128e6), true);
  });

  it('that can not be loaded are loaded by one of those who waited', async () => {
    const who = await createHiring(leads.program.db, { name: 'Waiting' });
    await leads.person('A', 'Set', {}, who);
    const sets = createSets(0);
    const counts = await read(who, async (first) => {
      const failing = sql`select 1 / 0`.execute(first).catch(() => null);
      const asked = [
        readScope(first, owner(who), findQuery.parse({})).then((scope) => findMatching(first, scope, sets)),
      ];
      for (let n = 0; n < 3; n++)
        asked.push(
          read(who, async (trx) => findMatching(trx, await readScope(trx, owner(who), findQuery.parse({})), sets)),
        );
      await failing;
      return Promise.allSettled(asked);
    }).catch(() => []);
    assert.deepEqual(
      counts.slice(1).map(({ status }) => status),
      ['fulfilled', 'fulfilled', 'fulfilled'],
    );
  });

  it('are of no use to a small company', async () => {
    const who = await createHiring(leads.program.db, { name: 'Small' });
    await leads.person('A', 'Set', {}, who);
    await read(who, async (trx) => {
      const scope = await readScope(trx, owner(who), findQuery.parse({ filter: JSON.stringify([source('CSV')]) }));
      assert.equal(await findMatching(trx, scope, createSets()), null);
      assert.ok(await findMatching(trx, scope, createSets(1)));
    });
    const [small, large] = [createSets(), createSets(1)];
    for (const sets of [small, large]) await sets.prepare(leads.program.db, who.companyId);
    assert.deepEqual([small.isReady(who.companyId), large.isReady(who.companyId)], [false, true]);
  });
});

describe('changes of applications', () => {
  it('are forgotten half an hour after they had ended, and where they are of another database', async () => {
    const who = await createHiring(leads.program.db, { name: 'Forgetting' });
    const id = await leads.person('A', 'Set', {}, who);
    const lines = async () =>
      (
        await write(
          sql`select distinct application_id from application_changes where company_id = ${who.companyId} and application_id > 0`,
        )
      ).length;
    const marks = () => write(sql`select at from application_change_marks`);
    await write(sql`delete from application_change_marks`);
    await forgetChanges(leads.program);
    assert.equal((await marks()).length, 1);
    assert.equal(await lines(), 1);
    // Transactions of other databases, which go on, have numbers as well: a mark of all that have ended here.
    const mark = async (minutes: number) => {
      await write(sql`delete from application_change_marks`);
      await write(sql`
        insert into application_change_marks (at, ended)
        values (now() - ${minutes} * interval '1 minute', pg_snapshot_xmax(pg_current_snapshot()))`);
    };
    await mark(29);
    await forgetChanges(leads.program);
    assert.equal(await lines(), 1);
    await mark(31);
    const later = await leads.person('B', 'Set', {}, who);
    await forgetChanges(leads.program);
    const left = await write(
      sql`select distinct application_id from application_changes where company_id = ${who.companyId} and application_id > 0`,
    );
    assert.deepEqual(left, [{ application_id: later }]);
    await write(sql`
      insert into application_changes (company_id, xid, application_id) values (${who.companyId}, '9000000000', ${id})`);
    await write(
      sql`insert into application_change_marks (at, ended) values (now() - interval '1 minute', '9000000000')`,
    );
    const before = (await marks()).length;
    await forgetChanges(leads.program);
    assert.equal(await lines(), 1);
    assert.equal((await marks()).length, before);
  });
});
