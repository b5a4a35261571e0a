import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { collectBlobs } from '#platform/blobs/loose.ts';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import {
  type Applicant,
  as,
  chatPath,
  createApplicant,
  createHiring,
  type Hiring,
  messagesOf,
  sessionFromHeader,
} from '#test/applicants.ts';
import { contract, formOf, pdf, picture, pixel, type Upload, uploadFile } from '#test/files.ts';
import { waitUntil } from '#test/wait-until.ts';
import type { TimelineItem } from './schema.ts';

let test: TestApp;
let hiring: Hiring;
let other: Hiring;
before(async () => {
  test = await startTestApp({ authenticate: sessionFromHeader, worker: true });
  hiring = await createHiring(test.db);
  other = await createHiring(test.db, { name: 'Other' });
});
after(() => test.close());

let serial = 0;
const applicant = () => createApplicant(test.db, hiring, { phone: `+6391755${String(10_000 + ++serial)}` });
const upload = (person: Applicant, file: Upload = picture) => uploadFile(test, hiring, person, file);
const keep = async (person: Applicant, file: Upload = picture) => {
  const answer = await upload(person, file);
  assert.equal(answer.statusCode, 201, answer.body);
  return answer.json().file as string;
};
const send = ({ applicationId }: Applicant, payload: object, who = hiring, role: 'owner' | 'manager' = 'manager') =>
  test.app.inject({
    method: 'POST',
    url: `/api/applications/${applicationId}/messages`,
    headers: as(role, who),
    payload: { channel: 'sms', body: '', clientKey: crypto.randomUUID(), ...payload },
  });
const errorOf = (answer: { json(): { error: { code: string; fields?: Record<string, string> } } }) =>
  answer.json().error;
const lastMessage = async ({ applicationId }: Applicant) => {
  const url = `/api/applications/${applicationId}/conversation`;
  const { items } = (await test.app.inject({ url, headers: as('manager', hiring) })).json();
  const last = (items as TimelineItem[]).findLast((item) => item.type === 'message');
  assert.ok(last?.type === 'message');
  return last;
};
const reached = (person: Applicant, status: string) =>
  waitUntil(async () => (await messagesOf(test.db, person)).at(-1)?.status === status);
const phoneOf = async (person: Applicant) => {
  const [message] = await messagesOf(test.db, person);
  const url = `/api/sandbox/messages?${new URLSearchParams({ to: message?.to_address ?? '' })}`;
  return (await test.app.inject({ url, headers: as('owner', hiring) })).json();
};
const fetched = async (url: string) => (await test.app.inject({ url })).rawPayload;

describe('a file that a recruiter sends', () => {
  it('is what its bytes say, under its own name, and can be looked at before', async () => {
    const person = await applicant();
    const answer = await upload(person, { ...picture, name: 'C:\\pictures\\harbour.png', contentType: 'text/html' });
    const { name, contentType, size, url } = answer.json();
    assert.deepEqual([name, contentType, size], ['harbour.png', 'image/png', pixel.length]);
    assert.deepEqual(await fetched(url), pixel);
  });

  it('arrives on the candidate’s phone and stands in the conversation, also without a text', async () => {
    const person = await applicant();
    const files = [await keep(person), await keep(person, contract)];
    const answer = await send(person, { files });
    assert.equal(answer.statusCode, 201, answer.body);
    await reached(person, 'sent');
    for (const { attachments } of [await lastMessage(person), (await phoneOf(person))[0]]) {
      assert.deepEqual(
        attachments.map(({ name }: { name: string }) => name),
        ['harbour.png', 'contract.pdf'],
      );
      assert.deepEqual(await fetched(attachments[0].url), pixel);
    }
    const list = await test.app.inject({ url: '/api/applications', headers: as('manager', hiring) });
    const row = list.json().items.find(({ id }: { id: number }) => id === person.applicationId);
    assert.equal(row.lastMessage.text, 'harbour.png, contract.pdf');
  });

  it('is seen on the candidate’s page', async () => {
    const person = await applicant();
    const page = chatPath(test.services.config, person);
    await test.app.inject({ method: 'POST', url: `${page}/opened`, payload: { clientKey: crypto.randomUUID() } });
    const answer = await send(person, { channel: 'webchat', body: 'Here we are', files: [await keep(person)] });
    assert.equal(answer.statusCode, 201, answer.body);
    const seen = (await test.app.inject({ url: page })).json().messages.at(-1);
    assert.deepEqual([seen.body, seen.attachments.length], ['Here we are', 1]);
    assert.deepEqual(await fetched(seen.attachments[0].url), pixel);
  });

  it('goes out again, the same one, when sending is tried again', async () => {
    const person = await applicant();
    await send(person, { body: 'See', files: [await keep(person)] });
    await reached(person, 'sent');
    const [message] = await messagesOf(test.db, person);
    await withSystem(test.db, async (trx) => {
      await sql`delete from sandbox_messages where message_id = ${message?.id}`.execute(trx);
      await sql`update messages set status = 'failed' where id = ${message?.id}`.execute(trx);
    });
    const url = `/api/messages/${message?.id}/retry`;
    assert.equal((await test.app.inject({ method: 'POST', url, headers: as('manager', hiring) })).statusCode, 200);
    await reached(person, 'sent');
    const [again] = await waitUntil(async () => {
      const messages = await phoneOf(person);
      return messages.length > 0 && messages;
    });
    assert.deepEqual(await fetched(again.attachments[0].url), pixel);
  });

  it('stays when the collector comes; what was not sent goes after its day', async () => {
    const person = await applicant();
    const [sent, unsent] = [await keep(person), await upload(person)];
    await send(person, { files: [sent] });
    await test.db.pool.query('update loose_blobs set due_at = now()');
    await collectBlobs(test.services);
    assert.deepEqual(await fetched((await lastMessage(person)).attachments[0]?.url ?? ''), pixel);
    assert.equal((await test.app.inject({ url: unsent.json().url })).statusCode, 404);
    const late = await send(person, { files: [unsent.json().file] });
    assert.deepEqual([late.statusCode, errorOf(late).fields?.files !== undefined], [400, true]);
  });
});

describe('a file is refused', () => {
  it('that is none, is empty or too large', async () => {
    const person = await applicant();
    const headers = as('manager', hiring);
    const url = `/api/applications/${person.applicationId}/files`;
    const none = await test.app.inject({ method: 'POST', url, headers, payload: {} });
    assert.deepEqual([none.statusCode, Object.keys(errorOf(none).fields ?? {})], [400, ['file']]);
    assert.equal((await upload(person, { ...picture, body: Buffer.alloc(0) })).statusCode, 400);
    const large = await upload(person, { ...picture, body: Buffer.alloc(25 * 1024 * 1024 + 1) });
    assert.equal(large.statusCode, 413, large.body);
  });

  it('for a while, of who has as many on their way as may be; those are written as they come', async () => {
    const person = await applicant();
    const url = `/api/applications/${person.applicationId}/files`;
    const { headers, payload } = await formOf({
      ...contract,
      body: Buffer.concat([pdf, Buffer.alloc(3_000_000, 'x')]),
    });
    const begun = Array.from({ length: 6 }, () => {
      const body = new PassThrough();
      body.write(payload.subarray(0, 2_000_000));
      const answer = test.app.inject({
        method: 'POST',
        url,
        headers: { ...as('manager', hiring), ...headers },
        payload: body,
      });
      return { answer, end: () => body.end(payload.subarray(2_000_000)) };
    });
    const folder = join(test.services.config.dataDirectory, 'blobs', String(hiring.companyId));
    await waitUntil(() => {
      const parts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.part'));
      return parts.length === 6 && parts.every((name) => statSync(join(folder, name)).size > 1_000_000);
    });
    const refused = await upload(person);
    assert.deepEqual([refused.statusCode, errorOf(refused).code], [429, 'too_many_uploads']);
    assert.equal((await uploadFile(test, hiring, person, picture, 'owner')).statusCode, 201);
    for (const { end } of begun) end();
    const sizes = (await Promise.all(begun.map(({ answer }) => answer))).map((answer) => answer.json().size);
    assert.deepEqual(sizes, Array(6).fill(pdf.length + 3_000_000));
    assert.equal((await upload(person)).statusCode, 201);
  });

  it('whose form breaks off', async () => {
    const { headers, payload } = await formOf(contract);
    const { applicationId } = await applicant();
    const answer = await test.app.inject({
      method: 'POST',
      url: `/api/applications/${applicationId}/files`,
      headers: { ...as('manager', hiring), ...headers },
      payload: payload.subarray(0, -80),
    });
    assert.equal(answer.statusCode, 400, answer.body);
  });

  it('that was uploaded by somebody else, for somebody else, or was sent before', async () => {
    const [person, neighbour] = [await applicant(), await applicant()];
    const foreign = await createApplicant(test.db, other, {});
    const theirs = (await uploadFile(test, other, foreign, picture)).json().file;
    const file = await keep(person);
    assert.equal((await send(person, { files: [file], body: 'first' })).statusCode, 201);
    const refused = [
      await send(person, { files: [file], body: 'again' }),
      await send(neighbour, { files: [await keep(person)] }),
      await send(person, { files: [await keep(person)] }, hiring, 'owner'),
      await send(person, { files: [theirs] }),
      await send(person, { files: [`${file}x`] }),
      await send(person, { files: ['made up'] }),
    ];
    assert.deepEqual(
      refused.map((answer) => [answer.statusCode, Object.keys(errorOf(answer).fields ?? {})]),
      refused.map(() => [400, ['files']]),
    );
    assert.equal((await messagesOf(test.db, person)).length, 1);
  });

  it('that the channel does not take, and stays there for another one', async () => {
    const person = await applicant();
    const words = await keep(person, { name: 'plan.txt', contentType: 'text/plain', body: Buffer.from('The plan') });
    const answer = await send(person, { files: [words] });
    assert.equal(answer.statusCode, 400);
    assert.match(errorOf(answer).fields?.files ?? '', /^plan\.txt: /);
    const letter = await send(person, { channel: 'email', subject: 'The plan', body: 'Read', files: [words] });
    assert.equal(letter.statusCode, 201, letter.body);
  });

  it('where the provider is given none, which the composer is told before', async () => {
    const company = await createHiring(test.db, { name: 'Fileless' });
    const person = await createApplicant(test.db, company, {});
    await withSystem(test.db, (trx) =>
      sql`insert into channel_connections (company_id, channel, provider, credentials, settings, account, rate, paused_until)
          values (${company.companyId}, 'sms', 'pigeons', 'x', '{}', ${`p${company.companyId}`}, 1, 'infinity')`.execute(
        trx,
      ),
    );
    const url = `/api/applications/${person.applicationId}/channels`;
    const channels = (await test.app.inject({ url, headers: as('manager', company) })).json();
    const takes = (kind: string) => channels.find((one: { channel: string }) => one.channel === kind).takesFiles;
    assert.deepEqual([takes('sms'), takes('email')], [false, true]);
    const file = (await uploadFile(test, company, person, picture)).json().file;
    const answer = await send(person, { files: [file] }, company);
    assert.deepEqual([answer.statusCode, errorOf(answer).code], [409, 'files_not_supported']);
  });
});

describe('with files', () => {
  it('a message is the same again only if its files are', async () => {
    const person = await applicant();
    const say = async (...files: Upload[]) => {
      const kept = await Promise.all(files.map((file) => keep(person, file)));
      return (await send(person, { body: 'Look', files: kept })).statusCode;
    };
    assert.deepEqual(
      [await say(picture), await say(picture), await say(contract), await say(contract), await say()],
      [201, 409, 201, 409, 201],
    );
  });

  it('an empty message is refused as before', async () => {
    const answer = await send(await applicant(), { body: '  \n' });
    assert.deepEqual([answer.statusCode, Object.keys(errorOf(answer).fields ?? {})], [400, ['body']]);
  });
});
