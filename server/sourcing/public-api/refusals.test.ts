import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { createApiKey, revokeApiKey } from '#accounts/api-keys.ts';
import { collectBlobs } from '#platform/blobs/loose.ts';
import { withCompany } from '#platform/db.ts';
import { createRecruiting } from '#test/intake.ts';
import { type Answer, assertRefused, json, type PublicApi, startPublicApi } from '#test/public-api.ts';

let api: PublicApi;

before(async () => {
  api = await startPublicApi();
});
after(() => api.program.close());

test('a file that is no résumé, is empty, or is too large leaves nothing behind', async () => {
  const directory = (api.program.services.config.blobs as { directory: string }).directory;
  const files = () =>
    readdirSync(directory, { recursive: true }).filter((name) => /\/\d*[A-Za-z0-9_-]{20,}$/.test(String(name))).length;
  await api.send(api.form(api.formPerson(), { content: 'Ten years of service desk', name: 'cv.txt' }));
  const before = files();
  assert.equal(before, 1);
  assertRefused(
    await api.send(api.form(api.formPerson(), { content: Buffer.from('GIF89a, and nothing more'), name: 'cv.pdf' })),
    422,
    'wrong_file_kind',
    /no PDF, DOCX, DOC, RTF, ODT or TXT file and no picture \(JPEG, PNG, WebP\) but GIF/,
  );
  assertRefused(
    await api.send(api.form(api.formPerson(), { content: '<html><script>', name: 'cv.html' })),
    422,
    'wrong_file_kind',
    /cv\.html/,
  );
  assertRefused(
    await api.send(api.form(api.formPerson(), { content: '', name: 'cv.pdf' })),
    422,
    'empty_file',
    /is empty/,
  );
  assertRefused(
    await api.send(
      api.form(api.formPerson(), { content: Buffer.alloc(11 * 1024 * 1024, 'a'), name: 'cv.txt' }),
      {},
      { query: `?${new URLSearchParams(api.credentials())}` },
    ),
    413,
    'file_too_large',
    /larger than 10 MB/,
  );
  assertRefused(
    await api.send(
      api.form(
        { 'campaign_invitation[first_name]': 'Carlo', 'campaign_invitation[last_name]': 'X' },
        { content: 'text', name: 'cv.txt' },
      ),
    ),
    422,
    'contact_missing',
    /neither/,
  );
  await collectBlobs(api.program.services);
  assert.equal(files(), before);
  assertRefused(await api.post(api.person({ temporary_cv: 'JVBERi0x' })), 422, 'not_a_text', /must be a file/);
});

test('without the right key and secret nothing happens', async () => {
  const body = (credentials: object) =>
    api.send(JSON.stringify({ ...credentials, campaign_invitation: api.person() }), json);
  assertRefused(await body({}), 401, 'api_key_missing', /no api_key and api_secret/);
  assertRefused(await body({ api_key: api.recruiting.key }), 401, 'api_key_missing', /no api_secret/);
  assertRefused(
    await body({ api_key: api.recruiting.key, api_secret: 'wrong' }),
    401,
    'api_key_wrong',
    /api_secret is not the one/,
  );
  assertRefused(
    await body({ api_key: 'unknown', api_secret: api.recruiting.secret }),
    401,
    'api_key_wrong',
    /does not exist or was revoked/,
  );
  assertRefused(
    await body({ api_key: ['a', 'b'], api_secret: api.recruiting.secret }),
    401,
    'api_key_missing',
    /no api_key/,
  );
  const revoked = await api.inCompany((trx) => createApiKey(trx, api.recruiting.companyId, { name: 'Old' }));
  await api.inCompany((trx) => revokeApiKey(trx, api.recruiting.companyId, revoked.id));
  assertRefused(await body({ api_key: revoked.key, api_secret: revoked.secret }), 401, 'api_key_wrong', /was revoked/);
});

test('another company’s campaign and one that does not exist answer alike; an archived one says so', async () => {
  const other = await createRecruiting(api.program.db);
  const invitation = () => JSON.stringify({ ...api.credentials(), campaign_invitation: api.person() });
  const foreign = await api.send(invitation(), json, { campaign: other.campaignId });
  const unknown = await api.send(invitation(), json, { campaign: 99_999_999 });
  assertRefused(foreign, 404, 'not_found', /campaign does not exist/);
  assert.deepEqual(foreign.body, unknown.body);
  for (const campaign of ['abc', '0', '-1', '9'.repeat(30), '1e3'])
    assert.deepEqual((await api.send(invitation(), json, { campaign })).body, unknown.body, campaign);
  await withCompany(api.program.db, other.companyId, (trx) =>
    trx.updateTable('campaigns').set({ archived_at: new Date() }).where('id', '=', other.campaignId).execute(),
  );
  const own = JSON.stringify({ api_key: other.key, api_secret: other.secret, campaign_invitation: api.person() });
  assertRefused(
    await api.send(own, json, { campaign: other.campaignId }),
    409,
    'campaign_archived',
    /"Agents" is archived/,
  );
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
    [
      { others: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`k${n}`, 'v'])) },
      'too_many',
      'others',
      /101 other details/,
    ],
    [{ others: { notes: 'a\u0000b' } }, 'invalid_text', 'others', /"notes"/],
    [{ source: 'S'.repeat(300) }, 'too_long', 'source', /source/],
  ];
  for (const [fields, code, field, message] of cases) {
    const answer = await api.post(api.person(fields));
    assertRefused(answer, 422, code, message);
    assert.ok(field in answer.body.error.fields, `${code} names ${field}: ${JSON.stringify(answer.body)}`);
  }
});

test('bodies that can not be read say why', async () => {
  assertRefused(await api.send('{"campaign_invitation": {', json), 400, 'invalid_json', /no valid JSON/);
  assertRefused(await api.send('[1]', json), 400, 'invalid_json', /JSON object/);
  assertRefused(
    await api.send(Buffer.from('{"api_key":"\xff"}', 'latin1'), json),
    400,
    'invalid_encoding',
    /not valid UTF-8/,
  );
  assertRefused(
    await api.send('campaign_invitation[first_name]=%FF', { 'content-type': 'application/x-www-form-urlencoded' }),
    400,
    'invalid_encoding',
    /percent-escape/,
  );
  assertRefused(
    await api.send('{}', { 'content-type': 'application/json; charset=iso-8859-1' }),
    415,
    'unsupported_charset',
    /iso-8859-1/,
  );
  assertRefused(
    await api.send('<a/>', { 'content-type': 'text/xml' }),
    415,
    'unsupported_media_type',
    /"text\/xml".*application\/json/,
  );
  assertRefused(
    await api.send('hello', { 'content-type': 'text/plain' }),
    415,
    'unsupported_media_type',
    /text\/plain/,
  );
  assertRefused(await api.send('x'.repeat(1_100_000), json), 413, 'too_large', /large/i);
  const keys = { 'api-key': api.recruiting.key, 'api-secret': api.recruiting.secret };
  assertRefused(await api.send('', { ...json, ...keys }), 400, 'empty_body', /nothing about a candidate/);
  assertRefused(
    await api.send(JSON.stringify({ first_name: 'Ana' }), { ...json, ...keys }),
    422,
    'invitation_missing',
    /campaign_invitation/,
  );
  assertRefused(
    await api.send(JSON.stringify({ campaign_invitation: 'Ana' }), { ...json, ...keys }),
    422,
    'invitation_missing',
    /must hold/,
  );
  const twice = new URLSearchParams([
    ...Object.entries(api.credentials()),
    ['campaign_invitation[first_name]', 'A'],
    ['campaign_invitation[first_name]', 'B'],
  ]);
  assertRefused(await api.send(twice), 422, 'not_a_text', /first_name was given more than once/);
  assertRefused(
    await api.send('--x\r\nbroken', { ...keys, 'content-type': 'multipart/form-data; boundary=x' }),
    400,
    'invalid_form',
    /broken/,
  );
});

test('a key with a limit is held to it, and told when to come again', async () => {
  const limited = await api.inCompany((trx) =>
    createApiKey(trx, api.recruiting.companyId, { name: 'Slow', requestsPerMinute: 2 }),
  );
  const call = () =>
    api.send(
      JSON.stringify({ api_key: limited.key, api_secret: limited.secret, campaign_invitation: api.person() }),
      json,
    );
  const answers = await Promise.all([call(), call(), call(), call(), call()]);
  const refusals = answers.filter((answer) => answer.status === 429);
  // A minute may end between two of them.
  assert.ok(refusals.length >= 1 && refusals.length <= 3, JSON.stringify(answers.map((answer) => answer.status)));
  const wait = Number(refusals[0]?.headers.get('retry-after'));
  assert.ok(wait >= 1 && wait <= 60);
  assertRefused(refusals[0] as Answer, 429, 'too_many_requests', /2 requests a minute/);
});
