import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { sendSystemMail } from '#accounts/system-mail.ts';
import { withSystem } from '#platform/db.ts';
import { type Applicant, as, createApplicant, createHiring, type Hiring, messagesOf } from '#test/applicants.ts';
import { queue, sms } from '#test/outbox.ts';
import { putSending } from '#test/sending.ts';
import { connectTwilio, reached, startEagerOutbox, startTexting } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';
import type { Loop } from '../loop.ts';
import { warnOfUse } from './warnings.ts';

type Texting = Awaited<ReturnType<typeof startTexting>>;
let texting: Texting;
let hiring: Hiring;
let loops: Loop[] = [];
before(async () => {
  texting = await startTexting();
  ({ hiring } = texting);
  await connectTwilio(texting.program, hiring, texting.twilio);
});
afterEach(async () => {
  await stop();
  texting.twilio.messages.length = 0;
  texting.twilio.mishaps.length = 0;
  await texting.program.db.pool.query(
    'update channel_connections set paused_until = null, failures = 0, free_at = now()',
  );
  await texting.program.db.pool.query('delete from outbox');
  await texting.program.db.pool.query('delete from sms_counters');
});
after(() => texting.close());

const start = (leaseMs?: number) => loops.push(startEagerOutbox(texting.program, leaseMs));
async function stop() {
  await Promise.all(loops.map((loop) => loop.stop()));
  loops = [];
}
let serial = 0;
const newPhone = () => `+63917${String(2_000_000 + 10_007 * ++serial)}`;
const person = async (phone = newPhone()) => ({
  ...(await createApplicant(texting.program.db, hiring, { phone })),
  phone,
});
const send = (to: Applicant & { phone: string }, ...bodies: string[]) =>
  queue(
    texting.program.db,
    hiring.companyId,
    bodies.map((body) => ({ ...sms(to, body), toAddress: to.phone })),
  );
const settings = async (change: object) => {
  const answer = await putSending(texting.program, hiring, change);
  assert.equal(answer.statusCode, 200, answer.body);
};
const use = async (who: Hiring = hiring) =>
  (await texting.program.app.inject({ url: '/api/sending/use', headers: as('manager', who) })).json();
const reply = (to: Applicant, body: string, channel = 'sms') =>
  texting.program.app.inject({
    method: 'POST',
    url: `/api/applications/${to.applicationId}/messages`,
    headers: as('manager', hiring),
    payload: { channel, body, clientKey: crypto.randomUUID() },
  });
const reasonOf = async (to: Applicant) => {
  const url = `/api/applications/${to.applicationId}/channels`;
  const channels = (await texting.program.app.inject({ url, headers: as('manager', hiring) })).json();
  return channels.find((one: { channel: string }) => one.channel === 'sms').reason;
};
const emptied = () => waitUntil(async () => (await texting.program.db.pool.query('select from outbox')).rowCount === 0);
const failures = async (to: Applicant) =>
  (await messagesOf(texting.program.db, to)).filter(({ status }) => status === 'failed').map((one) => one.error_code);
const twoParts = 'x'.repeat(161);

describe('the cap on SMS', () => {
  it('is not overshot by workers that send at once, and all of it is used', async () => {
    await settings({ smsCap: 51 });
    const people = await Promise.all(Array.from({ length: 30 }, () => person()));
    await Promise.all(people.map((one) => send(one, 'one part', `two ${twoParts}`)));
    for (const _worker of [1, 2]) start(10_000);
    await emptied();
    const parts = texting.twilio.messages.map(({ body }) => (body === 'one part' ? 1 : 2));
    const sum = parts.reduce((total, one) => total + one, 0);
    assert.ok(sum === 51 || sum === 50, `${sum} parts left`);
    assert.deepEqual(await use(), { used: sum, cap: 51, level: sum === 51 ? 'reached' : 'near' });
    const refused = (await Promise.all(people.map(failures))).flat();
    assert.equal(refused.length, 60 - texting.twilio.messages.length);
    assert.deepEqual(new Set(refused), new Set(['sms_cap']));
  });

  it('is said to the recruiter before they send, by the parts that their text has', async () => {
    await settings({ smsCap: 2 });
    const [ana, bea] = [await person(), await person()];
    await send(ana, 'one');
    start();
    await reached(texting.program, ana, 'sent');
    assert.equal(await reasonOf(bea), null);
    const long = await reply(bea, twoParts);
    assert.deepEqual([long.statusCode, long.json().error.code], [409, 'sms_cap']);
    assert.equal((await reply(bea, 'short')).statusCode, 201);
    await reached(texting.program, bea, 'sent');
    assert.equal(await reasonOf(ana), 'sms_cap');
    assert.deepEqual((await use()).level, 'reached');
    const invited = await texting.program.app.inject({
      method: 'POST',
      url: `/api/applications/${bea.applicationId}/invitation`,
      headers: as('manager', hiring),
    });
    assert.deepEqual(invited.json(), { messages: 1 }, 'the letter alone');
    await settings({ smsCap: 3 });
    assert.equal(await reasonOf(ana), null);
  });

  it('counts a message once, however often it is tried, and not at all where the provider refuses it', async () => {
    await settings({ smsCap: 10 });
    const [ana, bea] = [await person(), await person()];
    texting.twilio.mishaps.push({ status: 400, code: 30003 }, { status: 400, code: 30003 });
    await send(ana, 'again');
    start();
    for (const attempts of [1, 2]) {
      await waitUntil(async () => {
        const { rows } = await texting.program.db.pool.query('select attempts, claimed_by from outbox');
        return rows[0]?.attempts === attempts && rows[0].claimed_by === null;
      });
      assert.equal((await use()).used, 1);
      await texting.program.db.pool.query('update outbox set due_at = now()');
    }
    await reached(texting.program, ana, 'sent');
    assert.equal((await use()).used, 1);
    texting.twilio.mishaps.push({ status: 400, code: 21211 });
    await send(bea, twoParts);
    assert.equal((await reached(texting.program, bea, 'failed')).error_code, 'twilio_21211');
    await waitUntil(async () => (await use()).used === 1);
    const id = (await messagesOf(texting.program.db, bea)).at(-1)?.id;
    const headers = as('manager', hiring);
    await texting.program.app.inject({ method: 'POST', url: `/api/messages/${id}/retry`, headers });
    await reached(texting.program, bea, 'sent');
    assert.equal((await use()).used, 3);
  });

  it('counts once what a killed worker had given to the provider, and what it had not', async () => {
    await settings({ smsCap: 10 });
    const [ana, bea] = [await person(), await person()];
    texting.twilio.mishaps.push('silent after taking');
    await send(ana, 'taken');
    const script = join(import.meta.dirname, '../../../test/support/killed-sender.ts');
    const { config } = texting.program.services;
    const values = [texting.program.databaseUrl, config.secret, JSON.stringify(config.providerOrigins)];
    const child = spawn(process.execPath, [script, ...values], { stdio: ['ignore', 'ignore', 'inherit'] });
    await waitUntil(() => texting.twilio.messages.length === 1);
    child.kill('SIGKILL');
    await once(child, 'exit');
    texting.twilio.dropConnections();
    // As a worker leaves it that dies between its claim and the provider.
    await send(bea, 'not taken');
    start();
    await reached(texting.program, bea, 'sent');
    await reached(texting.program, ana, 'sent');
    assert.deepEqual([texting.twilio.messages.length, (await use()).used], [2, 2]);
  });

  it('warns the owners once a month at four fifths, by mail', async () => {
    const small = await createHiring(texting.program.db, { name: 'Small' });
    assert.equal((await putSending(texting.program, small, { smsCap: 5 })).statusCode, 200);
    const mails = async () =>
      (
        await texting.program.db.pool.query(
          "select data from pgboss.job where name = 'send-system-mail' and data ->> 'kind' = 'sms-cap'",
        )
      ).rows.map((row) => row.data.userId);
    const count = (used: number) =>
      withSystem(texting.program.db, (trx) =>
        sql`insert into sms_counters (company_id, kind, key, since, used)
            values (${small.companyId}, 'month', '', date_trunc('month', now() at time zone 'UTC'), ${used})
            on conflict (company_id, kind, key, since) do update set used = excluded.used`.execute(trx),
      );
    await count(3);
    await warnOfUse(texting.program.services);
    assert.deepEqual([await mails(), (await use(small)).level], [[], 'fine']);
    await count(4);
    for (const _turn of [1, 2]) await warnOfUse(texting.program.services);
    assert.deepEqual([await mails(), (await use(small)).level], [[small.ownerId], 'near']);
    await sendSystemMail(texting.program.services, { kind: 'sms-cap', userId: small.ownerId });
    const { rows } = await texting.program.db.pool.query(
      'select subject, body from sandbox_messages where company_id = $1',
      [small.companyId],
    );
    assert.match(rows[0].subject, /SMS are nearly used up/);
    assert.match(rows[0].body, /settings\?section=sending/);
    assert.equal((await putSending(texting.program, small, { smsCap: 100 })).statusCode, 200);
    assert.equal((await use(small)).level, 'fine');
    await putSending(texting.program, small, { smsCap: 5 });
    await warnOfUse(texting.program.services);
    assert.equal((await mails()).length, 2, 'a cap that was raised and comes near again');
  });
});

describe('limits against toll fraud', () => {
  it('hold for one number a day, for whoever writes', async () => {
    await settings({ numberADay: 2 });
    const ana = await person();
    await send(ana, 'one', 'two', 'three');
    for (const _worker of [1, 2]) start();
    await emptied();
    assert.deepEqual(await failures(ana), ['number_limit']);
    assert.equal(await reasonOf(ana), 'number_limit');
    const answer = await reply(ana, 'four');
    assert.deepEqual([answer.statusCode, answer.json().error.code], [409, 'number_limit']);
    assert.equal(await reasonOf(await person()), null);
  });

  it('hold by themselves once a provider is connected; nothing in the sandbox costs', async () => {
    const trying = await createHiring(texting.program.db, { name: 'Trying' });
    await texting.program.db.pool.query('delete from sending_settings where company_id = any ($1)', [
      [hiring.companyId, trying.companyId],
    ]);
    const failed = async (who: Hiring, phone = newPhone()) => {
      const applicant = await createApplicant(texting.program.db, who, { phone });
      const texts = Array.from({ length: 61 }, (_, at) => ({ ...sms(applicant, `n ${at}`), toAddress: phone }));
      await queue(texting.program.db, who.companyId, texts);
      start();
      await emptied();
      await stop();
      return (await messagesOf(texting.program.db, applicant)).filter(({ status }) => status === 'failed').length;
    };
    assert.equal(await failed(trying), 0);
    assert.equal(await failed(trying, '+34612345678'), 0);
    assert.equal(await failed(hiring), 1);
  });

  it('hold for numbers that begin alike, in an hour', async () => {
    await settings({ prefixAnHour: 3, prefixDigits: 8 });
    const crowd = await Promise.all(Array.from({ length: 5 }, (_, at) => person(`+63918555000${at}`)));
    await Promise.all(crowd.map((one) => send(one, 'pumped')));
    for (const _worker of [1, 2]) start();
    const held = () =>
      texting.program.db.pool.query('select message_id, not_before from outbox where not_before > now()');
    await waitUntil(async () => texting.twilio.messages.length === 3 && (await held()).rowCount === 2);
    assert.deepEqual((await Promise.all(crowd.map(failures))).flat(), []);
    const [waiting] = (await held()).rows;
    assert.equal(waiting.not_before.getTime() % 3_600_000, 0);
    const owner = as('manager', hiring);
    const { app } = texting.program;
    const shown = await Promise.all(
      crowd.map(async ({ applicationId }) => {
        const url = `/api/applications/${applicationId}/conversation`;
        return (await app.inject({ url, headers: owner })).json().items;
      }),
    );
    const reasons = shown
      .flat()
      .flatMap((item: { heldUntil?: { reason: string } | null }) => item.heldUntil?.reason ?? []);
    assert.deepEqual(reasons, ['prefix_limit', 'prefix_limit']);
    const now = await app.inject({ method: 'DELETE', url: `/api/messages/${waiting.message_id}/hold`, headers: owner });
    assert.deepEqual([now.statusCode, now.json().error.code], [409, 'prefix_limit']);
    const own = await person('+639185550998');
    assert.equal((await reply(own, 'by hand')).json().error.code, 'prefix_limit');
    await texting.program.db.pool.query(
      "update sms_counters set since = since - interval '1 hour' where kind = 'prefix'",
    );
    await texting.program.db.pool.query('update outbox set not_before = now(), due_at = now()');
    await emptied();
    assert.equal(texting.twilio.messages.length, 5);
    await texting.program.db.pool.query("update sms_counters set used = 3 where kind = 'prefix'");
    assert.equal(await reasonOf(await person('+639185550999')), 'prefix_limit');
    assert.equal(await reasonOf(await person('+639195550999')), null);
  });

  it('allow the company’s own countries alone, until an owner names others', async () => {
    await settings({});
    const [home, abroad, american] = [await person(), await person('+34612345678'), await person('+12125550123')];
    await Promise.all([home, abroad, american].map((one) => send(one, 'x')));
    start();
    await emptied();
    assert.deepEqual(await failures(abroad), ['country_not_allowed']);
    assert.deepEqual([await failures(home), await failures(american)], [[], []]);
    assert.deepEqual([await reasonOf(abroad), await reasonOf(home)], ['country_not_allowed', null]);
    await settings({ countries: ['ES'] });
    assert.deepEqual([await reasonOf(abroad), await reasonOf(home)], [null, 'country_not_allowed']);
    assert.equal((await reply(abroad, 'Hola')).statusCode, 201);
  });

  it('never send to numbers that cost extra, or that are of no country', async () => {
    await settings({ countries: ['ES', 'US', 'GB', 'PH'] });
    for (const [phone, reason] of [
      ['+34803123456', 'premium_number'],
      ['+19005551234', 'premium_number'],
      ['+447012345678', 'premium_number'],
      ['+97912345678', 'country_not_allowed'],
      ['+870773111632', 'country_not_allowed'],
    ] as const) {
      const dear = await person(phone);
      await send(dear, 'x');
      assert.equal(await reasonOf(dear), reason, phone);
      const answer = await reply(dear, 'Hello');
      assert.deepEqual([answer.statusCode, answer.json().error.code], [409, reason]);
      start();
      await emptied();
      assert.deepEqual(await failures(dear), [reason]);
    }
    assert.equal(texting.twilio.messages.length, 0);
  });

  it('hold for people who are added by hand and for letters too long, which fail with the reason', async () => {
    await settings({ countries: ['PH'] });
    const payload = { firstName: 'Eva', phone: '+34612345600' };
    const url = `/api/campaigns/${hiring.campaignId}/applications`;
    const added = await texting.program.app.inject({ method: 'POST', url, headers: as('manager', hiring), payload });
    const eva = { companyId: hiring.companyId, ...added.json() };
    const ana = await person();
    await send(ana, 'x'.repeat(1601));
    start();
    await emptied();
    assert.deepEqual([await failures(eva), await failures(ana)], [['country_not_allowed'], ['too_long']]);
    const id = (await messagesOf(texting.program.db, ana)).at(-1)?.id;
    const headers = as('manager', hiring);
    const retried = await texting.program.app.inject({ method: 'POST', url: `/api/messages/${id}/retry`, headers });
    assert.equal(retried.statusCode, 400, 'nor by sending it again');
  });
});
