import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { as, createApplicant, createHiring, type Hiring, messagesOf } from '#test/applicants.ts';
import { queue, sms } from '#test/outbox.ts';
import { closedUntil, putSending } from '#test/sending.ts';
import { connectTwilio, deliverWebhook, hurry, reached, startEagerOutbox, startTexting } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';
import type { TimelineItem } from '../schema.ts';

type Texting = Awaited<ReturnType<typeof startTexting>>;
let texting: Texting;
let hiring: Hiring;
let webhook: string;
before(async () => {
  texting = await startTexting({ worker: true });
  ({ hiring } = texting);
  webhook = await connectTwilio(texting.program, hiring, texting.twilio);
});
beforeEach(async () => {
  await withSystem(texting.program.db, (trx) => sql`delete from outbox`.execute(trx));
  await close();
});
after(() => texting.close());

const call = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object, who = hiring) =>
  texting.program.app.inject({ method, url, headers: as('manager', who), ...(payload ? { payload } : {}) });
const close = async () =>
  assert.equal((await putSending(texting.program, hiring, closedUntil('Asia/Manila'))).statusCode, 200);
const open = () => putSending(texting.program, hiring);
const newPhone = () => `+63917${String(1_000_000 + Math.floor(Math.random() * 8_999_999))}`;

/** Somebody who is added by hand: their invitation goes out by itself, as SMS and as a letter. */
async function added(phone = newPhone()) {
  const payload = { firstName: 'Ana', lastName: 'Reyes', phone, email: `p${phone.slice(1)}@example.com` };
  const answer = await call('POST', `/api/campaigns/${hiring.campaignId}/applications`, payload);
  assert.equal(answer.statusCode, 201, answer.body);
  const { candidateId, applicationId } = answer.json();
  return { companyId: hiring.companyId, candidateId, applicationId, phone };
}

async function messagesShown(applicationId: number) {
  const { items } = (await call('GET', `/api/applications/${applicationId}/conversation`)).json();
  return (items as TimelineItem[]).filter((item) => item.type === 'message');
}
const taken = (phone: string) => texting.twilio.messages.filter((one) => one.to === phone).map((one) => one.body);

describe('outside of business hours', () => {
  it('an invitation waits until the morning in the candidate’s zone, its letter does not, and a recruiter sees so', async () => {
    const ana = await added();
    await waitUntil(async () => (await messagesOf(texting.program.db, ana)).some(({ status }) => status === 'sent'));
    const [text, letter] = await messagesShown(ana.applicationId);
    assert.deepEqual(
      [text?.channel, text?.status, letter?.channel, letter?.status],
      ['sms', 'queued', 'email', 'sent'],
    );
    assert.equal(text?.heldUntil?.timeZone, 'Asia/Manila');
    const local = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Manila', timeStyle: 'short' });
    assert.equal(local.format(new Date(text?.heldUntil?.at ?? 0)), '08:00');
    assert.equal(letter?.heldUntil, null);
  });

  it('a recruiter’s own message passes what waits, and what waits leaves when a recruiter says so', async () => {
    const bea = await added();
    const clientKey = crypto.randomUUID();
    const own = await call('POST', `/api/applications/${bea.applicationId}/messages`, {
      channel: 'sms',
      body: 'Call me',
      clientKey,
    });
    assert.equal(own.statusCode, 201, own.body);
    await waitUntil(() => taken(bea.phone).length === 1);
    assert.deepEqual(taken(bea.phone), ['Call me']);
    const [held] = await messagesShown(bea.applicationId);
    const other = await createHiring(texting.program.db, { name: 'Other' });
    const foreign = await call('DELETE', `/api/messages/${held?.id}/hold`, undefined, other);
    const none = await call('DELETE', '/api/messages/99999999/hold', undefined, other);
    assert.deepEqual([foreign.statusCode, foreign.body], [404, none.body]);
    assert.equal((await call('DELETE', `/api/messages/${held?.id}/hold`)).statusCode, 204);
    await waitUntil(() => taken(bea.phone).length === 2);
    await waitUntil(async () => (await messagesShown(bea.applicationId))[0]?.status === 'sent');
    const again = await call('DELETE', `/api/messages/${held?.id}/hold`);
    assert.deepEqual([again.statusCode, again.json().error.code], [409, 'not_held']);
  });

  it('the bot answers who writes, though their invitation waits, and thanks them where they are', async () => {
    const cara = await added();
    const before = (await messagesShown(cara.applicationId)).length;
    const write = async (text: string) => {
      const count = taken(cara.phone).length;
      await deliverWebhook(texting.program, texting.twilio, webhook, texting.twilio.inbound(cara.phone, text));
      await hurry(texting.program);
      return waitUntil(() => taken(cara.phone)[count]);
    };
    assert.match(await write('Hi'), /Why do you want this job/);
    for (const answer of ['I like people', 'I worked in sales', '3']) await write(answer);
    assert.match(await write('2'), /^Thank you, we will be in touch/);
    await waitUntil(() => taken(cara.phone).includes('Thanks Ana, we have your answers.'));
    const invitation = (await messagesShown(cara.applicationId))[0];
    assert.deepEqual([before, invitation?.status, invitation?.heldUntil !== null], [2, 'queued', true]);
  });

  it('what was queued in time and is late by now is held back as well, and leaves when the hours change', async () => {
    const dora = await createApplicant(texting.program.db, hiring, { phone: newPhone() });
    // Queued as if the company had no hours.
    await queue(texting.program.db, hiring.companyId, [{ ...sms(dora, 'late'), toAddress: newPhone() }]);
    texting.program.services.hints.publish({ companyId: 0, topic: 'outbox' });
    await waitUntil(async () => (await messagesShown(dora.applicationId))[0]?.heldUntil);
    const { rows } = await texting.program.db.pool.query('select attempts, claimed_by from outbox');
    assert.deepEqual(rows, [{ attempts: 0, claimed_by: null }]);
    await open();
    await reached(texting.program, dora, 'sent');
  });

  it('a message whose time has come leaves by itself, once', async () => {
    const ella = await added();
    await withSystem(texting.program.db, (trx) =>
      sql`update sending_settings set hours_on = false where company_id = ${hiring.companyId}`.execute(trx),
    );
    await withSystem(texting.program.db, (trx) =>
      sql`update outbox set not_before = now(), due_at = now()`.execute(trx),
    );
    const loop = startEagerOutbox(texting.program);
    await waitUntil(async () => (await messagesShown(ella.applicationId)).every(({ status }) => status === 'sent'));
    await loop.stop();
    assert.equal(taken(ella.phone).length, 1);
  });
});
