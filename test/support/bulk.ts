import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import type { Action, BulkAction } from '../../server/candidates/bulk/schema.ts';
import type { TestApp } from './app.ts';
import { as, type Hiring } from './applicants.ts';
import { waitUntil } from './wait-until.ts';

type Role = 'owner' | 'manager';

export const hire = { kind: 'folder', folder: 'hired' };

/** Bulk actions by HTTP, as the people of a company would do them. */
export function bulkActionsOf(program: () => TestApp, hiring: () => Hiring) {
  const call = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object, role: Role = 'manager') =>
    program().app.inject({ method, url, headers: as(role, hiring()), ...(payload ? { payload } : {}) });

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

  async function rows<T>(query: ReturnType<typeof sql<T>>): Promise<T[]> {
    return (await withSystem(program().db, (trx) => query.execute(trx))).rows;
  }

  const inFolder = async (folder: string): Promise<number[]> =>
    (
      await rows(
        sql<{
          id: number;
        }>`select id from applications where company_id = ${hiring().companyId} and folder = ${folder} order by id`,
      )
    ).map(({ id }) => id);

  const eventsOf = (kind: string) =>
    rows(sql<{ id: number; user: string; events: number }>`
      select application_id as id, min(user_id::text) as user, count(*)::int as events from application_events
      where company_id = ${hiring().companyId} and kind = ${kind} group by 1 order by 1`);

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

  return { call, prepare, start, read, ended, perform, reasonsOf, rows, inFolder, eventsOf, assertWhole };
}
