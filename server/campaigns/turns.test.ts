import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { createWebVisitor } from '#candidates/claims.ts';
import { createApplications } from '#candidates/intake.ts';
import { findOrCreateVisitor, findOrCreateVisitors } from '#candidates/visitors.ts';
import { withCompany, withSystem } from '#platform/db.ts';
import { closeServices, openServices, type Services } from '#platform/services.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createApplicant, createHiring, type Hiring, sessionFromHeader } from '#test/applicants.ts';

type Member = { id: string; turn: number | null; away: boolean; deactivated: boolean; reaches: boolean };

let program: TestApp;
/** What a second process on the same database has. */
let elsewhere: Services;
let hiring: Hiring;
/** Three managers with access. */
let team: [string, string, string];

before(async () => {
  program = await startTestApp({ authenticate: sessionFromHeader });
  elsewhere = await openServices(program.services.config, program.databaseUrl, program.services.log, false);
});
after(async () => {
  await closeServices(elsewhere);
  await program.close();
});

beforeEach(async () => {
  hiring = await createHiring(program.db);
  team = [hiring.managerId, await addManager('Bea'), await addManager('Cai')];
});

function rows<T>(query: ReturnType<typeof sql<T>>): Promise<T[]> {
  return withSystem(program.db, async (trx) => (await query.execute(trx)).rows);
}

async function addManager(name: string): Promise<string> {
  const [user] = await rows(sql<{ id: string }>`
    insert into users (company_id, email, name, role)
    values (${hiring.companyId}, ${`${name}-${hiring.companyId}@example.com`}, ${name}, 'manager') returning id`);
  return (user as { id: string }).id;
}

async function save(body: { userIds: string[]; turns?: string[] }, role: 'owner' | 'manager' = 'owner') {
  const url = `/api/campaigns/${hiring.campaignId}/members`;
  const answer = await program.app.inject({ method: 'PUT', url, headers: as(role, hiring), payload: body });
  return { status: answer.statusCode, body: answer.json() };
}

async function goRound(turns: string[]): Promise<void> {
  const { status, body } = await save({ userIds: team, turns });
  assert.equal(status, 200, JSON.stringify(body));
}

let serial = 0;
const people = (count: number) =>
  Array.from({ length: count }, () => ({ firstName: 'Ana', lastName: 'Reyes', email: `p${++serial}@turns.example` }));
const add = (count: number, services: Services = program.services) =>
  createApplications(services, hiring.companyId, hiring.campaignId, people(count), {
    source: 'Public API',
    actor: { kind: 'api' },
  });

/** The assignees of the company's applications, in the order of their ids. */
async function assignees(): Promise<(string | null)[]> {
  const found = await rows(sql<{ assignee_id: string | null }>`
    select assignee_id from applications where company_id = ${hiring.companyId} order by id`);
  return found.map((row) => row.assignee_id);
}

describe('new candidates of a campaign', () => {
  it('are nobody’s while nobody takes turns, and all one’s while one does', async () => {
    await add(2);
    await goRound([team[1]]);
    await add(2);
    await goRound([]);
    await add(1);
    assert.deepEqual(await assignees(), [null, null, team[1], team[1], null]);
  });

  it('go round in the order that was saved, and each one’s history says so', async () => {
    await goRound([team[2], team[0], team[1]]);
    for (const count of [1, 2, 4]) await add(count);
    const [a, b, c] = [team[2], team[0], team[1]];
    assert.deepEqual(await assignees(), [a, b, c, a, b, c, a]);
    const told = await rows(sql<{ actor: string; name: string }>`
      select actor, data ->> 'name' as name from application_events
      where company_id = ${hiring.companyId} and kind = 'assigned' order by id limit 1`);
    assert.deepEqual(told, [{ actor: 'system', name: 'Cai' }]);
  });

  it('go round strictly in the order of their ids, however many come at once by two processes', async () => {
    await goRound(team);
    await Promise.all(Array.from({ length: 150 }, (_, at) => add(1, at % 2 ? elsewhere : program.services)));
    await Promise.all([add(40), add(35, elsewhere)]);
    const given = await assignees();
    assert.equal(given.length, 225);
    assert.deepEqual(
      given,
      given.map((_, at) => team[at % 3]),
    );
  });

  it('take no turn where they are not new', async () => {
    await goRound(team);
    const [known] = people(1);
    const once = () =>
      createApplications(program.services, hiring.companyId, hiring.campaignId, [known as never], {
        source: 'CSV',
        actor: { kind: 'api' },
        repeat: 'keep',
      });
    await once();
    await once();
    await add(1);
    assert.deepEqual(await assignees(), [team[0], team[1]]);
  });

  it('pass over who is away, deactivated or without access, and come back to them', async () => {
    await goRound(team);
    const patch = (headers: Record<string, string>, url: string, away: boolean) =>
      program.app.inject({ method: 'PATCH', url, headers, payload: { away } });
    assert.equal((await patch(as('manager', hiring), '/api/account', true)).statusCode, 204);
    await add(3);
    assert.equal((await patch(as('owner', hiring), `/api/team/${hiring.managerId}`, false)).statusCode, 204);
    await save({ userIds: [team[0], team[2]] });
    await add(2);
    await rows(sql`update users set deactivated_at = now() where id = ${team[2]}`);
    await add(1);
    assert.deepEqual(await assignees(), [team[1], team[2], team[1], team[2], team[0], team[0]]);
  });

  it('are nobody’s where all of them are away', async () => {
    await goRound([team[0]]);
    await rows(sql`update users set unavailable_since = now() where id = ${team[0]}`);
    await add(1);
    assert.deepEqual(await assignees(), [null]);
  });

  it('go on after the last turn when the order is saved anew, also without the one who was next', async () => {
    await goRound(team);
    await add(1);
    await goRound([team[2], team[1], team[0]]);
    await add(1);
    await goRound([team[0], team[1]]);
    await add(1);
    assert.deepEqual(await assignees(), [team[0], team[1], team[0]]);
  });

  it('take turns also where they write by a messenger, apply on a page, or choose an opening later', async () => {
    await goRound(team);
    const { companyId, campaignId } = hiring;
    await withCompany(program.db, companyId, async (trx) => {
      const visitor = (id: string, more = {}) => ({
        channel: 'messenger' as const,
        identities: [{ kind: 'messenger', value: `page:${id}` }] as [{ kind: 'messenger'; value: string }],
        ...more,
      });
      await findOrCreateVisitors(trx, companyId, 'messenger', [visitor('1', { campaignId }), visitor('2')]);
      await findOrCreateVisitor(trx, companyId, visitor('2', { campaignId }));
      await createWebVisitor(trx, companyId, campaignId, {
        firstName: 'Eva',
        lastName: '',
        email: 'eva@turns.example',
        phone: null,
      });
      await findOrCreateVisitor(trx, companyId, visitor('3'));
    });
    assert.deepEqual(await assignees(), [team[0], team[1], team[2], null]);
  });

  it('who are moved to another campaign stay with whom reaches it, or take a turn there', async () => {
    const { companyId, campaignId } = hiring;
    const [other] = await rows(sql<{ id: number }>`
      insert into campaigns (company_id, title, country, language) values (${companyId}, 'Night', 'PH', 'en') returning id`);
    const { id } = other as { id: number };
    await rows(
      sql`insert into campaign_members (company_id, campaign_id, user_id) values (${companyId}, ${id}, ${team[0]})`,
    );
    await goRound(team);
    const move = async (applicationId: number) => {
      const url = `/api/applications/${applicationId}/campaign`;
      const answer = await program.app.inject({
        method: 'PUT',
        url,
        headers: as('owner', hiring),
        payload: { campaignId },
      });
      assert.equal(answer.statusCode, 200, answer.body);
    };
    const from = { companyId, campaignId: id };
    const [first, second] = [
      await createApplicant(program.db, from, { email: null, phone: null }),
      await createApplicant(program.db, from, { email: null, phone: null }),
    ];
    await rows(sql`update applications set assignee_id = ${team[2]} where id = ${second.applicationId}`);
    await move(first.applicationId);
    await move(second.applicationId);
    assert.deepEqual(await assignees(), [team[0], team[2]]);
  });
});

describe('the order of turns', () => {
  it('is told with who of it is passed over, and kept by a save without one and by a duplicate', async () => {
    await goRound([team[1], team[0]]);
    await rows(sql`update users set deactivated_at = now() where id = ${team[1]}`);
    const { body } = await save({ userIds: team });
    const turns = (members: Member[]) =>
      members.filter(({ turn }) => turn).map(({ id, turn, deactivated }) => [id, turn, deactivated]);
    assert.deepEqual(
      turns(body).toSorted((a, b) => Number(a[1]) - Number(b[1])),
      [
        [team[1], 1, true],
        [team[0], 2, false],
      ],
    );
    const copy = await program.app.inject({
      method: 'POST',
      url: `/api/campaigns/${hiring.campaignId}/duplicate`,
      headers: as('owner', hiring),
      payload: { title: 'Copy' },
    });
    const url = `/api/campaigns/${copy.json().id}/members`;
    const ofCopy = (await program.app.inject({ url, headers: as('owner', hiring) })).json() as Member[];
    assert.equal(ofCopy.filter(({ turn }) => turn).length, 2, copy.body);
  });

  it('holds nobody twice, nobody without access, nobody of another company, and nothing that is no id', async () => {
    const other = await createHiring(program.db);
    const [a, b] = team;
    for (const [turns, says] of [
      [[a, a], /twice/],
      [[b], /no access/],
      [[other.managerId], /nobody of this company/],
      [[crypto.randomUUID()], /nobody of this company/],
    ] as const) {
      const { status, body } = await save({ userIds: [a], turns: [...turns] });
      assert.equal(status, 400);
      assert.match(body.error.fields.turns, says);
    }
    for (const turns of [['\0'], 'all', [null], Array(1001).fill(a)])
      assert.equal((await save({ userIds: [a], turns: turns as string[] })).status, 400);
    // Nothing of a refused save is kept.
    const url = `/api/campaigns/${hiring.campaignId}/members`;
    const members = (await program.app.inject({ url, headers: as('owner', hiring) })).json() as Member[];
    assert.ok(members.every(({ turn }) => turn === null));
  });

  it('may hold an owner, who needs no access', async () => {
    await goRound([hiring.ownerId, team[0]]);
    await add(3);
    assert.deepEqual(await assignees(), [hiring.ownerId, team[0], hiring.ownerId]);
  });
});
