import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { startOutbox } from '#conversations/outbox.ts';
import { collectBlobs } from '#platform/blobs/loose.ts';
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
import { createRecruiting, type Recruiting } from '#test/intake.ts';
import { waitUntil } from '#test/wait-until.ts';
import { wave } from '#test/wave.ts';
import { eraseCampaign } from './deletion.ts';

let test: TestApp;
before(async () => {
  test = await startTestApp({ authenticate: sessionFromHeader, listen: true });
});
after(() => test.close());

async function call(method: string, path: string, who: Hiring, payload?: object | FormData | Buffer, as_ = 'owner') {
  const type = Buffer.isBuffer(payload) ? 'audio/wav' : 'application/json';
  const given = payload instanceof FormData || Buffer.isBuffer(payload) ? payload : payload && JSON.stringify(payload);
  const response = await fetch(test.url + path, {
    method,
    headers: {
      ...as(as_ as 'owner', who),
      ...(payload && !(payload instanceof FormData) ? { 'content-type': type } : {}),
    },
    body: given as string,
  });
  const text = await response.text();
  return { status: response.status, text, body: text && text[0] !== 'P' ? JSON.parse(text) : null };
}

const deleteCampaign = async (who: Hiring, campaignId = who.campaignId, title = 'Agents') =>
  assert.equal((await call('DELETE', `/api/campaigns/${campaignId}`, who, { title })).status, 204);

const form = (fields: Record<string, string>, file: [field: string, content: string, name: string]) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  data.append(file[0], new Blob([file[1]]), file[2]);
  return data;
};

const apiPath = (campaignId: number) => `/api/talkpush_services/campaigns/${campaignId}/campaign_invitations`;
const invite = (who: Recruiting, email: string) =>
  call('POST', apiPath(who.campaignId), who, {
    api_key: who.key,
    api_secret: who.secret,
    campaign_invitation: { first_name: 'Ana', last_name: 'Reyes', email, user_phone_number: '09171234567' },
  });

const importList = (who: Hiring) =>
  call('POST', `/api/campaigns/${who.campaignId}/imports`, who, form({}, ['file', 'name,email\nA,a@b.co\n', 'a.csv']));

/** One body that every route takes for valid, so that only the address can be at fault. */
const anyBody = {
  title: 'Lost',
  version: 1,
  definition: fourQuestions,
  templates: [{ event: 'invitation', channel: 'sms', enabled: false, subject: '', body: 'x' }],
  templateId: 1,
  values: {},
  events: [],
  userIds: [],
  channel: 'sms',
  subject: 'x',
  body: 'x',
  folder: 'on_hold',
  campaignId: 1,
  userId: '0190aaaa-0000-7000-8000-000000000000',
  firstName: 'Ana',
  email: 'ana@example.com',
  clientKey: 'reply-0001',
  key: 'location',
  mapping: ['firstName', 'email'],
  hasHeader: true,
  mode: 'job',
  subtitle: '',
  description: '',
  keyword: '',
  value: 'x',
  shows: [],
  emails: ['guest@example.com'],
};

describe('a deleted campaign, before the job has begun', () => {
  let who: Recruiting;
  let applicant: Applicant;
  let elsewhere: Applicant;
  let importId: number;
  before(async () => {
    who = await createRecruiting(test.db);
    const { body, status } = await invite(who, 'ana@example.com');
    assert.equal(status, 201);
    applicant = { companyId: who.companyId, applicationId: body.id, candidateId: body.candidate_id };
    const other = await call('POST', '/api/campaigns', who, { title: 'Other', country: 'PH', language: 'en' });
    const second = await invite({ ...who, campaignId: other.body.id }, 'ana@example.com');
    elsewhere = { ...applicant, applicationId: second.body.id };
    importId = (await importList(who)).body.id;
    await call('POST', `/api/applications/${body.id}/comments`, who, { body: 'a secret' });
    await deleteCampaign(who);
  });

  it('answers at each of its addresses as one that never was', async () => {
    const paths = Object.entries(test.app.swagger().paths ?? {}).filter(([path]) =>
      /\{(campaignId|applicationId|importId)\}/.test(path),
    );
    assert.ok(paths.length > 25);
    const fill = (path: string, ids: [number, number, number]) =>
      `${path
        .replace('{campaignId}', `${ids[0]}`)
        .replace('{applicationId}', `${ids[1]}`)
        .replace('{importId}', `${ids[2]}`)
        .replace(/\{\w+\}/, '1')}?event=rejected`;
    for (const [path, methods] of paths)
      for (const method of Object.keys(methods as object)) {
        const payload = method === 'get' ? undefined : path.endsWith('/audio') ? wave() : anyBody;
        const credentials = path.includes('talkpush')
          ? { api_key: who.key, api_secret: who.secret, campaign_invitation: { first_name: 'A', last_name: 'B' } }
          : payload;
        const of = (ids: [number, number, number]) =>
          call(method.toUpperCase(), fill(path, ids), who, credentials as object);
        const gone = await of([who.campaignId, applicant.applicationId, importId]);
        const never = await of([999_999_999, 999_999_999, 999_999_999]);
        assert.deepEqual([gone.status, gone.text], [404, never.text], `${method} ${path}`);
      }
  });

  for (const role of ['owner', 'manager'] as const)
    it(`is in no list, search, count or statistic of ${role === 'owner' ? 'an owner' : 'a manager'}`, async () => {
      const read = async (path: string) => (await call('GET', path, who, undefined, role)).body;
      const ids = async (query: string) =>
        ((await read(`/api/applications?${query}`)).items as { id: number }[]).map(({ id }) => id);
      for (const query of [
        '',
        'folder=inbox',
        'order=asc&sort=active',
        `campaign=${who.campaignId}`,
        'q=Reyes',
        'q=Reyez',
        `q=${applicant.applicationId}`,
        `q=Reyes&campaign=${who.campaignId}`,
      ])
        assert.ok(!(await ids(query)).includes(applicant.applicationId), query);
      // It takes no place in a page either: the deleted one would come first.
      const found = await ids('q=Reyes&limit=1&order=asc');
      assert.deepEqual(found, role === 'owner' ? [elsewhere.applicationId] : []);
      for (const archived of ['true', 'false'])
        assert.ok(
          !(await read(`/api/campaigns?archived=${archived}`)).some(({ id }: { id: number }) => id === who.campaignId),
        );
      const counts = await read('/api/folder-counts');
      assert.ok(!counts.campaigns.some(({ id }: { id: number }) => id === who.campaignId));
      const inbox = counts.folders.find(({ key }: { key: string }) => key === 'inbox');
      assert.equal(inbox.count, role === 'owner' ? 1 : 0);
      assert.equal((await read('/api/analytics/overview')).totals.invited, role === 'owner' ? 1 : 0);
    });

  it('leaves no trace beside another application of the same person, but for what was said', async () => {
    const at = `/api/applications/${elsewhere.applicationId}`;
    assert.deepEqual((await call('GET', at, who)).body.otherApplications, []);
    const { items } = (await call('GET', `${at}/conversation`, who)).body;
    assert.ok(!items.some((item: { type: string }) => item.type === 'comment'));
    assert.ok(items.some((item: { applicationId?: number }) => item.applicationId === applicant.applicationId));
  });

  it('closes the candidates’ pages', async () => {
    const response = await call('GET', chatPath(test.services.config, applicant), who);
    assert.equal(response.status, 404);
    assert.equal((await call('GET', chatPath(test.services.config, elsewhere), who)).status, 200);
  });

  it('sends nothing of what still waits to be sent, and what the others wait for', async () => {
    const outbox = startOutbox(test.services, { pollMs: 20 });
    const texts = await waitUntil(async () => {
      const all = (await messagesOf(test.db, applicant)).filter((message) => message.channel !== 'webchat');
      return all.every((message) => ['sent', 'failed'].includes(message.status)) ? all : null;
    });
    await outbox.stop();
    const outcomes = texts.map((message) => [message.application_id, message.status, message.error_code]);
    assert.ok(outcomes.length >= 4);
    for (const [applicationId, status, code] of outcomes)
      assert.deepEqual(
        [status, code],
        applicationId === elsewhere.applicationId ? ['sent', null] : ['failed', 'application_deleted'],
      );
  });

  it('takes nobody in any more', async () => {
    assert.equal((await invite(who, 'late@example.com')).body.error.code, 'not_found');
  });
});

describe('the job', () => {
  const directory = () => (test.services.config.blobs as { directory: string }).directory;
  const filesOf = (who: Hiring) => {
    const all = readdirSync(directory(), { recursive: true }).map(String);
    return all.filter((name) => name.startsWith(`${who.companyId}/`) && name.split('/').length === 3);
  };
  const erase = async (who: Hiring, campaignId = who.campaignId) => {
    await eraseCampaign(test.services, { companyId: who.companyId, campaignId });
    await collectBlobs(test.services);
  };
  const rowsLeft = (who: Hiring) =>
    withSystem(test.db, async (trx) => {
      const left: string[] = [];
      for (const table of [
        'campaigns',
        'campaign_deletions',
        'campaign_members',
        'interviews',
        'message_templates',
        'applications',
        'application_events',
        'application_labels',
        'answers',
        'interview_sessions',
        'comments',
        'imports',
        'import_refusals',
        'loose_blobs',
      ] as const) {
        const { rows } = await sql`select from ${sql.table(table)} where company_id = ${who.companyId}`.execute(trx);
        if (rows.length > 0) left.push(table);
      }
      return left;
    });

  /** A résumé, a spoken answer, a list and a prompt. */
  async function withFiles(): Promise<{ who: Recruiting; applicant: Applicant; audio: string }> {
    const who = await createRecruiting(test.db);
    const at = `/api/campaigns/${who.campaignId}`;
    const person = { firstName: 'Ana', email: 'ana@files.example' };
    const added = await call('POST', `${at}/applications`, who, form(person, ['resume', 'Ten years', 'cv.txt']));
    assert.equal(added.status, 201, added.text);
    const applicant = { companyId: who.companyId, ...added.body } as Applicant;
    const page = chatPath(test.services.config, applicant);
    const say = async (message: object) => {
      const { status, text } = await call('POST', `${page}/messages`, who, {
        clientKey: crypto.randomUUID(),
        ...message,
      });
      assert.equal(status, 200, text);
    };
    await call('POST', `${page}/opened`, who, { clientKey: crypto.randomUUID() });
    await say({ text: 'I like people', questionId: 'why' });
    await say({ blob: (await call('POST', `${page}/audio`, who, wave())).body.blob, questionId: 'voice' });
    assert.equal((await importList(who)).status, 201);
    const audio = (await call('PUT', `${at}/audio`, who, wave())).body.audioBlobKey as string;
    const definition = { ...fourQuestions, closing: { text: 'Bye', audioBlobKey: audio } };
    assert.equal((await call('PUT', `${at}/interview`, who, { version: 1, definition })).status, 200);
    await call('POST', `/api/applications/${applicant.applicationId}/comments`, who, { body: 'good' });
    return { who, applicant, audio };
  }

  it('leaves no row and no file; the person and the texts that were exchanged stay', async () => {
    const { who, applicant } = await withFiles();
    assert.equal(filesOf(who).filter((name) => !name.endsWith('.type')).length, 4);
    await deleteCampaign(who);
    await erase(who);
    assert.deepEqual(filesOf(who), []);
    assert.deepEqual(await rowsLeft(who), []);
    const said = await messagesOf(test.db, applicant);
    assert.ok(said.some((message) => message.body === 'I like people'));
    assert.ok(said.every((message) => message.body !== '' && JSON.stringify(message.attachments) === '[]'));
  });

  it('leaves a copy of the campaign its sound files, and takes them with the last that has them', async () => {
    const { who, audio } = await withFiles();
    const copy = await call('POST', `/api/campaigns/${who.campaignId}/duplicate`, who, { title: 'Copy' });
    await deleteCampaign(who);
    await erase(who);
    assert.ok(await test.services.blobs.head(audio));
    await deleteCampaign(who, copy.body.id, 'Copy');
    await erase(who, copy.body.id);
    assert.deepEqual(filesOf(who), []);
  });

  it('touches nothing of a campaign that is not deleted', async () => {
    const { who } = await withFiles();
    const before = [filesOf(who), await rowsLeft(who)];
    await erase(who);
    assert.deepEqual([filesOf(who), await rowsLeft(who)], before);
  });

  it('takes more than a part holds', async () => {
    const who = await createHiring(test.db);
    const { candidateId } = await createApplicant(test.db, who);
    await withSystem(test.db, (trx) =>
      sql`insert into applications (company_id, campaign_id, candidate_id, source)
        select ${who.companyId}, ${who.campaignId}, ${candidateId}, 'many' from generate_series(1, 4500)`.execute(trx),
    );
    await deleteCampaign(who);
    await erase(who);
    assert.deepEqual(await rowsLeft(who), []);
  });
});
