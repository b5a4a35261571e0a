import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { handleConversation } from '#conversations/inbound.ts';
import { messagesOf } from '#test/applicants.ts';
import { connectWhatsapp, createChatter, deliver, startChatting, text } from '#test/whatsapp.ts';

let chatting: Awaited<ReturnType<typeof startChatting>>;
let webhook: string;
before(async () => {
  chatting = await startChatting({ worker: false });
  webhook = await connectWhatsapp(chatting.program, chatting.hiring, chatting.whatsapp);
});
after(() => chatting.close());

const receive = (content: object) => deliver(chatting.program, chatting.whatsapp, webhook, content);
const query = (statement: string) => chatting.program.db.pool.query(statement).then(({ rows }) => rows);

test('a START that comes late changes nothing, and the history does not say that it did', async () => {
  const waId = '639170000105';
  const older = chatting.whatsapp.inbound({ waId }, text('START'));
  await receive(chatting.whatsapp.inbound({ waId }, text('STOP')));
  await receive(older);
  const [event] = await query('select candidate_id from inbound_events');
  await query("update inbound_events set due_at = now() - interval '1 second'");
  const conversation = { companyId: chatting.hiring.companyId, candidateId: Number(event.candidate_id) };
  await handleConversation(chatting.program.services, conversation, { wait: true });
  assert.deepEqual(await query('select reason from suppressions'), [{ reason: 'stop' }]);
  assert.deepEqual(await query("select kind from application_events where kind like 'opted%' order by id"), [
    { kind: 'opted-out' },
  ]);
});

test('what is written after STOP is shown and answers nothing; START is confirmed and asks the open question again', async () => {
  const ana = await createChatter(chatting.program, chatting.hiring);
  const { db, services } = chatting.program;
  const conversation = { companyId: ana.companyId, candidateId: ana.candidateId };
  const said = async () => (await messagesOf(db, ana)).map(({ direction, body }) => `${direction}: ${body}`);
  const write = async (...bodies: string[]) => {
    const before = (await said()).length;
    for (const body of bodies) await receive(chatting.whatsapp.inbound(ana, text(body)));
    await query("update inbound_events set due_at = now() - interval '1 second'");
    await handleConversation(services, conversation, { wait: true });
    return (await said()).slice(before);
  };
  const answers = () => query(`select text from answers where application_id = ${ana.applicationId} order by position`);

  await write('Hi');
  await write('I like people');
  assert.deepEqual(await write('STOP'), ['in: STOP']);
  assert.deepEqual(await write('I still write'), ['in: I still write']);
  assert.deepEqual(await answers(), [{ text: 'I like people' }]);
  const back = ['Acme: you get our messages again. Reply STOP to end them.'];
  const asked = 'Welcome back! Let’s go on where you stopped.\n\nTell us about yourself.';
  const restarted = await write('And now', 'START', 'here I am');
  assert.deepEqual(restarted.slice(0, 3), ['in: And now', 'in: START', 'in: here I am']);
  assert.deepEqual(
    restarted.slice(3),
    [...back, asked].map((body) => `out: ${body}`),
  );
  assert.deepEqual(await answers(), [{ text: 'I like people' }]);
  await write('I am Ana');
  assert.deepEqual(await answers(), [{ text: 'I like people' }, { text: 'I am Ana' }]);
  assert.deepEqual(
    await query(`select from messages where application_id = ${ana.applicationId} and status = 'failed'`),
    [],
  );
});

for (const [words, kinds] of [
  [['STOP'], ['opted-out']],
  [
    ['STOP', 'START'],
    ['opted-out', 'opted-in'],
  ],
] as const)
  test(`what was written before ${words.join(' and ')}, and is read with it, is an answer`, async () => {
    const ana = await createChatter(chatting.program, chatting.hiring);
    const { db, services } = chatting.program;
    const conversation = { companyId: ana.companyId, candidateId: ana.candidateId };
    const write = async (...bodies: string[]) => {
      for (const body of bodies) await receive(chatting.whatsapp.inbound(ana, text(body)));
      await query("update inbound_events set due_at = now() - interval '1 second'");
      await handleConversation(services, conversation, { wait: true });
    };
    await write('Hi');
    await write('I like people', ...words, 'By the way');
    assert.deepEqual(await query(`select text from answers where application_id = ${ana.applicationId}`), [
      { text: 'I like people' },
    ]);
    assert.deepEqual(
      await query(
        `select kind from application_events where application_id = ${ana.applicationId} and kind like 'opted%' order by id`,
      ),
      kinds.map((kind) => ({ kind })),
    );
    const asked = (await messagesOf(db, ana)).filter(({ body }) => body.includes('Tell us about yourself'));
    assert.equal(asked.length, 1, 'asked once');
  });
