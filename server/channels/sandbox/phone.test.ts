import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { outboxHint } from '#conversations/queue.ts';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import {
  type Applicant,
  as,
  createApplicant,
  createHiring,
  fourQuestions,
  type Hiring,
  messagesOf,
  sessionFromHeader,
} from '#test/applicants.ts';
import { queue, sms } from '#test/outbox.ts';
import { hurry } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';

let program: TestApp;
let hiring: Hiring;
const languages = ['English', 'Spanish', 'Filipino, as it is spoken at home', 'Cebuano'];
const definition = {
  ...fourQuestions,
  questions: [
    ...fourQuestions.questions,
    {
      id: 'language',
      text: 'Your language?',
      type: 'choice' as const,
      required: true,
      choices: languages.map((label, at) => ({ id: `c${at + 1}`, label })),
    },
  ],
};
before(async () => {
  program = await startTestApp({ authenticate: sessionFromHeader, worker: true });
  hiring = await createHiring(program.db, { definition });
});
after(() => program.close());

let serial = 0;
async function candidate(of = hiring): Promise<Applicant & { phone: string }> {
  const phone = `+63917123${String(1000 + ++serial)}`;
  const applicant = await createApplicant(program.db, of, { phone });
  const contact = { company_id: applicant.companyId, candidate_id: applicant.candidateId };
  await withSystem(program.db, (trx) =>
    trx
      .insertInto('candidate_contacts')
      .values({ ...contact, kind: 'phone', value: phone })
      .execute(),
  );
  return { ...applicant, phone };
}

/** Who they are there is known. */
async function join({ companyId, candidateId, phone }: Applicant & { phone: string }, kind: string): Promise<string> {
  const { tabs } = await show({ phone, channel: kind });
  const { address = '' } = tabs.find(({ channel }) => channel === kind) ?? {};
  const contact = { company_id: companyId, candidate_id: candidateId, kind, value: address };
  await withSystem(program.db, (trx) => trx.insertInto('candidate_contacts').values(contact).execute());
  return address;
}

type Shown = {
  phone: string;
  name: string;
  tabs: { channel: string; address: string }[];
  trouble: string | null;
  messages: {
    id: number;
    author: string;
    text: string;
    taps: { style: string; replies: { id: string; title: string; description?: string }[] } | null;
    files: { url: string; contentType: string }[];
    reported: string | null;
  }[];
};
type On = { phone: string; channel: string };

const call = (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object, of = hiring) =>
  program.app.inject({ method, url, headers: as('owner', of), ...(payload && { payload }) });

async function show({ phone, channel }: On, of = hiring): Promise<Shown> {
  return (await call('GET', `/api/sandbox/phone?${new URLSearchParams({ phone, channel })}`, undefined, of)).json();
}

const received = async (on: On) => (await show(on)).messages.filter(({ author }) => author === 'company');

/** Writes, taps or sends; resolves with what the phone shows next. */
async function answered(on: On, act: () => Promise<{ statusCode: number; body: string }>) {
  const before = (await received(on)).length;
  const { statusCode, body } = await act();
  assert.equal(statusCode, 201, body);
  await hurry(program);
  return waitUntil(async () => (await received(on))[before]);
}

const post = (payload: object) => call('POST', '/api/sandbox/phone/messages', payload);
const write = (on: On, text: string, name?: string) => answered(on, () => post({ ...on, text, name }));

async function tap(on: On, title: string) {
  const message = (await received(on)).at(-1);
  const reply = message?.taps?.replies.find((one) => one.title === title);
  return answered(on, () => post({ ...on, tap: { messageId: message?.id, replyId: reply?.id } }));
}

function sendFile(on: On, body: Buffer, contentType: string, name: string) {
  const url = `/api/sandbox/phone/files?${new URLSearchParams({ ...on, name })}`;
  const headers = { ...as('owner', hiring), 'content-type': contentType };
  return program.app.inject({ method: 'POST', url, headers, payload: body });
}

async function send(to: Applicant & { phone: string }, channel: string, body: string): Promise<void> {
  const message = { ...sms(to, body), channel: channel as 'sms', toAddress: to.phone };
  await queue(program.db, hiring.companyId, [message]);
  program.services.hints.publish(outboxHint);
}

const answersOf = (applicationId: number) =>
  withSystem(program.db, (trx) =>
    trx.selectFrom('answers').selectAll().where('application_id', '=', applicationId).orderBy('position').execute(),
  );

const voiceNote = Buffer.concat([
  Buffer.from('OggS\0\x02\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\x01\x13OpusHead\x01\x01', 'latin1'),
  Buffer.alloc(64),
]);
const lastOf = (applicant: Applicant) =>
  messagesOf(program.db, applicant).then((all) => all.findLast(({ direction }) => direction === 'out'));

describe('a phone of the sandbox', () => {
  it('holds an interview by SMS, choices by their numbers', async () => {
    const ana = await candidate();
    const on = { phone: ana.phone, channel: 'sms' };
    assert.equal((await write(on, 'Hi')).text, 'Hello! A few questions.\n\nWhy do you want this job?');
    await write(on, 'I like people');
    assert.equal((await write(on, 'In sales')).text, 'How many years of experience?');
    assert.equal((await write(on, 'three')).text, 'Which shift?\n1. Day\n2. Night');
    assert.match((await write(on, '2')).text, /^Your language\?\n1\. English/);
    assert.equal((await write(on, '1')).text, 'Thank you, we will be in touch.');
    const answers = await answersOf(ana.applicationId);
    assert.deepEqual(
      answers.map(({ text }) => text),
      ['I like people', 'In sales', 'three', 'Night', 'English'],
    );
    assert.ok((await messagesOf(program.db, ana)).every(({ channel }) => channel === 'sms'));
  });

  it('holds one by WhatsApp, with a voice note and with what can be tapped', async () => {
    const bea = await candidate();
    const on = { phone: bea.phone, channel: 'whatsapp' };
    await write(on, 'Hi');
    await write(on, 'I like people');
    const asked = await answered(on, () => sendFile(on, voiceNote, 'audio/ogg', 'voice.ogg'));
    assert.equal(asked.text, 'How many years of experience?');
    const shift = await write(on, 'three');
    assert.deepEqual(
      [shift.text, shift.taps?.style, shift.taps?.replies.map(({ title }) => title)],
      ['Which shift?', 'buttons', ['Day', 'Night']],
    );
    const language = await tap(on, 'Night');
    assert.deepEqual([language.taps?.style, language.taps?.replies[2]?.description], ['list', languages[2]]);
    assert.equal((await tap(on, 'Filipino, as it is spok…')).text, 'Thank you, we will be in touch.');
    const answers = await answersOf(bea.applicationId);
    assert.deepEqual(
      answers.map(({ kind, text, choice_id }) => [kind, text, choice_id]),
      [
        ['text', 'I like people', null],
        ['audio', null, null],
        ['number', 'three', null],
        ['choice', 'Night', 'night'],
        ['choice', languages[2], 'c3'],
      ],
    );
    const heard = (await show(on)).messages.find(({ files }) => files.length > 0);
    assert.equal(heard?.files[0]?.contentType, 'audio/ogg');
    const file = await program.app.inject({ url: heard?.files[0]?.url ?? '' });
    assert.deepEqual(file.rawPayload, voiceNote);
  });

  it('holds one by Messenger, where everybody is a number of the page’s own', async () => {
    const eva = await candidate();
    const on = { phone: eva.phone, channel: 'messenger' };
    assert.match(await join(eva, 'messenger'), /^\d{15}$/);
    await write(on, 'Hi');
    await write(on, 'I like people');
    assert.equal(
      (await answered(on, () => sendFile(on, voiceNote, 'audio/ogg', 'v.ogg'))).text,
      'How many years of experience?',
    );
    const shift = await write(on, 'three');
    assert.deepEqual(
      shift.taps?.replies.map(({ title }) => title),
      ['Day', 'Night'],
    );
    assert.match((await tap(on, 'Night')).text, /^Your language\?/);
  });

  it('holds one by WeChat, with its menus', async () => {
    const gil = await candidate();
    const on = { phone: gil.phone, channel: 'wechat' };
    await join(gil, 'wechat');
    await write(on, 'Hi <there> & ]]> you');
    await write(on, 'I like people');
    const asked = await answered(on, () => sendFile(on, voiceNote, 'audio/ogg', 'v.ogg'));
    assert.equal(asked.text, 'How many years of experience?');
    await write(on, 'three');
    assert.match((await tap(on, 'Night')).text, /^Your language\?/);
    const [begun] = await messagesOf(program.db, gil);
    assert.equal(begun?.body, 'Hi <there> & ]]> you');
    assert.match((await lastOf(gil))?.provider_id ?? '', /^sandbox-/);
  });

  it('comes to an opening by Messenger’s button, with what the link named, and later by another link', async () => {
    const on = { phone: '+639175550909', channel: 'messenger' };
    const open = (ref: string | null) => answered(on, () => post({ ...on, opening: { ref } }));
    const { campaignId } = hiring;
    assert.match((await open(`campaign-${campaignId}`)).text, /^Hello! A few questions\./);
    await write(on, 'I like people');
    assert.equal((await post({ ...on, opening: { ref: 'campaign-999999' } })).statusCode, 201);
    const said = (await show(on)).messages.filter(({ author }) => author === 'candidate').map(({ text }) => text);
    assert.deepEqual(said, [`m.me/?ref=campaign-${campaignId}`, 'I like people', 'm.me/?ref=campaign-999999']);
  });

  it('takes a picture by SMS, which the recruiter sees', async () => {
    const cara = await candidate();
    const on = { phone: cara.phone, channel: 'sms' };
    await write(on, 'Hi');
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    assert.equal((await sendFile(on, png, 'image/png', 'me.png')).statusCode, 201);
    const message = await waitUntil(async () =>
      (await messagesOf(program.db, cara)).find(({ attachments }) => (attachments as object[]).length > 0),
    );
    assert.equal((message.attachments as { contentType: string }[])[0]?.contentType, 'image/png');
  });

  it('is a stranger’s who writes first: they stand under No Campaign by their name', async () => {
    const on = { phone: '+63 917 999 8877', channel: 'whatsapp' };
    assert.equal((await post({ ...on, text: 'Hello', name: 'Dora Cruz' })).statusCode, 201);
    await hurry(program);
    const found = await waitUntil(async () => {
      const { items } = (await call('GET', '/api/applications?folder=no_campaign')).json();
      return items?.[0]?.lastMessage ? items : null;
    });
    assert.deepEqual([found[0].firstName, found[0].lastName], ['Dora', 'Cruz']);
    const listed = (await call('GET', '/api/sandbox/phones?to=dora')).json();
    assert.deepEqual(
      listed.map((one: { phone: string; name: string }) => [one.phone, one.name]),
      [['+639179998877', 'Dora Cruz']],
    );
    const sent = (await call('GET', `/api/sandbox/messages?to=${encodeURIComponent('+639179998877')}`)).json();
    assert.deepEqual(sent, [], 'what candidates write is nothing that they were sent');
  });

  it('shows on each channel what was sent by it, also where all of it left at once', async () => {
    const fay = await candidate();
    const channels = ['sms', 'whatsapp', 'messenger', 'email'] as const;
    const toAddress = { sms: fay.phone, whatsapp: fay.phone, messenger: '123456789', email: 'fay@example.com' };
    await withSystem(program.db, (trx) =>
      trx
        .insertInto('messages')
        .values(
          (['whatsapp', 'messenger'] as const).map((channel) => ({
            company_id: fay.companyId,
            candidate_id: fay.candidateId,
            application_id: fay.applicationId,
            direction: 'in',
            author: 'candidate',
            channel,
            body: 'Hello',
            to_address: toAddress[channel],
            status: 'received',
          })),
        )
        .execute(),
    );
    const given = channels.map((channel) => ({ ...sms(fay, channel), channel, toAddress: toAddress[channel] }));
    await queue(program.db, hiring.companyId, given);
    program.services.hints.publish(outboxHint);
    const arrived = await waitUntil(async () => {
      const { rows } = await withSystem(program.db, (trx) =>
        sql<{ channel: string; body: string }>`
          select channel, body from sandbox_messages where to_address in (${fay.phone}, '123456789', 'fay@example.com')`.execute(
          trx,
        ),
      );
      return rows.length === channels.length ? rows : null;
    });
    assert.ok(arrived.every(({ channel, body }) => channel === body));
  });

  it('opts out and in again by a keyword', async () => {
    const dan = await candidate();
    const on = { phone: dan.phone, channel: 'sms' };
    await post({ ...on, text: 'STOP' });
    await send(dan, 'sms', 'Are you there?');
    const refused = await waitUntil(async () => ((await lastOf(dan))?.status === 'failed' ? lastOf(dan) : null));
    assert.equal(refused?.error_code, 'suppressed');
    await post({ ...on, text: 'START' });
    await send(dan, 'sms', 'And now?');
    await waitUntil(async () => (await received(on)).find(({ text }) => text === 'And now?'));
  });
});

describe('what the sandbox reports', () => {
  const look = async (on: On) => {
    const upTo = (await received(on)).at(-1)?.id;
    const answer = await call('PUT', '/api/sandbox/phone/reading', { ...on, upTo });
    assert.equal(answer.statusCode, 204, answer.body);
  };

  it('is that a message is delivered, and on WhatsApp read, once the phone is looked at', async () => {
    for (const [channel, status] of [
      ['sms', 'delivered'],
      ['whatsapp', 'read'],
      ['messenger', 'read'],
    ] as const) {
      const ana = await candidate();
      const on = { phone: ana.phone, channel };
      if (channel === 'messenger') await join(ana, 'messenger');
      await write(on, 'Hi');
      await waitUntil(async () => (await lastOf(ana))?.status === 'sent');
      await look(on);
      assert.equal((await lastOf(ana))?.status, status);
      assert.equal((await received(on)).at(-1)?.reported, status);
    }
  });

  it('is the trouble that an owner asked for, once', async () => {
    for (const channel of ['sms', 'whatsapp']) {
      const bea = await candidate();
      const on = { phone: bea.phone, channel };
      await write(on, 'Hi');
      const trouble = (of: string | null) => call('PUT', '/api/sandbox/phone/trouble', { ...on, trouble: of });
      assert.equal((await trouble('refused')).statusCode, 204);
      assert.equal((await show(on)).trouble, 'refused');
      await send(bea, channel, 'first');
      await waitUntil(async () => (await lastOf(bea))?.status === 'failed');
      assert.equal((await received(on)).length, 1);
      await trouble('lost');
      await send(bea, channel, 'second');
      await waitUntil(async () => (await lastOf(bea))?.status === 'sent');
      await look(on);
      assert.equal((await lastOf(bea))?.status, 'failed');
      await send(bea, channel, 'third');
      await waitUntil(async () => (await lastOf(bea))?.status === 'sent');
      await look(on);
      assert.notEqual((await lastOf(bea))?.status, 'failed');
    }
  });
});

describe('nobody', () => {
  const newCompany = () => createHiring(program.db, { name: 'Other', definition });

  it('of another company sees or taps what is not theirs', async () => {
    const other = await newCompany();
    const ana = await candidate();
    const on = { phone: ana.phone, channel: 'whatsapp' };
    await write(on, 'Hi');
    await write(on, 'I like people');
    assert.deepEqual((await show(on, other)).messages, []);
    assert.deepEqual((await call('GET', '/api/sandbox/phones', undefined, other)).json(), []);
    const [asked] = await received(on);
    const reach = (messageId: unknown) =>
      call('POST', '/api/sandbox/phone/messages', { ...on, tap: { messageId, replyId: 'x' } }, other);
    const [theirs, nobodys] = [await reach(asked?.id), await reach(2 ** 40)];
    assert.equal(theirs.statusCode, 404);
    assert.deepEqual(theirs.json(), nobodys.json());
  });

  it('is written to by input that makes no sense', async () => {
    const on = { phone: '+639171230000', channel: 'sms' };
    const wrong: [object, number][] = [
      [{ ...on }, 400],
      [{ ...on, text: 'Hi', tap: { messageId: 1, replyId: 'x' } }, 400],
      [{ ...on, text: ' ' }, 400],
      [{ ...on, opening: { ref: null } }, 400],
      [{ ...on, text: 'Hi', opening: { ref: 'x' } }, 400],
      [{ ...on, phone: 'nobody', text: 'Hi' }, 400],
      [{ ...on, phone: 'ana@example.com', text: 'Hi' }, 400],
      [{ ...on, channel: 'webchat', text: 'Hi' }, 400],
      [{ ...on, channel: 'email', text: 'Hi' }, 409],
      [{ ...on, tap: { messageId: 2 ** 40, replyId: 'x' } }, 404],
    ];
    for (const [payload, status] of wrong) {
      const answer = await post(payload);
      assert.equal(answer.statusCode, status, `${JSON.stringify(payload)}: ${answer.body}`);
    }
    const files: [Buffer, string, number][] = [
      [Buffer.from('MZ\x90\0 a program'), 'application/octet-stream', 415],
      [Buffer.alloc(0), 'audio/ogg', 400],
      [Buffer.from('<p>'), 'text/html', 415],
    ];
    for (const [body, type, status] of files) {
      const answer = await sendFile(on, body, type, 'x');
      assert.equal(answer.statusCode, status, `${type}: ${answer.body}`);
    }
    assert.deepEqual((await show(on)).messages, []);
  });
});
