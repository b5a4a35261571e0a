import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { deleteCampaign } from '#campaigns/deletion.ts';
import { erasePerson } from '#candidates/erasure/erase.ts';
import { storeBlob } from '#platform/blobs/loose.ts';
import { withCompany, withSystem } from '#platform/db.ts';
import { newAddress } from '#test/accounts.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { type Applicant, as, createApplicant, createHiring, type Hiring, sessionFromHeader } from '#test/applicants.ts';
import { sendShareMail } from './mails.ts';
import type { GuestView, ShareView } from './schema.ts';

let program: TestApp;
let hiring: Hiring;
let ana: Applicant;
before(async () => {
  program = await startTestApp({ authenticate: sessionFromHeader });
});
beforeEach(async () => {
  hiring = await createHiring(program.db);
  ana = await createApplicant(program.db, hiring);
});
after(() => program.close());

type Role = 'owner' | 'manager';
const call = (method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object, role: Role = 'manager') =>
  program.app.inject({
    method,
    url: `/api/applications/${ana.applicationId}/shares${path}`,
    headers: as(role, hiring),
    ...(payload ? { payload } : {}),
  });
const change = (query: ReturnType<typeof sql>) => withSystem(program.db, (trx) => query.execute(trx));

async function share(body: object = {}): Promise<{ share: ShareView; token: string }> {
  const answer = await call('POST', '', { shows: [], ...body });
  assert.equal(answer.statusCode, 201, answer.body);
  const { share, link } = answer.json();
  return { share, token: link.split('/s/')[1] };
}

const open = (token: string, remoteAddress = newAddress()) =>
  program.app.inject({ url: `/api/shared/${token}`, remoteAddress });
const propose = (token: string, payload: object) =>
  program.app.inject({ method: 'POST', url: `/api/shared/${token}/verdicts`, payload, remoteAddress: newAddress() });
const listed = async (): Promise<ShareView[]> => (await call('GET', '')).json();

async function seen(token: string): Promise<GuestView> {
  const answer = await open(token);
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json();
}

async function give(words: string): Promise<void> {
  const body = Buffer.from(words);
  const { key } = await storeBlob(program.services, ana.companyId, body, { contentType: 'text/plain', maxBytes: 100 });
  await change(
    sql`update applications set resume_key = ${key}, resume_name = 'ana.txt' where id = ${ana.applicationId}`,
  );
}

async function say(text: string, applicationId: number | null = ana.applicationId): Promise<void> {
  await change(sql`
    insert into messages (company_id, candidate_id, application_id, direction, author, channel, body, status)
    values (${ana.companyId}, ${ana.candidateId}, ${applicationId}, 'out', 'system', 'sms', ${text}, 'sent')`);
}

describe('a shared application', () => {
  it('shows its guest what the link’s maker chose, and nothing else', async () => {
    await give('My résumé');
    await say('Hello Ana');
    await change(sql`
      insert into comments (company_id, application_id, candidate_id, user_id, body)
      values (${ana.companyId}, ${ana.applicationId}, ${ana.candidateId}, ${hiring.managerId}, 'Very good')`);
    const bare = await seen((await share()).token);
    assert.deepEqual([bare.name, bare.campaign, bare.company], ['Ana', 'Agents', 'Acme']);
    const { contact, resume, responses, chat, comments } = bare;
    assert.deepEqual(
      { contact, resume, responses, chat, comments },
      { contact: null, resume: null, responses: null, chat: null, comments: null },
    );
    const known = JSON.stringify(bare);
    for (const secret of ['ana@example.com', '639171234567', 'Very good', 'Hello Ana', 'résumé'])
      assert.ok(!known.includes(secret));

    const all = await seen((await share({ shows: ['contact', 'resume', 'responses', 'chat', 'comments'] })).token);
    assert.deepEqual(all.contact, { email: 'ana@example.com', phone: '+639171234567' });
    assert.equal(all.resume?.file?.name, 'ana.txt');
    assert.equal(all.responses?.length, 4);
    assert.deepEqual(
      all.chat?.map(({ from, text }) => [from, text]),
      [['bot', 'Hello Ana']],
    );
    assert.deepEqual(
      all.comments?.map(({ by, text }) => [by, text]),
      [['manager of Acme', 'Very good']],
    );
  });

  it('keeps other applications, links and codes of the candidate to itself', async () => {
    const other = await createApplicant(program.db, hiring);
    await change(
      sql`update applications set access_code = '48151623', candidate_id = ${ana.candidateId} where id = ${ana.applicationId}`,
    );
    await say('of another application', other.applicationId);
    await say('of none', null);
    await say(
      `Begin: http://localhost/c/abcdefghijklmnopqrst?x=1 or (http://old.example/c/1-2-1.abcdefghijklmnopqrstuv) with 48151623.`,
    );
    const { chat } = await seen((await share({ shows: ['chat'] })).token);
    assert.deepEqual(
      chat?.map(({ text }) => text),
      ['Begin: … or (…) with ….'],
    );
  });

  it('is counted when it is seen', async () => {
    const { token } = await share();
    await seen(token);
    await seen(token);
    const [first] = await listed();
    assert.equal(first?.views, 2);
    assert.ok(first?.lastSeenAt && Date.parse(first.lastSeenAt) > Date.now() - 60_000);
  });

  it('answers alike whether it never was, has expired, was revoked, or its candidate is gone', async () => {
    const never = await open('x'.repeat(32));
    assert.equal(never.statusCode, 404);
    const ends: ((share: ShareView) => Promise<unknown>)[] = [
      ({ id }) => change(sql`update shares set expires_at = now() where id = ${id}`),
      ({ id }) => call('DELETE', `/${id}`),
      () => change(sql`delete from applications where id = ${ana.applicationId}`),
      () => erasePerson(program.services, ownerOf(hiring), ana.applicationId),
      () =>
        withCompany(program.db, hiring.companyId, (trx) =>
          deleteCampaign(trx, program.services, ownerOf(hiring), hiring.campaignId, 'Agents'),
        ),
    ];
    for (const end of ends) {
      ana = await createApplicant(program.db, hiring);
      const { share: made, token } = await share({ mayPropose: true });
      await seen(token);
      await end(made);
      const answer = await open(token);
      assert.deepEqual([answer.statusCode, answer.body], [404, never.body]);
      const verdict = await propose(token, { verdict: 'reject', name: 'Bo' });
      assert.deepEqual([verdict.statusCode, verdict.body], [404, never.body]);
    }
  });

  it('gives its files out while it is open, and not to who changes the link', async () => {
    await give('My résumé');
    const { share: made, token } = await share({ shows: ['resume'] });
    const url = (await seen(token)).resume?.file?.url ?? '';
    const file = await program.app.inject({ url });
    assert.deepEqual([file.statusCode, file.body, file.headers['cache-control']], [200, 'My résumé', 'no-store']);
    assert.equal((await program.app.inject({ url: `${url}x` })).statusCode, 404);
    // What is signed for a share is no file for everybody.
    assert.equal((await program.app.inject({ url: url.replace('/api/shared-files/', '/blobs/') })).statusCode, 404);
    assert.equal((await call('DELETE', `/${made.id}`)).statusCode, 204);
    assert.equal((await program.app.inject({ url })).statusCode, 404);
  });

  it('is neither indexed nor stored on the way', async () => {
    const { headers } = await open((await share()).token);
    assert.equal(headers['x-robots-tag'], 'noindex, nofollow');
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.equal(headers['cache-control'], 'no-store');
  });

  it('keeps its secret as a hash alone, of at least 128 bits', async () => {
    const { token } = await share();
    assert.ok(Buffer.from(token, 'base64url').length >= 16);
    const { rows } = (await change(sql`select hash from share_tokens`)) as { rows: { hash: string }[] };
    assert.ok(rows.every(({ hash }) => hash !== token && hash.length === 64));
  });

  it('makes a network wait that tries many links', async () => {
    const address = newAddress();
    const answers = [];
    for (let at = 0; at < 22; at++) answers.push((await open(`made-up-${at}`, address)).statusCode);
    assert.equal(answers[0], 404);
    assert.equal(answers.at(-1), 429);
    assert.equal((await open('made-up')).statusCode, 404);
  });

  it('can be revoked by a colleague, once and again, and tells of it in the history', async () => {
    const { share: made } = await share({ days: 3 });
    assert.equal((await call('DELETE', `/${made.id}`, undefined, 'owner')).statusCode, 204);
    assert.equal((await call('DELETE', `/${made.id}`)).statusCode, 204);
    assert.equal((await listed())[0]?.state, 'revoked');
    const { rows } = (await change(
      sql`select kind from application_events where application_id = ${ana.applicationId} order by id`,
    )) as { rows: { kind: string }[] };
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      ['shared', 'share-revoked'],
    );
    const { rows: log } = (await change(
      sql`select kind from audit_log where company_id = ${hiring.companyId} order by id`,
    )) as { rows: { kind: string }[] };
    assert.deepEqual(
      log.map(({ kind }) => kind),
      ['candidate-shared', 'share-revoked'],
    );
  });

  it('refuses what makes no sense', async () => {
    for (const wrong of [
      { shows: ['everything'] },
      { days: 0 },
      { days: 91 },
      { days: 1.5 },
      { emails: ['nobody'] },
      { emails: Array.from({ length: 9 }, (_, at) => `guest${at}@example.com`) },
      { emails: ['a@example.com\0'] },
      { emails: ['a@example.com\r\nBcc: b@example.com'] },
      { note: '\0' },
    ])
      assert.equal((await call('POST', '', { shows: [], ...wrong })).statusCode, 400, JSON.stringify(wrong));
    const { token } = await share({ mayPropose: true });
    for (const wrong of [
      {},
      { verdict: 'hire', name: 'Bo' },
      { verdict: 'reject', name: ' ' },
      { verdict: 'reject', name: 'Bo', comment: 'x'.repeat(2001) },
      { verdict: 'reject', name: 'Bo', comment: '\ud800' },
    ])
      assert.equal((await propose(token, wrong)).statusCode, 400, JSON.stringify(wrong));
    assert.equal((await propose((await share()).token, { verdict: 'reject', name: 'Bo' })).statusCode, 409);
  });
});

describe('a guest’s proposal', () => {
  it('is told to the recruiters and moves nobody; the same once more is one', async () => {
    const { token } = await share({ mayPropose: true });
    const body = { verdict: 'shortlist', name: 'Bo Lee', comment: 'Speaks well' };
    for (let time = 0; time < 2; time++) assert.equal((await propose(token, body)).statusCode, 204);
    const [first] = await listed();
    assert.deepEqual(
      first?.proposals.map(({ at: _at, ...proposal }) => proposal),
      [body],
    );
    const { rows } = (await change(sql`
      select a.folder, e.kind, e.data from applications a join application_events e on e.application_id = a.id
      where a.id = ${ana.applicationId} and e.kind like 'guest-%'`)) as { rows: object[] };
    assert.deepEqual(rows, [{ folder: 'inbox', kind: 'guest-shortlist', data: body }]);
  });

  it('ends where there are many', async () => {
    const { token } = await share({ mayPropose: true });
    for (let at = 0; at < 20; at++) await propose(token, { verdict: 'reject', name: `Guest ${at}` });
    const more = await propose(token, { verdict: 'reject', name: 'Guest 21' });
    assert.equal(more.json().error.code, 'too_many_verdicts');
  });
});

describe('a mailed link', () => {
  const run = { id: 'test', attempt: 1, lastAttempt: true, signal: new AbortController().signal };
  const mailed = async () =>
    (
      (await change(
        sql`select to_address, subject, body from sandbox_messages where company_id = ${hiring.companyId} order by id`,
      )) as {
        rows: { to_address: string; subject: string; body: string }[];
      }
    ).rows;
  async function sendAll(): Promise<void> {
    const { rows } = (await change(
      sql`select id from share_mails where company_id = ${hiring.companyId} order by id`,
    )) as {
      rows: { id: number }[];
    };
    for (const { id } of rows) await sendShareMail(program.services, { companyId: hiring.companyId, mailId: id }, run);
  }

  it('goes to each of them once, in the campaign’s language, with a secret of its own', async () => {
    hiring = await createHiring(program.db, { language: 'es' });
    ana = await createApplicant(program.db, hiring);
    const emails = ['Guest@example.com', 'guest@example.com', 'other@example.com'];
    const { token } = await share({ emails, note: 'Míralo hoy' });
    await sendAll();
    await sendAll();
    const mails = await mailed();
    assert.deepEqual(
      mails.map(({ to_address }) => to_address),
      ['guest@example.com', 'other@example.com'],
    );
    assert.equal(mails[0]?.subject, 'Acme te muestra una candidatura');
    assert.ok(mails[0]?.body.includes('Míralo hoy') && !mails[0]?.body.includes('Ana'));
    const links = mails.map(({ body }) => /\/s\/([\w-]+)/.exec(body)?.[1] ?? '');
    assert.equal(new Set([...links, token]).size, 3);
    for (const link of links) assert.equal((await seen(link)).name, 'Ana');
    assert.deepEqual(
      (await listed())[0]?.mails.map(({ state }) => state),
      ['sent', 'sent'],
    );
  });

  it('is not sent when it was revoked meanwhile', async () => {
    const { share: made } = await share({ emails: ['guest@example.com'] });
    await call('DELETE', `/${made.id}`);
    await sendAll();
    assert.deepEqual(await mailed(), []);
    assert.equal((await call('POST', `/${made.id}/mails`, { emails: ['guest@example.com'] })).statusCode, 409);
  });

  it('has a limit an hour', async () => {
    const { share: made } = await share();
    const emails = (from: number) => Array.from({ length: 8 }, (_, at) => `guest${from + at}@example.com`);
    for (let time = 0; time < 5; time++)
      assert.equal((await call('POST', `/${made.id}/mails`, { emails: emails(time * 8) })).statusCode, 200);
    assert.equal((await call('POST', `/${made.id}/mails`, { emails: emails(0) })).statusCode, 429);
  });
});

function ownerOf({ companyId, ownerId }: Hiring) {
  return { sessionId: ownerId, userId: ownerId, companyId, role: 'owner' as const };
}
