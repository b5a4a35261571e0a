import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { createApplicant, createHiring, type Hiring, sessionFromHeader } from '#test/applicants.ts';
import { bulkActionsOf, hire } from '#test/bulk.ts';
import { createCrowd } from '#test/crowd.ts';
import { waitUntil } from '#test/wait-until.ts';
import { forgetBulkActions } from './housekeeping.ts';
import { runBulkAction } from './run.ts';
import type { BulkAction } from './schema.ts';

let program: TestApp;
let hiring: Hiring;
before(async () => {
  program = await startTestApp({ authenticate: sessionFromHeader, worker: true });
});
beforeEach(async () => {
  hiring = await createHiring(program.db);
});
after(() => program.close());

const { call, prepare, start, read, ended, perform, reasonsOf, rows, inFolder, eventsOf, assertWhole } = bulkActionsOf(
  () => program,
  () => hiring,
);

describe('a selection', () => {
  it('of all that a list has holds fast who is there at this moment, but those excepted', async () => {
    const crowd = await createCrowd(program.db, hiring, 1203);
    await createCrowd(program.db, hiring, 7, 'completed');
    const except = [crowd[0], crowd[600], crowd[1202]];
    const bulk = await prepare({ query: { folder: ['inbox'], campaign: [hiring.campaignId] }, except });
    assert.deepEqual([bulk.total, bulk.state, bulk.action], [1200, 'prepared', null]);
    const late = await createCrowd(program.db, hiring, 5);
    await start(bulk, hire);
    const over = await ended(bulk.id);
    assert.deepEqual([over.state, over.counts], ['finished', { done: 1200, skipped: 0, failed: 0 }]);
    assert.deepEqual(await inFolder('inbox'), [...except, ...late]);
    await assertWhole(over);
    assert.ok((await eventsOf('hired')).every(({ user }) => user === hiring.managerId));
    const counted = (await call('GET', '/api/folder-counts')).json().folders as { key: string; count: number }[];
    assert.equal(counted.find(({ key }) => key === 'hired')?.count, 1200);
  });

  it('of words means those whom a search finds', async () => {
    await createCrowd(program.db, hiring, 30);
    await createApplicant(program.db, hiring, { firstName: 'Guadalupe' });
    assert.equal((await prepare({ query: { q: 'crowd person' } })).total, 30);
    assert.equal((await prepare({ query: { q: 'guadalupe' } })).total, 1);
  });

  it('leaves out who is out of reach and who is not there, alike', async () => {
    const [own] = await createCrowd(program.db, hiring, 1);
    const foreign = await createCrowd(program.db, await createHiring(program.db), 2);
    const stranger = await createApplicant(program.db, { companyId: hiring.companyId, campaignId: null });
    const ids = [own, ...foreign, stranger.applicationId, 2 ** 40];
    assert.equal((await prepare({ ids })).total, 1);
    assert.equal((await prepare({ ids }, 'owner')).total, 2);
    for (const nobody of [foreign, [2 ** 40]]) {
      const answer = await call('POST', '/api/bulk-actions', { ids: nobody });
      assert.deepEqual([answer.statusCode, answer.json().error.code], [409, 'nobody_selected']);
    }
    const everyone = await prepare({ query: { campaign: [hiring.campaignId, 0] } });
    assert.equal(everyone.total, 1);
  });

  it('is refused where it makes no sense', async () => {
    const good = { query: {}, except: [] };
    for (const bad of [
      {},
      { ids: [] },
      { ids: ['x'] },
      { ids: [-1] },
      { ids: [1.5] },
      { ids: [2 ** 60] },
      { ids: Array.from({ length: 20_001 }, (_, index) => index + 1) },
      { ...good, ids: [1] },
      { query: { filter: '[{"field":"shoes","op":"is","value":"red"}]' } },
      { query: { folder: ['\0'] } },
      { query: null },
      // A mistyped name would choose everybody.
      { query: { folders: ['rejected'] } },
    ]) {
      const answer = await call('POST', '/api/bulk-actions', bad);
      assert.equal(answer.statusCode, 400, `${JSON.stringify(bad).slice(0, 50)}: ${answer.body}`);
    }
  });

  it('is its maker’s alone, also towards an owner', async () => {
    const bulk = await prepare({ ids: await createCrowd(program.db, hiring, 1) });
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/results'],
      ['POST', '/start'],
      ['POST', '/cancel'],
      ['POST', '/undo'],
    ] as const) {
      const payload = path === '/start' ? { action: hire } : undefined;
      const answer = await call(method, `/api/bulk-actions/${bulk.id}${path}`, payload, 'owner');
      assert.equal(answer.statusCode, 404, path);
    }
  });
});

describe('a bulk action', () => {
  it('refuses what can not be done before it is begun', async () => {
    const bulk = await prepare({ ids: await createCrowd(program.db, hiring, 1) });
    const foreign = await createHiring(program.db);
    for (const [action, status] of [
      [{ kind: 'folder', folder: 'nowhere' }, 400],
      [{ kind: 'folder', folder: 'no_campaign' }, 409],
      [{ kind: 'folder', folder: '\0' }, 400],
      [{ kind: 'label', labelId: 2 ** 40, on: true }, 404],
      [{ kind: 'assign', userId: foreign.managerId }, 400],
      [{ kind: 'assign', userId: crypto.randomUUID() }, 400],
      [{ kind: 'message', channel: 'sms', body: ' ' }, 400],
      [{ kind: 'message', channel: 'auto', body: 'Hi' }, 400],
      [{ kind: 'message', channel: 'sms', body: 'Hi <%= @nobody %>' }, 400],
      [{ kind: 'undo', of: 'folder' }, 400],
      [{ kind: 'delete' }, 403],
      [{ kind: 'campaign', campaignId: foreign.campaignId }, 404],
      [{ kind: 'campaign', campaignId: 2 ** 40 }, 404],
      [{ kind: 'sing' }, 400],
    ] as const) {
      const answer = await call('POST', `/api/bulk-actions/${bulk.id}/start`, { action });
      assert.equal(answer.statusCode, status, `${JSON.stringify(action)}: ${answer.body}`);
    }
    assert.equal((await read(bulk.id)).state, 'prepared');
    await start(bulk, hire);
    const again = await call('POST', `/api/bulk-actions/${bulk.id}/start`, { action: hire });
    assert.deepEqual([again.statusCode, again.json().error.code], [409, 'bulk_started']);
    await ended(bulk.id);
  });

  it('tells of each what became of it, by name, a page at a time', async () => {
    const ids = await createCrowd(program.db, hiring, 5);
    await rows(sql`update applications set folder = 'hired' where id = ${ids[1]}`);
    await rows(sql`delete from applications where id = ${ids[3]}`);
    // Who is gone already is not counted; who goes after the confirmation is told.
    const bulk = await prepare({ ids });
    await rows(sql`delete from applications where id = ${ids[4]}`);
    await start(bulk, hire);
    const over = await ended(bulk.id);
    assert.deepEqual([over.total, over.counts], [4, { done: 2, skipped: 2, failed: 0 }]);
    const page = async (query: string) => (await call('GET', `/api/bulk-actions/${bulk.id}/results?${query}`)).json();
    const first = await page('limit=3');
    const second = await page(`limit=3&after=${first.next}`);
    assert.deepEqual(
      [...first.items, ...second.items].map(({ applicationId, name, code }) => [applicationId, name, code]),
      [
        [ids[0], 'Crowd Person 1', null],
        [ids[1], 'Crowd Person 2', 'there_already'],
        [ids[2], 'Crowd Person 3', null],
        [ids[4], null, 'gone'],
      ],
    );
    assert.equal(second.next, null);
    assert.deepEqual(
      (await page('outcome=skipped')).items.map(({ applicationId }: { applicationId: number }) => applicationId),
      [ids[1], ids[4]],
    );
    assert.ok((await call('GET', '/api/bulk-actions')).json().some(({ id }: BulkAction) => id === bulk.id));
  });

  it('goes by the access that one has when it is done, not when it was asked for', async () => {
    const bulk = await prepare({ ids: await createCrowd(program.db, hiring, 3) });
    await rows(sql`delete from campaign_members where user_id = ${hiring.managerId}`);
    await start(bulk, hire);
    assert.deepEqual((await ended(bulk.id)).counts, { done: 0, skipped: 3, failed: 0 });
    assert.deepEqual(await reasonsOf(bulk.id), { gone: 3 });
    assert.deepEqual(await inFolder('hired'), []);
  });

  it('whose folder is deleted before it gets there moves nobody, and says so of each', async () => {
    const { key } = (await call('POST', '/api/folders', { name: 'Second round', color: 'red' }, 'owner')).json();
    const ids = await createCrowd(program.db, hiring, 3);
    const bulk = await prepare({ ids });
    await withSystem(program.db, async (trx) => {
      // The action waits for this row meanwhile.
      await sql`select from applications where id = ${ids[0]} for update`.execute(trx);
      await start(bulk, { kind: 'folder', folder: key });
      assert.equal((await call('DELETE', `/api/folders/${key}`, undefined, 'owner')).statusCode, 204);
    });
    const over = await ended(bulk.id);
    assert.deepEqual([over.state, over.counts], ['finished', { done: 0, skipped: 3, failed: 0 }]);
    assert.deepEqual([await inFolder('inbox'), Object.values(await reasonsOf(bulk.id))], [ids, [3]]);
  });

  it('cancelled in the middle leaves everybody moved with their event, or untouched', async () => {
    await createCrowd(program.db, hiring, 12_000);
    const bulk = await prepare({ query: {} });
    await start(bulk, hire);
    await waitUntil(async () => (await read(bulk.id)).counts.done > 0);
    const cancelled = await call('POST', `/api/bulk-actions/${bulk.id}/cancel`);
    assert.equal(cancelled.statusCode, 200, cancelled.body);
    const over = cancelled.json() as BulkAction;
    assert.equal(over.state, 'cancelled');
    assert.ok(over.counts.done > 0 && over.counts.done < 12_000);
    await assertWhole(over);
    // A turn that was queued before does nothing any more.
    await waitUntil(
      async () => (await program.services.jobs.counts()).find(({ job }) => job === 'bulk-action')?.active === 0,
    );
    await assertWhole(over);
    const again = await call('POST', `/api/bulk-actions/${bulk.id}/cancel`);
    assert.deepEqual([again.statusCode, again.json().error.code], [409, 'bulk_over']);
  });

  it('that has ended, or is in a later turn, is not called failed by a job that gives up late', async () => {
    const ids = await createCrowd(program.db, hiring, 1);
    const ending = new AbortController();
    ending.abort(new Error('The program ends.'));
    for (const [state, turn, then] of [
      ['cancelled', 0, 'cancelled'],
      ['finished', 0, 'finished'],
      ['running', 1, 'running'],
      ['running', 0, 'failed'],
    ] as const) {
      const { id: bulkId } = await prepare({ ids });
      await rows(
        sql`update bulk_actions set state = ${state}, turn = ${turn}, action = ${JSON.stringify(hire)} where id = ${bulkId}`,
      );
      const run = { id: 'late', attempt: 3, lastAttempt: true, signal: ending.signal };
      await assert.rejects(
        runBulkAction(program.services, { companyId: hiring.companyId, bulkId, turn: 0 }, run),
        /The program ends/,
      );
      assert.equal((await read(bulkId)).state, then, `${state} in turn ${turn}`);
    }
  });

  it('goes on after its worker was killed, and does nothing twice', async () => {
    await createCrowd(program.db, hiring, 3_000);
    const bulk = await prepare({ query: {} });
    // As it stands once it was started, with its job in the hands of a worker of its own.
    await rows(
      sql`update bulk_actions set state = 'waiting', action = ${JSON.stringify(hire)}, started_at = now() where id = ${bulk.id}`,
    );
    const child = spawn(process.execPath, [
      'test/support/killed-bulk.ts',
      program.databaseUrl,
      String(hiring.companyId),
      String(bulk.id),
    ]);
    await waitUntil(async () => (await read(bulk.id)).counts.done > 0, 20_000);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await waitUntil(async () => (await read(bulk.id)).state === 'running');
    await assertWhole(await read(bulk.id));
    const enqueue = (trx: Parameters<Parameters<typeof withSystem>[1]>[0]) =>
      program.services.jobs.enqueue(trx, 'bulk-action', { companyId: hiring.companyId, bulkId: bulk.id, turn: 0 });
    // Taken over twice at the same time, too.
    await withSystem(program.db, async (trx) => {
      await enqueue(trx);
      await enqueue(trx);
    });
    const over = await ended(bulk.id);
    assert.deepEqual([over.state, over.counts], ['finished', { done: 3_000, skipped: 0, failed: 0 }]);
    await assertWhole(over);
  });

  it('waits its turn: at most ten are under way in a company, also where several begin at once', async () => {
    const [id] = await createCrowd(program.db, hiring, 1);
    const bulks = await Promise.all(Array.from({ length: 8 }, () => prepare({ ids: [id] })));
    await rows(sql`
      insert into bulk_actions (company_id, user_id, state, action, total)
      select ${hiring.companyId}, ${hiring.managerId}, 'waiting', '{"kind":"pin"}', 1 from generate_series(1, 9)`);
    const answers = await withSystem(program.db, async (trx) => {
      // None of them ends meanwhile.
      await sql`select from applications where id = ${id} for update`.execute(trx);
      return Promise.all(bulks.map((bulk) => call('POST', `/api/bulk-actions/${bulk.id}/start`, { action: hire })));
    });
    const refused = answers.filter(({ statusCode }) => statusCode !== 200);
    assert.deepEqual(
      refused.map((answer) => answer.json().error.code),
      Array.from({ length: 7 }, () => 'too_many_bulk_actions'),
    );
  });

  it('is forgotten after a month, a selection that was not used after a day', async () => {
    const ids = await createCrowd(program.db, hiring, 1);
    const [kept, unused] = [await prepare({ ids }), await prepare({ ids })];
    const old = await perform({ ids }, hire);
    await rows(sql`update bulk_actions set created_at = now() - interval '25 hours' where id = ${unused.id}`);
    await rows(sql`update bulk_actions set created_at = now() - interval '31 days' where id = ${old.id}`);
    await forgetBulkActions(program.services);
    const left = await rows(sql<{ id: number }>`select id from bulk_actions where company_id = ${hiring.companyId}`);
    assert.deepEqual(left, [{ id: kept.id }]);
  });
});

describe('beside a bulk action', () => {
  it('another company’s small one does not wait for it', async () => {
    await createCrowd(program.db, hiring, 12_000);
    const [large, owner] = [await prepare({ query: {} }), hiring];
    await start(large, hire);
    hiring = await createHiring(program.db);
    const small = await perform({ ids: await createCrowd(program.db, hiring, 1) }, hire);
    assert.equal(small.counts.done, 1);
    hiring = owner;
    assert.equal((await read(large.id)).finishedAt, null);
    await call('POST', `/api/bulk-actions/${large.id}/cancel`);
  });
});
