import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { createApiKey, revokeApiKey } from '#accounts/api-keys.ts';
import { withCompany } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { createRecruiting, type Recruiting } from '#test/intake.ts';

let program: TestApp;
let recruiting: Recruiting;

before(async () => {
  program = await startTestApp({ listen: true });
  recruiting = await createRecruiting(program.db);
});
after(() => program.close());

type Answer = { status: number; headers: Headers; body: any };

async function send(body: string | URLSearchParams | FormData | Buffer, headers: Record<string, string> = {}, options: { campaign?: number | string; query?: string } = {}): Promise<Answer> {
  const campaign = options.campaign ?? recruiting.campaignId;
  const url = `${program.url}/api/talkpush_services/campaigns/${campaign}/campaign_invitations${options.query ?? ''}`;
  const response = await fetch(url, { method: 'POST', body: body as string, headers });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const json = { 'content-type': 'application/json' };
const credentials = () => ({ api_key: recruiting.key, api_secret: recruiting.secret });
let serial = 0;
const person = (more: object = {}) => ({ first_name: 'Ana', last_name: 'Reyes', email: `ana${++serial}@example.com`, ...more });
const post = (invitation: unknown, more: object = {}) => send(JSON.stringify({ ...credentials(), campaign_invitation: invitation, ...more }), json);

function refused(answer: Answer, status: number, code: string, message: RegExp): void {
  assert.deepEqual([answer.status, answer.body.error?.code], [status, code], JSON.stringify(answer.body));
  assert.match(answer.body.error.message, message);
}

const inCompany = <T>(work: Parameters<typeof withCompany<T>>[2], companyId = recruiting.companyId) => withCompany(program.db, companyId, work);
const applicationRow = (id: number) => inCompany((trx) => trx.selectFrom('applications').selectAll().where('id', '=', id).executeTakeFirstOrThrow());

test('a candidate sent as JSON is there, with a national number read by the campaign’s country, and is invited', async () => {
  const answer = await post(person({ user_phone_number: '0917 123 4567', source: 'Careers site', others: { position: 'Agent', years: 3 } }));
  assert.equal(answer.status, 201);
  const { id, candidate_id, ...rest } = answer.body;
  assert.deepEqual(rest, { campaign_id: recruiting.campaignId, state: 'inbox', duplicate: false });
  const row = await applicationRow(id);
  assert.deepEqual([row.candidate_id, row.source, row.folder, row.others], [candidate_id, 'Careers site', 'inbox', { position: 'Agent', years: '3' }]);
  const candidate = await inCompany((trx) => trx.selectFrom('candidates').selectAll().where('id', '=', candidate_id).executeTakeFirstOrThrow());
  assert.equal(candidate.phone, '+639171234567');
  const messages = await inCompany((trx) => trx.selectFrom('messages').selectAll().where('application_id', '=', id).orderBy('channel').execute());
  assert.deepEqual(messages.map((message) => [message.channel, message.to_address, message.status]), [
    ['email', candidate.email, 'queued'],
    ['sms', '+639171234567', 'queued'],
  ]);
  assert.match(messages[1]?.body ?? '', /^Hi Ana, your interview with Harbour & Sons: http:\/\/localhost\/c\/\S+$/);
  const events = await inCompany((trx) => trx.selectFrom('application_events').select(['kind', 'actor', 'data']).where('application_id', '=', id).orderBy('id').execute());
  assert.deepEqual(events, [
    { kind: 'added', actor: 'api', data: { source: 'Careers site' } },
    { kind: 'invited', actor: 'system', data: { channels: ['sms', 'email'] } },
  ]);
});

test('flat bracket keys, form fields, and credentials in query or headers mean the same', async () => {
  const flat = { 'campaign_invitation[first_name]': 'Bea', 'campaign_invitation[last_name]': 'Cruz', 'campaign_invitation[others][position]': 'Agent' };
  const ways = [
    await send(JSON.stringify({ ...credentials(), ...flat, 'campaign_invitation[email]': 'bea1@example.com' }), json),
    await send(new URLSearchParams({ ...credentials(), ...flat, 'campaign_invitation[email]': 'bea2@example.com' })),
    await send(new URLSearchParams({ ...flat, 'campaign_invitation[email]': 'bea3@example.com' }), {}, { query: `?${new URLSearchParams(credentials())}` }),
    await send(JSON.stringify({ ...flat, 'campaign_invitation[email]': 'bea4@example.com' }), { ...json, 'api-key': recruiting.key, 'api-secret': recruiting.secret }),
    await send(form({ ...flat, 'campaign_invitation[email]': 'bea5@example.com' })),
  ];
  for (const way of ways) {
    assert.equal(way.status, 201, JSON.stringify(way.body));
    const row = await applicationRow(way.body.id);
    assert.deepEqual(row.others, { position: 'Agent' });
  }
});

function form(fields: Record<string, string>, file?: { content: string | Buffer; name: string; type?: string }): FormData {
  const data = new FormData();
  // The file first: who sends it is known only after it has arrived.
  if (file) data.append('campaign_invitation[temporary_cv]', new Blob([file.content as never], { type: file.type ?? 'application/octet-stream' }), file.name);
  for (const [name, value] of Object.entries({ ...fields, ...credentials() })) data.append(name, value);
  return data;
}

const formPerson = () => ({ 'campaign_invitation[first_name]': 'Carlo', 'campaign_invitation[last_name]': '', 'campaign_invitation[email]': `carlo${++serial}@example.com` });

test('a résumé is kept by what is in the file, under its own name', async () => {
  const cases: [string | Buffer, string, string][] = [
    ['%PDF-1.7\n1 0 obj\n<<>>\nendobj\n', 'Carlo García.pdf', 'Carlo García.pdf'],
    ['{\\rtf1\\ansi Carlo}', 'cv', 'cv.rtf'],
    ['Carlo García\nTen years of service desk\n', 'cv.txt', 'cv.txt'],
    [Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2048)]), 'old.doc', 'old.doc'],
  ];
  for (const [content, name, kept] of cases) {
    const answer = await send(form(formPerson(), { content, name }));
    assert.equal(answer.status, 201, `${name} ${JSON.stringify(answer.body)}`);
    const row = await applicationRow(answer.body.id);
    assert.equal(row.resume_name, kept);
    assert.equal((await program.services.blobs.head(row.resume_key ?? ''))?.size, Buffer.byteLength(content));
  }
});

test('a file that is no résumé, is empty, or is too large leaves nothing behind', async () => {
  const directory = (program.services.config.blobs as { directory: string }).directory;
  const files = () => readdirSync(directory, { recursive: true }).filter((name) => /\/\d*[A-Za-z0-9_-]{20,}$/.test(String(name))).length;
  const before = files();
  refused(await send(form(formPerson(), { content: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), name: 'cv.pdf' })), 422, 'wrong_file_kind', /no PDF, DOCX, DOC, RTF, ODT or TXT file but PNG/);
  refused(await send(form(formPerson(), { content: '<html><script>', name: 'cv.html' })), 422, 'wrong_file_kind', /cv\.html/);
  refused(await send(form(formPerson(), { content: '', name: 'cv.pdf' })), 422, 'empty_file', /is empty/);
  refused(await send(form(formPerson(), { content: Buffer.alloc(11 * 1024 * 1024, 'a'), name: 'cv.txt' })), 413, 'file_too_large', /larger than 10 MB/);
  refused(await send(form({ 'campaign_invitation[first_name]': 'Carlo', 'campaign_invitation[last_name]': 'X' }, { content: 'text', name: 'cv.txt' })), 422, 'contact_missing', /neither/);
  assert.equal(files(), before);
  refused(await post(person({ temporary_cv: 'JVBERi0x' })), 422, 'not_a_text', /must be a file/);
});

test('without the right key and secret nothing happens', async () => {
  const body = (credentials: object) => send(JSON.stringify({ ...credentials, campaign_invitation: person() }), json);
  refused(await body({}), 401, 'api_key_missing', /no api_key and api_secret/);
  refused(await body({ api_key: recruiting.key }), 401, 'api_key_missing', /no api_secret/);
  refused(await body({ api_key: recruiting.key, api_secret: 'wrong' }), 401, 'api_key_wrong', /api_secret is not the one/);
  refused(await body({ api_key: 'unknown', api_secret: recruiting.secret }), 401, 'api_key_wrong', /does not exist or was revoked/);
  refused(await body({ api_key: ['a', 'b'], api_secret: recruiting.secret }), 401, 'api_key_missing', /no api_key/);
  const revoked = await inCompany((trx) => createApiKey(trx, recruiting.companyId, { name: 'Old' }));
  await inCompany((trx) => revokeApiKey(trx, recruiting.companyId, revoked.id));
  refused(await body({ api_key: revoked.key, api_secret: revoked.secret }), 401, 'api_key_wrong', /was revoked/);
});

test('another company’s campaign and one that does not exist answer alike; an archived one says so', async () => {
  const other = await createRecruiting(program.db);
  const invitation = () => JSON.stringify({ ...credentials(), campaign_invitation: person() });
  const foreign = await send(invitation(), json, { campaign: other.campaignId });
  const unknown = await send(invitation(), json, { campaign: 99_999_999 });
  refused(foreign, 404, 'not_found', /campaign does not exist/);
  assert.deepEqual(foreign.body, unknown.body);
  for (const campaign of ['abc', '0', '-1', '9'.repeat(30), '1e3']) assert.deepEqual((await send(invitation(), json, { campaign })).body, unknown.body, campaign);
  await withCompany(program.db, other.companyId, (trx) => trx.updateTable('campaigns').set({ archived_at: new Date() }).where('id', '=', other.campaignId).execute());
  const own = JSON.stringify({ api_key: other.key, api_secret: other.secret, campaign_invitation: person() });
  refused(await send(own, json, { campaign: other.campaignId }), 409, 'campaign_archived', /"Agents" is archived/);
});

test('each mistake about the person has an answer of its own, by field', async () => {
  const cases: [object, string, string, RegExp][] = [
    [{ email: undefined }, 'contact_missing', 'email', /neither an e-mail address nor a phone number/],
    [{ email: ' ', user_phone_number: '' }, 'contact_missing', 'user_phone_number', /neither/],
    [{ user_phone_number: '12' }, 'invalid_phone', 'user_phone_number', /"12" is too short.*0905 123 4567/],
    [{ user_phone_number: 'call me' }, 'invalid_phone', 'user_phone_number', /can not be read.*\+63/],
    [{ user_phone_number: '+999 123' }, 'invalid_phone', 'user_phone_number', /\+63/],
    [{ email: 'ana at example.com' }, 'invalid_email', 'email', /looks like name@example\.com/],
    [{ email: 'ana@example' }, 'invalid_email', 'email', /no e-mail address/],
    [{ email: `${'a'.repeat(250)}@example.com` }, 'too_long', 'email', /262 characters; 254/],
    [{ first_name: 'A'.repeat(201) }, 'too_long', 'first_name', /201 characters; 200/],
    [{ first_name: '' }, 'name_missing', 'first_name', /first_name is missing/],
    [{ last_name: undefined }, 'name_missing', 'last_name', /send it empty/],
    [{ first_name: 'A\u0000na' }, 'invalid_text', 'first_name', /control characters/],
    [{ first_name: '\ud800' }, 'invalid_text', 'first_name', /broken encoding/],
    [{ first_name: ['Ana', 'Bea'] }, 'not_a_text', 'first_name', /more than once/],
    [{ last_name: { a: 1 } }, 'not_a_text', 'last_name', /is an object/],
    [{ others: 'Agent' }, 'not_a_text', 'others', /named details/],
    [{ others: { job: { title: 'Agent' } } }, 'nested', 'others', /"job".*list or an object/],
    [{ others: { notes: 'x'.repeat(4001) } }, 'too_long', 'others', /"notes" has 4001 characters/],
    [{ others: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`k${n}`, 'v'])) }, 'too_many', 'others', /101 other details/],
    [{ others: { notes: 'a\u0000b' } }, 'invalid_text', 'others', /"notes"/],
    [{ source: 'S'.repeat(300) }, 'too_long', 'source', /source/],
  ];
  for (const [fields, code, field, message] of cases) {
    const answer = await post(person(fields));
    refused(answer, 422, code, message);
    assert.ok(field in answer.body.error.fields, `${code} names ${field}: ${JSON.stringify(answer.body)}`);
  }
});

test('bodies that can not be read say why', async () => {
  refused(await send('{"campaign_invitation": {', json), 400, 'invalid_json', /no valid JSON/);
  refused(await send('[1]', json), 400, 'invalid_json', /JSON object/);
  refused(await send(Buffer.from('{"api_key":"\xff"}', 'latin1'), json), 400, 'invalid_encoding', /not valid UTF-8/);
  refused(await send('campaign_invitation[first_name]=%FF', { 'content-type': 'application/x-www-form-urlencoded' }), 400, 'invalid_encoding', /percent-escape/);
  refused(await send('{}', { 'content-type': 'application/json; charset=iso-8859-1' }), 415, 'unsupported_charset', /iso-8859-1/);
  refused(await send('<a/>', { 'content-type': 'text/xml' }), 415, 'unsupported_media_type', /"text\/xml".*application\/json/);
  refused(await send('hello', { 'content-type': 'text/plain' }), 415, 'unsupported_media_type', /text\/plain/);
  refused(await send('x'.repeat(1_100_000), json), 413, 'too_large', /large/i);
  const keys = { 'api-key': recruiting.key, 'api-secret': recruiting.secret };
  refused(await send('', { ...json, ...keys }), 400, 'empty_body', /nothing about a candidate/);
  refused(await send(JSON.stringify({ first_name: 'Ana' }), { ...json, ...keys }), 422, 'invitation_missing', /campaign_invitation/);
  refused(await send(JSON.stringify({ campaign_invitation: 'Ana' }), { ...json, ...keys }), 422, 'invitation_missing', /must hold/);
  const twice = new URLSearchParams([...Object.entries(credentials()), ['campaign_invitation[first_name]', 'A'], ['campaign_invitation[first_name]', 'B']]);
  refused(await send(twice), 422, 'not_a_text', /first_name was given more than once/);
  refused(await send('--x\r\nbroken', { ...keys, 'content-type': 'multipart/form-data; boundary=x' }), 400, 'invalid_form', /broken/);
});

test('the same person again is a second application, labelled Duplicate; by phone in any form too', async () => {
  const first = await post(person({ email: 'Dora@Example.com', user_phone_number: '09181112222' }));
  const byEmail = await post(person({ first_name: 'Dora', email: 'DORA@example.COM' }));
  const byPhone = await post(person({ email: undefined, user_phone_number: '+63 918 111 2222' }));
  assert.deepEqual([first.body.duplicate, byEmail.body.duplicate, byPhone.body.duplicate], [false, true, true]);
  assert.deepEqual([byEmail.body.candidate_id, byPhone.body.candidate_id], [first.body.candidate_id, first.body.candidate_id]);
  assert.equal(new Set([first.body.id, byEmail.body.id, byPhone.body.id]).size, 3);
  const labelled = await inCompany((trx) =>
    trx
      .selectFrom('application_labels as a')
      .innerJoin('labels as l', 'l.id', 'a.label_id')
      .select(['a.application_id', 'l.automatic'])
      .where('a.application_id', 'in', [first.body.id, byEmail.body.id, byPhone.body.id])
      .orderBy('a.application_id')
      .execute(),
  );
  assert.deepEqual(labelled.map((label) => label.application_id), [byEmail.body.id, byPhone.body.id]);
});

test('a repeated Idempotency-Key gets the first answer; for another request it is refused', async () => {
  const invitation = { ...credentials(), campaign_invitation: person() };
  const headers = { ...json, 'idempotency-key': 'order-66' };
  const answers = await Promise.all(Array.from({ length: 6 }, () => send(JSON.stringify(invitation), headers)));
  assert.deepEqual(new Set(answers.map((answer) => `${answer.status} ${JSON.stringify(answer.body)}`)).size, 1, JSON.stringify(answers.map((a) => a.body)));
  assert.equal(answers[0]?.status, 201);
  assert.equal(answers.filter((answer) => answer.headers.get('idempotent-replayed') === 'true').length, 5);
  const other = { ...invitation, campaign_invitation: person() };
  refused(await send(JSON.stringify(other), headers), 422, 'idempotency_key_reused', /one request/);
});

test('a key with a limit is held to it, and told when to come again', async () => {
  const limited = await inCompany((trx) => createApiKey(trx, recruiting.companyId, { name: 'Slow', requestsPerMinute: 2 }));
  const call = () => send(JSON.stringify({ api_key: limited.key, api_secret: limited.secret, campaign_invitation: person() }), json);
  const answers = await Promise.all([call(), call(), call(), call(), call()]);
  const refusals = answers.filter((answer) => answer.status === 429);
  // A minute may end between two of them.
  assert.ok(refusals.length >= 1 && refusals.length <= 3, JSON.stringify(answers.map((answer) => answer.status)));
  const wait = Number(refusals[0]?.headers.get('retry-after'));
  assert.ok(wait >= 1 && wait <= 60);
  refused(refusals[0] as Answer, 429, 'too_many_requests', /2 requests a minute/);
});
