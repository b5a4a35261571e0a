import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { messagesOf } from '#test/applicants.ts';
import { contract, pdf, picture, pixel, sendFiles } from '#test/files.ts';
import { hurry, reached } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';
import { connectWhatsapp, createChatter, deliver, startChatting, text } from '#test/whatsapp.ts';

let chatting: Awaited<ReturnType<typeof startChatting>>;
let webhook: string;
before(async () => {
  chatting = await startChatting({ worker: true });
  webhook = await connectWhatsapp(chatting.program, chatting.hiring, chatting.whatsapp);
});
after(() => chatting.close());

type Chatter = Awaited<ReturnType<typeof createChatter>>;

async function chatter(): Promise<Chatter> {
  const person = await createChatter(chatting.program, chatting.hiring);
  await deliver(chatting.program, chatting.whatsapp, webhook, chatting.whatsapp.inbound(person, text('Hi')));
  await hurry(chatting.program);
  await reached(chatting.program, person, 'sent');
  return person;
}

async function send(person: Chatter, body: string, uploads = [picture, contract]): Promise<void> {
  await sendFiles(chatting.program, chatting.hiring, person, { channel: 'whatsapp', body }, uploads);
}

const filesTo = (person: Chatter) =>
  chatting.whatsapp.messages.filter((message) => message.to === person.waId && message.file);
const allSent = async (person: Chatter) =>
  (await messagesOf(chatting.program.db, person)).every(
    ({ direction, status }) => direction === 'in' || status === 'sent',
  );

test('files are uploaded and sent one a message, in order, the text beneath the first', async () => {
  const person = await chatter();
  await send(person, 'Your contract');
  await waitUntil(() => allSent(person));
  assert.deepEqual(
    filesTo(person).map((message) => [message.style, message.text, message.file?.name, message.file?.contentType]),
    [
      ['image', 'Your contract', 'harbour.png', 'image/png'],
      ['document', '', 'contract.pdf', 'application/pdf'],
    ],
  );
  assert.deepEqual(
    filesTo(person).map(({ file }) => file?.body),
    [pixel, pdf],
  );
  assert.deepEqual(chatting.whatsapp.misunderstandings, []);
});

test('an upload that breaks off is tried again, and the file arrives once', async () => {
  const person = await chatter();
  chatting.whatsapp.uploadMishaps.push('cut');
  await send(person, '', [picture]);
  await waitUntil(async () => (await messagesOf(chatting.program.db, person)).at(-1)?.error_code);
  const [message] = (await messagesOf(chatting.program.db, person)).slice(-1);
  assert.equal(message?.status, 'queued');
  await chatting.program.db.pool.query('update channel_connections set paused_until = null, failures = 0');
  await chatting.program.db.pool.query('update outbox set due_at = now()');
  chatting.program.services.hints.publish({ companyId: 0, topic: 'outbox' });
  await reached(chatting.program, person, 'sent');
  assert.equal(filesTo(person).length, 1);
});
