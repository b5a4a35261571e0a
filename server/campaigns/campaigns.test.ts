import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createApplicant, createHiring, type Hiring, sessionFromHeader } from '#test/applicants.ts';
import { eraseCampaign } from './deletion.ts';

let parley: TestApp;
let acme: Hiring;
let other: Hiring;

before(async () => {
  parley = await startTestApp({ authenticate: sessionFromHeader });
  acme = await createHiring(parley.db, { name: 'Acme' });
  other = await createHiring(parley.db, { name: 'Globex' });
});
after(() => parley.close());

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

async function call(
  method: Method,
  url: string,
  headers: Record<string, string> = as('manager', acme),
  payload?: object,
) {
  const response = await parley.app.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: response.statusCode, body: response.body ? response.json() : null };
}

async function newCampaign(title: string, headers = as('manager', acme)) {
  const { status, body } = await call('POST', '/api/campaigns', headers, { title, country: 'PH', language: 'en' });
  assert.equal(status, 201);
  return body;
}

test('a new campaign works at once: an interview, eight texts, and its maker as a member', async () => {
  const campaign = await newCampaign('  Night shift  ');
  assert.equal(campaign.title, 'Night shift');
  assert.equal(campaign.interview.version, 1);
  assert.equal(campaign.interview.definition.questions.length, 3);
  assert.equal(campaign.interview.warning, null);
  assert.equal(campaign.templates.length, 8);
  assert.deepEqual(campaign.members, [acme.managerId]);
  assert.deepEqual(campaign.can, { edit: true, delete: true });
});

test('a campaign without a title, in no country or in a language nobody wrote is refused by field', async () => {
  const bad = { title: ' ', country: 'Philippines', language: 'xx' };
  const { status, body } = await call('POST', '/api/campaigns', as('manager', acme), bad);
  assert.equal(status, 400);
  assert.deepEqual(Object.keys(body.error.fields).sort(), ['country', 'language', 'title']);
});

const routes: [Method, string, object?][] = [
  ['GET', ''],
  ['PATCH', '', { title: 'Taken over' }],
  ['DELETE', '', { title: 'Agents' }],
  ['POST', '/duplicate', { title: 'Copy' }],
  ['PUT', '/archive'],
  ['DELETE', '/archive'],
  ['GET', '/deletion'],
  ['PUT', '/interview', { version: 1, definition: {} }],
  [
    'PUT',
    '/templates',
    { templates: [{ event: 'invitation', channel: 'sms', enabled: false, subject: '', body: '' }] },
  ],
  ['POST', '/templates/preview', { channel: 'sms', body: 'x' }],
  ['POST', '/templates/test', { subject: 'x', body: 'x' }],
  ['GET', '/members'],
  ['PUT', '/members', { userIds: [] }],
  ['PUT', '/audio'],
  ['GET', '/export.xlsx'],
];

for (const [method, path, payload] of routes) {
  test(`${method} /campaigns/:id${path} wants a session`, async () => {
    const { status, body } = await call(method, `/api/campaigns/${acme.campaignId}${path}`, {}, payload);
    assert.equal(status, 401);
    assert.equal(body.error.code, 'not_signed_in');
  });

  test(`${method} /campaigns/:id${path} is 404 for another company and for a manager without access`, async () => {
    const mine = await newCampaign('Of the owner', as('owner', acme));
    for (const [campaignId, caller] of [
      [acme.campaignId, as('owner', other)],
      [mine.id, as('manager', acme)],
      [999_999_999, as('owner', acme)],
    ] as const) {
      const { status, body } = await call(method, `/api/campaigns/${campaignId}${path}`, caller, payload);
      assert.equal(status, 404, `${campaignId} ${JSON.stringify(body)}`);
      assert.equal(body.error.code, 'not_found');
    }
  });
}

test('a manager lists their own campaigns, an owner all of the company', async () => {
  const hidden = await newCampaign('Owner only', as('owner', acme));
  const ids = async (headers: Record<string, string>) =>
    ((await call('GET', '/api/campaigns', headers)).body as { id: number }[]).map(({ id }) => id);
  assert.ok(!(await ids(as('manager', acme))).includes(hidden.id));
  const all = await ids(as('owner', acme));
  assert.ok(all.includes(hidden.id) && all.includes(acme.campaignId));
  assert.ok(!all.includes(other.campaignId));
});

test('an archived campaign leaves the list for the archive, and comes back', async () => {
  const { id } = await newCampaign('Seasonal');
  const listed = async (archived: boolean) =>
    ((await call('GET', `/api/campaigns?archived=${archived}`)).body as { id: number }[]).some((one) => one.id === id);
  assert.equal((await call('PUT', `/api/campaigns/${id}/archive`)).status, 204);
  assert.deepEqual([await listed(false), await listed(true)], [false, true]);
  assert.equal((await call('DELETE', `/api/campaigns/${id}/archive`)).status, 204);
  assert.deepEqual([await listed(false), await listed(true)], [true, false]);
});

test('counts are of this campaign alone', async () => {
  const { id } = await newCampaign('Counted');
  await createApplicant(parley.db, { companyId: acme.companyId, campaignId: id });
  const { body } = await call('GET', `/api/campaigns/${id}`);
  assert.deepEqual(body.counts, { inbox: 1, completed: 0, shortlisted: 0 });
});

test('a duplicate has the settings, texts, interview and members, and no candidates', async () => {
  const source = await newCampaign('Original');
  await createApplicant(parley.db, { companyId: acme.companyId, campaignId: source.id });
  const { status, body: copy } = await call('POST', `/api/campaigns/${source.id}/duplicate`, as('owner', acme), {
    title: 'Copy',
  });
  assert.equal(status, 201);
  assert.deepEqual([copy.title, copy.country, copy.language], ['Copy', 'PH', 'en']);
  assert.deepEqual(copy.interview.definition, source.interview.definition);
  assert.deepEqual(copy.templates, source.templates);
  assert.deepEqual([...copy.members].sort(), [acme.ownerId, acme.managerId].sort());
  assert.deepEqual(copy.counts, { inbox: 0, completed: 0, shortlisted: 0 });
});

test('deleting needs its maker or an owner, and the title typed', async () => {
  const owned = await newCampaign('Of the owner', as('owner', acme));
  const both = { userIds: [acme.managerId] };
  assert.equal((await call('PUT', `/api/campaigns/${owned.id}/members`, as('owner', acme), both)).status, 200);
  const refused = await call('DELETE', `/api/campaigns/${owned.id}`, as('manager', acme), { title: 'Of the owner' });
  assert.equal(refused.status, 403);
  const mistyped = await call('DELETE', `/api/campaigns/${owned.id}`, as('owner', acme), { title: 'of the owner' });
  assert.equal(mistyped.status, 400);
  assert.ok(mistyped.body.error.fields.title);
  assert.equal((await call('GET', `/api/campaigns/${owned.id}`, as('owner', acme))).status, 200);
  const done = await call('DELETE', `/api/campaigns/${owned.id}`, as('owner', acme), { title: 'Of the owner' });
  assert.equal(done.status, 204);
  assert.equal((await call('GET', `/api/campaigns/${owned.id}`, as('owner', acme))).status, 404);
});

test('what would be lost is told before, and lost afterwards; the candidate stays', async () => {
  const { id } = await newCampaign('To be deleted');
  const applicant = await createApplicant(parley.db, { companyId: acme.companyId, campaignId: id });
  const losses = await call('GET', `/api/campaigns/${id}/deletion`);
  assert.deepEqual(losses.body, { applications: 1, imports: 0 });
  assert.equal(
    (await call('DELETE', `/api/campaigns/${id}`, as('manager', acme), { title: 'To be deleted' })).status,
    204,
  );
  assert.equal((await call('GET', `/api/campaigns/${id}`)).status, 404);
  await eraseCampaign(parley.services, { companyId: acme.companyId, campaignId: id });
  await withSystem(parley.db, async (trx) => {
    const of = (table: 'applications' | 'candidates' | 'campaigns', rowId: number) =>
      trx.selectFrom(table).select('id').where('company_id', '=', acme.companyId).where('id', '=', rowId).execute();
    assert.equal((await of('applications', applicant.applicationId)).length, 0);
    assert.equal((await of('candidates', applicant.candidateId)).length, 1);
    assert.equal((await of('campaigns', id)).length, 0);
  });
});
