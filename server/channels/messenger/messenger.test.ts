import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { withSystem } from '#platform/db.ts';
import { type Applicant, as, messagesOf } from '#test/applicants.ts';
import { channelOf, connectWay, deliver, publicUrl, putConnection, startBeside } from '#test/connecting.ts';
import { queue } from '#test/outbox.ts';
import { hurry, reached } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';
import { type FakeMessenger, startMessenger } from '../../../test/providers/messenger.ts';
import { campaignRef } from '../campaign-ref.ts';
import { fitQuickReplies } from './choices.ts';
import { judge } from './errors.ts';

const byMeta = { channel: 'messenger', provider: 'meta' } as const;
let messenger: FakeMessenger;
let beside: Awaited<ReturnType<typeof startBeside>>;
let webhook: string;
before(async () => {
  messenger = await startMessenger();
  beside = await startBeside(messenger, { worker: true });
  webhook = await connectWay(beside.program, beside.hiring, byMeta, messenger.credentials);
});
afterEach(() => assert.deepEqual(messenger.misunderstandings, []));
after(() => beside.close());

type Person = Applicant & { psid: string };

const tell = (told: object, appSecret?: string) => deliver(beside.program, webhook, messenger.signed(told, appSecret));
const shown = (psid: string) => messenger.messages.filter((one) => one.to === psid);
const newest = async (person: Applicant) => (await messagesOf(beside.program.db, person)).at(-1);
const events = async (psid: string) => {
  const { rows } = await beside.program.db.pool.query('select * from inbound_events where address = $1', [psid]);
  return rows;
};
const own = () => campaignRef(beside.hiring.campaignId);

/** Somebody does something; resolves with what Messenger shows them next. */
async function act(psid: string, ...told: object[]) {
  const before = shown(psid).length;
  for (const one of told) assert.equal((await tell(one)).statusCode, 200);
  await hurry(beside.program);
  return waitUntil(() => shown(psid)[before]);
}

/** Everything that the page has handled of this person. */
async function settled(psid: string): Promise<Person> {
  await hurry(beside.program);
  const all = await waitUntil(async () => {
    const found = await events(psid);
    return found.length > 0 && found.every((one) => one.handled_at) ? found : null;
  });
  const [{ candidate_id: candidateId, application_id: applicationId }] = all.slice(-1);
  return {
    companyId: beside.hiring.companyId,
    candidateId: Number(candidateId),
    applicationId: Number(applicationId),
    psid,
  };
}

async function candidate(): Promise<Person> {
  const psid = messenger.newPerson();
  await act(psid, messenger.begin(psid, own()));
  return settled(psid);
}

const applicationsOf = (candidateId: number) =>
  withSystem(beside.program.db, (trx) =>
    trx.selectFrom('applications').selectAll().where('candidate_id', '=', candidateId).orderBy('id').execute(),
  );

const answersOf = (applicationId: number) =>
  withSystem(beside.program.db, (trx) =>
    trx.selectFrom('answers').selectAll().where('application_id', '=', applicationId).orderBy('position').execute(),
  );

const send = async (person: Person, body: string, author: 'system' | 'user' = 'system') => {
  const { candidateId, applicationId, psid: toAddress } = person;
  const message = {
    candidateId,
    applicationId,
    channel: 'messenger',
    author,
    purpose: 'message',
    body,
    toAddress,
  } as const;
  await queue(beside.program.db, person.companyId, [message]);
  beside.program.services.hints.publish({ companyId: 0, topic: 'outbox' });
};

const reply = (person: Person, body: string) =>
  beside.program.app.inject({
    method: 'POST',
    url: `/api/applications/${person.applicationId}/messages`,
    headers: as('owner', beside.hiring),
    payload: { channel: 'messenger', body, clientKey: crypto.randomUUID() },
  });

const composerOf = async (person: Person) => {
  const url = `/api/applications/${person.applicationId}/channels`;
  const answer = await beside.program.app.inject({ url, headers: as('owner', beside.hiring) });
  return answer.json().find((one: { channel: string }) => one.channel === 'messenger');
};

/** What this person wrote is so old by now. */
const age = ({ psid }: Person, hours: number) =>
  beside.program.db.pool.query(
    "update messages set created_at = now() - $1 * interval '1 hour' where direction = 'in' and to_address = $2",
    [hours, psid],
  );

const endPause = () =>
  beside.program.db.pool.query('update channel_connections set paused_until = null, failures = 0, free_at = now()');

describe('connecting a page', () => {
  it('tells the page what to deliver, and to show a button that begins', () => {
    assert.deepEqual(messenger.page.get_started, { payload: 'get-started' });
    assert.ok((messenger.page.subscribed_fields as string[]).includes('messaging_referrals'));
  });

  it('says which of the credentials is wrong, and keeps none of them', async () => {
    const refused = async (values: object) => {
      const given = { ...messenger.credentials, ...values };
      const answer = await putConnection(beside.program, beside.hiring, byMeta, given);
      return [answer.statusCode, Object.keys(answer.json().error.fields)];
    };
    assert.deepEqual(await refused({ accessToken: 'EAAwrong' }), [422, ['accessToken']]);
    assert.deepEqual(await refused({ appSecret: 'wrong' }), [422, ['appSecret']]);
    assert.deepEqual(await refused({ pageId: '1234567890' }), [422, ['pageId']]);
    assert.deepEqual(await refused({ pageId: 'acme.jobs' }), [400, ['pageId']]);
    assert.equal((await channelOf(beside.program, beside.hiring, 'messenger')).connection.status, 'connected');
  });

  it('answers Meta’s challenge to who knows the word', async () => {
    const challenge = (query: Record<string, string>) =>
      beside.program.app.inject({ url: `${webhook.slice(publicUrl.length)}?${new URLSearchParams(query)}` });
    const right = {
      'hub.mode': 'subscribe',
      'hub.verify_token': messenger.credentials.verifyToken,
      'hub.challenge': '42',
    };
    const answer = await challenge(right);
    assert.deepEqual([answer.statusCode, answer.body], [200, '42']);
    assert.equal((await challenge({ ...right, 'hub.verify_token': 'guessed' })).statusCode, 403);
    assert.equal((await challenge({ ...right, 'hub.mode': 'unsubscribe' })).statusCode, 403);
  });
});

describe('an interview by Messenger', () => {
  it('begins by a campaign’s link and is held to the end, with a voice message and a tapped choice', async () => {
    const psid = messenger.newPerson();
    const first = await act(psid, messenger.begin(psid, own()));
    assert.equal(first.text, 'Hello! A few questions.\n\nWhy do you want this job?');
    assert.equal((await act(psid, messenger.text(psid, 'I like people'))).text, 'Tell us about yourself.');
    const wav = Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1'), Buffer.alloc(64)]);
    assert.equal((await act(psid, messenger.file(psid, 'audio', wav))).text, 'How many years of experience?');
    const asked = await act(psid, messenger.text(psid, '3'));
    assert.equal(asked.text, 'Which shift?');
    assert.deepEqual(
      asked.replies.map(({ title }) => title),
      ['Day', 'Night'],
    );
    assert.equal((await act(psid, messenger.tap(psid, asked, 'Night'))).text, 'Thank you, we will be in touch.');
    const { candidateId } = await settled(psid);
    const [application, ...others] = await applicationsOf(candidateId);
    assert.deepEqual(
      [application?.campaign_id, application?.folder, application?.source, others.length],
      [beside.hiring.campaignId, 'completed', 'Messenger', 0],
    );
    assert.deepEqual(
      (await answersOf(application?.id ?? 0)).map(({ text, content_type }) => text ?? content_type),
      ['I like people', 'audio/wav', '3', 'Night'],
    );
  });

  it('asks with numbers where the choices are too many or too long to be tapped', () => {
    const labels = (count: number, length = 5) => Array.from({ length: count }, (_, at) => `${at}`.padEnd(length, '.'));
    assert.ok(fitQuickReplies(labels(13, 20)));
    assert.ok(![labels(14), labels(2, 21), ['a', 'a'], []].some(fitQuickReplies));
  });
});

describe('somebody who comes without a campaign', () => {
  it('stands under No Campaign, hears nothing of the bot, and leaves it by a campaign’s link or button', async () => {
    for (const come of [messenger.refer, (psid: string, ref: string) => messenger.postback(psid, 'Apply', ref)]) {
      const psid = messenger.newPerson();
      await tell(messenger.begin(psid));
      await tell(messenger.text(psid, 'Is anybody there?'));
      const { candidateId } = await settled(psid);
      const [stranger] = await applicationsOf(candidateId);
      assert.deepEqual([stranger?.folder, stranger?.campaign_id], ['no_campaign', null]);
      assert.deepEqual(shown(psid), []);
      assert.match((await act(psid, come(psid, own()))).text, /^Hello! A few questions/);
      const [joined, ...others] = await applicationsOf(candidateId);
      assert.deepEqual(
        [joined?.id, joined?.folder, joined?.campaign_id, others.length],
        [stranger?.id, 'inbox', beside.hiring.campaignId, 0],
      );
    }
  });

  it('stays there where the link names no campaign of this company, or one that is archived', async () => {
    const { campaignId, companyId } = beside.hiring;
    const archive = (at: Date | null) =>
      beside.program.db.pool.query('update campaigns set archived_at = $1 where company_id = $2 and id = $3', [
        at,
        companyId,
        campaignId,
      ]);
    await archive(new Date());
    for (const ref of [own(), campaignRef(campaignId + 1000), 'summer-sale']) {
      const psid = messenger.newPerson();
      await tell(messenger.begin(psid, ref));
      const { candidateId } = await settled(psid);
      assert.equal((await applicationsOf(candidateId))[0]?.folder, 'no_campaign', ref);
    }
    await archive(null);
  });
});

describe('a webhook of Messenger', () => {
  it('is refused where its signature is wrong, missing or of other bytes, and nothing of it is kept', async () => {
    const psid = messenger.newPerson();
    const told = messenger.text(psid, 'Hello');
    assert.equal((await tell(told, 'guessed')).statusCode, 403);
    const { headers, payload } = messenger.signed(told);
    const spaced = payload.replace(':', ': ');
    assert.equal((await deliver(beside.program, webhook, { headers, payload: spaced })).statusCode, 403);
    const unsigned = { 'content-type': 'application/json' };
    assert.equal((await deliver(beside.program, webhook, { headers: unsigned, payload })).statusCode, 403);
    assert.equal((await events(psid)).length, 0);
    assert.equal((await deliver(beside.program, webhook, { headers, payload })).statusCode, 200);
    assert.equal((await events(psid)).length, 1);
  });

  it('tells the same several times, and of other pages, and once is enough', async () => {
    const psid = messenger.newPerson();
    const told = [messenger.text(psid, 'Hello'), messenger.begin(psid), messenger.refer(psid, 'x')];
    const all = told.flatMap((one) => [one, one, one]);
    const answers = await Promise.all(all.map((one) => tell(one)));
    assert.ok(answers.every((answer) => answer.statusCode === 200));
    assert.equal((await events(psid)).length, 3);
    const elsewhere = messenger.text(psid, 'To another page');
    elsewhere.entry = elsewhere.entry.map((entry) => ({ ...entry, id: '999' }));
    assert.equal((await tell(elsewhere)).statusCode, 200);
    assert.equal((await events(psid)).length, 3);
  });

  it('may hold what we do not know, which takes nothing from the rest', async () => {
    const psid = messenger.newPerson();
    const [known] = messenger.text(psid, 'Hello').entry[0]?.messaging ?? [];
    const told = messenger.envelope({ sender: { user_ref: 'x' } }, { reaction: {} }, known ?? {});
    assert.equal((await tell(told)).statusCode, 200);
    assert.equal((await events(psid)).length, 1);
    for (const odd of [{}, { entry: 1 }, { entry: [{ id: 1 }] }]) assert.equal((await tell(odd)).statusCode, 200);
  });

  it('tells what has come and was read, out of order, and no status goes back', async () => {
    const ana = await candidate();
    const steps = [messenger.read, messenger.delivered, messenger.echo];
    await send(ana, 'shuffled');
    await reached(beside.program, ana, 'sent');
    const message = shown(ana.psid).at(-1);
    assert.ok(message);
    for (const step of steps) {
      assert.equal((await tell(step(message))).statusCode, 200);
      assert.equal((await newest(ana))?.status, 'read');
    }
    assert.ok(
      (await messagesOf(beside.program.db, ana)).every((one) => one.direction === 'in' || one.status === 'read'),
    );
  });

  it('tells what has come by id, or else up to a time', async () => {
    const ana = await candidate();
    for (const withIds of [true, false]) {
      await send(ana, `with ids: ${withIds}`);
      await reached(beside.program, ana, 'sent');
      const message = shown(ana.psid).at(-1);
      assert.ok(message);
      await tell(messenger.delivered({ ...message, at: 1 }, false));
      assert.equal((await newest(ana))?.status, 'sent', 'a time before it says nothing of it');
      await tell(messenger.delivered(message, withIds));
      assert.equal((await newest(ana))?.status, 'delivered');
    }
  });

  it('opts out by STOP, and in again', async () => {
    const ana = await candidate();
    await tell(messenger.text(ana.psid, 'Stop'));
    await send(ana, 'still there?');
    assert.equal((await reached(beside.program, ana, 'failed')).error_code, 'suppressed');
    await tell(messenger.text(ana.psid, 'start'));
    await send(ana, 'welcome back');
    await reached(beside.program, ana, 'sent');
  });
});

describe('the window of Messenger', () => {
  it('is a day for the program and a week for a recruiter, whose messages say that a person wrote them', async () => {
    const ana = await candidate();
    assert.equal((await reply(ana, 'When can you come?')).statusCode, 201);
    await reached(beside.program, ana, 'sent');
    assert.deepEqual([shown(ana.psid).at(-1)?.text, shown(ana.psid).at(-1)?.tag], ['When can you come?', null]);
    await age(ana, 25);
    await send(ana, 'by the program');
    assert.equal((await reached(beside.program, ana, 'failed')).error_code, 'window_closed');
    const { available, until } = await composerOf(ana);
    assert.equal(available, true);
    assert.equal(Math.round((Date.parse(until) - Date.now()) / 3_600_000), 7 * 24 - 25);
    assert.equal((await reply(ana, 'Are you still there?')).statusCode, 201);
    await reached(beside.program, ana, 'sent');
    assert.equal(shown(ana.psid).at(-1)?.tag, 'HUMAN_AGENT');
    await age(ana, 7 * 24 + 1);
    const refused = await reply(ana, 'Hello?');
    assert.deepEqual([refused.statusCode, refused.json().error.code], [409, 'window_closed']);
    await send(ana, 'by a person, late', 'user');
    assert.equal((await reached(beside.program, ana, 'failed')).error_code, 'window_closed');
  });
});

describe('sending by Messenger', () => {
  afterEach(endPause);

  it('never sends again what may have arrived: its echo tells that it did', async () => {
    const ana = await candidate();
    messenger.mishaps.push('cut after taking');
    await send(ana, 'one');
    await reached(beside.program, ana, 'unknown');
    await endPause();
    const message = shown(ana.psid).at(-1);
    assert.equal(message?.text, 'one');
    await tell(messenger.echo(message));
    assert.deepEqual([(await newest(ana))?.status, (await newest(ana))?.provider_id], ['sent', message.mid]);
    assert.equal(shown(ana.psid).filter(({ text }) => text === 'one').length, 1);
  });

  it('pauses for as long as it is asked to, and until the owner renews the token', async () => {
    const ana = await candidate();
    const status = async () => (await channelOf(beside.program, beside.hiring, 'messenger')).connection.status;
    messenger.mishaps.push({ status: 400, code: 613, retryAfter: 900 });
    await send(ana, 'one');
    await waitUntil(async () => (await newest(ana))?.error_code === 'messenger_613');
    assert.equal(await status(), 'paused');
    messenger.mishaps.push({ status: 400, code: 190 });
    await endPause();
    beside.program.services.hints.publish({ companyId: 0, topic: 'outbox' });
    await waitUntil(async () => (await newest(ana))?.error_code === 'messenger_190');
    assert.equal(await status(), 'blocked');
    await connectWay(beside.program, beside.hiring, byMeta, messenger.credentials);
    await reached(beside.program, ana, 'sent');
  });

  it('judges an error by what it is about: the window, the person, the page or Meta itself', () => {
    const judged = (code: number | null, subcode: number | null = null, status = 400) => {
      const result = judge({ code, subcode, transient: false, detail: 'x' }, status);
      return [result.outcome, 'sender' in result ? result.sender : 'code' in result && result.code];
    };
    assert.deepEqual(judged(10, 2018278), ['refused', 'window_closed']);
    assert.deepEqual(judged(10), ['later', 'blocked']);
    assert.deepEqual(judged(230), ['later', 'blocked']);
    assert.deepEqual(judged(551), ['refused', 'messenger_551']);
    assert.deepEqual(judged(100, 2018001), ['refused', 'messenger_100']);
    assert.deepEqual(judged(1200, null, 500), ['later', 'down']);
    assert.deepEqual(judged(null, null, 502), ['unknown', 'down']);
    assert.deepEqual(judged(null, null, 429), ['later', 'slow']);
  });
});

describe('a name', () => {
  it('is asked of Meta after the first message; who gives none goes on without', async () => {
    const [known, unknown] = [messenger.newPerson(), messenger.newPerson()];
    messenger.people.set(known, { first_name: 'Ana', last_name: 'Reyes' });
    const people: Person[] = [];
    for (const psid of [unknown, known]) {
      await act(psid, messenger.begin(psid, own()));
      people.push(await settled(psid));
    }
    const names = async () => {
      const query = 'select first_name, last_name from candidates where id = any ($1) order by id';
      return (await beside.program.db.pool.query(query, [people.map(({ candidateId }) => candidateId)])).rows;
    };
    await waitUntil(async () => (await names())[1]?.first_name);
    assert.deepEqual(await names(), [
      { first_name: '', last_name: '' },
      { first_name: 'Ana', last_name: 'Reyes' },
    ]);
  });
});
