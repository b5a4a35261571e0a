import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { collectBlobs } from '#platform/blobs/loose.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createHiring, type Hiring, sessionFromHeader } from '#test/applicants.ts';

let parley: TestApp;
let acme: Hiring;
let other: Hiring;

before(async () => {
  parley = await startTestApp({ authenticate: sessionFromHeader });
  acme = await createHiring(parley.db, { name: 'Acme' });
  other = await createHiring(parley.db, { name: 'Globex' });
});
after(() => parley.close());

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
async function call(method: Method, path: string, payload?: object, headers = as('manager', acme)) {
  const url = `/api/mail-templates${path}`;
  const response = await parley.app.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: response.statusCode, body: response.body ? response.json() : null };
}

const document = {
  version: 1,
  direction: 'ltr',
  accent: '#1f5f8b',
  blocks: [{ id: 'a', type: 'heading', align: 'start', text: 'Hello <%= @candidate_name %>' }],
};
const written = { subject: 'Hi', body: '', document };
const names = async (headers = as('manager', acme)) =>
  (await call('GET', '', undefined, headers)).body.map((one: { name: string }) => one.name);

test('a mail is kept for the whole company, and for no other', async () => {
  const { status, body } = await call('POST', '', { ...written, name: ' Warm welcome ' });
  assert.equal(status, 201);
  const [kept] = (await call('GET', '', undefined, as('owner', acme))).body;
  assert.deepEqual(
    { ...kept, updatedAt: '' },
    {
      ...written,
      id: body.id,
      name: 'Warm welcome',
      createdBy: 'manager of Acme',
      updatedAt: '',
      can: { change: true },
    },
  );
  assert.deepEqual(await names(as('owner', other)), []);
  assert.equal((await call('POST', '', { ...written, name: 'Warm welcome' }, as('owner', other))).status, 201);
});

test('HTML that was typed is kept too, and refused where it could not be sent', async () => {
  const typed = { subject: 'Hi', body: '<p>Hi</p>', document: null };
  assert.equal((await call('POST', '', { ...typed, name: 'Typed' })).status, 201);
  const refused = await call('POST', '', { ...typed, body: '<script>x</script>', name: 'Hostile' });
  assert.equal(refused.status, 400);
  assert.match(refused.body.error.fields.body, /<script>/);
  assert.deepEqual(await names(), ['Typed', 'Warm welcome']);
});

test('a name is given once, however it is written', async () => {
  const again = await call('POST', '', { ...written, name: 'WARM WELCOME' });
  assert.deepEqual([again.status, again.body.error.code], [409, 'name_taken']);
  assert.equal((await call('POST', '', { ...written, name: ' ' })).status, 400);
});

test('its maker and an owner rename and delete it; a colleague only begins with it', async () => {
  const { body } = await call('POST', '', { ...written, name: 'Owned' }, as('owner', acme));
  const mine = (await call('GET', '')).body.find((one: { id: number }) => one.id === body.id);
  assert.equal(mine.can.change, false);
  for (const [method, payload] of [['PATCH', { name: 'Taken over' }], ['DELETE']] as [Method, object?][]) {
    const { status } = await call(method, `/${body.id}`, payload);
    assert.equal(status, 404, method);
  }
  assert.equal((await call('PATCH', `/${body.id}`, { name: 'typed' }, as('owner', acme))).status, 409);
  assert.equal((await call('PATCH', `/${body.id}`, { name: 'Renamed' }, as('owner', acme))).status, 204);
  assert.ok((await names()).includes('Renamed'));
  assert.equal((await call('DELETE', `/${body.id}`, undefined, as('owner', acme))).status, 204);
  assert.ok(!(await names()).includes('Renamed'));
  assert.equal((await call('DELETE', `/${body.id}`, undefined, as('owner', acme))).status, 404);
});

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function upload(payload: Buffer, type = 'image/png', headers = as('manager', acme)) {
  const answer = await parley.app.inject({
    method: 'POST',
    url: '/api/mail-pictures',
    headers: { ...headers, 'content-type': type },
    payload,
  });
  return { status: answer.statusCode, body: answer.json() };
}

test('a picture is shown to whoever has its address, for years, on any site, and can not run', async () => {
  const { status, body } = await upload(png);
  assert.equal(status, 201);
  assert.match(body.src, /^\/pictures\/[A-Za-z0-9_-]{32}$/);
  await collectBlobs(parley.services);
  const answer = await parley.app.inject({ url: body.src });
  assert.equal(answer.statusCode, 200);
  assert.deepEqual(answer.rawPayload, png);
  assert.equal(answer.headers['content-type'], 'image/png');
  assert.equal(answer.headers['x-content-type-options'], 'nosniff');
  assert.equal(answer.headers['cross-origin-resource-policy'], 'cross-origin');
  assert.match(String(answer.headers['cache-control']), /public, max-age=31536000/);
  assert.match(String(answer.headers['content-security-policy']), /sandbox; default-src 'none'/);
  const head = await parley.app.inject({ method: 'HEAD', url: body.src });
  assert.deepEqual([head.statusCode, head.headers['content-length'], head.body], [200, String(png.length), '']);
});

test('what is no picture by its content is refused, whatever it is called', async () => {
  for (const [content, type] of [
    ['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'image/svg+xml'],
    ['<html><script>alert(1)</script></html>', 'image/png'],
    ['%PDF-1.7', 'image/jpeg'],
  ] as const) {
    const { status, body } = await upload(Buffer.from(content), type);
    assert.deepEqual([status, body.error.code], [415, 'not_a_picture'], type);
  }
  assert.equal((await upload(Buffer.concat([png, Buffer.alloc(2 * 1024 * 1024)]))).status, 413);
  assert.equal((await upload(Buffer.alloc(0))).status, 400);
});

test('a mail shows a picture of its own company, and of no other', async () => {
  const { body } = await upload(png);
  const picture = { id: 'p', type: 'image', align: 'center', src: body.src, alt: '', width: 100, href: '' };
  const withPicture = { ...document, blocks: [picture] };
  const preview = (hiring: Hiring) =>
    parley.app.inject({
      method: 'POST',
      url: `/api/campaigns/${hiring.campaignId}/templates/preview`,
      headers: as('manager', hiring),
      payload: { channel: 'email', body: '', document: withPicture },
    });
  const { publicUrl } = parley.services.config;
  assert.ok((await preview(acme)).json().html.includes(`src="${publicUrl}${body.src}"`));
  const refused = await preview(other);
  assert.match(refused.json().error.fields['document.blocks.0.src'], /not there/);
});

test('an address that nobody was given shows nothing', async () => {
  for (const id of ['x'.repeat(32), 'x', '%00', "'--"])
    assert.equal((await parley.app.inject({ url: `/pictures/${id}` })).statusCode, 404, id);
});

test('the frame for mails runs nothing but its own script, and stands in no other site', async () => {
  const { headers, body, statusCode } = await parley.app.inject({ url: '/api/mail-frame' });
  assert.equal(statusCode, 200);
  const policy = String(headers['content-security-policy']);
  for (const rule of ["default-src 'none'", "frame-ancestors 'self'", "form-action 'none'", 'sandbox allow-scripts'])
    assert.ok(policy.includes(rule), rule);
  assert.ok(!/script-src[^;]*unsafe/.test(policy));
  assert.equal(body.match(/<script>/g)?.length, 1);
});
