import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CompiledQuery } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { readMigrations } from '#platform/postgres/migrate.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createApplicant, createHiring, type Hiring, sessionFromHeader } from '#test/applicants.ts';
import { bulkActionsOf } from '#test/bulk.ts';
import { cohortsOf } from '#test/cohorts.ts';
import { waitUntil } from '#test/wait-until.ts';

let test: TestApp;
let hiring: Hiring;
before(async () => {
  test = await startTestApp({ authenticate: sessionFromHeader, worker: true });
});
after(() => test.close());

const { happened, recount } = cohortsOf(() => test);
const { call, perform, ended } = bulkActionsOf(
  () => test,
  () => hiring,
);
/** As the system, from which campaigns that are being deleted are not hidden. */
const query = (text: string, values: unknown[] = []) =>
  withSystem(test.db, async (trx) => (await trx.executeQuery<{ id: number }>(CompiledQuery.raw(text, values))).rows);

async function done(method: 'PUT' | 'DELETE', url: string, payload?: object): Promise<void> {
  const { app } = test;
  const response = await app.inject({ method, url, headers: as('owner', hiring), ...(payload && { payload }) });
  assert.ok(response.statusCode < 300, response.body);
}

async function startHiring(): Promise<[first: number, second: number]> {
  hiring = await createHiring(test.db);
  const [other] = await query(
    "insert into campaigns (company_id, title, country, language) values ($1, 'Agents', 'PH', 'en') returning id",
    [hiring.companyId],
  );
  return [hiring.campaignId, other?.id ?? 0];
}

async function deleteCampaign(id: number): Promise<void> {
  await done('DELETE', `/api/campaigns/${id}`, { title: 'Agents' });
  await waitUntil(async () => (await query('select id from campaigns where id = $1', [id])).length === 0);
}

describe('the ledger of cohorts', () => {
  for (const order of ['first', 'second'] as const)
    it(`is a recount after moves and erasures, and when campaigns go, the ${order} one before`, async () => {
      const campaigns = await startHiring();
      const [, second] = campaigns;
      const person = () => createApplicant(test.db, hiring);
      const move = (id: number) => done('PUT', `/api/applications/${id}/campaign`, { campaignId: second });
      const [again, passed, staying, single, gone] = [
        await person(),
        await person(),
        await person(),
        await person(),
        await person(),
      ];
      for (const one of [again, staying, gone]) {
        await happened(one, ['invited', 2]);
        await move(one.applicationId);
        await happened(one, ['invited', 1], ['completed', 0]);
      }
      await happened(passed, ['invited', 2], ['completed', 1]);
      await move(passed.applicationId);
      await done('PUT', `/api/applications/${passed.applicationId}/folder`, { folder: 'shortlisted' });
      await happened(single, ['invited', 3], ['completed', 3], ['shortlisted', 2], ['invited', 1], ['completed', 0]);
      assert.equal(
        Object.values(await recount(hiring.companyId)).reduce((sum, amount) => sum + amount),
        12,
      );

      for (const { applicationId } of [again, passed, single]) {
        await done('DELETE', `/api/applications/${applicationId}/person`);
        await recount(hiring.companyId);
      }
      await done('DELETE', `/api/applications/${gone.applicationId}`);
      await recount(hiring.companyId);
      for (const id of order === 'first' ? campaigns : campaigns.toReversed()) {
        assert.notDeepEqual(await recount(hiring.companyId), {});
        await deleteCampaign(id);
        await recount(hiring.companyId);
      }
      assert.deepEqual(await recount(hiring.companyId), {});
    });

  it('is a recount when both campaigns of an erased person go at once', async () => {
    const [first, second] = await startHiring();
    const people = await Promise.all(Array.from({ length: 5 }, () => createApplicant(test.db, hiring)));
    for (const one of people) {
      await happened(one, ['invited', 2]);
      await done('PUT', `/api/applications/${one.applicationId}/campaign`, { campaignId: second });
      await happened(one, ['invited', 1], ['completed', 0]);
      await done('DELETE', `/api/applications/${one.applicationId}/person`);
    }
    await Promise.all([first, second].map(deleteCampaign));
    assert.deepEqual(await recount(hiring.companyId), {});
  });

  it('has who was shortlisted also where that was undone', async () => {
    await startHiring();
    const person = await createApplicant(test.db, hiring);
    await happened(person, ['invited', 0], ['completed', 0]);
    const bulk = await perform({ ids: [person.applicationId] }, { kind: 'folder', folder: 'shortlisted' });
    const before = await recount(hiring.companyId);
    await ended((await call('POST', `/api/bulk-actions/${bulk.id}/undo`)).json().id);
    assert.equal((await call('GET', `/api/applications/${person.applicationId}`)).json().folder, 'inbox');
    assert.deepEqual(await recount(hiring.companyId), before);
    assert.deepEqual((await call('GET', '/api/analytics/overview')).json().totals.passRate, 1);
  });

  it('is what it has to be after the recount of its migration, whatever stood there', async () => {
    await startHiring();
    const person = await createApplicant(test.db, hiring);
    await happened(person, ['invited', 1], ['completed', 0], ['shortlisted', 0]);
    const migration = readMigrations().find(({ name }) => name.endsWith('cohorts_counted_anew.sql'));
    const countAnew = async () => {
      const client = await test.db.pool.connect();
      try {
        await client.query(`begin; ${migration?.sql}; commit`);
      } finally {
        client.release();
      }
    };
    await query(
      `insert into activity_counts (company_id, campaign_id, kind, bucket, amount) values
       ($1, $2, 'passed', '2026-01-01', -2), ($1, $2, 'participated', '2026-01-01', 1)`,
      [hiring.companyId, hiring.campaignId],
    );
    await query("delete from activity_counts where company_id = $1 and kind = 'first-invited'", [hiring.companyId]);
    await assert.rejects(recount(hiring.companyId));
    await countAnew();
    assert.equal(Object.keys(await recount(hiring.companyId)).length, 3);
    await countAnew();
    await recount(hiring.companyId);
  });
});
