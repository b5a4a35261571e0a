import assert from 'node:assert/strict';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { runBulkAction } from '#candidates/bulk/run.ts';
import { handleConversation } from '#conversations/inbound.ts';
import { startOutbox } from '#conversations/outbox.ts';
import { writeExport } from '#exports/run.ts';
import { collectBlobs } from '#platform/blobs/loose.ts';
import { withSystem } from '#platform/db.ts';
import { sendShareMail } from '#sharing/mails.ts';
import { as, countRows, storeText } from '#test/applicants.ts';
import { formOf, picture } from '#test/files.ts';
import { type Leads, startLeads } from '#test/leads.ts';
import { findTraces } from '#test/traces.ts';
import { waitUntil } from '#test/wait-until.ts';
import { settleErasure } from './erase.ts';

let leads: Leads;
before(async () => {
  leads = await startLeads();
});
after(() => leads.program.close());

const owner = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, payload?: object) =>
  leads.call(method, url, payload, leads.hiring, 'owner');
const erase = (id: number) => owner('DELETE', `/api/applications/${id}/person`);
const query = <Row>(text: string, values: unknown[] = []) =>
  leads.program.db.pool.query(text, values).then(({ rows }) => rows as Row[]);

async function add(person: Record<string, string>): Promise<{ id: number; candidateId: number }> {
  const added = await leads.call('POST', `/api/campaigns/${leads.hiring.campaignId}/applications`, person);
  assert.equal(added.statusCode, 201, added.body);
  const { applicationId: id, candidateId } = added.json();
  return { id, candidateId };
}

async function put(path: string, file: Parameters<typeof formOf>[0], field: string) {
  const { headers, payload } = await formOf(file, field);
  const answer = await leads.program.app.inject({
    method: 'PUT',
    url: path,
    headers: { ...as('manager', leads.hiring), ...headers },
    payload,
  });
  assert.ok(answer.statusCode < 300, answer.body);
}

const run = { id: 'test', attempt: 1, lastAttempt: true, signal: new AbortController().signal };

async function startExport(chosen: object): Promise<number> {
  const body = { format: 'csv', columns: ['applicationId', 'firstName', 'lastName', 'phone'], chosen };
  const answer = await leads.call('POST', '/api/exports', body);
  assert.equal(answer.statusCode, 201, answer.body);
  return answer.json().id;
}
const write = (exportId: number) =>
  writeExport(leads.program.services, { companyId: leads.hiring.companyId, exportId }, run);
async function takeFile(exportId: number): Promise<{ url: string; body: string }> {
  const url = String((await leads.call('GET', `/api/exports/${exportId}/file`)).headers.location);
  const { statusCode, body } = await leads.program.app.inject({ url });
  assert.equal(statusCode, 200);
  return { url, body };
}
const exportState = async (id: number) => (await leads.call('GET', `/api/exports/${id}`)).json().state as string;

/** What others did with them: looked for them, took them away in tables, wrote to many, showed them to somebody. */
async function inEverybodysHands(id: number): Promise<void> {
  const { companyId } = leads.hiring;
  for (const search of [
    { q: 'velascomerio' },
    { filter: '[{"any":[{"field":"refereePhone","op":"contains","value":"0917 555 9911"}]}]' },
  ])
    assert.equal((await leads.call('POST', '/api/saved-views', { name: 'Theirs', search })).statusCode, 201);
  await write(await startExport({ query: { q: 'Zoraidaquin' }, except: [] }));
  const cancelled = await startExport({ query: { q: 'Velascomerio' }, except: [] });
  await leads.call('POST', `/api/exports/${cancelled}/cancel`);
  const bulk = (await leads.call('POST', '/api/bulk-actions', { ids: [id] })).json();
  const action = { kind: 'message', channel: 'sms', body: 'Dear Velascomerio' };
  assert.equal((await leads.call('POST', `/api/bulk-actions/${bulk.id}/start`, { action })).statusCode, 200);
  await runBulkAction(leads.program.services, { companyId, bulkId: bulk.id, turn: 0 }, run);
  const shown = { shows: [], emails: ['reader@client.example'], note: 'Zoraidaquin, see http://x.example/s/nobody' };
  assert.equal((await leads.call('POST', `/api/applications/${id}/shares`, shown)).statusCode, 201);
  const [mail] = await query<{ id: number }>('select id from share_mails order by id desc limit 1');
  await sendShareMail(leads.program.services, { companyId, mailId: mail?.id ?? 0 }, run);
}

const cv = { name: 'Zoraidaquin.txt', contentType: 'text/plain', body: Buffer.from('Zoraidaquin Velascomer, agent') };

/** Somebody of whom there is something in as many places as can be. */
async function knownEverywhere() {
  const { companyId } = leads.hiring;
  const { id, candidateId } = await add({
    firstName: 'Zoraidaquin',
    lastName: 'Velascomer',
    email: 'zoraidaquin@erase.example',
    phone: '0917 555 9911',
    source: 'From Zoraidaquin',
  });
  await leads.call('PATCH', `/api/applications/${id}`, { email: 'second@erase.example', lastName: 'Velascomerio' });
  const applicant = { companyId, candidateId, applicationId: id };
  await storeText(leads.program.db, applicant, 'I am Zoraidaquin');
  await handleConversation(leads.program.services, { companyId, candidateId }, { wait: true });
  await storeText(leads.program.db, applicant, 'Still Zoraidaquin, waiting to be handled');
  await leads.call('POST', `/api/applications/${id}/comments`, { body: 'Zoraidaquin called' });
  await put(`/api/applications/${id}/resume`, cv, 'file');
  await put(`/api/applications/${id}/photo`, picture, 'photo');
  const twin = await add({ firstName: 'Zoraidaquin', lastName: 'Twin', phone: '0917 555 9922' });
  await leads.call('POST', `/api/applications/${twin.id}/comments`, { body: 'The twin of Zoraidaquin' });
  assert.equal((await leads.call('POST', `/api/applications/${id}/merges/${twin.id}`)).statusCode, 201);
  const stranger = await add({ firstName: 'Bea', lastName: 'Stranger', phone: '0917 555 1133' });
  const { mergeId } = (await leads.call('POST', `/api/applications/${stranger.id}/merges/${id}`)).json();
  assert.equal((await leads.call('DELETE', `/api/merges/${mergeId}`)).statusCode, 204);
  await inEverybodysHands(id);
  const outbox = startOutbox(leads.program.services);
  await waitUntil(async () => (await countRows(leads.program.db, 'outbox')) === 0);
  await outbox.stop();
  await withSystem(leads.program.db, async (trx) => {
    await sql`insert into suppressions (company_id, channel, address, reason) values (${companyId}, 'sms', '+639175559911', 'stop')`.execute(
      trx,
    );
    await sql`insert into sms_counters (company_id, kind, key, since) values (${companyId}, 'number', '+639175559911', now())`.execute(
      trx,
    );
    const { rows } = await sql<{ id: number }>`
      insert into imports (company_id, campaign_id, file_name, blob_key, size, reading)
      values (${companyId}, ${leads.hiring.campaignId}, 'people.csv', 'none', 1, '{}') returning id`.execute(trx);
    await sql`
      insert into import_refusals (company_id, import_id, row_number, cells, reason)
      values (${companyId}, ${rows[0]?.id}, 2, '["Zoraidaquin", "0917-555-9911"]', 'no country'),
        (${companyId}, ${rows[0]?.id}, 3, '["Somebody else", "0917-555-0000"]', 'no country')`.execute(trx);
  });
  return { id, candidateId, twin, stranger };
}

const traces = ['zoraidaquin', 'velascomer', 'erase.example', '9175559911', '9175559922', '555-9911'];

describe('the erasure of a person', () => {
  it('leaves nothing of them in any column of any table, nor among the files', async () => {
    const { id, candidateId, twin, stranger } = await knownEverywhere();
    const before = await findTraces(leads.program.db, traces);
    for (const place of [
      'application_events.data',
      'candidate_contacts.value',
      'candidate_formers.value',
      'candidate_merges.moved',
      'candidates.search_text',
      'comments.body',
      'import_refusals.cells',
      'inbound_events.payload',
      'messages.body',
      'name_words.word',
      'sandbox_messages.body',
      'saved_views.search',
      'share_mails.note',
      'sms_counters.key',
      'suppressions.address',
    ])
      assert.ok(before.includes(place), place);
    const keys = await query<{ key: string }>(
      'select photo_key as key from candidates where id = $1 union select resume_key from applications where id = $2',
      [candidateId, id],
    );
    assert.equal(keys.length, 2);
    const counted = `select kind, sum(amount)::int as amount from activity_counts group by kind order by kind`;
    const figures = await query(counted);

    assert.equal((await erase(id)).statusCode, 204);
    await settleErasure(leads.program.services, { companyId: leads.hiring.companyId, candidateId });
    assert.deepEqual(await findTraces(leads.program.db, traces), []);
    assert.deepEqual(
      (await leads.call('GET', '/api/exports')).json().map((one: { state: string }) => one.state),
      ['cancelled'],
    );
    await collectBlobs(leads.program.services);
    for (const { key } of keys) assert.equal(await leads.program.services.blobs.head(key), null);
    assert.deepEqual(await query(counted), figures);
    assert.equal((await leads.call('GET', `/api/applications/${id}`)).statusCode, 404);
    assert.equal((await leads.call('GET', `/api/applications/${twin.id}`)).statusCode, 404);
    assert.equal((await erase(id)).statusCode, 404);

    assert.equal((await leads.call('GET', `/api/applications/${stranger.id}`)).json().firstName, 'Bea');
    assert.equal((await query('select from import_refusals')).length, 1);
    const [audit] = await query<{ data: object; user_id: string }>(
      `select data, user_id from audit_log where kind = 'candidate-erased'`,
    );
    assert.deepEqual(audit, {
      data: { candidateId, candidates: 2, applications: 2 },
      user_id: leads.hiring.ownerId,
    });
  });

  it('keeps their opt-out: the same number is not written to when it comes in again', async () => {
    const again = await add({ firstName: 'Somebody', lastName: 'New', phone: '0917 555 9911' });
    const { actions } = (await leads.call('GET', `/api/applications/${again.id}`)).json();
    assert.equal(actions.sendInvitationSms.possible, false);
    await leads.program.db.pool.query(`update outbox set due_at = now()`);
    const outbox = startOutbox(leads.program.services);
    await waitUntil(async () => (await countRows(leads.program.db, 'outbox')) === 0);
    await outbox.stop();
    const sent = await query<{ status: string; error_code: string }>(
      `select status, error_code from messages where candidate_id = $1 and channel = 'sms'`,
      [again.candidateId],
    );
    assert.deepEqual(sent, [{ status: 'failed', error_code: 'suppressed' }]);
  });

  it('forgets a word of their name only when nobody has it any more', async () => {
    const first = await add({ firstName: 'Ada', lastName: 'Quillfeather', email: 'ada@words.example' });
    const second = await add({ firstName: 'Ida', lastName: 'Quillfeather', email: 'ida@words.example' });
    const known = () => query(`select from name_words where word = 'quillfeather'`);
    await erase(first.id);
    assert.equal((await known()).length, 1);
    await erase(second.id);
    assert.equal((await known()).length, 0);
  });

  it('takes the tables that hold them, also where their application was deleted before; other tables stay', async () => {
    const first = await add({ firstName: 'Ottiline', lastName: 'Grandcourt', email: 'ottiline@table.example' });
    const other = await add({ firstName: 'Somebody', lastName: 'Else', email: 'else@table.example' });
    const [table, untouched] = [await startExport({ ids: [first.id] }), await startExport({ ids: [other.id] })];
    await write(table);
    await write(untouched);
    const { url, body } = await takeFile(table);
    assert.ok(body.includes('Grandcourt'));
    const [second] = await query<{ id: number }>(
      `insert into applications (company_id, candidate_id, source) values ($1, $2, 'again') returning id`,
      [leads.hiring.companyId, first.candidateId],
    );
    assert.equal((await owner('DELETE', `/api/applications/${first.id}`)).statusCode, 204);
    assert.equal((await erase(second?.id ?? 0)).statusCode, 204);
    assert.equal((await leads.call('GET', `/api/exports/${table}`)).statusCode, 404);
    assert.equal((await leads.call('GET', `/api/exports/${untouched}/file`)).statusCode, 302);
    await collectBlobs(leads.program.services);
    assert.equal((await leads.program.app.inject({ url })).statusCode, 404);
  });

  it('has a table begun again that is written at that moment', async (test) => {
    const { id, candidateId } = await add({
      firstName: 'Halfway',
      lastName: 'Written',
      email: 'halfway@table.example',
    });
    const table = await startExport({ query: {}, except: [] });
    const { blobs } = leads.program.services;
    const put = blobs.put.bind(blobs);
    // All rows are read, and the file is not yet stored.
    const kept = test.mock.method(blobs, 'put', async (...[key, body, options]: Parameters<typeof put>) => {
      const file = await buffer(body as Readable);
      assert.ok(file.includes('Halfway'));
      assert.equal((await erase(id)).statusCode, 204);
      return put(key, file, options);
    });
    await write(table);
    kept.mock.restore();
    assert.equal(await exportState(table), 'waiting');
    const queued = await query(`select data from pgboss.job where name = 'write-export' and data ->> 'exportId' = $1`, [
      String(table),
    ]);
    assert.equal(queued.length, 2);
    await write(table);
    const { body } = await takeFile(table);
    assert.ok(!body.includes('Halfway'));
    assert.deepEqual(await query('select from export_people where $1 = any (candidates)', [candidateId]), []);
  });

  it('finds what they were called and how they were reached before, also once that application is deleted', async () => {
    const { id, candidateId } = await add({ firstName: 'Zed', lastName: 'Vantongeren', phone: '0917 555 1212' });
    const { companyId } = leads.hiring;
    const [second] = await query<{ id: number }>(
      `insert into applications (company_id, candidate_id, source) values ($1, $2, 'again') returning id`,
      [companyId, candidateId],
    );
    await leads.call('PATCH', `/api/applications/${id}`, { phone: '0917 555 3434', lastName: 'Newname' });
    await query(
      `insert into suppressions (company_id, channel, address, reason) values ($1, 'sms', '+639175551212', 'stop')`,
      [companyId],
    );
    await query('delete from messages where candidate_id = $1', [candidateId]);
    assert.equal((await owner('DELETE', `/api/applications/${id}`)).statusCode, 204);
    assert.equal((await erase(second?.id ?? 0)).statusCode, 204);
    assert.deepEqual(await findTraces(leads.program.db, ['vantongeren', '9175551212']), []);
  });

  it('leaves the views that search for what others have too', async () => {
    const first = await add({ firstName: 'Rosamond', lastName: 'Commonname', email: 'one@views.example' });
    const second = await add({ firstName: 'Celia', lastName: 'Commonname', email: 'two@views.example' });
    const search = { q: 'commonname', filter: '[{"field":"location","op":"contains","value":"Manila"}]' };
    const { id } = (await leads.call('POST', '/api/saved-views', { name: 'Families', search })).json();
    const there = async () =>
      (await leads.call('GET', '/api/saved-views')).json().some((view: { id: number }) => view.id === id);
    await erase(first.id);
    assert.equal(await there(), true);
    await erase(second.id);
    assert.equal(await there(), false);
  });

  it('is an owner’s alone', async () => {
    const { id } = await add({ firstName: 'Kept', lastName: 'Person', email: 'kept@erase.test' });
    assert.equal((await leads.call('DELETE', `/api/applications/${id}/person`)).statusCode, 403);
    assert.equal((await leads.call('GET', `/api/applications/${id}/person`)).statusCode, 403);
    assert.equal((await leads.call('GET', `/api/applications/${id}`)).statusCode, 200);
  });
});
