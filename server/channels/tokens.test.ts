import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { createHiring } from '#test/applicants.ts';
import type { Token } from './adapter.ts';
import { keepToken } from './tokens.ts';

let program: TestApp;
before(async () => {
  program = await startTestApp();
});
after(() => program.close());

/** A connection of a company of its own, and how its token is got. */
async function connection() {
  const { companyId, ownerId } = await createHiring(program.db);
  const { rows } = await program.db.pool.query(
    `insert into channel_connections (company_id, channel, provider, account, settings, credentials, rate, created_by)
     values ($1, 'wechat', 'wechat', $2, '{}', 'x', 1, $3) returning id`,
    [companyId, `wx${companyId}`, ownerId],
  );
  const ids = { companyId, connectionId: Number(rows[0].id) };
  const { config } = program.services;
  // Two processes: each has its own memory of what it is asking for.
  const processes = [program.db, { ...program.db, pool: Object.create(program.db.pool) }];
  return processes.map((db) => keepToken({ config, db }, ids));
}

const token = (value: string): Token => ({ value, seconds: 7200 });

describe('a token of a provider', () => {
  it('is waited for without a connection of the database', async () => {
    const most = program.db.pool.options.max;
    const hangs = Promise.withResolvers<Token>();
    const all = Promise.withResolvers<void>();
    let asked = 0;
    const waiting: Promise<string>[] = [];
    for (let one = 0; one < most; one++) {
      const [keep] = await connection();
      waiting.push(
        (keep as ReturnType<typeof keepToken>)(() => {
          asked += 1;
          if (asked === most) all.resolve();
          return hangs.promise;
        }),
      );
    }
    await all.promise;
    await withSystem(program.db, (trx) => sql`select 1`.execute(trx));
    hangs.resolve(token('late'));
    assert.deepEqual(new Set(await Promise.all(waiting)), new Set(['late']));
  });

  it('is asked for by one process, and kept for the other', async () => {
    const [here, there] = (await connection()) as [ReturnType<typeof keepToken>, ReturnType<typeof keepToken>];
    const asking = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<Token>();
    const first = here(() => {
      asking.resolve();
      return answer.promise;
    });
    await asking.promise;
    const second = there(async () => assert.fail('asked twice'));
    answer.resolve(token('one for all'));
    assert.deepEqual(await Promise.all([first, second]), ['one for all', 'one for all']);
    const renewed = await there(async (refused) => token(`after ${refused}`), 'one for all');
    assert.equal(renewed, 'after one for all');
    assert.equal(await here(async () => assert.fail('it is known')), renewed);
  });

  it('may be asked for by the next at once where it was refused', async () => {
    const [here, there] = (await connection()) as [ReturnType<typeof keepToken>, ReturnType<typeof keepToken>];
    await assert.rejects(
      here(async () => Promise.reject(new Error('down'))),
      /down/,
    );
    assert.equal(await there(async () => token('up again')), 'up again');
  });
});
