import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { withSystem } from '#platform/db.ts';
import { as, chatPath, createApplicant, messagesOf } from '#test/applicants.ts';
import { connectTwilio, deliverWebhook, hurry, startTexting } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';

type Texting = Awaited<ReturnType<typeof startTexting>>;
let texting: Texting;
let webhook: string;
before(async () => {
  texting = await startTexting({ worker: true });
  webhook = await connectTwilio(texting.program, texting.hiring, texting.twilio);
});
after(() => texting.close());

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let serial = 0;
async function candidate() {
  const phone = `+63917123${String(1000 + ++serial)}`;
  const applicant = await createApplicant(texting.program.db, texting.hiring, { phone });
  await withSystem(texting.program.db, (trx) =>
    trx
      .insertInto('candidate_contacts')
      .values({ company_id: applicant.companyId, candidate_id: applicant.candidateId, kind: 'phone', value: phone })
      .execute(),
  );
  return { ...applicant, phone };
}

const receive = (form: Record<string, string>) => deliverWebhook(texting.program, texting.twilio, webhook, form);
const received = (phone: string) => texting.twilio.messages.filter((one) => one.to === phone).map((one) => one.body);

/** The candidate writes; resolves with what their phone shows next. */
async function write(phone: string, ...texts: string[]): Promise<string> {
  const before = received(phone).length;
  for (const text of texts) assert.equal((await receive(texting.twilio.inbound(phone, text))).statusCode, 200);
  await hurry(texting.program);
  return waitUntil(() => received(phone)[before]);
}

const answersOf = (applicationId: number) =>
  withSystem(texting.program.db, (trx) =>
    trx.selectFrom('answers').selectAll().where('application_id', '=', applicationId).orderBy('position').execute(),
  );

describe('an interview by SMS', () => {
  it('is held from the first word to the last, choices by their numbers, fragments as one answer', async () => {
    const ana = await candidate();
    assert.equal(await write(ana.phone, 'Hi'), 'Hello! A few questions.\n\nWhy do you want this job?');
    assert.equal(await write(ana.phone, 'I like people', 'and the night'), 'Tell us about yourself.');
    assert.equal(await write(ana.phone, 'I have worked in sales.'), 'How many years of experience?');
    assert.equal(await write(ana.phone, 'three years'), 'Which shift?\n1. Day\n2. Night');
    assert.equal(await write(ana.phone, '2'), 'Thank you, we will be in touch.');
    const answers = await answersOf(ana.applicationId);
    assert.deepEqual(
      answers.map(({ text, number, choice_id }) => [text, number, choice_id]),
      [
        ['I like people\nand the night', null, null],
        ['I have worked in sales.', null, null],
        ['three years', 3, null],
        ['Night', null, 'night'],
      ],
    );
    const said = await messagesOf(texting.program.db, ana);
    assert.ok(
      said.every((message) => message.channel === 'sms'),
      'nothing is said where the candidate is not',
    );
    await waitUntil(() => received(ana.phone).length === 6 && received(ana.phone)[5]);
    assert.equal(received(ana.phone)[5], 'Thanks Ana, we have your answers.');
    assert.deepEqual(texting.twilio.misunderstandings, []);
  });

  it('goes on where it stopped on another channel, with the question once more', async () => {
    const bea = await candidate();
    await write(bea.phone, 'Hi');
    const url = `${chatPath(texting.program.services.config, bea)}/opened`;
    const opened = await texting.program.app.inject({ method: 'POST', url, payload: { clientKey: 'key-of-the-page' } });
    const shown = opened.json().messages.map((message: { body: string }) => message.body);
    assert.deepEqual(shown, ['Welcome back! Let’s go on where you stopped.', 'Why do you want this job?']);
    assert.match(await write(bea.phone, 'I am back'), /^Welcome back.*\n\nWhy do you want this job\?$/);
  });

  it('takes a voice message for the answer, and shows pictures to the recruiter', async () => {
    const cara = await candidate();
    await write(cara.phone, 'Hi');
    await write(cara.phone, 'I like people');
    const wav = Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1'), Buffer.alloc(64)]);
    const before = received(cara.phone).length;
    await receive(texting.twilio.inbound(cara.phone, '', [{ body: wav, contentType: 'audio/wav' }]));
    assert.equal(await waitUntil(() => received(cara.phone)[before]), 'How many years of experience?');
    const voice = (await answersOf(cara.applicationId))[1];
    assert.deepEqual([voice?.kind, voice?.content_type], ['audio', 'audio/wav']);
    await receive(texting.twilio.inbound(cara.phone, 'My certificate', [{ body: png, contentType: 'image/png' }]));
    const message = await waitUntil(async () =>
      (await messagesOf(texting.program.db, cara)).find((one) => one.body === 'My certificate'),
    );
    const [file] = message.attachments as { key: string; contentType: string }[];
    assert.equal(file?.contentType, 'image/png');
    assert.deepEqual((await texting.program.services.blobs.head(file?.key ?? ''))?.size, png.length);
    assert.deepEqual(texting.twilio.misunderstandings, []);
  });

  it('is not begun by somebody who is in no campaign: they stand under No Campaign, once', async () => {
    const stranger = '+639998887766';
    await Promise.all(['Hello', 'Anybody?'].map((text) => receive(texting.twilio.inbound(stranger, text))));
    await hurry(texting.program);
    const { app } = texting.program;
    const found = await waitUntil(async () => {
      const url = '/api/applications?folder=no_campaign';
      const list = (await app.inject({ url, headers: as('owner', texting.hiring) })).json();
      return list.items?.[0]?.lastMessage ? list.items : null;
    });
    assert.equal(found.length, 1);
    assert.equal(received(stranger).length, 0);
  });
});
