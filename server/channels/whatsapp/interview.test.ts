import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Question } from '#interviews/definition.ts';
import { withSystem } from '#platform/db.ts';
import { as, fourQuestions, messagesOf } from '#test/applicants.ts';
import { hurry } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';
import { connectWhatsapp, createChatter, deliver, startChatting, text } from '#test/whatsapp.ts';

type Chatting = Awaited<ReturnType<typeof startChatting>>;
let chatting: Chatting;
let webhook: string;
const towns = Array.from({ length: 11 }, (_, at) => `Town ${at + 1}`);
const choice = (id: string, labels: string[]): Question => ({
  id,
  text: `Your ${id}?`,
  type: 'choice',
  required: true,
  choices: labels.map((label, at) => ({ id: `c${at + 1}`, label })),
});
const definition = {
  ...fourQuestions,
  questions: [
    ...fourQuestions.questions,
    choice('language', ['English', 'Spanish', 'Filipino, as it is spoken at home', 'Cebuano']),
    choice('town', towns),
  ],
};

before(async () => {
  chatting = await startChatting({ worker: true, definition });
  webhook = await connectWhatsapp(chatting.program, chatting.hiring, chatting.whatsapp);
});
after(() => chatting.close());

const candidate = () => createChatter(chatting.program, chatting.hiring);
const receive = (content: object) => deliver(chatting.program, chatting.whatsapp, webhook, content);
const received = (to: string) => chatting.whatsapp.messages.filter((one) => one.to === to);

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
  it('is held from the first word to the last, with a voice note and what can be tapped', async () => {
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
    const language = await write(ana, chatting.whatsapp.tap(shift, 'Night'));
    assert.deepEqual(
      [language.text, language.style, language.replies[2]?.title, language.replies[2]?.description],
      ['Your language?', 'list', 'Filipino, as it is spok…', 'Filipino, as it is spoken at home'],
    );
    const town = await write(ana, chatting.whatsapp.tap(language, 'Filipino, as it is spok…'));
    assert.equal(town.text, ['Your town?', ...towns.map((name, at) => `${at + 1}. ${name}`)].join('\n'));
    assert.equal((await write(ana, text('2'))).text, 'Thank you, we will be in touch.');
    const answers = await answersOf(ana.applicationId);
    assert.deepEqual(
      answers.map(({ kind, text: said, number, choice_id }) => [kind, said, number, choice_id]),
      [
        ['text', 'I like people\nand the night', null, null],
        ['audio', null, null, null],
        ['number', 'three', 3, null],
        ['choice', 'Night', null, 'night'],
        ['choice', 'Filipino, as it is spoken at home', null, 'c3'],
        ['choice', 'Town 2', null, 'c2'],
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
