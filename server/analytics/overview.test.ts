import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createApplicant, createHiring, sessionFromHeader } from '#test/applicants.ts';
import { cohortsOf } from '#test/cohorts.ts';

let test: TestApp;
const { happened } = cohortsOf(() => test);
before(async () => {
  test = await startTestApp({ authenticate: sessionFromHeader });
});
after(() => test.close());

describe('the overview of two weeks', () => {
  it('has rates of the people of each day, whenever they went on and whatever was repeated', async () => {
    const hiring = await createHiring(test.db);
    const person = () => createApplicant(test.db, hiring);
    const overview = async () => {
      const response = await test.app.inject({ url: '/api/analytics/overview', headers: as('owner', hiring) });
      assert.equal(response.statusCode, 200, response.body);
      const { days, totals } = response.json();
      return { today: days.at(-1), before: days.at(-4), totals };
    };
    const [late, twice, waiting, walkIn, early] = await Promise.all([person(), person(), person(), person(), person()]);
    await happened(late, ['invited', 3], ['completed', 0], ['shortlisted', 0], ['rejected', 0], ['shortlisted', 0]);
    await happened(twice, ['invited', 3], ['invited', 0], ['completed', 0]);
    await happened(waiting, ['invited', 3]);
    await happened(walkIn, ['completed', 0]);
    await happened(early, ['shortlisted', 3], ['invited', 0], ['completed', 0]);

    const { today, before: earlier, totals } = await overview();
    assert.deepEqual([earlier.invited, earlier.participated, earlier.completed], [3, 2, 0]);
    assert.deepEqual([earlier.participationRate, earlier.passRate], [2 / 3, null]);
    assert.deepEqual([today.invited, today.participated, today.participationRate], [1, 1, 1]);
    assert.deepEqual([today.completed, today.shortlisted, today.passRate], [4, 2, 0.5]);
    assert.deepEqual([totals.participationRate, totals.passRate], [3 / 4, 0.5]);

    await withSystem(test.db, (trx) =>
      sql`delete from application_events where application_id in (${late.applicationId}, ${early.applicationId})`.execute(
        trx,
      ),
    );
    const without = await overview();
    assert.deepEqual([without.before.invited, without.before.participated], [2, 1]);
    assert.deepEqual([without.today.invited, without.today.completed, without.today.shortlisted], [0, 2, 0]);
  });

  it('is for who is signed in', async () => {
    assert.equal((await test.app.inject({ url: '/api/analytics/overview' })).statusCode, 401);
  });
});
