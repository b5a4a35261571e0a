import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { collectBlobs } from '#platform/blobs/loose.ts';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createHiring, fourQuestions, type Hiring, sessionFromHeader } from '#test/applicants.ts';

let parley: TestApp;
let acme: Hiring;
let other: Hiring;
let base: string;

before(async () => {
  parley = await startTestApp({ authenticate: sessionFromHeader });
  acme = await createHiring(parley.db, { name: 'Acme' });
  other = await createHiring(parley.db, { name: 'Globex' });
  base = `/api/campaigns/${acme.campaignId}`;
});
after(() => parley.close());

type Method = 'GET' | 'POST' | 'PUT';

async function call(method: Method, path: string, payload?: object | Buffer, headers = as('manager', acme)) {
  const type = Buffer.isBuffer(payload) ? { 'content-type': 'audio/wav' } : {};
  const url = `${base}${path}`;
  const response = await parley.app.inject({
    method,
    url,
    headers: { ...headers, ...type },
    ...(payload && { payload }),
  });
  return { status: response.statusCode, body: response.json() };
}

const sms = { event: 'invitation', channel: 'sms', enabled: true, subject: '', body: 'Hi' } as const;
const email = { event: 'invitation', channel: 'email', enabled: true, subject: 'Hello', body: '<p>Hi</p>' } as const;

test('a text is saved and read again', async () => {
  const { status, body } = await call('PUT', '/templates', {
    templates: [{ ...sms, body: 'Hi <%= @candidate_name %>' }],
  });
  assert.equal(status, 200);
  const [saved] = body.templates.filter((one: typeof sms) => one.event === 'invitation' && one.channel === 'sms');
  assert.equal(saved.body, 'Hi <%= @candidate_name %>');
});

test('an unknown token is refused by field, and nothing of the request is kept', async () => {
  const before = (await call('GET', '')).body.templates;
  const templates = [
    { ...sms, body: 'Kept?' },
    { ...email, subject: 'Hi <%= @first_name %>', body: 'Half a <%= @company' },
  ];
  const { status, body } = await call('PUT', '/templates', { templates });
  assert.equal(status, 400);
  assert.match(body.error.fields['invitation.email.subject'], /@first_name/);
  assert.match(body.error.fields['invitation.email.body'], /not complete/);
  assert.equal(body.error.fields['invitation.sms.body'], undefined);
  assert.deepEqual((await call('GET', '')).body.templates, before);
});

test('a text that is on needs a body, a mail a subject, and neither may hold a script', async () => {
  const templates = [
    { ...sms, body: ' ' },
    { ...email, subject: '', body: '<p onclick="steal()">Hi</p>' },
  ];
  const { body } = await call('PUT', '/templates', { templates });
  assert.deepEqual(Object.keys(body.error.fields).sort(), [
    'invitation.email.body',
    'invitation.email.subject',
    'invitation.sms.body',
  ]);
});

test('a preview fills the tokens in, escapes them in HTML and names the empty ones', async () => {
  await withSystem(parley.db, (trx) =>
    trx.updateTable('companies').set({ name: 'Acme <b>' }).where('id', '=', acme.companyId).execute(),
  );
  const { body } = await call('POST', '/templates/preview', {
    channel: 'email',
    subject: 'From <%= @company %>',
    body: '<p><%= @company %></p>',
  });
  assert.equal(body.subject, 'From Acme <b>');
  assert.equal(body.html, '<p>Acme &#60;b&#62;</p>');
  assert.deepEqual(body.emptyTokens, []);
});

test('a test mail goes to who asks for it, as it stands in the editor', async () => {
  const { status, body } = await call('POST', '/templates/test', {
    subject: 'Hi <%= @candidate_name %>',
    body: '<p>Hello</p>',
  });
  assert.equal(status, 200);
  assert.equal(body.to, `manager-${acme.companyId}@example.com`);
  const sent = await withSystem(parley.db, (trx) =>
    trx.selectFrom('sandbox_messages').selectAll().where('to_address', '=', body.to).execute(),
  );
  assert.deepEqual(
    sent.map(({ subject, html, company_id }) => ({ subject, html, company_id })),
    [{ subject: '[Test] Hi Maria', html: '<p>Hello</p>', company_id: acme.companyId }],
  );
});

test('a test mail with an unknown token is not sent', async () => {
  const { status, body } = await call('POST', '/templates/test', { subject: 'x', body: '<%= @nobody %>' });
  assert.equal(status, 400);
  assert.match(body.error.fields.body, /@nobody/);
});

test('of two that edit the interview the second is told, and nothing is overrun', async () => {
  const { version } = (await call('GET', '')).body.interview;
  const definition = { ...fourQuestions, greeting: 'First' };
  const first = await call('PUT', '/interview', { version, definition });
  assert.equal(first.status, 200);
  assert.equal(first.body.interview.version, version + 1);
  const second = await call('PUT', '/interview', { version, definition: { ...definition, greeting: 'Second' } });
  assert.equal(second.status, 409);
  assert.equal(second.body.error.code, 'changed_meanwhile');
  assert.equal((await call('GET', '')).body.interview.definition.greeting, 'First');
});

test('a broken interview is refused with the place of each mistake', async () => {
  const { version } = (await call('GET', '')).body.interview;
  const [question] = fourQuestions.questions;
  const definition = {
    ...fourQuestions,
    questions: [
      { ...question, text: '' },
      { ...question, id: 'b', type: 'choice' },
    ],
  };
  const { status, body } = await call('PUT', '/interview', { version, definition });
  assert.equal(status, 400);
  assert.deepEqual(Object.keys(body.error.fields).sort(), ['questions.0.text', 'questions.1.choices']);
});

test('more than four questions are saved with a warning', async () => {
  const { version } = (await call('GET', '')).body.interview;
  const [question] = fourQuestions.questions;
  const questions = [...fourQuestions.questions, { ...question, id: 'fifth' }];
  const { body } = await call('PUT', '/interview', { version, definition: { ...fourQuestions, questions } });
  assert.equal(body.interview.warning, 'many_questions');
});

const wav = Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt '), Buffer.alloc(100)]);

test('a sound file is kept, can be heard by its link, and is saved with the interview', async () => {
  const { status, body } = await call('PUT', '/audio', wav);
  assert.equal(status, 201);
  assert.equal(body.contentType, 'audio/wav');
  const heard = await parley.app.inject({ url: body.url });
  assert.equal(heard.headers['content-type'], 'audio/wav');
  assert.deepEqual(heard.rawPayload, wav);
  const { version } = (await call('GET', '')).body.interview;
  const definition = { ...fourQuestions, closing: { text: 'Bye', audioBlobKey: body.audioBlobKey } };
  const saved = await call('PUT', '/interview', { version, definition });
  assert.equal(saved.status, 200);
  assert.ok(saved.body.interview.audioUrls[body.audioBlobKey]);
});

test('what is no .wav or .mp3 by its content is refused, whatever it is called', async () => {
  for (const [file, code] of [
    [Buffer.from('%PDF-1.7\n1 0 obj'), 'not_audio'],
    [Buffer.from('OggS'.padEnd(200, '\0')), 'not_audio'],
  ] as const) {
    const { status, body } = await call('PUT', '/audio', file);
    assert.equal(status, 415);
    assert.equal(body.error.code, code);
  }
  const boundary = 'x';
  const form = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.wav"\r\ncontent-type: audio/wav\r\n\r\nhello\r\n--${boundary}--\r\n`;
  const headers = { ...as('manager', acme), 'content-type': `multipart/form-data; boundary=${boundary}` };
  const response = await parley.app.inject({ method: 'PUT', url: `${base}/audio`, headers, payload: form });
  assert.equal(response.statusCode, 415);
  assert.equal(response.json().error.code, 'not_audio');
});

test('nobody waits for the campaign while the store is asked for a sound file; an unused one is collected, this one not', async (t) => {
  const { audioBlobKey } = (await call('PUT', '/audio', wav)).body;
  const unused = (await call('PUT', '/audio', wav)).body.audioBlobKey;
  const { blobs } = parley.services;
  const head = blobs.head.bind(blobs);
  const asked = t.mock.method(blobs, 'head', async (key: string) => {
    await withSystem(parley.db, (trx) =>
      sql`select from campaigns where id = ${acme.campaignId} for update nowait`.execute(trx),
    );
    return head(key);
  });
  const { version } = (await call('GET', '')).body.interview;
  const definition = { ...fourQuestions, closing: { text: 'Bye', audioBlobKey } };
  assert.equal((await call('PUT', '/interview', { version, definition })).status, 200);
  assert.equal(asked.mock.callCount(), 1);
  await withSystem(parley.db, (trx) => sql`update loose_blobs set due_at = now()`.execute(trx));
  await collectBlobs(parley.services);
  assert.deepEqual([await head(unused), (await head(audioBlobKey))?.size], [null, wav.length]);
});

test("another company's sound file, and one that was never uploaded, can not be saved", async () => {
  const stranger = `/api/campaigns/${other.campaignId}/audio`;
  const headers = { ...as('manager', other), 'content-type': 'audio/wav' };
  const theirs = (await parley.app.inject({ method: 'PUT', url: stranger, headers, payload: wav })).json().audioBlobKey;
  const { version } = (await call('GET', '')).body.interview;
  for (const audioBlobKey of [theirs, `${acme.companyId}/${'a'.repeat(24)}`, '../../etc/passwd']) {
    const definition = { ...fourQuestions, closing: { text: 'Bye', audioBlobKey } };
    const { status, body } = await call('PUT', '/interview', { version, definition });
    assert.equal(status, 400, audioBlobKey);
    assert.ok(body.error.fields['closing.audioBlobKey'], JSON.stringify(body));
  }
});

test('members are set as a whole; owners reach the campaign without being members', async () => {
  const given = await call('PUT', '/members', { userIds: [acme.managerId, acme.ownerId] });
  assert.equal(given.status, 200);
  const taken = await call('PUT', '/members', { userIds: [acme.managerId] });
  const byId = new Map<string, { member: boolean; reaches: boolean }>(
    taken.body.map((one: { id: string; member: boolean; reaches: boolean }) => [one.id, one]),
  );
  assert.equal(byId.get(acme.ownerId)?.member, false);
  assert.equal(byId.get(acme.ownerId)?.reaches, true);
  assert.equal(byId.get(acme.managerId)?.member, true);
});

test('a manager can not take the campaign from themselves, and nobody of another company gets it', async () => {
  assert.equal((await call('PUT', '/members', { userIds: [] })).status, 400);
  const foreign = await call('PUT', '/members', { userIds: [acme.managerId, other.managerId] });
  assert.equal(foreign.status, 400);
  assert.ok(foreign.body.error.fields.userIds);
  assert.ok(!foreign.body.error.message.includes(other.managerId));
});
