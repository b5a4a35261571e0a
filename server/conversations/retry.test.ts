import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { type Applicant, as, createApplicant, messagesOf } from '#test/applicants.ts';
import { queue, sms } from '#test/outbox.ts';
import { connectTwilio, deliverWebhook, reached, startEagerOutbox, startTexting } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';
import type { Loop } from './loop.ts';

let texting: Awaited<ReturnType<typeof startTexting>>;
let webhook: string;
let outbox: Loop | null = null;

before(async () => {
  texting = await startTexting();
  webhook = await connectTwilio(texting.program, texting.hiring, texting.twilio);
});
const stop = async () => {
  await outbox?.stop();
  outbox = null;
};
afterEach(stop);
after(() => texting.close());

const start = () => {
  outbox = startEagerOutbox(texting.program);
};
const tell = (form: Record<string, string>, url = webhook) =>
  deliverWebhook(texting.program, texting.twilio, url, form);
const newest = async (person: Applicant) =>
  (await messagesOf(texting.program.db, person)).findLast((message) => message.direction === 'out');
const given = (body: string) => texting.twilio.messages.filter((message) => message.body === body);

/** A message that Twilio took and could not deliver; nothing is sent until `start`. */
async function failedMessage(body: string) {
  const ana = await createApplicant(texting.program.db, texting.hiring);
  await queue(texting.program.db, ana.companyId, [sms(ana, body)]);
  start();
  const { id } = await reached(texting.program, ana, 'sent');
  const [first] = given(body);
  assert.ok(first);
  await tell(texting.twilio.status(first, 'undelivered', 30003), first.statusCallback);
  assert.equal((await newest(ana))?.status, 'failed');
  await stop();
  return { ana, first, id };
}

function retry(messageId: number) {
  const { program, hiring } = texting;
  return program.app.inject({
    method: 'POST',
    url: `/api/messages/${messageId}/retry`,
    headers: as('owner', hiring),
  });
}

describe('a message that is sent again', () => {
  for (const late of ['sent', 'delivered', 'undelivered'])
    it(`leaves though "${late}" is told of the first sending afterwards`, async () => {
      const body = `once more, after ${late}`;
      const { ana, first, id } = await failedMessage(body);
      assert.equal((await retry(id)).statusCode, 200);
      const about = texting.twilio.status(first, late, late === 'undelivered' ? 30003 : undefined);
      await tell(about, first.statusCallback);
      // By Twilio's id alone, which is no longer that of the message.
      await tell(about);
      assert.equal((await newest(ana))?.status, 'queued');
      start();
      await reached(texting.program, ana, 'sent');
      const [, second] = given(body);
      assert.ok(second);
      await tell(about, first.statusCallback);
      assert.equal((await newest(ana))?.status, 'sent');
      await tell(texting.twilio.status(second, 'delivered'), second.statusCallback);
      assert.equal((await newest(ana))?.status, 'delivered');
    });

  it('is not taken for the first one where its answer gets lost', async () => {
    const body = 'cut the second time';
    const { ana, first, id } = await failedMessage(body);
    assert.equal((await retry(id)).statusCode, 200);
    texting.twilio.mishaps.push('cut before taking');
    start();
    await waitUntil(() => given(body).length === 2);
    const sent = await reached(texting.program, ana, 'sent');
    assert.equal(sent.provider_id, given(body)[1]?.sid);
    assert.notEqual(sent.provider_id, first.sid);
  });

  it('keeps what became of the first sending', async () => {
    const { first, id } = await failedMessage('remembered');
    assert.equal((await retry(id)).statusCode, 200);
    const { rows } = await texting.program.db.pool.query('select * from spent_sendings where message_id = $1', [id]);
    assert.deepEqual(
      rows.map((row) => [row.retries, row.provider_id, row.to_address, row.status, row.error_code]),
      [[0, first.sid, '+639171234567', 'failed', 'twilio_30003']],
    );
  });
});
