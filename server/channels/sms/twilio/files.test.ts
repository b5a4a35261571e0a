import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Loop } from '#conversations/loop.ts';
import { createApplicant, messagesOf } from '#test/applicants.ts';
import { picture, pixel, sendFiles } from '#test/files.ts';
import { connectTwilio, reached, startEagerOutbox, startTexting } from '#test/texting.ts';

let texting: Awaited<ReturnType<typeof startTexting>>;
let loop: Loop;
before(async () => {
  texting = await startTexting();
  await connectTwilio(texting.program, texting.hiring, texting.twilio);
  loop = startEagerOutbox(texting.program);
});
after(async () => {
  await loop.stop();
  await texting.close();
});

async function sendPictures(body: string, count: number) {
  const { program, hiring } = texting;
  const person = await createApplicant(program.db, hiring, {});
  await sendFiles(program, hiring, person, { channel: 'sms', body }, Array(count).fill(picture));
  return person;
}

test('Twilio is told where it finds the files, and finds them there without a password', async () => {
  const person = await sendPictures('Look', 2);
  await reached(texting.program, person, 'sent');
  const taken = texting.twilio.messages.at(-1);
  assert.deepEqual([taken?.body, taken?.mediaUrls.length], ['Look', 2]);
  for (const address of taken?.mediaUrls ?? []) {
    const { origin, pathname } = new URL(address);
    assert.equal(origin, 'https://parley.example');
    const file = await texting.program.app.inject({ url: pathname });
    assert.deepEqual([file.headers['content-type'], file.rawPayload], ['image/png', pixel]);
  }
  assert.deepEqual(texting.twilio.misunderstandings, []);
});

test('a message of pictures alone is found again after a lost answer, and not taken for another', async () => {
  texting.twilio.mishaps.push('cut after taking');
  const before = texting.twilio.messages.length;
  const person = await sendPictures('', 1);
  const sent = await reached(texting.program, person, 'sent');
  assert.equal(texting.twilio.messages.length, before + 1);
  assert.equal(sent.provider_id, texting.twilio.messages.at(-1)?.sid);
  assert.equal((await messagesOf(texting.program.db, person)).length, 1);
});
