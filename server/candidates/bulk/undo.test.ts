import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { startTestApp, type TestApp } from '#test/app.ts';
import { createHiring, type Hiring, sessionFromHeader } from '#test/applicants.ts';
import { bulkActionsOf, hire } from '#test/bulk.ts';
import { createCrowd } from '#test/crowd.ts';
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

const { call, read, ended, perform, reasonsOf, rows, inFolder, eventsOf } = bulkActionsOf(
  () => program,
  () => hiring,
);

describe('an undo', () => {
  const undo = (bulk: BulkAction) => call('POST', `/api/bulk-actions/${bulk.id}/undo`);
  const undone = async (bulk: BulkAction): Promise<BulkAction> => {
    const answer = await undo(bulk);
    assert.equal(answer.statusCode, 201, answer.body);
    return answer.json();
  };

  it('moves back who was moved by the action and by nobody since', async () => {
    const ids = await createCrowd(program.db, hiring, 4);
    await rows(sql`update applications set folder = 'completed' where id = ${ids[1]}`);
    await rows(sql`update applications set folder = 'hired' where id = ${ids[3]}`);
    const bulk = await perform({ ids }, hire);
    assert.deepEqual([bulk.undo, bulk.counts], ['possible', { done: 3, skipped: 1, failed: 0 }]);
    // Somebody moves one away and back.
    for (const folder of ['on_hold', 'hired']) await call('PUT', `/api/applications/${ids[2]}/folder`, { folder });
    const back = await undone(bulk);
    assert.deepEqual([back.total, back.action], [3, { kind: 'undo', of: 'folder' }]);
    assert.deepEqual((await ended(back.id)).counts, { done: 2, skipped: 1, failed: 0 });
    assert.deepEqual(await reasonsOf(back.id), { changed_since: 1 });
    assert.deepEqual(
      [await inFolder('inbox'), await inFolder('completed'), await inFolder('hired')],
      [[ids[0]], [ids[1]], [ids[2], ids[3]]],
    );
    assert.equal((await read(bulk.id)).undo, 'undone');
    const again = await undo(bulk);
    assert.deepEqual([again.statusCode, again.json().error.code], [409, 'undone']);
    assert.equal((await undo(back)).statusCode, 409);
  });

  it('brings back the reason for which somebody was where they are again', async () => {
    const reason = (await call('POST', '/api/move-reasons', { folder: 'rejected', name: 'Too far' }, 'owner')).json();
    const [id = 0] = await createCrowd(program.db, hiring, 1);
    await call('PUT', `/api/applications/${id}/folder`, { folder: 'rejected', reasonId: reason.id });
    const bulk = await perform({ ids: [id] }, hire);
    assert.equal((await call('GET', `/api/applications/${id}`)).json().reason, null);
    await ended((await undone(bulk)).id);
    const profile = (await call('GET', `/api/applications/${id}`)).json();
    assert.deepEqual([profile.folder, profile.reason], ['rejected', { id: reason.id, name: 'Too far' }]);
  });

  it('takes a label off those who got it, and puts it back on those who lost it', async () => {
    const ids = await createCrowd(program.db, hiring, 3);
    const label = (await call('POST', '/api/labels', { name: 'Night shift' })).json();
    await call('PUT', `/api/applications/${ids[0]}/labels/${label.id}`);
    const labelled = async () =>
      (
        await rows(
          sql<{
            id: number;
          }>`select application_id as id from application_labels where label_id = ${label.id} order by 1`,
        )
      ).map(({ id }) => id);
    const on = await perform({ ids }, { kind: 'label', labelId: label.id, on: true });
    assert.deepEqual([on.counts, await labelled()], [{ done: 2, skipped: 1, failed: 0 }, ids]);
    await ended((await undone(on)).id);
    assert.deepEqual(await labelled(), [ids[0]]);
    const off = await perform({ ids }, { kind: 'label', labelId: label.id, on: false });
    assert.deepEqual([off.counts, await labelled()], [{ done: 1, skipped: 2, failed: 0 }, []]);
    await ended((await undone(off)).id);
    assert.deepEqual(await labelled(), [ids[0]]);
    assert.equal((await eventsOf('labelled')).length, 3);
  });

  it('is not there for what was told to the candidates', async () => {
    const bulk = await perform(
      { ids: await createCrowd(program.db, hiring, 1) },
      { kind: 'folder', folder: 'rejected', notify: true },
    );
    assert.equal(bulk.undo, 'impossible');
    assert.equal((await undo(bulk)).json().error.code, 'not_undoable');
  });
});
