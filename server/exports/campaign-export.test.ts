import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { streamXlsxRows } from 'hucre/xlsx';
import { sql } from 'kysely';
import { deleteCampaign } from '#campaigns/deletion.ts';
import { withCompany, withSystem } from '#platform/db.ts';
import { limitedStream } from '#platform/http/streams.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createApplicant, createHiring, type Hiring, sessionFromHeader } from '#test/applicants.ts';
import { exportCampaign } from './campaign-export.ts';
import { safeText } from './cells.ts';
import { contentTypes } from './files.ts';

let parley: TestApp;
let acme: Hiring;

before(async () => {
  parley = await startTestApp({ authenticate: sessionFromHeader });
  acme = await createHiring(parley.db, { name: 'Acme' });
});
after(() => parley.close());

async function exported(hiring = acme): Promise<unknown[][]> {
  const url = `/api/campaigns/${hiring.campaignId}/export.xlsx`;
  const response = await parley.app.inject({ url, headers: as('manager', hiring) });
  assert.equal(response.statusCode, 200);
  assert.equal(response.headers['content-type'], contentTypes.xlsx);
  assert.match(String(response.headers['content-disposition']), /^attachment; filename\*=UTF-8''Agents\.xlsx$/);
  const rows: unknown[][] = [];
  for await (const { values } of streamXlsxRows(response.rawPayload)) rows.push(values);
  return rows;
}

async function answer(applicationId: number, values: Record<string, unknown>): Promise<void> {
  await withSystem(parley.db, (trx) =>
    trx
      .insertInto('answers')
      .values({ company_id: acme.companyId, application_id: applicationId, position: 0, ...values } as never)
      .execute(),
  );
}

test('a campaign without candidates is a table of headers', async () => {
  const [headers, ...rows] = await exported(await createHiring(parley.db, { name: 'New' }));
  assert.equal(headers?.[0], 'Application id');
  assert.equal(headers?.at(-1), 'Which shift?');
  assert.deepEqual(rows, []);
});

test('a row an application, a column an answer, details under their names', async () => {
  const { applicationId, candidateId } = await createApplicant(parley.db, acme, {
    firstName: 'María',
    phone: '+639171234567',
  });
  await withSystem(parley.db, (trx) =>
    trx
      .updateTable('applications')
      .set({ others: JSON.stringify({ city: 'Cebú', referee: 'Ana' }) })
      .where('id', '=', applicationId)
      .execute(),
  );
  await answer(applicationId, { question_id: 'why', kind: 'text', text: 'I like people' });
  await answer(applicationId, { question_id: 'voice', kind: 'audio', duration_ms: 72_000 });
  await answer(applicationId, { question_id: 'years', kind: 'number', number: 4 });
  await answer(applicationId, { question_id: 'shift', kind: 'choice', choice_id: 'night', text: 'Night' });
  const [headers = [], row = []] = await exported();
  const cell = (name: string) => row[headers.indexOf(name)];
  assert.deepEqual([cell('Application id'), cell('Candidate id')], [applicationId, candidateId]);
  assert.deepEqual([cell('First name'), cell('Phone'), cell('Folder')], ['María', '+639171234567', 'Inbox']);
  assert.deepEqual([cell('city'), cell('referee')], ['Cebú', 'Ana']);
  assert.equal(cell('Why do you want this job?'), 'I like people');
  assert.equal(cell('Tell us about yourself.'), 'Spoken answer, 1:12');
  assert.equal(cell('How many years of experience?'), 4);
  assert.equal(cell('Which shift?'), 'Night');
});

test('a text that a spreadsheet would calculate is made harmless', async () => {
  const evil = '=HYPERLINK("http://evil.example","x")';
  const { applicationId } = await createApplicant(parley.db, acme, {
    firstName: evil,
    phone: '+639170000001',
    email: null,
  });
  await answer(applicationId, { question_id: 'why', kind: 'text', text: '@SUM(1)' });
  const rows = await exported();
  const row = rows.find((one) => one[0] === applicationId) ?? [];
  assert.equal(row[2], `'${evil}`);
  assert.ok(row.includes("'@SUM(1)"));
  assert.ok(row.includes('+639170000001'));
});

test('signs that begin a formula are told from numbers', () => {
  for (const text of ['=1', '+cmd|calc', '-2+3+cmd', '@x', '\tx', '-abc']) assert.equal(safeText(text), `'${text}`);
  for (const text of ['+63 917 123-4567', '-5', '', 'a=b', '–5']) assert.equal(safeText(text), text);
});

test('more candidates than one page are all there, each once', async () => {
  const many = await createHiring(parley.db, { name: 'Many' });
  await withSystem(parley.db, async (trx) => {
    const people = await trx
      .insertInto('candidates')
      .values(
        Array.from({ length: 2_500 }, (_, index) => ({ company_id: many.companyId, first_name: `Person ${index}` })),
      )
      .returning('id')
      .execute();
    await trx
      .insertInto('applications')
      .values(
        people.map(({ id }) => ({
          company_id: many.companyId,
          campaign_id: many.campaignId,
          candidate_id: id,
          source: 'file',
        })),
      )
      .execute();
  });
  const rows = await exported(many);
  assert.equal(rows.length, 2_501);
  assert.equal(new Set(rows.map((row) => row[0])).size, 2_501);
});

test('so many at once are made for one user, and the others wait for none of them', async () => {
  const { managerId: userId, companyId } = acme;
  const session = { sessionId: userId, userId, companyId, role: 'manager' as const };
  const taking = await Promise.all(
    [1, 2].map(() => limitedStream(session, async () => ({ stream: new PassThrough() }))),
  );
  const url = `/api/campaigns/${acme.campaignId}/export.xlsx`;
  const refused = await parley.app.inject({ url, headers: as('manager', acme) });
  assert.deepEqual([refused.statusCode, refused.json().error.code], [429, 'too_many_files']);
  assert.equal(refused.headers['retry-after'], '15');
  const byOwner = () => parley.app.inject({ url, headers: as('owner', acme) });
  assert.equal((await byOwner()).statusCode, 200);

  // However many companies there are: one process makes so many at once.
  const elsewhere = await Promise.all(
    Array.from({ length: 10 }, (_, at) =>
      limitedStream({ ...session, userId: `stranger ${at}`, companyId: -1 - (at % 2) }, async () => ({
        stream: new PassThrough(),
      })),
    ),
  );
  const full = await byOwner();
  assert.deepEqual([full.statusCode, full.headers['retry-after']], [429, '15']);
  elsewhere[0]?.stream.destroy();
  await setImmediate();
  assert.equal((await byOwner()).statusCode, 200);
  for (const { stream } of [...taking, ...elsewhere]) stream.destroy();
  await setImmediate();
  for (let more = 0; more < 3; more++)
    assert.equal((await parley.app.inject({ url, headers: as('manager', acme) })).statusCode, 200);
});

test('a campaign that is deleted while it is exported gives a broken file, not half of a table', async () => {
  const { companyId, ownerId, campaignId } = await createHiring(parley.db, { name: 'Short-lived' });
  await createApplicant(parley.db, { companyId, campaignId });
  await withSystem(parley.db, (trx) =>
    sql`insert into applications (company_id, campaign_id, candidate_id, source)
      select ${companyId}, ${campaignId}, candidate_id, 'many' from applications, generate_series(1, 5000)
      where company_id = ${companyId}`.execute(trx),
  );
  const session = { sessionId: ownerId, userId: ownerId, companyId, role: 'owner' as const };
  const { stream } = await exportCampaign(parley.services, session, campaignId);
  await withCompany(parley.db, companyId, (trx) => deleteCampaign(trx, parley.services, session, campaignId, 'Agents'));
  await assert.rejects(buffer(stream), /not_found|does not exist|no access/i);
});
