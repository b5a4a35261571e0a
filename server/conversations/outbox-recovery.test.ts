import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { type CompiledQuery, sql } from 'kysely';
import type { Channel, OutgoingMessage } from '#channels/channel.ts';
import { sandboxChannel } from '#channels/sandbox/sandbox.ts';
import { type Database, type Trx, withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { countRows, createApplicant, createHiring, type Hiring, messagesOf } from '#test/applicants.ts';
import { accepted, provider, queue, sms } from '#test/outbox.ts';
import { waitUntil } from '#test/wait-until.ts';
import type { Loop } from './loop.ts';
import { type OutboxOptions, startOutbox } from './outbox.ts';

let test: TestApp;
let hiring: Hiring;
let loops: Loop[] = [];
before(async () => {
  test = await startTestApp();
  hiring = await createHiring(test.db);
});
afterEach(async () => {
  await Promise.all(loops.map((loop) => loop.stop()));
  loops = [];
  await withSystem(test.db, (trx) => sql`delete from sandbox_messages`.execute(trx));
  await withSystem(test.db, (trx) => sql`delete from messages`.execute(trx));
});
after(() => test.close());

const start = (options: OutboxOptions = {}) => {
  const loop = startOutbox(test.services, { pollMs: 20, ...options });
  loops.push(loop);
  return loop;
};

const emptied = () => waitUntil(async () => (await countRows(test.db, 'outbox')) === 0);

/** All that is queued, as a worker leaves it that dies while it sends. */
async function abandon(): Promise<void> {
  await withSystem(test.db, (trx) =>
    sql`update outbox set claimed_by = gen_random_uuid(), claimed_until = now() - interval '1 second'`.execute(trx),
  );
  await withSystem(test.db, (trx) => sql`update messages set status = 'sending'`.execute(trx));
}

/** The same database; of the first claim the answer to the commit gets lost. */
function losingOneClaim(db: Database): Database {
  let lost = false;
  const losing = (connection: Trx) => {
    let claimed = false;
    const executeQuery: Trx['executeQuery'] = async (query) => {
      const result = await connection.executeQuery(query as CompiledQuery<never>);
      if ('sql' in query && query.sql === 'commit' && claimed && !lost) {
        lost = true;
        throw new Error('The connection broke.');
      }
      claimed ||= 'sql' in query && query.sql.includes('recursive senders') && result.rows.length > 0;
      return result;
    };
    return replacing(connection, { executeQuery });
  };
  const connection = () => ({
    execute: (work: (trx: Trx) => Promise<unknown>) =>
      db.kysely.connection().execute((own) => work(losing(own as Trx))),
  });
  return { ...db, kysely: replacing(db.kysely, { connection: connection as never }) };
}

function replacing<T extends object>(real: T, parts: Partial<T>): T {
  return new Proxy(real, {
    get(target, name) {
      if (name in parts) return Reflect.get(parts, name);
      const own = Reflect.get(target, name);
      // What a method keeps to itself it finds in the real one alone.
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}

describe('what a worker has claimed', () => {
  it('reports as unknown what was with a provider that can not be asked, when its worker went away', async () => {
    const ana = await createApplicant(test.db, hiring);
    await queue(test.db, hiring.companyId, [sms(ana, 'x')]);
    await abandon();
    start({ channels: [provider(async (message) => accepted(message))] });
    await emptied();
    const [message] = await messagesOf(test.db, ana);
    assert.deepEqual([message?.status, message?.error_code], ['unknown', 'interrupted']);
  });

  it('sends once, and only once, what a killed worker had claimed', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => createApplicant(test.db, hiring)));
    await queue(
      test.db,
      hiring.companyId,
      people.map((person) => sms(person, 'hello')),
    );
    const script = join(import.meta.dirname, '../../test/support/hanging-sender.ts');
    const child = spawn(process.execPath, [script, test.databaseUrl], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const statuses = (await Promise.all(people.map((person) => messagesOf(test.db, person))))
      .flat()
      .map((row) => row.status);
    assert.ok(statuses.every((status) => status === 'sending'));
    start({ leaseMs: 600 });
    await emptied();
    assert.equal(await countRows(test.db, 'sandbox_messages'), 5);
    const sent = (await Promise.all(people.map((person) => messagesOf(test.db, person)))).flat();
    assert.ok(sent.every((row) => row.status === 'sent'));
  });

  it('does not send again what the provider of a killed worker had already', async () => {
    const ana = await createApplicant(test.db, hiring);
    const [messageId = 0] = await queue(test.db, hiring.companyId, [sms(ana, 'x')]);
    const sandbox = sandboxChannel(test.services, 'sms');
    const { companyId } = hiring;
    const message = {
      companyId,
      messageId,
      retries: 0,
      applicationId: null,
      channel: 'sms',
      to: '+63',
      subject: null,
      body: 'x',
      html: null,
      files: [],
      choices: null,
      menu: null,
      late: false,
      template: null,
      senderName: '',
      language: 'en',
    } as const;
    await sandbox.send(message);
    await abandon();
    let sends = 0;
    const counting: Channel = {
      ...sandbox,
      sendMany: async (messages) => {
        sends += 1;
        return messages.map(accepted);
      },
    };
    start({ channels: [counting] });
    await emptied();
    assert.equal(sends, 0);
    assert.equal((await messagesOf(test.db, ana))[0]?.status, 'sent');
  });

  it('gives up a message whose outcome could not be recorded, while its worker goes on', async () => {
    const [ana, bea] = [await createApplicant(test.db, hiring), await createApplicant(test.db, hiring)];
    await test.db.pool.query(`
      create function refuse_cursed() returns trigger language plpgsql as $$
        begin raise exception 'cursed'; end $$;
      create trigger cursed before update on messages for each row
        when (new.body = 'cursed' and new.status = 'sent') execute function refuse_cursed()`);
    try {
      await queue(test.db, hiring.companyId, [sms(ana, 'cursed')]);
      start({ channels: [provider(async (message) => accepted(message))], leaseMs: 900 });
      await waitUntil(async () => (await messagesOf(test.db, ana))[0]?.status === 'unknown');
      await queue(test.db, hiring.companyId, [sms(bea, 'x')]);
      await emptied();
      assert.equal((await messagesOf(test.db, bea))[0]?.status, 'sent');
    } finally {
      await test.db.pool.query('drop function refuse_cursed cascade');
    }
  });

  it('sends what it has claimed without being told so, long before anybody would take it over', async () => {
    const ana = await createApplicant(test.db, hiring);
    await queue(test.db, hiring.companyId, [sms(ana, 'x')]);
    let sends = 0;
    const channel = provider(async (message) => {
      sends += 1;
      return accepted(message);
    });
    loops.push(startOutbox({ ...test.services, db: losingOneClaim(test.db) }, { channels: [channel], pollMs: 20 }));
    await emptied();
    assert.deepEqual([(await messagesOf(test.db, ana))[0]?.status, sends], ['sent', 1]);
  });

  it('records what a provider took though the database can not take it for a while', async () => {
    const ana = await createApplicant(test.db, hiring);
    await test.db.pool.query(`
      create function refuse_for_now() returns trigger language plpgsql as $$
        begin raise exception 'not now'; end $$;
      create trigger refusing before update on messages for each row
        when (new.status = 'sent') execute function refuse_for_now()`);
    await queue(test.db, hiring.companyId, [sms(ana, 'x')]);
    let sends = 0;
    start({
      channels: [
        provider(async (message) => {
          sends += 1;
          return accepted(message);
        }),
      ],
    });
    await waitUntil(() => sends > 0);
    await test.db.pool.query('drop function refuse_for_now cascade');
    await emptied();
    assert.deepEqual([(await messagesOf(test.db, ana))[0]?.status, sends], ['sent', 1]);
  });

  it('keeps what it has in hand for as long as a provider takes', async () => {
    const ana = await createApplicant(test.db, hiring);
    await queue(test.db, hiring.companyId, [sms(ana, 'x')]);
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    const claims = async () => {
      const { rows } = await test.db.pool.query<{ until: Date | null }>('select claimed_until as until from outbox');
      return rows[0]?.until?.getTime() ?? 0;
    };
    const slow = async (message: OutgoingMessage) => {
      await answered;
      return accepted(message);
    };
    start({ channels: [provider(slow)], leaseMs: 600 });
    const first = await waitUntil(claims);
    // Two leases later nobody has taken it over.
    await waitUntil(async () => (await claims()) > first + 1200);
    answer();
    await emptied();
    assert.equal((await messagesOf(test.db, ana))[0]?.status, 'sent');
  });

  it('takes over what others left behind, also where a provider can not tell of one of them', async () => {
    const [ana, bea] = [await createApplicant(test.db, hiring), await createApplicant(test.db, hiring)];
    const [first] = await queue(test.db, hiring.companyId, [sms(ana, 'x'), sms(bea, 'y')]);
    await abandon();
    let knows = false;
    const find = async ({ messageId }: { messageId: number }) => {
      if (messageId === first && !knows) throw new Error('The provider is not there.');
      return `p${messageId}`;
    };
    start({ channels: [provider(async () => assert.fail('it was sent again'), { find })], leaseMs: 300 });
    await waitUntil(async () => (await messagesOf(test.db, bea))[0]?.status === 'sent');
    assert.equal((await messagesOf(test.db, ana))[0]?.status, 'sending');
    knows = true;
    await emptied();
    assert.equal((await messagesOf(test.db, ana))[0]?.status, 'sent');
  });
});
