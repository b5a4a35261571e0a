import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { createHiring, type Hiring } from '#test/applicants.ts';
import { type Leads, startLeads } from '#test/leads.ts';
import { foldCounts } from './counts.ts';

let leads: Leads;
before(async () => {
  leads = await startLeads();
});
after(() => leads.program.close());

const label = async (name: string, who: Hiring): Promise<number> =>
  (await leads.call('POST', '/api/labels', { name }, who, 'owner')).json().id;
const give = (id: number, labelId: number, who: Hiring) =>
  leads.call('PUT', `/api/applications/${id}/labels/${labelId}`, undefined, who);
const take = (id: number, labelId: number, who: Hiring) =>
  leads.call('DELETE', `/api/applications/${id}/labels/${labelId}`, undefined, who);
const move = (id: number, folder: string, who: Hiring) =>
  leads.call('PUT', `/api/applications/${id}/folder`, { folder }, who);

/** What the screen shows, by folder. */
async function counted(condition: object, who: Hiring): Promise<Record<string, number>> {
  const filter = encodeURIComponent(JSON.stringify([{ field: 'label', ...condition }]));
  const response = await leads.call('GET', `/api/folder-counts?filter=${filter}`, undefined, who);
  assert.equal(response.statusCode, 200, response.body);
  const { folders } = response.json() as { folders: { key: string; count: number }[] };
  return Object.fromEntries(folders.filter(({ count }) => count !== 0).map(({ key, count }) => [key, count]));
}

/** Where the ledger says something else than what is there. */
async function differences(who: Hiring): Promise<unknown[]> {
  const { rows } = await withSystem(leads.program.db, (trx) =>
    sql`
    with labelled as (
      select a.campaign_id, a.folder, l.label_id, l.application_id from application_labels l
      join applications a on a.company_id = l.company_id and a.id = l.application_id where l.company_id = ${who.companyId}
    ), lines as (
      select campaign_id, folder, label_id, amount from label_counts where company_id = ${who.companyId}
      union all
      select campaign_id, folder, label_id, -1 from labelled
      union all
      select campaign_id, folder, null, -count(distinct application_id) from labelled group by 1, 2
    )
    select campaign_id, folder, label_id, sum(amount) from lines group by 1, 2, 3 having sum(amount) <> 0`.execute(trx),
  );
  return rows;
}

describe('counts by label', () => {
  it('say who has it, who has not, who has any and who has none, through every change', async () => {
    const who = await createHiring(leads.program.db, { name: 'Labels' });
    const ids: number[] = [];
    for (const name of ['A', 'B', 'C', 'D', 'E']) ids.push(await leads.person(name, 'Label', {}, who));
    const [a = 0, b = 0, c = 0, d = 0] = ids;
    const [night, licence, unused] = [
      await label('Night', who),
      await label('Licence', who),
      await label('Unused', who),
    ];
    for (const id of [a, b, c, d]) await give(id, night, who);
    for (const id of [a, b]) await give(id, licence, who);
    await give(a, night, who);
    await move(a, 'shortlisted', who);
    await take(b, licence, who);
    await take(c, night, who);
    await withSystem(leads.program.db, (trx) => sql`delete from applications where id = ${d}`.execute(trx));
    for (const fold of [false, true]) {
      if (fold) await foldCounts(leads.program.services);
      assert.deepEqual(await counted({ op: 'is', value: night }, who), { inbox: 1, shortlisted: 1 });
      assert.deepEqual(await counted({ op: 'oneOf', value: [licence] }, who), { shortlisted: 1 });
      assert.deepEqual(await counted({ op: 'oneOf', value: [licence, night] }, who), { inbox: 1, shortlisted: 1 });
      assert.deepEqual(await counted({ op: 'isNot', value: licence }, who), { inbox: 3 });
      assert.deepEqual(await counted({ op: 'notEmpty' }, who), { inbox: 1, shortlisted: 1 });
      assert.deepEqual(await counted({ op: 'empty' }, who), { inbox: 2 });
      assert.deepEqual(await counted({ op: 'is', value: unused }, who), {});
      assert.deepEqual(await differences(who), []);
    }
    await withSystem(leads.program.db, (trx) => sql`delete from labels where id = ${night}`.execute(trx));
    assert.deepEqual(await counted({ op: 'notEmpty' }, who), { shortlisted: 1 });
    assert.deepEqual(await differences(who), []);
  });

  it('go along to another campaign, and show a manager those within reach alone', async () => {
    const who = await createHiring(leads.program.db, { name: 'Reach' });
    const id = await leads.person('Ana', 'Reach', {}, who);
    const night = await label('Night', who);
    await give(id, night, who);
    assert.deepEqual(await counted({ op: 'is', value: night }, who), { inbox: 1 });
    await withSystem(leads.program.db, (trx) =>
      sql`update applications set campaign_id = null, folder = 'no_campaign' where id = ${id}`.execute(trx),
    );
    assert.deepEqual(await counted({ op: 'is', value: night }, who), {});
    assert.deepEqual(await differences(who), []);
  });

  it('are exact where another has given a label or moved the candidate, and it is not committed yet', async () => {
    const who = await createHiring(leads.program.db, { name: 'Together' });
    const [night, licence] = [await label('Night', who), await label('Licence', who)];
    const labelled = (id: number, labelId: number) => sql`
      insert into application_labels (company_id, application_id, label_id) values (${who.companyId}, ${id}, ${labelId})`;
    const firsts = {
      'a label': (id: number) => labelled(id, night),
      'a move': (id: number) => sql`update applications set folder = 'shortlisted' where id = ${id}`,
    };
    for (const [name, first] of Object.entries(firsts)) {
      const id = await leads.person(name, 'Together', {}, who);
      let second: Promise<unknown> | undefined;
      await withSystem(leads.program.db, async (trx) => {
        await first(id).execute(trx);
        // As the bot does, which holds no application before.
        second = withSystem(leads.program.db, (other) => labelled(id, licence).execute(other));
        await isWaiting();
      });
      await second;
      assert.deepEqual(await differences(who), [], name);
    }
  });

  it('are exact where a candidate is moved who has just been given a label', async () => {
    const who = await createHiring(leads.program.db, { name: 'After' });
    const night = await label('Night', who);
    const id = await leads.person('Ana', 'After', {}, who);
    let second: ReturnType<typeof move> | undefined;
    await withSystem(leads.program.db, async (trx) => {
      await sql`insert into application_labels (company_id, application_id, label_id)
        values (${who.companyId}, ${id}, ${night})`.execute(trx);
      second = move(id, 'on_hold', who);
      await isWaiting();
    });
    assert.equal((await second)?.statusCode, 200);
    assert.deepEqual(await counted({ op: 'is', value: night }, who), { on_hold: 1 });
    assert.deepEqual(await differences(who), []);
  });

  it('are of one moment while colleagues move those who have it', async () => {
    const who = await createHiring(leads.program.db, { name: 'Moving' });
    const labelId = await label('Night', who);
    await leads.person('Stays', 'Unlabelled', {}, who);
    const ids: number[] = [];
    for (const name of ['A', 'B', 'C']) ids.push(await leads.person(name, 'Moves', {}, who));
    for (const id of ids) await give(id, labelId, who);
    let isMoving = true;
    const moving = ids.map(async (id) => {
      for (let n = 0; isMoving; n++) await move(id, n % 2 ? 'inbox' : 'shortlisted', who);
    });
    try {
      for (let n = 0; n < 40; n++) {
        const counts = await Promise.all([
          counted({ op: 'empty' }, who),
          counted({ op: 'isNot', value: labelId }, who),
        ]);
        assert.deepEqual(counts, [{ inbox: 1 }, { inbox: 1 }]);
      }
    } finally {
      isMoving = false;
      await Promise.all(moving);
    }
  });
});

/** Until a statement of this database waits for what another has locked. */
async function isWaiting(): Promise<void> {
  for (;;) {
    const { rowCount } = await leads.program.db.pool.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rowCount) return;
    await wait(10);
  }
}
