import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { withSystem } from '#platform/db.ts';
import { as, createApplicant, messagesOf } from '#test/applicants.ts';
import { hurry } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';
import { connectWhatsapp, deliver, startChatting } from '#test/whatsapp.ts';

type Chatting = Awaited<ReturnType<typeof startChatting>>;
let chatting: Chatting;
let webhook: string;
before(async () => {
  chatting = await startChatting({ worker: true });
  webhook = await connectWhatsapp(chatting.program, chatting.hiring, chatting.whatsapp);
});
after(() => chatting.close());

let serial = 0;
async function candidate() {
  const waId = `63917123${String(2000 + ++serial)}`;
  const applicant = await createApplicant(chatting.program.db, chatting.hiring, { phone: `+${waId}` });
  await withSystem(chatting.program.db, (trx) =>
    trx
      .insertInto('candidate_contacts')
      .values({
        company_id: applicant.companyId,
        candidate_id: applicant.candidateId,
        kind: 'phone',
        value: `+${waId}`,
      })
      .execute(),
  );
  return { ...applicant, waId };
}

const receive = (content: object) => deliver(chatting.program, chatting.whatsapp, webhook, content);
const received = (to: string) => chatting.whatsapp.messages.filter((one) => one.to === to);
const text = (body: string) => ({ type: 'text', text: { body } });

/** The candidate writes or taps; resolves with what their phone shows next. */
async function write(person: { waId?: string; userId?: string }, ...contents: object[]) {
  const to = person.waId ?? person.userId ?? '';
  const before = received(to).length;
  for (const content of contents)
    assert.equal((await receive(chatting.whatsapp.inbound(person, content))).statusCode, 200);
  await hurry(chatting.program);
  return waitUntil(() => received(to)[before]);
}

const answersOf = (applicationId: number) =>
  withSystem(chatting.program.db, (trx) =>
    trx.selectFrom('answers').selectAll().where('application_id', '=', applicationId).orderBy('position').execute(),
  );

const voiceNote = Buffer.concat([
  Buffer.from('OggS\0\x02\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\x01\x13OpusHead\x01\x01', 'latin1'),
  Buffer.alloc(64),
]);

async function listOf(folder: string) {
  const url = `/api/applications?folder=${folder}`;
  return (await chatting.program.app.inject({ url, headers: as('owner', chatting.hiring) })).json().items;
}

describe('an interview by WhatsApp', () => {
  it('is held from the first word to the last, with a voice note and a button', async () => {
    const ana = await candidate();
    assert.equal((await write(ana, text('Hi'))).text, 'Hello! A few questions.\n\nWhy do you want this job?');
    assert.equal((await write(ana, text('I like people'), text('and the night'))).text, 'Tell us about yourself.');
    const voice = chatting.whatsapp.file('audio', voiceNote, { mime_type: 'audio/ogg; codecs=opus', voice: true });
    assert.equal((await write(ana, voice)).text, 'How many years of experience?');
    const shift = await write(ana, text('three'));
    assert.deepEqual(
      [shift.text, shift.style, shift.replies.map(({ title }) => title)],
      ['Which shift?', 'button', ['Day', 'Night']],
    );
    assert.equal((await write(ana, chatting.whatsapp.tap(shift, 'Night'))).text, 'Thank you, we will be in touch.');
    const answers = await answersOf(ana.applicationId);
    assert.deepEqual(
      answers.map(({ kind, text: said, number, choice_id }) => [kind, said, number, choice_id]),
      [
        ['text', 'I like people\nand the night', null, null],
        ['audio', null, null, null],
        ['number', 'three', 3, null],
        ['choice', 'Night', null, 'night'],
      ],
    );
    assert.equal(answers[1]?.content_type, 'audio/ogg');
    const said = await messagesOf(chatting.program.db, ana);
    assert.equal(said.find((message) => message.provider_id && message.body === 'Night')?.direction, 'in');
    assert.deepEqual(chatting.whatsapp.misunderstandings, []);
  });

  it('reads pieces of an answer in the order in which they were written, however they arrive', async () => {
    const bea = await candidate();
    await write(bea, text('Hi'));
    const pieces = ['I like', 'people', 'and the night'].map((body) => chatting.whatsapp.inbound(bea, text(body)));
    const [first, second, third] = pieces as [object, object, object];
    for (const content of [third, first, third, second, first]) await receive(content);
    await hurry(chatting.program);
    await waitUntil(() => received(bea.waId)[1]);
    assert.equal((await answersOf(bea.applicationId))[0]?.text, 'I like\npeople\nand the night');
  });

  it('keeps a file under the name that it has on their phone', async () => {
    const cara = await candidate();
    await write(cara, text('Hi'));
    const pdf = Buffer.from('%PDF-1.4\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n');
    const more = { mime_type: 'application/pdf', filename: 'Résumé of Cara.pdf', caption: 'My résumé' };
    await receive(chatting.whatsapp.inbound(cara, chatting.whatsapp.file('document', pdf, more)));
    const message = await waitUntil(async () =>
      (await messagesOf(chatting.program.db, cara)).find((one) => one.body === 'My résumé'),
    );
    const [file] = message.attachments as { name: string; contentType: string }[];
    assert.deepEqual([file?.name, file?.contentType], ['Résumé of Cara.pdf', 'application/pdf']);
  });

  it('begins under No Campaign with a stranger, by the name that they give there', async () => {
    const stranger = { waId: '639998887766', name: 'Dora Cruz' };
    const ad = { source_url: 'https://fb.me/x', source_id: '120', headline: 'We hire', ctwa_clid: 'abc' };
    const hello = chatting.whatsapp.inbound(stranger, { ...text('Hello'), referral: ad });
    await Promise.all([receive(hello), receive(hello), receive(chatting.whatsapp.inbound(stranger, text('Hi?')))]);
    await hurry(chatting.program);
    const found = await waitUntil(async () => {
      const items = await listOf('no_campaign');
      return items?.[0]?.lastMessage ? items : null;
    });
    assert.deepEqual(
      found.map((one: { firstName: string; lastName: string }) => [one.firstName, one.lastName]),
      [['Dora', 'Cruz']],
    );
    assert.equal(received(stranger.waId).length, 0);
  });

  it('knows somebody again who hides their number from now on', async () => {
    const eva = { ...(await candidate()), userId: 'PH.13491208655302741918' };
    await write(eva, text('Hi'));
    const answer = await write({ userId: eva.userId }, text('I like people'));
    assert.deepEqual([answer.to, answer.text], [eva.userId, 'Tell us about yourself.']);
    assert.equal((await answersOf(eva.applicationId))[0]?.text, 'I like people');
  });

  it('lets nobody’s reaction count as an answer', async () => {
    const fay = await candidate();
    await write(fay, text('Hi'));
    const [asked] = received(fay.waId);
    const reaction = { type: 'reaction', reaction: { message_id: asked?.id, emoji: '👍' } };
    await receive(chatting.whatsapp.inbound(fay, reaction));
    await write(fay, text('I like people'));
    const said = (await messagesOf(chatting.program.db, fay)).filter(({ direction }) => direction === 'in');
    assert.deepEqual(
      said.map(({ body }) => body),
      ['Hi', 'I like people'],
    );
  });
});
