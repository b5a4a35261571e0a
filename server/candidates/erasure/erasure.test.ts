import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { handleConversation } from '#conversations/inbound.ts';
import { startOutbox } from '#conversations/outbox.ts';
import { collectBlobs } from '#platform/blobs/loose.ts';
import { withSystem } from '#platform/db.ts';
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
      'candidate_merges.moved',
      'candidates.search_text',
      'comments.body',
      'import_refusals.cells',
      'inbound_events.payload',
      'messages.body',
      'name_words.word',
      'sandbox_messages.body',
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

  it('is an owner’s alone', async () => {
    const { id } = await add({ firstName: 'Kept', lastName: 'Person', email: 'kept@erase.test' });
    assert.equal((await leads.call('DELETE', `/api/applications/${id}/person`)).statusCode, 403);
    assert.equal((await leads.call('GET', `/api/applications/${id}/person`)).statusCode, 403);
    assert.equal((await leads.call('GET', `/api/applications/${id}`)).statusCode, 200);
  });
});
