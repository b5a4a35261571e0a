import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { withSystem } from '#platform/db.ts';
import { waitUntil } from '#test/wait-until.ts';
import { connectWhatsapp, deliver, startChatting, text } from '#test/whatsapp.ts';
import { startInbound } from './inbound.ts';
import { findWaitingConversations } from './inbound-events.ts';
import type { Loop } from './loop.ts';
import { fetchMedia } from './media.ts';

let chatting: Awaited<ReturnType<typeof startChatting>>;
let webhook: string;
let inbound: Loop | null = null;

before(async () => {
  chatting = await startChatting({ worker: false });
  webhook = await connectWhatsapp(chatting.program, chatting.hiring, chatting.whatsapp);
});
afterEach(async () => {
  await inbound?.stop();
  inbound = null;
});
after(() => chatting.close());

const query = (statement: string, values: unknown[] = []) => chatting.program.db.pool.query(statement, values);
const receive = (content: object) => deliver(chatting.program, chatting.whatsapp, webhook, content);
const voice = () => {
  const sound = Buffer.from(`OggS${'x'.repeat(100)}`);
  return chatting.whatsapp.file('audio', sound, { mime_type: 'audio/ogg' });
};
const start = () => {
  inbound = startInbound(chatting.program.services, { pollMs: 20 });
};
const messageFrom = async (waId: string) =>
  (await query('select attachments, error_code from messages where to_address = $1', [`+${waId}`])).rows[0];
const jobOf = async (waId: string) => {
  const { rows } = await query('select id, company_id from inbound_events where address = $1', [`+${waId}`]);
  const jobs = await query("select data from pgboss.job where name = 'fetch-media' and data ->> 'eventId' = $1", [
    String(rows[0].id),
  ]);
  return jobs.rows[0].data;
};
/** As if what waits had come, and been looked at, earlier. */
const letPass = (minutes: number) =>
  query(
    `update inbound_events set due_at = due_at - $1 * interval '1 minute', received_at = received_at - $1 * interval '1 minute'
     where handled_at is null`,
    [minutes],
  );

describe('a file that came while no worker was there', () => {
  it('is fetched before its message is handled, however long that was', async () => {
    const waId = '639170000301';
    await receive(chatting.whatsapp.inbound({ waId }, voice()));
    await letPass(60);
    start();
    // Another conversation shows that the worker has looked at what waits.
    await receive(chatting.whatsapp.inbound({ waId: '639170000302' }, text('Hello')));
    await letPass(1);
    await waitUntil(() => messageFrom('639170000302'));
    assert.equal(await messageFrom(waId), undefined);
    await fetchMedia(chatting.program.services, await jobOf(waId));
    const message = await waitUntil(() => messageFrom(waId));
    assert.deepEqual([message.attachments.length, message.error_code], [1, null]);
  });

  it('is missed after three minutes of trying, and added when it can be fetched after all', async () => {
    const waId = '639170000303';
    const content = chatting.whatsapp.inbound({ waId }, voice());
    await receive(content);
    const job = await jobOf(waId);
    // A try that comes to nothing.
    await fetchMedia(chatting.program.services, { ...job, connectionId: job.connectionId + 1000 });
    await letPass(4);
    start();
    const lost = await waitUntil(() => messageFrom(waId));
    assert.deepEqual([lost.attachments, lost.error_code], [[], 'files_lost']);
    await fetchMedia(chatting.program.services, job);
    const found = await messageFrom(waId);
    assert.deepEqual([found.attachments.length, found.error_code], [1, null]);
    await fetchMedia(chatting.program.services, job);
    assert.equal((await messageFrom(waId)).attachments.length, 1);
  });
});

describe('conversations that can not go on yet', () => {
  it('take nobody’s place, in whatever order their messages were told', async () => {
    await query('delete from inbound_events');
    for (let one = 0; one < 6; one++) {
      const waId = `6391800000${one}`;
      const file = chatting.whatsapp.inbound({ waId }, voice());
      // The later one is told first.
      await receive(chatting.whatsapp.inbound({ waId }, text('Did you get it?')));
      await receive(file);
    }
    await query(
      `update inbound_events set written_at = written_at - interval '10 seconds' where payload ->> 'kind' = 'media'`,
    );
    await receive(chatting.whatsapp.inbound({ waId: '639180000099' }, text('Me too')));
    await query(
      `update inbound_events set due_at = now() - id * interval '1 millisecond' where payload ->> 'kind' <> 'media'`,
    );
    const found = await withSystem(chatting.program.db, (trx) => findWaitingConversations(trx, 3));
    const { rows } = await query("select candidate_id from inbound_events where address = '+639180000099'");
    assert.deepEqual(
      found.map(({ candidateId }) => candidateId),
      [Number(rows[0].candidate_id)],
    );
  });
});
