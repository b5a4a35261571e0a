import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { withCompany, withSystem } from '#platform/db.ts';
import { closeServices, openServices, type Services } from '#platform/services.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { createHiring, type Hiring } from '#test/applicants.ts';
import { startWire } from '#test/wire.ts';
import { createApplications } from './intake.ts';
import type { Taken } from './intake-batch.ts';
import type { NewPerson } from './intake-person.ts';

let program: TestApp;
/** What a second process on the same database has. */
let elsewhere: Services;
let hiring: Hiring;

before(async () => {
  program = await startTestApp();
  elsewhere = await openServices(program.services.config, program.databaseUrl, program.services.log, false);
  hiring = await createHiring(program.db);
});
after(async () => {
  await closeServices(elsewhere);
  await program.close();
});

const api = { source: 'Public API', actor: { kind: 'api' } } as const;
const add = (people: NewPerson[], services = program.services) =>
  createApplications(services, hiring.companyId, hiring.campaignId, people, api);
const person = (more: Partial<NewPerson>): NewPerson => ({ firstName: 'Ana', lastName: 'Reyes', ...more });

function candidateOf(taken: Taken | undefined): number {
  assert.ok(taken && taken.outcome === 'created', JSON.stringify(taken));
  return taken.candidateId;
}

test('an e-mail known goes before a phone known; what is new is learnt', async () => {
  const [byEmail, byPhone] = await add([person({ email: 'x@known.example' }), person({ phone: '09170000001' })]);
  const [both] = await add([person({ email: 'X@known.example', phone: '0917 000 0001' })]);
  assert.equal(candidateOf(both), candidateOf(byEmail));
  const [learnt] = await add([person({ email: 'new@known.example', phone: '09170000001' })]);
  assert.equal(candidateOf(learnt), candidateOf(byPhone));
  const [again] = await add([person({ email: 'new@known.example' })]);
  assert.equal(candidateOf(again), candidateOf(byPhone));
  const row = await withCompany(program.db, hiring.companyId, (trx) =>
    trx
      .selectFrom('candidates')
      .select(['email', 'phone'])
      .where('id', '=', candidateOf(byPhone))
      .executeTakeFirstOrThrow(),
  );
  assert.deepEqual(row, { email: 'new@known.example', phone: '+639170000001' });
});

test('a phone that is somebody else’s is not gained, and not written to', async () => {
  const [owner] = await add([person({ phone: '09170000101' })]);
  const [known] = await add([person({ email: 'known@foreign.example' })]);
  const [again] = await add([person({ email: 'known@foreign.example', phone: '09170000101' })]);
  assert.equal(candidateOf(again), candidateOf(known));
  const [one, two, three] = await add([
    person({ email: 'one@foreign.example' }),
    person({ email: 'two@foreign.example', phone: '09170000102' }),
    person({ email: 'one@foreign.example', phone: '09170000102' }),
  ]);
  assert.equal(candidateOf(three), candidateOf(one));
  assert.notEqual(candidateOf(two), candidateOf(one));
  const { candidates, invited } = await withCompany(program.db, hiring.companyId, async (trx) => ({
    candidates: await trx
      .selectFrom('candidates')
      .select(['email', 'phone'])
      .where('id', 'in', [owner, known, one, two].map(candidateOf))
      .orderBy('id')
      .execute(),
    invited: await trx
      .selectFrom('messages')
      .select('to_address')
      .where('candidate_id', 'in', [known, one].map(candidateOf))
      .where('to_address', 'like', '+%')
      .execute(),
  }));
  assert.deepEqual(candidates, [
    { email: null, phone: '+639170000101' },
    { email: 'known@foreign.example', phone: null },
    { email: 'one@foreign.example', phone: null },
    { email: 'two@foreign.example', phone: '+639170000102' },
  ]);
  assert.deepEqual(invited, []);
});

test('the same people brought by two processes at once are one person each, with every application kept', async () => {
  const people = Array.from({ length: 40 }, (_, n) =>
    person({ email: `p${n % 20}@race.example`, phone: `0918${String(1000000 + (n % 20))}` }),
  );
  const mixed = people.map((_, n) => people[(n * 7) % people.length] as NewPerson);
  const taken = (
    await Promise.all([...people.map((one) => add([one])), ...mixed.map((one) => add([one], elsewhere))])
  ).flat();
  assert.equal(taken.length, 80);
  const candidates = new Set(taken.map(candidateOf));
  assert.equal(candidates.size, 20);
  assert.equal(taken.filter((one) => one.outcome === 'created' && !one.duplicate).length, 20);
  const rows = await withCompany(program.db, hiring.companyId, (trx) =>
    trx
      .selectFrom('applications')
      .select('id')
      .where('candidate_id', 'in', [...candidates])
      .execute(),
  );
  assert.equal(rows.length, 80);
  const stored = await withCompany(program.db, hiring.companyId, (trx) =>
    trx
      .selectFrom('candidates')
      .select((e) => e.fn.countAll<number>().as('n'))
      .where('email', 'like', '%@race.example')
      .executeTakeFirstOrThrow(),
  );
  assert.equal(stored.n, 20);
});

test('two lists with the same people at once make one application each where repeats are kept', async () => {
  const people = Array.from({ length: 300 }, (_, n) => person({ email: `l${n}@list.example` }));
  const list = (services: Services, order: NewPerson[]) =>
    createApplications(services, hiring.companyId, hiring.campaignId, order, {
      ...api,
      repeat: 'keep',
      within: async () => {},
    });
  const taken = (await Promise.all([list(program.services, people), list(elsewhere, people.toReversed())])).flat();
  assert.deepEqual(
    [taken.filter((one) => one.outcome === 'created').length, taken.filter((one) => one.outcome === 'exists').length],
    [300, 300],
  );
});

test('one that the database refuses does not take its neighbours along', async () => {
  await program.db.pool.query(`create function spoil() returns trigger language plpgsql as
    $$ begin if new.first_name = 'Spoiled' then raise check_violation; end if; return new; end $$`);
  await program.db.pool.query('create trigger spoil before insert on candidates for each row execute function spoil()');
  const people = Array.from({ length: 30 }, (_, n) =>
    person({ firstName: n === 13 ? 'Spoiled' : 'Fine', email: `s${n}@spoil.example` }),
  );
  const singles = await Promise.allSettled(people.map((one) => add([one])));
  assert.deepEqual(
    singles.flatMap((one, n) => (one.status === 'rejected' ? [n] : [])),
    [13],
  );
  const again = people.map((one) => ({ ...one, email: `list-${one.email}` }));
  const counted: number[] = [];
  const list = await createApplications(program.services, hiring.companyId, hiring.campaignId, again, {
    ...api,
    within: async () => {},
    committed: (outcomes) => counted.push(...outcomes.map((outcome) => outcome.position)),
  });
  assert.deepEqual(
    list.flatMap((one, n) => (one.outcome === 'refused' ? [`${n} ${one.code}`] : [])),
    ['13 not_storable'],
  );
  assert.deepEqual(
    counted,
    people.map((_, n) => n),
  );
  await program.db.pool.query('drop trigger spoil on candidates');
});

test('where the answer to the commit gets lost, those waiting are told, and nobody is stored twice', async (t) => {
  const wire = await startWire(program.databaseUrl);
  const beyond = await openServices(program.services.config, wire.url, program.services.log, false);
  t.after(() => closeServices(beyond).then(wire.close));
  await add([person({ email: 'warm@lost.example' })], beyond);
  wire.loseNextCommit();
  const people = Array.from({ length: 5 }, (_, n) => person({ email: `p${n}@lost.example` }));
  const answers = await Promise.allSettled(people.map((one) => add([one], beyond)));
  assert.deepEqual(new Set(answers.map((answer) => answer.status)), new Set(['rejected']));
  const stored = await withCompany(program.db, hiring.companyId, (trx) =>
    trx
      .selectFrom('applications as a')
      .innerJoin('candidates as c', 'c.id', 'a.candidate_id')
      .select('c.email')
      .where('c.email', 'like', 'p%@lost.example')
      .orderBy('c.email')
      .execute(),
  );
  assert.deepEqual(
    stored.map((row) => row.email),
    people.map((one) => one.email),
  );
});

test('a campaign that is archived or deleted takes nobody, as soon as the hint is there', async () => {
  const { companyId } = hiring;
  const campaign = await withSystem(program.db, (trx) =>
    trx
      .insertInto('campaigns')
      .values({ company_id: companyId, title: 'Short', country: 'ES', language: 'es' })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  const one = (n: number) =>
    createApplications(program.services, companyId, campaign.id, [person({ email: `c${n}@campaign.example` })], api);
  assert.equal((await one(1))[0]?.outcome, 'created');
  const change = async (archived_at: Date | null) => {
    await withSystem(program.db, (trx) =>
      trx.updateTable('campaigns').set({ archived_at }).where('id', '=', campaign.id).execute(),
    );
    const heard = Promise.withResolvers<void>();
    const stop = program.services.hints.subscribe((hint) => hint.topic === 'campaigns' && heard.resolve());
    program.services.hints.publish({ companyId, topic: 'campaigns' });
    await heard.promise;
    stop();
  };
  await change(new Date());
  const [archived] = await one(2);
  assert.ok(archived?.outcome === 'refused' && archived.code === 'campaign_archived');
  await change(null);
  assert.equal((await one(3))[0]?.outcome, 'created');
  const [unknown] = await createApplications(
    program.services,
    companyId,
    99_999_999,
    [person({ email: 'c4@campaign.example' })],
    api,
  );
  assert.ok(unknown?.outcome === 'refused' && unknown.code === 'not_found');
});
