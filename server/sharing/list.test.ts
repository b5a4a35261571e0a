import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { newAddress } from '#test/accounts.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { type Applicant, as, createApplicant, createHiring, type Hiring, sessionFromHeader } from '#test/applicants.ts';
import type { SharedLink } from './schema.ts';

let program: TestApp;
let hiring: Hiring;
let ana: Applicant;
before(async () => {
  program = await startTestApp({ authenticate: sessionFromHeader });
});
beforeEach(async () => {
  hiring = await createHiring(program.db);
  ana = await createApplicant(program.db, hiring);
});
after(() => program.close());

type Role = 'owner' | 'manager';
const get = (query: string, role: Role) =>
  program.app.inject({ url: `/api/shares?${query}`, headers: as(role, hiring) });
const change = (query: ReturnType<typeof sql>) => withSystem(program.db, (trx) => query.execute(trx));

async function links(query = '', role: Role = 'manager'): Promise<SharedLink[]> {
  const answer = await get(query, role);
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json().items;
}
const idsOf = async (query = '', role: Role = 'manager') => (await links(query, role)).map(({ id }) => id);

async function share(role: Role = 'manager', { applicationId } = ana): Promise<{ id: number; token: string }> {
  const answer = await program.app.inject({
    method: 'POST',
    url: `/api/applications/${applicationId}/shares`,
    headers: as(role, hiring),
    payload: { shows: ['resume'], mayPropose: true },
  });
  assert.equal(answer.statusCode, 201, answer.body);
  return { id: answer.json().share.id, token: answer.json().link.split('/s/')[1] };
}

const revoke = (id: number) =>
  program.app.inject({
    method: 'DELETE',
    url: `/api/applications/${ana.applicationId}/shares/${id}`,
    headers: as('owner', hiring),
  });

describe('the list of links', () => {
  it('says whom a link shows, who made it, how often it was seen and what was proposed', async () => {
    const { id, token } = await share();
    await program.app.inject({ url: `/api/shared/${token}`, remoteAddress: newAddress() });
    await program.app.inject({
      method: 'POST',
      url: `/api/shared/${token}/verdicts`,
      payload: { verdict: 'shortlist', name: 'Bo', comment: 'Good' },
      remoteAddress: newAddress(),
    });
    const [link] = await links();
    assert.ok(link);
    const { candidate, campaign, applicationId, by, views, state, proposals } = link;
    assert.deepEqual(
      { id: link.id, candidate, campaign, applicationId, by, views, state },
      {
        id,
        candidate: 'Ana',
        campaign: 'Agents',
        applicationId: ana.applicationId,
        by: 'manager of Acme',
        views: 1,
        state: 'active',
      },
    );
    assert.deepEqual(
      proposals.map(({ verdict, name }) => [verdict, name]),
      [['shortlist', 'Bo']],
    );
  });

  it('has all of the company for an owner, and for a manager those of their campaigns', async () => {
    const others = await createApplicant(program.db, { ...hiring, campaignId: null });
    const [first, second] = [await share(), await share('owner', others)];
    assert.deepEqual(await idsOf('', 'owner'), [second.id, first.id]);
    assert.deepEqual(await idsOf('mine=true', 'owner'), [second.id]);
    assert.deepEqual(await idsOf(), [first.id]);
    await change(sql`delete from campaign_members where user_id = ${hiring.managerId}`);
    assert.deepEqual(await idsOf(), []);
  });

  it('is filtered by whether a link works, has expired or was revoked, by whatever ended it', async () => {
    const [works, expired, revoked, left] = [
      await share('owner'),
      await share('owner'),
      await share('owner'),
      await share(),
    ];
    await change(sql`update shares set expires_at = now() where id = ${expired.id}`);
    await revoke(revoked.id);
    await change(sql`delete from campaign_members where user_id = ${hiring.managerId}`);
    assert.deepEqual(await idsOf('state=active', 'owner'), [works.id]);
    assert.deepEqual(await idsOf('state=expired', 'owner'), [expired.id]);
    assert.deepEqual(
      (await links('state=revoked', 'owner')).map(({ id, revokedBy, revokedAt }) => [
        id,
        revokedBy,
        revokedAt !== null,
      ]),
      [
        [left.id, null, false],
        [revoked.id, 'owner of Acme', true],
      ],
    );
    assert.equal((await links('', 'owner')).length, 4);
  });

  it('comes in pages that neither skip nor repeat', async () => {
    const made = [await share(), await share(), await share()].map(({ id }) => id);
    const first = (await get('limit=2', 'manager')).json();
    const last = (await get(`limit=2&before=${first.before}`, 'manager')).json();
    assert.deepEqual(
      [...first.items, ...last.items].map(({ id }: SharedLink) => id),
      made.reverse(),
    );
    assert.equal(last.before, null);
  });

  it('leaves out another company’s, and those of a deleted campaign', async () => {
    await share();
    const foreign = await createHiring(program.db);
    const answer = await program.app.inject({ url: '/api/shares', headers: as('owner', foreign) });
    assert.deepEqual(answer.json(), { items: [], before: null });
    await change(sql`
      insert into campaign_deletions (company_id, campaign_id, deleted_by)
      values (${hiring.companyId}, ${hiring.campaignId}, ${hiring.ownerId})`);
    assert.deepEqual(await idsOf('', 'owner'), []);
  });

  it('answers what makes no sense with what would', async () => {
    for (const query of ['state=open', 'mine=false', 'before=0', 'before=%00', 'limit=101'])
      assert.equal((await get(query, 'owner')).statusCode, 400, query);
  });
});
