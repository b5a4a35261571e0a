import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import {
  type Applicant,
  chatPath,
  countRows,
  createApplicant,
  createHiring,
  type Hiring,
  messagesOf,
  storeText,
} from '#test/applicants.ts';
import { waitUntil } from '#test/wait-until.ts';
import { handleConversation, startInbound } from './inbound.ts';
import { findWaitingConversations, forgetInboundEvents, listParked, redriveParked } from './inbound-events.ts';

let test: TestApp;
let hiring: Hiring;
before(async () => {
  test = await startTestApp();
  hiring = await createHiring(test.db);
});
after(() => test.close());

const key = () => crypto.randomUUID();
const answersOf = ({ companyId, applicationId }: Applicant) =>
  withSystem(test.db, (trx) =>
    trx
      .selectFrom('answers')
      .selectAll()
      .where('company_id', '=', companyId)
      .where('application_id', '=', applicationId)
      .orderBy('position')
      .execute(),
  );

async function begin(): Promise<Applicant> {
  const applicant = await createApplicant(test.db, hiring);
  const url = `${chatPath(test.services.config, applicant)}/opened`;
  const opened = await test.app.inject({ method: 'POST', url, payload: { clientKey: key() } });
  assert.equal(opened.statusCode, 200);
  return applicant;
}

describe('what candidates sent', () => {
  const store = (applicant: Applicant, text: string) => storeText(test.db, applicant, text);

  it('is handled by a worker where the web process could not, in order, by one at a time', async () => {
    const applicant = await begin();
    for (const text of ['one', 'two', 'three']) await store(applicant, text);
    const loops = [startInbound(test.services, { pollMs: 20 }), startInbound(test.services, { pollMs: 20 })];
    await waitUntil(async () => (await answersOf(applicant)).length === 1);
    await Promise.all(loops.map((loop) => loop.stop()));
    assert.deepEqual(
      (await answersOf(applicant)).map((answer) => answer.text),
      ['one\ntwo\nthree'],
    );
    const said = (await messagesOf(test.db, applicant)).map((message) => message.body);
    assert.deepEqual(said.slice(2), ['one', 'two', 'three', 'Tell us about yourself.']);
  });

  it('is put off when it fails, laid aside in the end, and holds up nobody else', async () => {
    const [broken, fine] = [await begin(), await begin()];
    const { companyId, applicationId } = broken;
    await withSystem(test.db, (trx) =>
      sql`update interview_sessions set state = '{"answered": 5}' where application_id = ${applicationId}`.execute(trx),
    );
    await store(broken, 'lost?');
    await store(fine, 'fine');
    const loop = startInbound(test.services, { pollMs: 20 });
    await waitUntil(async () => (await answersOf(fine)).length === 1);
    for (let attempt = 0; attempt < 8; attempt += 1) {
      await withSystem(test.db, (trx) =>
        sql`update inbound_events set due_at = now() where application_id = ${applicationId} and due_at < 'infinity'`.execute(
          trx,
        ),
      );
      await handleConversation(test.services, { companyId, candidateId: broken.candidateId }, { wait: true });
    }
    const parked = await waitUntil(async () => (await withSystem(test.db, (trx) => listParked(trx)))[0]);
    assert.ok(parked.error);
    await withSystem(test.db, (trx) =>
      sql`delete from interview_sessions where application_id = ${applicationId}`.execute(trx),
    );
    assert.equal(await withSystem(test.db, (trx) => redriveParked(trx)), 1);
    await waitUntil(async () => (await messagesOf(test.db, broken)).some((message) => message.body === 'lost?'));
    await loop.stop();
  });

  it('is put off alone when it fails, and what came before it is handled', async () => {
    const applicant = await begin();
    await test.db.pool.query(`
      create function refuse_poison() returns trigger language plpgsql as $$
        begin raise exception 'poison'; end $$;
      create trigger poison before insert on messages for each row
        when (new.body = 'poison') execute function refuse_poison()`);
    try {
      for (const text of ['one', 'two', 'poison', 'after']) await store(applicant, text);
      assert.equal(await handleConversation(test.services, applicant, { wait: true }), 2);
    } finally {
      await test.db.pool.query('drop function refuse_poison cascade');
    }
    const { rows } = await test.db.pool.query(
      `select payload ->> 'text' as text, handled_at is not null as handled, attempts, error
       from inbound_events where application_id = $1 and payload ->> 'kind' = 'text' order by id`,
      [applicant.applicationId],
    );
    assert.deepEqual(rows, [
      { text: 'one', handled: true, attempts: 0, error: null },
      { text: 'two', handled: true, attempts: 0, error: null },
      { text: 'poison', handled: false, attempts: 1, error: 'poison' },
      { text: 'after', handled: false, attempts: 0, error: null },
    ]);
  });

  it('takes nobody else’s turn, neither behind an event that was put off nor in another company', async () => {
    const [stuck, other] = [await begin(), await begin()];
    const { companyId, candidateId } = await createApplicant(test.db, await createHiring(test.db));
    await withSystem(test.db, (trx) =>
      sql`insert into inbound_events (company_id, channel, provider_id, candidate_id, payload, due_at)
        select ${hiring.companyId}::bigint, 'sms', 'behind ' || n, ${stuck.candidateId}::bigint, '{"kind": "text", "text": "x"}'::jsonb,
          now() + case when n = 1 then interval '10 minutes' else '-1 hour' end from generate_series(1, 100) as n
        union all
        select ${hiring.companyId}::bigint, 'sms', 'many ' || n, 1000000 + n, '{"kind": "text", "text": "x"}', now() - interval '1 minute'
        from generate_series(1, 100) as n`.execute(trx),
    );
    await storeText(test.db, other, 'last of many');
    await storeText(test.db, { companyId, candidateId, applicationId: 1 }, 'alone');
    const found = await withSystem(test.db, (trx) => findWaitingConversations(trx, 10));
    assert.equal(found.length, 6);
    assert.deepEqual(found[1], { companyId, candidateId });
    assert.ok(!found.some((one) => one.candidateId === stuck.candidateId));
    await test.db.pool.query('delete from inbound_events where handled_at is null');
  });

  it('is forgotten by the queue a month after it was handled, and never before it is', async () => {
    const [old, recent, waiting] = [await begin(), await begin(), await begin()];
    await store(waiting, 'still to do');
    const month = sql`now() - interval '31 days'`;
    await withSystem(test.db, (trx) =>
      sql`update inbound_events set handled_at = ${month} where application_id = ${old.applicationId}`.execute(trx),
    );
    await withSystem(test.db, (trx) =>
      sql`update inbound_events set received_at = ${month} where application_id = ${waiting.applicationId}`.execute(
        trx,
      ),
    );
    const before = await countRows(test.db, 'inbound_events');
    await forgetInboundEvents(test.services);
    assert.equal(await countRows(test.db, 'inbound_events'), before - 1);
    const { rows } = await test.db.pool.query(
      'select count(*)::int from inbound_events where application_id = any ($1)',
      [[recent.applicationId, waiting.applicationId]],
    );
    assert.deepEqual(rows, [{ count: 3 }]);
    assert.ok((await messagesOf(test.db, old)).length > 0);
  });
});
