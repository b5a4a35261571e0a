import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import {
  type Applicant,
  as,
  chatPath,
  createApplicant,
  createHiring,
  fourQuestions,
  type Hiring,
  messagesOf,
  sessionFromHeader,
} from '#test/applicants.ts';
import { wave } from '#test/wave.ts';

let test: TestApp;
let hiring: Hiring;
before(async () => {
  test = await startTestApp({ authenticate: sessionFromHeader, listen: true });
  hiring = await createHiring(test.db);
});
after(() => test.close());

const key = () => crypto.randomUUID();
const get = (url: string) => test.app.inject({ url });
const post = (url: string, payload: object) => test.app.inject({ method: 'POST', url, payload });
const applicationOf = ({ companyId, applicationId }: Applicant) =>
  withSystem(test.db, (trx) =>
    trx
      .selectFrom('applications')
      .selectAll()
      .where('company_id', '=', companyId)
      .where('id', '=', applicationId)
      .executeTakeFirstOrThrow(),
  );
const answersOf = ({ companyId, applicationId }: Applicant) =>
  withSystem(test.db, (trx) =>
    trx
      .selectFrom('answers')
      .selectAll()
      .where('company_id', '=', companyId)
      .where('application_id', '=', applicationId)
      .orderBy('position')
      .execute(),
  );
const eventsOf = async ({ companyId, applicationId }: Applicant) => {
  const rows = await withSystem(test.db, (trx) =>
    trx
      .selectFrom('application_events')
      .select(['kind', 'data'])
      .where('company_id', '=', companyId)
      .where('application_id', '=', applicationId)
      .orderBy('id')
      .execute(),
  );
  return rows.map((row) => row.kind);
};
const labelsOf = async ({ companyId, applicationId }: Applicant) => {
  const { rows } = await withSystem(test.db, (trx) =>
    sql<{
      automatic: string;
    }>`select l.automatic from application_labels a join labels l on l.company_id = a.company_id and l.id = a.label_id
      where a.company_id = ${companyId} and a.application_id = ${applicationId} order by l.automatic`.execute(trx),
  );
  return rows.map((row) => row.automatic);
};

const upload = (path: string, payload: Buffer, type = 'audio/wav', query = '?durationMs=1000') =>
  test.app.inject({ method: 'POST', url: `${path}/audio${query}`, headers: { 'content-type': type }, payload });

async function begin(): Promise<{ applicant: Applicant; path: string }> {
  const applicant = await createApplicant(test.db, hiring);
  const path = chatPath(test.services.config, applicant);
  assert.equal((await post(`${path}/opened`, { clientKey: key() })).statusCode, 200);
  return { applicant, path };
}

describe('the interview on the candidate’s page', () => {
  it('goes from the greeting to Completed, with a kind second try, a voice note and a choice', async () => {
    const applicant = await createApplicant(test.db, hiring);
    const path = chatPath(test.services.config, applicant);
    const fresh = (await get(path)).json();
    assert.deepEqual(
      [fresh.state, fresh.campaign.title, fresh.company.name, fresh.language, fresh.textDirection, fresh.messages],
      ['not-started', 'Agents', 'Acme', 'en', 'ltr', []],
    );

    const opened = (await post(`${path}/opened`, { clientKey: key() })).json();
    assert.equal(opened.state, 'asking');
    assert.deepEqual(
      opened.messages.map((message: { body: string }) => message.body),
      [fourQuestions.greeting, 'Why do you want this job?'],
    );
    assert.deepEqual(opened.prompt, { questionId: 'why', accepts: ['text'], allowSkip: false });

    const first = (
      await post(`${path}/messages`, { clientKey: key(), text: 'I like people <b>& phones</b>', questionId: 'why' })
    ).json();
    assert.equal(first.prompt.questionId, 'voice');
    assert.deepEqual(await labelsOf(applicant), ['attempted']);

    const recording = await upload(path, wave());
    assert.equal(recording.statusCode, 201, recording.body);
    assert.equal(recording.json().contentType, 'audio/wav');
    const voice = (
      await post(`${path}/messages`, { clientKey: key(), blob: recording.json().blob, questionId: 'voice' })
    ).json();
    const note = voice.messages.findLast((message: { direction: string }) => message.direction === 'in');
    const played = await get(note.attachments[0].url);
    assert.deepEqual(
      [played.statusCode, played.headers['content-type'], played.rawPayload.length],
      [200, 'audio/wav', 8044],
    );

    const unclear = (await post(`${path}/messages`, { clientKey: key(), text: 'a lot', questionId: 'years' })).json();
    assert.equal(unclear.prompt.questionId, 'years', 'asks again');
    await post(`${path}/messages`, { clientKey: key(), text: '7', questionId: 'years' });
    assert.deepEqual(await labelsOf(applicant), ['attempted', 'half']);

    const done = (await post(`${path}/messages`, { clientKey: key(), choiceId: 'night', questionId: 'shift' })).json();
    assert.deepEqual([done.state, done.prompt], ['completed', null]);
    assert.deepEqual(await labelsOf(applicant), [], 'how far they came says nothing any more');
    assert.deepEqual(done.progress, { answered: 4, total: 4 });

    const application = await applicationOf(applicant);
    assert.deepEqual(
      [application.folder, application.unread, application.completed_at === null],
      ['completed', true, false],
    );
    assert.deepEqual(
      (await answersOf(applicant)).map((answer) => [
        answer.kind,
        answer.text,
        answer.number,
        answer.choice_id,
        answer.duration_ms,
      ]),
      [
        ['text', 'I like people <b>& phones</b>', null, null, null],
        ['audio', null, null, null, 1000],
        ['number', '7', 7, null, null],
        ['choice', 'Night', null, 'night', null],
      ],
    );
    assert.deepEqual(await eventsOf(applicant), ['interview-started', 'attempted', 'half', 'completed']);
    const completion = (await messagesOf(test.db, applicant)).filter((message) => message.purpose === 'completion');
    assert.deepEqual(
      completion.map((message) => [message.channel, message.status, message.body]),
      [
        ['sms', 'queued', 'Thanks Ana, we have your answers.'],
        ['webchat', 'delivered', 'Thanks Ana, we have your answers.'],
      ],
    );
  });

  it('goes on where the candidate left off, and begins once however often the page is opened', async () => {
    const applicant = await createApplicant(test.db, hiring);
    const path = chatPath(test.services.config, applicant);
    await Promise.all(Array.from({ length: 6 }, () => post(`${path}/opened`, { clientKey: key() })));
    await post(`${path}/messages`, { clientKey: key(), text: 'Because', questionId: 'why' });
    await post(`${path}/opened`, { clientKey: key() });
    const again = (await get(path)).json();
    assert.deepEqual(
      again.messages.map((message: { body: string }) => message.body),
      [fourQuestions.greeting, 'Why do you want this job?', 'Because', 'Tell us about yourself.'],
    );
    assert.equal(again.prompt.questionId, 'voice');
    const since = (await get(`${path}/messages?after=${again.messages[3].id}`)).json();
    assert.equal(since.state, 'asking');
  });

  it('takes a repeated message as the same one, and messages sent at once in some order, each once', async () => {
    const { applicant, path } = await begin();
    const same = { clientKey: key(), text: 'Because', questionId: 'why' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(`${path}/messages`, same)));
    assert.ok(answers.every((answer) => answer.statusCode === 200));
    await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        post(`${path}/messages`, { clientKey: key(), text: `note ${at}`, questionId: 'why' }),
      ),
    );
    const messages = await messagesOf(test.db, applicant);
    assert.equal(messages.filter((message) => message.body === 'Because').length, 1);
    assert.equal(messages.filter((message) => message.direction === 'in').length, 9);
    assert.equal((await answersOf(applicant)).length, 1);
  });

  it('answers alike for a link that is forged, revoked, of another company, or of a deleted application', async () => {
    const { applicant, path } = await begin();
    const other = await createHiring(test.db, { name: 'Other' });
    const foreign = chatPath(test.services.config, { ...applicant, companyId: other.companyId });
    const deleted = chatPath(test.services.config, { ...applicant, applicationId: 999_999 });
    const forged = `${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`;
    const bodies = new Set<string>();
    for (const bad of [foreign, deleted, forged, '/api/chat/x', chatPath(test.services.config, applicant, 2)]) {
      for (const answer of [
        await get(bad),
        await get(`${bad}/messages`),
        await get(`${bad}/events`),
        await post(`${bad}/opened`, { clientKey: key() }),
        await post(`${bad}/messages`, { clientKey: key(), text: 'x' }),
        await post(`${bad}/read`, { messageId: 1 }),
        await upload(bad, wave()),
      ]) {
        assert.equal(answer.statusCode, 404);
        bodies.add(answer.body);
      }
    }
    assert.equal(bodies.size, 1);
    await withSystem(test.db, (trx) =>
      sql`update applications set link_version = 2 where id = ${applicant.applicationId}`.execute(trx),
    );
    assert.equal((await get(path)).statusCode, 404);
  });

  it('refuses what is no answer, and what is no recording, with a reason', async () => {
    const { applicant, path } = await begin();
    const { path: otherPath } = await begin();
    const status = async (payload: object) => (await post(`${path}/messages`, payload)).statusCode;
    assert.equal(await status({ clientKey: key() }), 400);
    assert.equal(await status({ clientKey: key(), text: '   ' }), 400);
    assert.equal(await status({ clientKey: key(), text: 'x', choiceId: 'y' }), 400);
    assert.equal(await status({ clientKey: key(), text: 'x'.repeat(4001) }), 400);
    assert.equal(await status({ clientKey: 'short', text: 'x' }), 400);
    assert.equal(await status({ clientKey: key(), blob: 'forged.signature' }), 400);
    assert.equal(await status({ clientKey: key(), text: 'half \ud83d and \0 none', questionId: 'why' }), 200);
    assert.equal((await upload(path, Buffer.from('<html>no sound</html>'), 'audio/webm')).statusCode, 415);
    assert.equal((await upload(path, Buffer.alloc(0))).statusCode, 400);
    assert.equal((await upload(path, wave(), 'audio/wav', '?durationMs=300000')).statusCode, 413);
    assert.equal((await upload(path, Buffer.concat([wave(), Buffer.alloc(15 * 1024 * 1024)]))).statusCode, 413);
    const { blob } = (await upload(otherPath, wave())).json();
    assert.equal(await status({ clientKey: key(), blob }), 400, 'a recording of another application');
    const texts = (await messagesOf(test.db, applicant)).filter((message) => message.direction === 'in');
    assert.deepEqual(
      texts.map((message) => message.body),
      ['half \ufffd and  none'],
    );
  });

  it('takes as many recordings as an interview needs, and not as many as fill a disk', async () => {
    const { path } = await begin();
    let answer = await upload(path, wave());
    let taken = 0;
    for (; answer.statusCode !== 429; taken += 1) answer = await upload(path, Buffer.alloc(0));
    assert.equal(taken, 60);
    assert.ok(Number(answer.headers['retry-after']) > 3000);
  });

  it('takes a recording from a form as well', async () => {
    const { path } = await begin();
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(wave())], { type: 'audio/wav' }), 'note.wav');
    const answer = await fetch(`${test.url}${path}/audio?durationMs=900`, { method: 'POST', body: form });
    assert.equal(answer.status, 201);
    assert.equal(((await answer.json()) as { durationMs: number }).durationMs, 900);
  });

  it('reads what is left of a form that it has refused', { timeout: 10_000 }, async () => {
    const { path } = await begin();
    const headers = { 'content-type': 'multipart/form-data; boundary=b' };
    const refused = request(`${test.url}${path}/audio`, { method: 'POST', headers });
    const answer = once(refused, 'response');
    refused.write('--b\r\ncontent-disposition: form-data; name="file"; filename="a.wav"\r\n\r\n');
    refused.write(Buffer.alloc(12 * 1024 * 1024, 'no sound '));
    const [{ statusCode }] = await answer;
    assert.equal(statusCode, 415);
    await new Promise<void>((sent) => refused.end('\r\n--b--\r\n', sent));
  });

  it('tells the page by its stream that something is new', async () => {
    const { path } = await begin();
    const stream = await fetch(`${test.url}${path}/events`);
    assert.equal(stream.headers.get('content-type'), 'text/event-stream; charset=utf-8');
    await post(`${path}/messages`, { clientKey: key(), text: 'Because', questionId: 'why' });
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
    let text = '';
    while (!text.includes('event: hint')) text += new TextDecoder().decode((await reader.read()).value);
    assert.match(text, /"topic":"application"/);
    await reader.cancel();
  });

  it('moves the bot’s messages from sent to delivered to read, and no further', async () => {
    const { applicant, path } = await begin();
    const { messages } = (await get(path)).json();
    assert.equal((await post(`${path}/read`, { messageId: messages[0].id })).statusCode, 204);
    assert.deepEqual(
      (await messagesOf(test.db, applicant)).map((message) => message.status),
      ['read', 'delivered'],
    );
  });

  it('lets stay where they are whom a recruiter has moved already', async () => {
    const one = { ...fourQuestions, questions: fourQuestions.questions.slice(0, 1) };
    const short = await createHiring(test.db, { name: 'Short', definition: one, language: 'ar' });
    const applicant = await createApplicant(test.db, short);
    await withSystem(test.db, (trx) =>
      sql`update applications set folder = 'shortlisted' where id = ${applicant.applicationId}`.execute(trx),
    );
    const path = chatPath(test.services.config, applicant);
    await post(`${path}/opened`, { clientKey: key() });
    await post(`${path}/messages`, { clientKey: key(), text: 'Because' });
    const application = await applicationOf(applicant);
    assert.deepEqual([application.folder, application.completed_at !== null], ['shortlisted', true]);
    assert.equal((await get(path)).json().textDirection, 'rtl');
  });

  it('lets a question that need not be answered be passed over, and no other', async () => {
    const [first, second] = fourQuestions.questions.map((question, position) => ({
      ...question,
      required: position > 0,
    }));
    const definition = { ...fourQuestions, questions: [first, second] as typeof fourQuestions.questions };
    const lenient = await createHiring(test.db, { name: 'Lenient', definition });
    const applicant = await createApplicant(test.db, lenient);
    const path = chatPath(test.services.config, applicant);
    const opened = (await post(`${path}/opened`, { clientKey: key() })).json();
    assert.equal(opened.prompt.allowSkip, true);
    const skipped = (await post(`${path}/messages`, { clientKey: key(), skip: true, questionId: 'why' })).json();
    assert.deepEqual([skipped.prompt.questionId, skipped.progress], ['voice', { answered: 1, total: 2 }]);
    const refused = (await post(`${path}/messages`, { clientKey: key(), skip: true, questionId: 'voice' })).json();
    assert.deepEqual([refused.prompt.questionId, refused.state], ['voice', 'asking']);
    const said = refused.messages.filter((message: { direction: string }) => message.direction === 'in');
    assert.deepEqual(
      said.map((message: { body: string }) => message.body),
      ['skip', 'skip'],
    );
  });

  it('keeps the version it began with', async () => {
    const changing = await createHiring(test.db, { name: 'Changing' });
    const applicant = await createApplicant(test.db, changing);
    const path = chatPath(test.services.config, applicant);
    await post(`${path}/opened`, { clientKey: key() });
    const definition = JSON.stringify({ ...fourQuestions, questions: fourQuestions.questions.toReversed() });
    const { companyId, campaignId } = changing;
    await withSystem(test.db, async (trx) => {
      await trx
        .insertInto('interviews')
        .values({ company_id: companyId, campaign_id: campaignId, version: 2, definition })
        .execute();
      await trx.updateTable('campaigns').set({ interview_version: 2 }).where('id', '=', campaignId).execute();
    });
    const next = (await post(`${path}/messages`, { clientKey: key(), text: 'Because', questionId: 'why' })).json();
    assert.equal(next.prompt.questionId, 'voice');
  });
});

describe('the bot and the recruiter', () => {
  it('lets a recruiter stop it and have it go on', async () => {
    const { applicant, path } = await begin();
    const bot = `/api/applications/${applicant.applicationId}/bot`;
    const headers = as('manager', hiring);
    assert.equal((await test.app.inject({ method: 'PUT', url: bot, headers })).statusCode, 409);
    assert.equal((await test.app.inject({ method: 'DELETE', url: bot, headers })).statusCode, 204);
    assert.equal((await test.app.inject({ method: 'DELETE', url: bot, headers })).statusCode, 409);
    const stopped = (await post(`${path}/messages`, { clientKey: key(), text: 'Hello?' })).json();
    assert.deepEqual([stopped.state, stopped.prompt], ['stopped', null]);
    assert.equal((await answersOf(applicant)).length, 0);
    assert.equal((await test.app.inject({ method: 'PUT', url: bot, headers })).statusCode, 204);
    const resumed = (await get(path)).json();
    assert.deepEqual(
      [resumed.state, resumed.prompt.questionId, resumed.messages.at(-1).body],
      ['asking', 'why', 'Why do you want this job?'],
    );
  });
});

it('fills the attributes that its questions name, and keeps what is not of their type as it was said', async () => {
  const attribute = (id: string) => ({ why: 'motive', years: 'years', shift: 'shift' })[id];
  const questions = fourQuestions.questions
    .filter(({ id }) => id !== 'voice')
    .map((question) => ({ ...question, attribute: attribute(question.id) ?? null }));
  const own = await createHiring(test.db, { name: 'Knowing', definition: { ...fourQuestions, questions } });
  await withSystem(test.db, (trx) =>
    sql`insert into custom_attributes (company_id, key, name, type, choices, position)
      values (${own.companyId}, 'motive', 'Motive', 'date', '[]', 1), (${own.companyId}, 'years', 'Years', 'number', '[]', 2)`.execute(
      trx,
    ),
  );
  const applicant = await createApplicant(test.db, own);
  const path = chatPath(test.services.config, applicant);
  await post(`${path}/opened`, { clientKey: key() });
  await post(`${path}/messages`, { clientKey: key(), text: 'I like people', questionId: 'why' });
  await post(`${path}/messages`, { clientKey: key(), text: 'about 7', questionId: 'years' });
  await post(`${path}/messages`, { clientKey: key(), choiceId: 'night', questionId: 'shift' });
  assert.deepEqual((await applicationOf(applicant)).others, { motive: 'I like people', years: '7' });
  assert.deepEqual(
    (await eventsOf(applicant)).filter((kind) => kind === 'edited'),
    ['edited', 'edited'],
  );
});
