import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { messagesOf } from '#test/applicants.ts';
import { contract, picture, pixel, sendFiles } from '#test/files.ts';
import { hurry, reached } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';
import { connectWechat, createFollower, deliverWechat, startWechatting, text } from '#test/wechat.ts';

let wechatting: Awaited<ReturnType<typeof startWechatting>>;
let webhook: string;
before(async () => {
  wechatting = await startWechatting({ worker: true });
  webhook = await connectWechat(wechatting.program, wechatting.hiring, wechatting.wechat);
});
afterEach(() => assert.deepEqual(wechatting.wechat.misunderstandings, []));
after(() => wechatting.close());

type Follower = Awaited<ReturnType<typeof createFollower>>;

/** Somebody who has written and been answered. */
async function follower(): Promise<Follower> {
  const { program, hiring, wechat } = wechatting;
  const person = await createFollower(program, hiring);
  await deliverWechat(program, wechat, webhook, wechat.inbound(person.openid, text('Hi')));
  await hurry(program);
  await reached(program, person, 'sent');
  return person;
}

const voice = { name: 'voice.amr', contentType: 'audio/amr', body: Buffer.from('#!AMR\n<\x91\x17\x16', 'latin1') };
const send = (person: Follower, body: string, uploads = [picture, voice]) =>
  sendFiles(wechatting.program, wechatting.hiring, person, { channel: 'wechat', body }, uploads);
const shown = ({ openid }: Follower) => wechatting.wechat.messages.filter(({ to }) => to === openid).slice(1);

test('files are uploaded and sent one a message, after the text', async () => {
  const person = await follower();
  await send(person, 'Listen');
  const arrived = await waitUntil(() => (shown(person).length === 3 ? shown(person) : null));
  assert.deepEqual(
    arrived.map(({ style, text: said, file }) => [style, said, file?.body ?? null]),
    [
      ['text', 'Listen', null],
      ['image', '', pixel],
      ['voice', '', voice.body],
    ],
  );
});

test('a token that is over is renewed for an upload too', async () => {
  const person = await follower();
  wechatting.wechat.given.good = false;
  await send(person, '', [picture]);
  await reached(wechatting.program, person, 'sent');
  assert.equal(shown(person).length, 1);
});

test('what an account can not send is refused before', async () => {
  const person = await follower();
  await assert.rejects(send(person, '', [contract]), /contract\.pdf/);
  assert.equal(
    (await messagesOf(wechatting.program.db, person)).filter(({ direction }) => direction === 'out').length,
    1,
  );
});
