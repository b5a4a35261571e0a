import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { createHiring, type Hiring } from '#test/applicants.ts';
import { type Leads, startLeads } from '#test/leads.ts';

type Assignee = { id: string; name: string; possible: boolean; reason: string | null; away: boolean };

let leads: Leads;
let hiring: Hiring;
let foreign: Hiring;
/** Of the team, without access to the campaign. */
let outsider: string;

before(async () => {
  leads = await startLeads();
  hiring = leads.hiring;
  foreign = await createHiring(leads.program.db, { name: 'Other' });
  const [user] = await rows(sql<{ id: string }>`
    insert into users (company_id, email, name, role)
    values (${hiring.companyId}, 'outsider@example.com', 'Olu', 'manager') returning id`);
  outsider = (user as { id: string }).id;
});
after(() => leads.program.close());

function rows<T>(query: ReturnType<typeof sql<T>>): Promise<T[]> {
  return withSystem(leads.program.db, async (trx) => (await query.execute(trx)).rows);
}

const give = (id: number | string, userId: unknown, who = hiring, role: 'owner' | 'manager' = 'manager') =>
  leads.call('PUT', `/api/applications/${id}/assignee`, { userId }, who, role);
const take = (id: number | string, who = hiring) =>
  leads.call('DELETE', `/api/applications/${id}/assignee`, undefined, who);
const profile = async (id: number) =>
  (await leads.call('GET', `/api/applications/${id}`, undefined, hiring, 'owner')).json();
const eventsOf = (id: number) =>
  rows(sql<{ kind: string; user_id: string | null; data: Record<string, unknown> }>`
    select kind, user_id, data from application_events where application_id = ${id} and kind like '%assigned' order by id`);

describe('a candidate', () => {
  it('is given to a colleague, to another, and to nobody; each is told, nothing twice', async () => {
    const id = await leads.person('Ana', 'Given');
    const given = await give(id, hiring.managerId);
    assert.deepEqual(given.json().assignee, { id: hiring.managerId, name: 'manager of Acme', former: false });
    assert.equal((await give(id, hiring.managerId)).statusCode, 200);
    assert.equal((await give(id, hiring.ownerId)).json().assignee.id, hiring.ownerId);
    assert.equal((await take(id)).json().assignee, null);
    assert.equal((await take(id)).statusCode, 200);
    const told = (await eventsOf(id)).map(({ kind, user_id, data }) => [kind, user_id, data.name]);
    const by = hiring.managerId;
    assert.deepEqual(told, [
      ['assigned', by, 'manager of Acme'],
      ['assigned', by, 'owner of Acme'],
      ['unassigned', by, null],
    ]);
  });

  it('is given to nobody who has no access to their campaign, and the list of the team says so before', async () => {
    const id = await leads.person('Ana', 'Kept');
    const refused = await give(id, outsider);
    assert.deepEqual([refused.statusCode, refused.json().error.code], [409, 'no_access']);
    assert.match(refused.json().error.message, /Olu/);
    assert.equal((await profile(id)).assignee, null);
    const team = (await leads.call('GET', `/api/applications/${id}/assignees`)).json() as Assignee[];
    assert.deepEqual(
      team.map(({ name, possible, reason }) => [name, possible, reason]),
      [
        ['manager of Acme', true, null],
        ['Olu', false, 'no_access'],
        ['owner of Acme', true, null],
      ],
    );
  });

  it('without a campaign is given to owners alone', async () => {
    const id = await leads.person('Ana', 'Stray', { campaignId: null, folder: 'no_campaign' });
    const [refused, given] = [
      await give(id, hiring.managerId, hiring, 'owner'),
      await give(id, hiring.ownerId, hiring, 'owner'),
    ];
    assert.deepEqual([refused.statusCode, given.statusCode], [409, 200]);
    const url = `/api/applications/${id}/assignees`;
    const team = (await leads.call('GET', url, undefined, hiring, 'owner')).json() as Assignee[];
    assert.deepEqual(
      team.filter(({ possible }) => possible).map(({ id }) => id),
      [hiring.ownerId],
    );
    assert.equal((await leads.call('GET', url)).statusCode, 404);
  });

  it('is given to nobody of another company, nobody deactivated, and nothing that is no id', async () => {
    const id = await leads.person('Ana', 'Odd');
    const [gone] = await rows(sql<{ id: string }>`
      insert into users (company_id, email, name, role, deactivated_at)
      values (${hiring.companyId}, 'gone@example.com', 'Gone', 'owner', now()) returning id`);
    for (const userId of [foreign.managerId, crypto.randomUUID(), gone?.id, '\0', null, 7, 'x'.repeat(10_000)])
      assert.equal((await give(id, userId)).statusCode, 400, String(userId));
    assert.deepEqual(await eventsOf(id), []);
  });

  it('of another company, or out of one’s reach, is as if it did not exist', async () => {
    const theirs = await leads.person('Eve', 'Theirs', {}, foreign);
    const stray = await leads.person('Ana', 'Hidden', { campaignId: null, folder: 'no_campaign' });
    const missing = (await give(2 ** 40, hiring.managerId)).body;
    for (const id of [theirs, stray]) {
      const answers = [await give(id, hiring.managerId), await take(id)];
      assert.deepEqual(
        answers.map(({ statusCode, body }) => [statusCode, body]),
        [
          [404, missing],
          [404, missing],
        ],
      );
    }
  });

  it('keeps the name of who lost access or was deactivated as a former one', async () => {
    const id = await leads.person('Ana', 'Former');
    const { campaignId } = hiring;
    await rows(sql`
      insert into campaign_members (company_id, campaign_id, user_id) values (${hiring.companyId}, ${campaignId}, ${outsider})`);
    await give(id, outsider);
    assert.equal((await profile(id)).assignee.former, false);
    const without = { userIds: [hiring.managerId] };
    await leads.call('PUT', `/api/campaigns/${campaignId}/members`, without, hiring, 'owner');
    assert.deepEqual((await profile(id)).assignee, { id: outsider, name: 'Olu', former: true });
    await give(id, hiring.managerId);
    await rows(sql`update users set deactivated_at = now() where id = ${hiring.managerId}`);
    assert.equal((await profile(id)).assignee.former, true);
    await rows(sql`update users set deactivated_at = null where id = ${hiring.managerId}`);
    assert.equal((await profile(id)).assignee.former, false);
  });

  it('is nobody’s once the account is deleted, and its history says whose it was', async () => {
    const id = await leads.person('Ana', 'Orphan');
    const [user] = await rows(sql<{ id: string }>`
      insert into users (company_id, email, name, role)
      values (${hiring.companyId}, 'leaver@example.com', 'Lea', 'owner') returning id`);
    const { id: leaver } = user as { id: string };
    await rows(sql`insert into passwords (user_id, hash) values (${hiring.ownerId}, 'none')`);
    assert.equal((await give(id, leaver)).statusCode, 200);
    const deleted = await leads.call('DELETE', `/api/team/${leaver}`, undefined, hiring, 'owner');
    assert.equal(deleted.statusCode, 204, deleted.body);
    assert.equal((await profile(id)).assignee, null);
    const last = (await eventsOf(id)).at(-1);
    assert.deepEqual([last?.kind, last?.data.former], ['unassigned', 'Lea']);
  });
});
