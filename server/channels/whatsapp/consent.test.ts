import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { handleConversation } from '#conversations/inbound.ts';
import { connectWhatsapp, deliver, startChatting, text } from '#test/whatsapp.ts';

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
