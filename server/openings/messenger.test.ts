import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { campaignRef } from '#channels/campaign-ref.ts';
import { withSystem } from '#platform/db.ts';
import { as, createApplicant } from '#test/applicants.ts';
import { connectWay, deliver, startBeside } from '#test/connecting.ts';
import { hurry } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';
import { type FakeMessenger, startMessenger } from '../../test/providers/messenger.ts';

const byMeta = { channel: 'messenger', provider: 'meta' } as const;
let messenger: FakeMessenger;
let beside: Awaited<ReturnType<typeof startBeside>>;
let webhook: string;
before(async () => {
  messenger = await startMessenger();
  beside = await startBeside(messenger, { worker: true });
  webhook = await connectWay(beside.program, beside.hiring, byMeta, messenger.credentials);
});
beforeEach(() => beside.program.db.pool.query('delete from openings'));
afterEach(() => assert.deepEqual(messenger.misunderstandings, []));
after(() => beside.close());

const nothing = { mode: 'job', title: '', subtitle: '', description: '', keyword: '' };
const path = (campaignId: number) => `/api/campaigns/${campaignId}/opening`;

async function offer(campaignId: number, values: object) {
  const payload = { ...nothing, ...values };
  const headers = as('manager', beside.hiring);
  const answer = await beside.program.app.inject({ method: 'PUT', url: path(campaignId), headers, payload });
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json();
}

/** Another campaign of the company, offered as told. */
async function newOpening(title: string, values: object = {}): Promise<number> {
  const payload = { title, country: 'US', language: 'en' };
  const headers = as('manager', beside.hiring);
  const made = await beside.program.app.inject({ method: 'POST', url: '/api/campaigns', headers, payload });
  const { id } = made.json();
  await offer(id, values);
  return id;
}

const shown = (psid: string) => messenger.messages.filter((one) => one.to === psid);

async function tell(psid: string, ...told: object[]): Promise<void> {
  for (const one of told) assert.equal((await deliver(beside.program, webhook, messenger.signed(one))).statusCode, 200);
  await hurry(beside.program);
  await waitUntil(async () => {
    const { rows } = await beside.program.db.pool.query(
      'select from inbound_events where address = $1 and handled_at is null',
      [psid],
    );
    const { rows: waiting } = await beside.program.db.pool.query('select from outbox');
    return rows.length + waiting.length === 0;
  });
}

/** Does it, and gives what Messenger has shown because of it. */
async function act(psid: string, ...told: object[]) {
  const before = shown(psid).length;
  await tell(psid, ...told);
  return shown(psid).slice(before);
}

const applicationsOf = (psid: string) =>
  withSystem(beside.program.db, (trx) =>
    trx
      .selectFrom('applications as a')
      .innerJoin('candidate_contacts as c', 'c.candidate_id', 'a.candidate_id')
      .select(['a.id', 'a.campaign_id', 'a.folder', 'a.unread', 'a.source'])
      .where('c.value', '=', psid)
      .orderBy('a.id')
      .execute(),
  );

describe('the menu of openings in Messenger', () => {
  it('is set for the page when it is connected', () => {
    const [menu, ...others] = messenger.page.persistent_menu as { call_to_actions: object[] }[];
    assert.deepEqual(menu?.call_to_actions, [{ type: 'postback', title: 'Job openings', payload: 'openings-0' }]);
    assert.equal(others.length, 2);
  });

  it('is shown to who begins, card by card; Apply begins that interview, a description opens as a page', async () => {
    const { campaignId } = beside.hiring;
    await offer(campaignId, { title: 'Night agents', subtitle: 'Manila, full time', description: 'Calls.' });
    const second = await newOpening('Drivers');
    await newOpening('Secret', { mode: 'disabled' });
    const psid = messenger.newPerson();
    const [menu] = await act(psid, messenger.begin(psid));
    assert.deepEqual(
      menu?.cards.map((card) => [card.title, card.subtitle, card.buttons.map(({ title }) => title)]),
      [
        ['Drivers', undefined, ['Apply']],
        ['Night agents', 'Manila, full time', ['Apply', 'View description']],
      ],
    );
    const view = menu?.cards[1]?.buttons[1] as { url: string };
    assert.equal(view.url, (await offer(campaignId, { title: 'Night agents', description: 'Calls.' })).links.page);
    const [greeting] = await act(psid, messenger.tapCard(psid, menu as never, 'Night agents', 'Apply'));
    assert.match(greeting?.text ?? '', /^Hello! A few questions/);
    assert.deepEqual(
      (await applicationsOf(psid)).map((one) => [one.campaign_id, one.folder]),
      [[campaignId, 'inbox']],
    );
    // Somebody may apply for several.
    await act(psid, messenger.tapCard(psid, menu as never, 'Drivers', 'Apply'));
    assert.deepEqual(
      (await applicationsOf(psid)).map((one) => one.campaign_id),
      [campaignId, second],
    );
  });

  it('asks the question once more where Apply is tapped again, and takes the tap for no answer', async () => {
    const { campaignId } = beside.hiring;
    const psid = messenger.newPerson();
    await act(psid, messenger.begin(psid, campaignRef(campaignId)));
    const [again] = await act(psid, messenger.postback(psid, 'Apply', campaignRef(campaignId)));
    assert.match(again?.text ?? '', /^Welcome back.*\n\nWhy do you want this job\?$/);
  });

  it('says so where everything is answered already', async () => {
    const { campaignId } = beside.hiring;
    const psid = messenger.newPerson();
    await act(psid, messenger.begin(psid, campaignRef(campaignId)));
    for (const answer of ['I like people', 'In sales', '3', '2']) await act(psid, messenger.text(psid, answer));
    const [again] = await act(psid, messenger.postback(psid, 'Apply', campaignRef(campaignId)));
    assert.match(again?.text ?? '', /^You have answered everything already/);
  });

  it('shows ten at a time, and the next ones by More', async () => {
    for (let count = 1; count <= 13; count += 1) await newOpening(`Job ${count}`);
    const psid = messenger.newPerson();
    const [first] = await act(psid, messenger.begin(psid));
    assert.deepEqual([first?.cards.length, first?.cards[0]?.title], [10, 'Job 13']);
    const [second] = await act(psid, messenger.tap(psid, first as never, 'More jobs'));
    assert.deepEqual([second?.cards.map(({ title }) => title), second?.replies], [['Job 3', 'Job 2', 'Job 1'], []]);
  });

  it('answers a text once; what they write then is for a person', async () => {
    await offer(beside.hiring.campaignId, {});
    const psid = messenger.newPerson();
    assert.equal((await act(psid, messenger.text(psid, 'Hello?'))).length, 1);
    assert.equal((await act(psid, messenger.text(psid, 'Are you there?'))).length, 0);
    assert.equal((await act(psid, messenger.postback(psid, 'Job openings', 'openings-0'))).length, 1);
    const [stranger] = await applicationsOf(psid);
    assert.deepEqual([stranger?.folder, stranger?.unread], ['no_campaign', true]);
  });

  it('names a campaign that has since been put away to nobody', async () => {
    const gone = await newOpening('Old');
    const psid = messenger.newPerson();
    await beside.program.app.inject({
      method: 'PUT',
      url: `/api/campaigns/${gone}/archive`,
      headers: as('manager', beside.hiring),
    });
    assert.deepEqual(await act(psid, messenger.begin(psid)), []);
    assert.deepEqual(await act(psid, messenger.postback(psid, 'Apply', campaignRef(gone))), []);
    assert.equal((await applicationsOf(psid))[0]?.campaign_id, null);
  });
});

describe('a campaign for inquiries', () => {
  it('asks what they want to know, says that somebody will answer, and is silent then', async () => {
    const asking = await newOpening('Questions', { mode: 'inquiry', title: 'Ask our team' });
    const psid = messenger.newPerson();
    const [menu] = await act(psid, messenger.begin(psid));
    const [prompt] = await act(psid, messenger.tapCard(psid, menu as never, 'Ask our team', 'Ask us'));
    assert.match(prompt?.text ?? '', /^What would you like to know\?/);
    const [thanks] = await act(psid, messenger.text(psid, 'Is there a night shift?'));
    assert.match(thanks?.text ?? '', /^Thank you\. Our team has your message/);
    assert.equal((await act(psid, messenger.text(psid, 'And on Sundays?'))).length, 0);
    const [application] = await applicationsOf(psid);
    assert.deepEqual(
      [application?.campaign_id, application?.folder, application?.unread, application?.source],
      [asking, 'inbox', true, 'Messenger'],
    );
    const reply = await beside.program.app.inject({
      method: 'POST',
      url: `/api/applications/${application?.id}/messages`,
      headers: as('manager', beside.hiring),
      payload: { channel: 'messenger', body: 'Yes, there is.', clientKey: crypto.randomUUID() },
    });
    assert.equal(reply.statusCode, 201, reply.body);
    await waitUntil(() => shown(psid).at(-1)?.text === 'Yes, there is.');
    const list = await beside.program.app.inject({ url: '/api/campaigns', headers: as('manager', beside.hiring) });
    const marks = list.json().find((one: { id: number }) => one.id === asking).marks;
    assert.equal(marks.inquiry, true);
  });

  it('is an interview for who was invited to it', async () => {
    const { campaignId } = beside.hiring;
    await offer(campaignId, { mode: 'inquiry' });
    const psid = messenger.newPerson();
    const applicant = await createApplicant(beside.program.db, beside.hiring, { phone: null, email: null });
    await withSystem(beside.program.db, async (trx) => {
      const { companyId: company_id, candidateId: candidate_id, applicationId: application_id } = applicant;
      await trx
        .insertInto('candidate_contacts')
        .values({ company_id, candidate_id, kind: 'messenger', value: psid })
        .execute();
      const event = { company_id, candidate_id, application_id, campaign_id: campaignId };
      await trx
        .insertInto('application_events')
        .values({ ...event, kind: 'invited', actor: 'user' })
        .execute();
    });
    const [greeting] = await act(psid, messenger.text(psid, 'Hi'));
    assert.match(greeting?.text ?? '', /^Hello! A few questions/);
  });
});
