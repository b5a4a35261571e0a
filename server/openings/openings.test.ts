import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { as, createHiring } from '#test/applicants.ts';
import { publicUrl } from '#test/connecting.ts';
import { connectTwilio, deliverWebhook, hurry, startTexting } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';
import { connectWhatsapp, deliver, startChatting, text } from '#test/whatsapp.ts';

type Texting = Awaited<ReturnType<typeof startTexting>>;
type Chatting = Awaited<ReturnType<typeof startChatting>>;
const nothing = { mode: 'job', title: '', subtitle: '', description: '', keyword: '' };

function settingsOf({ program, hiring }: Pick<Texting, 'program' | 'hiring'>, campaignId = hiring.campaignId) {
  const url = `/api/campaigns/${campaignId}/opening`;
  const headers = as('manager', hiring);
  return {
    read: async () => (await program.app.inject({ url, headers })).json(),
    save: (values: object) => program.app.inject({ method: 'PUT', url, headers, payload: { ...nothing, ...values } }),
  };
}

async function otherCampaign({ program, hiring }: Pick<Texting, 'program' | 'hiring'>, title: string): Promise<number> {
  const payload = { title, country: 'US', language: 'en' };
  const headers = as('manager', hiring);
  return (await program.app.inject({ method: 'POST', url: '/api/campaigns', headers, payload })).json().id;
}

describe('an opening', () => {
  let texting: Texting;
  let webhook: string;
  before(async () => {
    texting = await startTexting({ worker: true });
    webhook = await connectTwilio(texting.program, texting.hiring, texting.twilio);
  });
  beforeEach(() => texting.program.db.pool.query('delete from openings'));
  after(() => texting.close());

  const received = (phone: string) => texting.twilio.messages.filter((one) => one.to === phone).map((one) => one.body);
  const campaignOf = async (phone: string) => {
    const { rows } = await texting.program.db.pool.query(
      'select a.campaign_id from applications a join candidates c on c.id = a.candidate_id where c.phone = $1 order by a.id',
      [phone],
    );
    return rows.map((row) => Number(row.campaign_id));
  };
  const write = async (phone: string, body: string) => {
    await deliverWebhook(texting.program, texting.twilio, webhook, texting.twilio.inbound(phone, body));
    await hurry(texting.program);
  };

  it('is not offered until somebody says so, and keeps what was said', async () => {
    const settings = settingsOf(texting);
    assert.equal((await settings.read()).mode, 'disabled');
    const values = { mode: 'job', title: 'Night agents', subtitle: 'Manila', description: 'Calls', keyword: 'Ágents!' };
    const saved = (await settings.save(values)).json();
    assert.deepEqual({ ...saved, links: null }, { ...values, keyword: 'agents', payload: saved.payload, links: null });
    assert.deepEqual(await settings.read(), saved);
    assert.equal(saved.links.messenger, null);
    assert.deepEqual(saved.links.sms, { number: texting.twilio.number });
  });

  it('refuses what Messenger would not show, and words that mean something else already', async () => {
    const settings = settingsOf(texting);
    const refused = async (values: object) => {
      const answer = await settings.save(values);
      return [answer.statusCode, Object.keys(answer.json().error.fields)];
    };
    assert.deepEqual(await refused({ title: 'x'.repeat(81) }), [400, ['title']]);
    assert.deepEqual(await refused({ subtitle: 'x'.repeat(81) }), [400, ['subtitle']]);
    assert.deepEqual(await refused({ mode: 'sometimes' }), [400, ['mode']]);
    for (const keyword of ['STOP', 'ayuda', '12', 'ab', 'two words', '123456'])
      assert.deepEqual(await refused({ keyword }), [400, ['keyword']], keyword);
    const other = await otherCampaign(texting, 'Drivers');
    assert.equal((await settingsOf(texting, other).save({ keyword: 'Jobs' })).statusCode, 200);
    assert.deepEqual(await refused({ keyword: 'JOBS' }), [400, ['keyword']]);
  });

  it('goes with a copy of its campaign, but for the keyword', async () => {
    const { program, hiring } = texting;
    await settingsOf(texting).save({ title: 'Night agents', keyword: 'night' });
    const url = `/api/campaigns/${hiring.campaignId}/duplicate`;
    const payload = { title: 'Agents again' };
    const copy = await program.app.inject({ method: 'POST', url, headers: as('manager', hiring), payload });
    const opening = await settingsOf(texting, copy.json().id).read();
    assert.deepEqual([opening.mode, opening.title, opening.keyword], ['job', 'Night agents', null]);
  });

  it('is begun by its keyword alone, in any writing, and by nothing else that somebody texts', async () => {
    const { campaignId } = texting.hiring;
    await settingsOf(texting).save({ keyword: 'agents' });
    const [ana, bea] = ['+639175550001', '+639175550002'];
    await write(ana, ' Agents. ');
    assert.match(await waitUntil(() => received(ana)[0]), /^Hello! A few questions/);
    assert.deepEqual(await campaignOf(ana), [campaignId]);
    await write(bea, 'What do agents do?');
    await waitUntil(async () => (await campaignOf(bea)).length === 1);
    assert.deepEqual(await campaignOf(bea), [0]);
    assert.doesNotMatch((await waitUntil(() => received(bea)[0])) ?? '', /A few questions/);
  });

  it('is one of a list of numbers where nothing can be tapped, shown once, and its number begins it', async () => {
    const { campaignId } = texting.hiring;
    const ids = [campaignId];
    await settingsOf(texting).save({ title: 'Night agents', subtitle: 'Manila' });
    for (let count = 1; count <= 6; count += 1) ids.push(await otherCampaign(texting, `Job ${count}`));
    for (const id of ids.slice(1)) await settingsOf(texting, id).save({});
    const dan = '+639175550004';
    await write(dan, 'is anybody there');
    assert.equal(
      await waitUntil(() => received(dan)[0]),
      'These are our open jobs:\n1. Job 6\n2. Job 5\n3. Job 4\n4. Job 3\n5. Job 2\n6. More jobs\nTo choose one, reply with its number.',
    );
    await write(dan, 'hello?');
    await write(dan, '6');
    assert.match((await waitUntil(() => received(dan)[1])) ?? '', /1\. Job 1\n2\. Night agents - Manila\nTo choose/);
    await write(dan, '7');
    await write(dan, ' 2. ');
    assert.match((await waitUntil(() => received(dan)[2])) ?? '', /^Hello! A few questions/);
    assert.deepEqual([await campaignOf(dan), received(dan).length], [[campaignId], 3]);
  });

  it('lets nobody of another company in by its keyword', async () => {
    const elsewhere = await createHiring(texting.program.db, { name: 'Elsewhere' });
    await settingsOf({ program: texting.program, hiring: elsewhere }).save({ keyword: 'shared' });
    await write('+639175550003', 'shared');
    await waitUntil(async () => (await campaignOf('+639175550003')).length === 1);
    assert.deepEqual(await campaignOf('+639175550003'), [0]);
  });
});

describe('the page of an opening', () => {
  let texting: Texting;
  let address: string;
  before(async () => {
    texting = await startTexting();
    const saved = await settingsOf(texting).save({
      title: 'Agents <b>',
      subtitle: 'Manila',
      description: `You will:\n- answer calls\n- smile\n\n<script>alert(1)</script>${'Much more. '.repeat(5000)}`,
    });
    address = saved.json().links.page.slice(publicUrl.length);
  });
  after(() => texting.close());

  it('shows all of the description to everybody, and nothing that it holds is run', async () => {
    const answer = await texting.program.app.inject({ url: address });
    assert.equal(answer.statusCode, 200);
    assert.ok(answer.body.includes('<h1>Agents &#60;b&#62;</h1>'));
    assert.ok(answer.body.includes('<p>You will:</p>\n<ul><li>answer calls</li><li>smile</li></ul>'));
    assert.ok(!answer.body.includes('<script'));
    assert.ok(answer.body.length > 50_000);
  });

  it('leads into the chat, as somebody who stands in the Inbox of the campaign', async () => {
    const payload = new URLSearchParams({ name: 'Ana Lucía Cruz', phone: '0917 555 2671', email: '' }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await texting.program.app.inject({ method: 'POST', url: address, headers, payload });
    assert.equal(answer.statusCode, 303, answer.body);
    const chat = String(answer.headers.location).replace(`${publicUrl}/c/`, '/api/chat/');
    const opened = await texting.program.app.inject({
      method: 'POST',
      url: `${chat}/opened`,
      payload: { clientKey: 'key-of-the-page' },
    });
    assert.equal(opened.json().messages[0].body, 'Hello! A few questions.');
    const url = `/api/applications?campaign=${texting.hiring.campaignId}`;
    const list = await texting.program.app.inject({ url, headers: as('manager', texting.hiring) });
    assert.deepEqual(
      list.json().items.map((one: Record<string, string>) => [one.folder, one.source, one.lastName, one.phone]),
      [['inbox', 'Web chat', 'Lucía Cruz', '+639175552671']],
    );
  });

  it('says so where the job is no longer open, and takes nobody in', async () => {
    const { campaignId } = texting.hiring;
    await texting.program.db.pool.query('update campaigns set archived_at = now() where id = $1', [campaignId]);
    for (const method of ['GET', 'POST'] as const) {
      const answer = await texting.program.app.inject({ method, url: address });
      assert.deepEqual([answer.statusCode, answer.body.includes('no longer open')], [410, true]);
    }
    await texting.program.db.pool.query('update campaigns set archived_at = null where id = $1', [campaignId]);
  });

  it('is gone with its campaign, at once, and so is the keyword', async () => {
    const { program, hiring } = texting;
    const doomed = await otherCampaign(texting, 'Doomed');
    const saved = await settingsOf(texting, doomed).save({ keyword: 'doomed' });
    const page = saved.json().links.page.slice(publicUrl.length);
    assert.equal((await program.app.inject({ url: page })).statusCode, 200);
    const url = `/api/campaigns/${doomed}`;
    const payload = { title: 'Doomed' };
    const answer = await program.app.inject({ method: 'DELETE', url, headers: as('owner', hiring), payload });
    assert.equal(answer.statusCode, 204);
    for (const method of ['GET', 'POST'] as const)
      assert.equal((await program.app.inject({ method, url: page })).statusCode, 404);
    assert.equal((await settingsOf(texting).save({ keyword: 'doomed' })).statusCode, 200);
  });
});

describe('openings in WhatsApp', () => {
  let chatting: Chatting;
  let webhook: string;
  before(async () => {
    chatting = await startChatting({ worker: true });
    webhook = await connectWhatsapp(chatting.program, chatting.hiring, chatting.whatsapp);
  });
  after(() => {
    assert.deepEqual(chatting.whatsapp.misunderstandings, []);
    return chatting.close();
  });

  const shown = (waId: string) => chatting.whatsapp.messages.filter((one) => one.to === waId);
  async function act(waId: string, content: object) {
    const before = shown(waId).length;
    const { program, whatsapp } = chatting;
    assert.equal((await deliver(program, whatsapp, webhook, whatsapp.inbound({ waId }, content))).statusCode, 200);
    await hurry(program);
    return waitUntil(() => shown(waId)[before]);
  }

  it('are begun by a link whose text names the campaign, also where it comes twice', async () => {
    const { links } = await settingsOf(chatting).read();
    const link = new URL(links.whatsapp);
    assert.equal(link.origin + link.pathname, 'https://wa.me/14155550100');
    const written = link.searchParams.get('text') ?? '';
    assert.match(written, /^Hello! I would like to apply: Agents \(campaign-\d+\)$/);
    assert.match((await act('639175550010', text(written))).text, /^Hello! A few questions/);
    assert.match((await act('639175550010', text(written))).text, /^Welcome back/);
  });

  it('are a list to choose from; one with a description is shown before one applies', async () => {
    await settingsOf(chatting).save({ title: 'A title that is rather long', subtitle: 'Manila', description: 'Calls' });
    const drivers = await otherCampaign(chatting, 'Drivers');
    await settingsOf(chatting, drivers).save({});
    const waId = '639175550011';
    const list = await act(waId, text('Hi'));
    assert.deepEqual(
      list.replies.map(({ title, description }) => [title, description]),
      [
        ['Drivers', undefined],
        ['A title that is rather…', 'A title that is rather long – Manila'],
      ],
    );
    const one = await act(waId, chatting.whatsapp.tap(list, 'A title that is rather…'));
    assert.match(one.text, /^A title that is rather long\nManila\n\nView description: https:\/\/parley\.example\/j\//);
    assert.deepEqual(
      one.replies.map(({ title }) => title),
      ['Apply', 'More jobs'],
    );
    assert.equal((await act(waId, chatting.whatsapp.tap(one, 'More jobs'))).style, 'list');
    assert.match((await act(waId, chatting.whatsapp.tap(one, 'Apply'))).text, /^Hello! A few questions/);
  });

  it('are nine and a row for more where there are many', async () => {
    for (let count = 1; count <= 10; count += 1) {
      await settingsOf(chatting, await otherCampaign(chatting, `Job ${count}`)).save({});
    }
    const waId = '639175550012';
    const first = await act(waId, text('Hi'));
    assert.deepEqual([first.replies.length, first.replies.at(-1)?.title], [10, 'More jobs']);
    const second = await act(waId, chatting.whatsapp.tap(first, 'More jobs'));
    assert.equal(second.replies.length, 3);
  });
});
