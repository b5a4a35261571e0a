import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { withSystem } from '#platform/db.ts';
import { as, messagesOf } from '#test/applicants.ts';
import { hurry } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';
import { connectWechat, createFollower, deliverWechat, startWechatting, text } from '#test/wechat.ts';

type Wechatting = Awaited<ReturnType<typeof startWechatting>>;
let wechatting: Wechatting;
let webhook: string;
before(async () => {
  wechatting = await startWechatting({ worker: true });
  webhook = await connectWechat(wechatting.program, wechatting.hiring, wechatting.wechat);
});
after(async () => {
  assert.deepEqual(wechatting.wechat.misunderstandings, []);
  await wechatting.close();
});

const follower = () => createFollower(wechatting.program, wechatting.hiring);
const deliver = (xml: string) => deliverWechat(wechatting.program, wechatting.wechat, webhook, xml);
const received = (openid: string) => wechatting.wechat.messages.filter(({ to }) => to === openid);

/** Delivers all of this; resolves with what their phone shows next. */
async function tell(openid: string, ...xmls: string[]) {
  const before = received(openid).length;
  for (const xml of xmls) {
    const answer = await deliver(xml);
    assert.deepEqual([answer.statusCode, answer.body], [200, 'success']);
  }
  await hurry(wechatting.program);
  return waitUntil(() => received(openid)[before]);
}

const write = (openid: string, ...contents: Record<string, string | number>[]) =>
  tell(openid, ...contents.map((content) => wechatting.wechat.inbound(openid, content)));

const answersOf = (applicationId: number) =>
  withSystem(wechatting.program.db, (trx) =>
    trx.selectFrom('answers').selectAll().where('application_id', '=', applicationId).orderBy('position').execute(),
  );

async function listOf(folder: string) {
  const url = `/api/applications?folder=${folder}`;
  return (await wechatting.program.app.inject({ url, headers: as('owner', wechatting.hiring) })).json().items;
}

const voice = Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(64, 1)]);

describe('an interview by WeChat', () => {
  it('is held from the first word to the last, with a voice message and a menu', async () => {
    const { openid, applicationId, ...ana } = await follower();
    assert.equal((await write(openid, text('你好'))).text, 'Hello! A few questions.\n\nWhy do you want this job?');
    assert.equal((await write(openid, text('I like people'), text('and the night'))).text, 'Tell us about yourself.');
    const spoken = wechatting.wechat.file('voice', voice, 'audio/amr');
    assert.equal((await write(openid, spoken)).text, 'How many years of experience?');
    const shift = await write(openid, text('three'));
    const shown = shift.replies.map(({ content }) => content);
    assert.deepEqual([shift.text, shift.style, shown], ['Which shift?', 'msgmenu', ['Day', 'Night']]);
    const end = await write(openid, wechatting.wechat.tap(shift, 'Night'));
    assert.equal(end.text, 'Thank you, we will be in touch.');
    const answers = await answersOf(applicationId);
    assert.deepEqual(
      answers.map(({ kind, text: said, number, choice_id }) => [kind, said, number, choice_id]),
      [
        ['text', 'I like people\nand the night', null, null],
        ['audio', null, null, null],
        ['number', 'three', 3, null],
        ['choice', 'Night', null, 'night'],
      ],
    );
    assert.equal(answers[1]?.content_type, 'audio/amr');
    const said = await messagesOf(wechatting.program.db, { ...ana, applicationId });
    assert.equal(said.find(({ body }) => body === 'Night')?.direction, 'in');
  });

  it('goes on without menus where the account may send none', async () => {
    const { openid, applicationId } = await follower();
    wechatting.wechat.account.takesMenus = false;
    for (const said of ['Hi', 'I like people', 'I am Bea']) await write(openid, text(said));
    const shift = await write(openid, text('3'));
    wechatting.wechat.account.takesMenus = true;
    assert.deepEqual([shift.style, shift.text], ['text', 'Which shift?\nDay\nNight']);
    assert.equal((await write(openid, text('night'))).text, 'Thank you, we will be in touch.');
    assert.equal((await answersOf(applicationId))[3]?.choice_id, 'night');
  });

  it('reads pieces of an answer in the order in which they were written, however they arrive', async () => {
    const { openid, applicationId } = await follower();
    await write(openid, text('Hi'));
    const pieces = ['I like', 'people', 'and the night'].map((said) => wechatting.wechat.inbound(openid, text(said)));
    const [first, second, third] = pieces as [string, string, string];
    await tell(openid, third, first, third, second, first);
    assert.equal((await answersOf(applicationId))[0]?.text, 'I like\npeople\nand the night');
  });

  it('begins in the campaign whose code a stranger scanned, once they follow the account', async () => {
    const openid = 'oXyZ_scanned-000001';
    const { campaignId } = wechatting.hiring;
    const xml = wechatting.wechat.event(openid, 'subscribe', `qrscene_campaign-${campaignId}`);
    const hello = await tell(openid, xml, xml);
    assert.equal(hello.text, 'Hello! A few questions.\n\nWhy do you want this job?');
    const { rows } = await wechatting.program.db.pool.query(
      `select a.campaign_id, a.folder, a.source from applications a
       join candidate_contacts c on c.company_id = a.company_id and c.candidate_id = a.candidate_id where c.value = $1`,
      [openid],
    );
    assert.deepEqual(rows, [{ campaign_id: campaignId, folder: 'inbox', source: 'WeChat' }]);
  });

  it('stands under No Campaign with a stranger who comes by no code of ours, and joins one by a later scan', async () => {
    const openid = 'oXyZ_stranger-00001';
    await deliver(wechatting.wechat.event(openid, 'subscribe'));
    await deliver(wechatting.wechat.inbound(openid, text('Are you hiring?')));
    await hurry(wechatting.program);
    await waitUntil(async () => (await listOf('no_campaign'))?.[0]?.lastMessage?.text === 'Are you hiring?');
    assert.equal(received(openid).length, 0);
    await tell(openid, wechatting.wechat.event(openid, 'SCAN', `campaign-${wechatting.hiring.campaignId}`));
    assert.deepEqual(await listOf('no_campaign'), []);
  });

  it('keeps a picture and a film, and shows of a place and a link what they say', async () => {
    const { openid, ...cara } = await follower();
    await write(openid, text('Hi'));
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
    const film = Buffer.from('0000001866747970697368736d00000000697361000000086d646174', 'hex');
    for (const file of [
      wechatting.wechat.file('image', png, 'image/png'),
      wechatting.wechat.file('video', film, 'video/mp4'),
    ])
      await deliver(wechatting.wechat.inbound(openid, file));
    const place = { MsgType: 'location', Location_X: '23.1', Location_Y: '113.3', Label: 'Guangzhou' };
    await deliver(wechatting.wechat.inbound(openid, place));
    const link = { MsgType: 'link', Title: 'My CV', Description: '', Url: 'https://cv.example' };
    await deliver(wechatting.wechat.inbound(openid, link));
    const said = await waitUntil(async () => {
      await hurry(wechatting.program);
      const incoming = (await messagesOf(wechatting.program.db, cara)).filter(({ direction }) => direction === 'in');
      return incoming.length === 5 ? incoming : null;
    });
    const types = said.flatMap(({ attachments }) => attachments as { contentType: string }[]);
    assert.deepEqual(
      types.map(({ contentType }) => contentType),
      ['image/png', 'video/mp4'],
    );
    const bodies = said.map(({ body }) => body);
    assert.ok(bodies.includes('Guangzhou\n23.1, 113.3') && bodies.includes('My CV\nhttps://cv.example'));
  });
});
