import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { collectBlobs } from '#platform/blobs/loose.ts';
import { withCompany } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createHiring, type Hiring, sessionFromHeader } from '#test/applicants.ts';

let program: TestApp;
let hiring: Hiring;

before(async () => {
  program = await startTestApp({ listen: true, authenticate: sessionFromHeader });
  hiring = await createHiring(program.db);
});
after(() => program.close());

async function add(fields: object | FormData, from = hiring, campaignId = hiring.campaignId) {
  const isForm = fields instanceof FormData;
  const response = await fetch(`${program.url}/api/campaigns/${campaignId}/applications`, {
    method: 'POST',
    headers: { ...as('manager', from), ...(isForm ? {} : { 'content-type': 'application/json' }) },
    body: isForm ? fields : JSON.stringify(fields),
  });
  return { status: response.status, body: (await response.json()) as any };
}

test('a manager adds a candidate with a résumé, who is recognised the next time', async () => {
  const form = new FormData();
  const fields = {
    firstName: 'Ana',
    lastName: 'Reyes',
    email: 'ana@hand.example',
    phone: '612 34 56 78',
    country: 'ES',
    referee: 'Marco',
  };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('resume', new Blob(['Ten years of service desk']), 'ana.txt');
  const first = await add(form);
  assert.equal(first.status, 201, JSON.stringify(first.body));
  const row = await withCompany(program.db, hiring.companyId, (trx) =>
    trx.selectFrom('applications').selectAll().where('id', '=', first.body.applicationId).executeTakeFirstOrThrow(),
  );
  assert.deepEqual([row.source, row.resume_name, row.others], ['Added by hand', 'ana.txt', { referee: 'Marco' }]);
  const events = await withCompany(program.db, hiring.companyId, (trx) =>
    trx
      .selectFrom('application_events')
      .select(['kind', 'actor', 'user_id'])
      .where('application_id', '=', row.id)
      .orderBy('id')
      .execute(),
  );
  assert.deepEqual(events[0], { kind: 'added', actor: 'user', user_id: hiring.managerId });
  const again = await add({ firstName: 'Ana', phone: '+34612345678' });
  assert.deepEqual([again.body.candidateId, again.body.duplicate], [first.body.candidateId, true]);
});

test('what is wrong is said by field, and a campaign out of reach does not exist', async () => {
  const refused = await add({ firstName: 'Bea', phone: '12', email: 'bea@' });
  assert.equal(refused.status, 422);
  assert.deepEqual(Object.keys(refused.body.error.fields).sort(), ['email', 'phone']);
  assert.equal((await add({ firstName: ['Bea'], email: 'b@hand.example' })).status, 422);
  assert.equal((await add({ firstName: 'Bea' })).body.error.code, 'contact_missing');
  assert.equal((await add([])).status, 422);
  const other = await createHiring(program.db);
  assert.equal((await add({ firstName: 'Bea', email: 'b@hand.example' }, other)).status, 404);
});

test('a résumé of somebody who was refused is not kept', async () => {
  const directory = (program.services.config.blobs as { directory: string }).directory;
  const files = () => readdirSync(directory, { recursive: true }).filter((name) => String(name).endsWith('.type'));
  const before = files();
  const form = new FormData();
  form.append('firstName', 'Nobody');
  form.append('resume', new Blob(['Ten years of service desk']), 'nobody.txt');
  assert.equal((await add(form)).body.error.code, 'contact_missing');
  await collectBlobs(program.services);
  assert.deepEqual(files(), before);
});
