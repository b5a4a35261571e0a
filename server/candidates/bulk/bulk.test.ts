import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createApplicant, createHiring, type Hiring, messagesOf, sessionFromHeader } from '#test/applicants.ts';
import { createCrowd } from '#test/crowd.ts';
import { waitUntil } from '#test/wait-until.ts';
import { forgetBulkActions } from './housekeeping.ts';
import type { Action, BulkAction } from './schema.ts';

let program: TestApp;
let hiring: Hiring;
before(async () => {
  program = await startTestApp({ authenticate: sessionFromHeader, worker: true });
});
beforeEach(async () => {
  hiring = await createHiring(program.db);
});
after(() => program.close());

type Role = 'owner' | 'manager';
const call = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object, role: Role = 'manager') =>
  program.app.inject({ method, url, headers: as(role, hiring), ...(payload ? { payload } : {}) });

async function prepare(selection: object, role?: Role): Promise<BulkAction> {
  const answer = await call('POST', '/api/bulk-actions', selection, role);
  assert.equal(answer.statusCode, 201, answer.body);
  return answer.json();
}

async function start(bulk: BulkAction, action: Action | object, role?: Role): Promise<BulkAction> {
  const answer = await call('POST', `/api/bulk-actions/${bulk.id}/start`, { action }, role);
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json();
}

async function read(id: number, role?: Role): Promise<BulkAction> {
  const answer = await call('GET', `/api/bulk-actions/${id}`, undefined, role);
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json();
}

const ended = (id: number, role?: Role) =>
  waitUntil(async () => {
    const bulk = await read(id, role);
    return bulk.finishedAt ? bulk : null;
  }, 30_000);

async function perform(selection: object, action: Action | object, role?: Role): Promise<BulkAction> {
  const bulk = await prepare(selection, role);
  await start(bulk, action, role);
  return ended(bulk.id, role);
}

const reasonsOf = async (id: number, role?: Role) => {
  const { reasons } = (await call('GET', `/api/bulk-actions/${id}/results`, undefined, role)).json();
  return Object.fromEntries(reasons.map(({ code, count }: { code: string; count: number }) => [code, count]));
};

const hire = { kind: 'folder', folder: 'hired' };

async function rows<T>(query: ReturnType<typeof sql<T>>): Promise<T[]> {
  return (await withSystem(program.db, (trx) => query.execute(trx))).rows;
}

const inFolder = async (folder: string): Promise<number[]> =>
  (
    await rows(
      sql<{
        id: number;
      }>`select id from applications where company_id = ${hiring.companyId} and folder = ${folder} order by id`,
    )
  ).map(({ id }) => id);

const eventsOf = (kind: string) =>
  rows(sql<{ id: number; user: string; events: number }>`
    select application_id as id, min(user_id::text) as user, count(*)::int as events from application_events
    where company_id = ${hiring.companyId} and kind = ${kind} group by 1 order by 1`);

/** Everyone is either moved, with one event and one result, or as they were. */
async function assertWhole(bulk: BulkAction): Promise<void> {
  const moved = await inFolder('hired');
  const events = await eventsOf('hired');
  assert.deepEqual(
    events.map(({ id, events: count }) => [id, count]),
    moved.map((id) => [id, 1]),
  );
  assert.equal(moved.length, bulk.counts.done);
  const done = await rows(sql<{ id: number }>`
    select application_id as id from bulk_results where bulk_id = ${bulk.id} and outcome = 'done' order by 1`);
  assert.deepEqual(
    done.map(({ id }) => id),
    moved,
  );
}

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

  it('waits its turn: at most ten are under way in a company', async () => {
    const [id] = await createCrowd(program.db, hiring, 1);
    const bulk = await prepare({ ids: [id] });
    await rows(sql`
      insert into bulk_actions (company_id, user_id, state, action, total)
      select ${hiring.companyId}, ${hiring.managerId}, 'waiting', '{"kind":"pin"}', 1 from generate_series(1, 10)`);
    const answer = await call('POST', `/api/bulk-actions/${bulk.id}/start`, { action: hire });
    assert.deepEqual([answer.statusCode, answer.json().error.code], [409, 'too_many_bulk_actions']);
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
