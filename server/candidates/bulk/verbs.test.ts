import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { createApplicant, createHiring, type Hiring, messagesOf, sessionFromHeader } from '#test/applicants.ts';
import { bulkActionsOf } from '#test/bulk.ts';
import { createCrowd } from '#test/crowd.ts';

let program: TestApp;
let hiring: Hiring;
before(async () => {
  program = await startTestApp({ authenticate: sessionFromHeader, worker: true });
});
beforeEach(async () => {
  hiring = await createHiring(program.db);
});
after(() => program.close());

const { call, perform, reasonsOf, rows, inFolder } = bulkActionsOf(
  () => program,
  () => hiring,
);

describe('to many at once', () => {
  const message = { kind: 'message', channel: 'sms', body: 'Hi <%= @candidate_name %>, can you come on Monday?' };
  const people = async (count: number) => {
    const made = [];
    for (let index = 0; index < count; index++)
      made.push(
        await createApplicant(program.db, hiring, { firstName: `Ana${index}`, phone: `+63917555${1000 + index}` }),
      );
    return made;
  };

  it('a message goes to each once, but to those who must not get it', async () => {
    const [first, suppressed, said, phoneless] = await people(4);
    await rows(
      sql`insert into suppressions (company_id, channel, address, reason) values (${hiring.companyId}, 'sms', '+639175551001', 'stop')`,
    );
    await rows(sql`update candidates set phone = null where id = ${phoneless?.candidateId ?? 0}`);
    await call('POST', `/api/applications/${said?.applicationId}/messages`, {
      channel: 'sms',
      clientKey: crypto.randomUUID(),
      body: 'Hi Ana2, can you come on Monday?',
    });
    const ids = [first, suppressed, said, phoneless].map((one) => one?.applicationId);
    const bulk = await perform({ ids }, message);
    assert.deepEqual(bulk.counts, { done: 1, skipped: 3, failed: 0 });
    assert.deepEqual(await reasonsOf(bulk.id), { suppressed: 1, duplicate_message: 1, no_phone: 1 });
    const sent = await messagesOf(program.db, first as NonNullable<typeof first>);
    assert.deepEqual(
      sent.map(({ body, user_id: user, author }) => [body, user, author]),
      [['Hi Ana0, can you come on Monday?', hiring.managerId, 'user']],
    );
    assert.equal((await messagesOf(program.db, suppressed as NonNullable<typeof suppressed>)).length, 0);
  });

  it('the reasons are in the language of who asked for it', async () => {
    await rows(sql`update users set language = 'es' where id = ${hiring.managerId}`);
    const bulk = await perform({ ids: await createCrowd(program.db, hiring, 1) }, message);
    const { items } = (await call('GET', `/api/bulk-actions/${bulk.id}/results`)).json();
    assert.equal(items[0].reason, 'Esta persona no tiene número de teléfono.');
  });

  it('the best channel is chosen for each', async () => {
    const [texted, mailed] = await people(2);
    await rows(sql`update candidates set phone = null where id = ${mailed?.candidateId ?? 0}`);
    const ids = [texted?.applicationId, mailed?.applicationId];
    const bulk = await perform({ ids }, { ...message, channel: 'auto', subject: 'Monday' });
    assert.deepEqual(bulk.counts, { done: 2, skipped: 0, failed: 0 });
    const [mail] = await messagesOf(program.db, mailed as NonNullable<typeof mailed>);
    assert.deepEqual([mail?.channel, mail?.subject], ['email', 'Monday']);
  });

  it('a rejection is told by the campaign’s texts where they can be sent', async () => {
    const [reached] = await people(1);
    const [unreachable] = await createCrowd(program.db, hiring, 1);
    const ids = [reached?.applicationId, unreachable];
    const bulk = await perform({ ids }, { kind: 'folder', folder: 'rejected', notify: true });
    assert.deepEqual(bulk.counts, { done: 2, skipped: 0, failed: 0 });
    assert.deepEqual(await reasonsOf(bulk.id), { not_notified: 1 });
    assert.equal((await messagesOf(program.db, reached as NonNullable<typeof reached>))[0]?.purpose, 'rejected');
    assert.equal((await inFolder('rejected')).length, 2);
  });

  it('an invitation goes to those who can still be invited', async () => {
    const [open, completed] = await people(2);
    await rows(sql`update applications set completed_at = now() where id = ${completed?.applicationId ?? 0}`);
    const bulk = await perform({ ids: [open?.applicationId, completed?.applicationId] }, { kind: 'invitation' });
    assert.deepEqual(bulk.counts, { done: 1, skipped: 1, failed: 0 });
    assert.deepEqual(await reasonsOf(bulk.id), { interview_completed: 1 });
    assert.equal((await messagesOf(program.db, open as NonNullable<typeof open>)).length, 2);
  });

  it('PINs are made anew, the bot is stopped and let go on', async () => {
    const [one] = await people(1);
    const ids = [one?.applicationId];
    const code = async () => (await call('GET', `/api/applications/${one?.applicationId}`)).json().accessCode;
    const before = await code();
    assert.equal((await perform({ ids }, { kind: 'pin' })).counts.done, 1);
    assert.notEqual(await code(), before);
    const notRunning = await perform({ ids }, { kind: 'bot', on: false });
    assert.deepEqual(await reasonsOf(notRunning.id), { bot_not_running: 1 });
    assert.deepEqual(await reasonsOf((await perform({ ids }, { kind: 'bot', on: true })).id), { bot_not_stopped: 1 });
  });

  it('people are given to somebody who has access to their campaign, and to nobody again', async () => {
    const ids = await createCrowd(program.db, hiring, 2);
    const given = await perform({ ids }, { kind: 'assign', userId: hiring.managerId }, 'owner');
    assert.deepEqual(given.counts, { done: 2, skipped: 0, failed: 0 });
    const items = (await call('GET', '/api/applications')).json().items as { assignee: { id: string } | null }[];
    assert.ok(items.every(({ assignee }) => assignee?.id === hiring.managerId));
    const stranger = await createApplicant(program.db, { companyId: hiring.companyId, campaignId: null });
    const mixed = [...ids, stranger.applicationId];
    const again = await perform({ ids: mixed }, { kind: 'assign', userId: hiring.managerId }, 'owner');
    assert.deepEqual(await reasonsOf(again.id, 'owner'), { assigned_already: 2, no_access: 1 });
    assert.equal((await perform({ ids }, { kind: 'assign', userId: null })).counts.done, 2);
  });
});

describe('what an application is part of', () => {
  it('changes: to another campaign go those who have not applied there, with its invitation', async () => {
    const campaignId = await withSystem(program.db, async (trx) => {
      const values = { company_id: hiring.companyId, title: 'Nights', country: 'PH', language: 'en' };
      return (await trx.insertInto('campaigns').values(values).returning('id').executeTakeFirstOrThrow()).id;
    });
    const [applied] = await createCrowd(program.db, hiring, 1);
    const ids = [applied, ...(await createCrowd(program.db, { ...hiring, campaignId }, 1))];
    const bulk = await perform({ ids }, { kind: 'campaign', campaignId }, 'owner');
    assert.deepEqual(bulk.counts, { done: 1, skipped: 1, failed: 0 });
    assert.deepEqual(await reasonsOf(bulk.id, 'owner'), { same_campaign: 1 });
    const moved = await rows(sql<{ id: number }>`select id from applications where campaign_id = ${campaignId}`);
    assert.equal(moved.length, 2);
  });

  it('ends: an owner deletes, and the result tells of it', async () => {
    const ids = await createCrowd(program.db, hiring, 3);
    const bulk = await perform({ ids: ids.slice(1) }, { kind: 'delete' }, 'owner');
    assert.deepEqual([bulk.counts.done, await inFolder('inbox')], [2, [ids[0]]]);
    const { items } = (await call('GET', `/api/bulk-actions/${bulk.id}/results`, undefined, 'owner')).json();
    assert.deepEqual(
      items.map(({ applicationId, name }: { applicationId: number; name: string | null }) => [applicationId, name]),
      ids.slice(1).map((id) => [id, null]),
    );
  });
});
