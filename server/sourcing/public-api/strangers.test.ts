import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingMessage, request as openRequest } from 'node:http';
import { json as readJson } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { newAddress } from '#test/accounts.ts';
import { assertRefused, json, type PublicApi, startPublicApi } from '#test/public-api.ts';

let api: PublicApi;
let path: string;

before(async () => {
  api = await startPublicApi();
  path = `/api/talkpush_services/campaigns/${api.recruiting.campaignId}/campaign_invitations`;
});
after(() => api.program.close());

const fileBegins =
  '--x\r\ncontent-disposition: form-data; name="campaign_invitation[temporary_cv]"; filename="cv.txt"\r\n\r\nTen years of service desk';
const field = (name: string, value: string) =>
  `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

/** What is answered to a form of which only the beginning is sent. */
async function answerTo(beginning: string, query = '') {
  const headers = { 'content-type': 'multipart/form-data; boundary=x' };
  const request = openRequest(`${api.program.url}${path}${query}`, { method: 'POST', headers });
  request.on('error', () => {});
  request.write(beginning);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const body = (await readJson(response)) as any;
  request.destroy();
  return { status: response.statusCode ?? 0, headers: new Headers(), body };
}

test('a file whose sender is known to be a stranger is not waited for', async () => {
  const wrong = { api_key: api.recruiting.key, api_secret: 'wrong' };
  const inQuery = await answerTo(fileBegins, `?${new URLSearchParams(wrong)}`);
  assertRefused(inQuery, 401, 'api_key_wrong', /api_secret is not the one/);
  const inFields = await answerTo(field('api_key', wrong.api_key) + field('api_secret', wrong.api_secret) + fileBegins);
  assertRefused(inFields, 401, 'api_key_wrong', /api_secret is not the one/);
});

test('a file may come before the fields that name its sender while it is small', async () => {
  const taken = await api.send(api.form(api.formPerson(), { content: 'a'.repeat(1_000_000), name: 'cv.txt' }));
  assert.equal(taken.status, 201, JSON.stringify(taken.body));
  const refused = await answerTo(fileBegins + 'a'.repeat(2_000_000));
  assertRefused(refused, 401, 'sender_unknown', /more than 1 MB came before/);
  const query = `?${new URLSearchParams(api.credentials())}`;
  const large = { content: 'a'.repeat(2_000_000), name: 'cv.txt' };
  assert.equal((await api.send(api.form(api.formPerson(), large), {}, { query })).status, 201);
});

test('the texts of a form are limited together', async () => {
  const parts = Array.from({ length: 20 }, (_, n) => field(`note${n}`, 'a'.repeat(100_000)));
  assertRefused(await answerTo(parts.join('')), 413, 'too_large', /texts of the form/);
});

test('who sends wrong keys has to wait, and a right one in use at the same address goes on', async () => {
  const remoteAddress = newAddress();
  const call = (credentials: object, from = remoteAddress) =>
    api.program.app.inject({
      method: 'POST',
      url: path,
      headers: json,
      remoteAddress: from,
      payload: { ...credentials, campaign_invitation: api.person() },
    });
  const wrong = { api_key: 'unknown', api_secret: 'wrong' };
  assert.equal((await call(api.credentials())).statusCode, 201);
  const answers = [];
  for (let tries = 0; tries < 25; tries++) answers.push(await call(wrong));
  assert.deepEqual(
    answers.map(({ statusCode }) => statusCode),
    [...Array(20).fill(401), ...Array(5).fill(429)],
  );
  assert.equal(answers.at(-1)?.json().error.code, 'too_many_tries');
  assert.equal((await call(wrong, newAddress())).statusCode, 401);
  assert.equal((await call(api.credentials())).statusCode, 201);
});
