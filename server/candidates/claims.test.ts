import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { withCompany } from '#platform/db.ts';
import { as } from '#test/applicants.ts';
import { queue } from '#test/outbox.ts';
import { connectTwilio, deliverWebhook, startTexting } from '#test/texting.ts';
import { createWebVisitor } from './claims.ts';

let texting: Awaited<ReturnType<typeof startTexting>>;
let webhook: string;
before(async () => {
  texting = await startTexting();
  webhook = await connectTwilio(texting.program, texting.hiring, texting.twilio);
});
after(() => texting.close());

const query = (statement: string, values: unknown[] = []) => texting.program.db.pool.query(statement, values);

/** Somebody who applied on a page with this number. */
async function applied(phone: string, firstName = 'Eve') {
  const { companyId, campaignId } = texting.hiring;
  const person = { firstName, lastName: '', email: null, phone };
  const applicationId = await withCompany(texting.program.db, companyId, (trx) =>
    createWebVisitor(trx, companyId, campaignId, person),
  );
  const { rows } = await query('select candidate_id from applications where id = $1', [applicationId]);
  return { companyId, applicationId, candidateId: Number(rows[0].candidate_id), phone };
}

type Person = Awaited<ReturnType<typeof applied>>;

/** What the company wrote to them has left. */
async function writtenTo({ companyId, applicationId, candidateId, phone }: Person) {
  const message = {
    candidateId,
    applicationId,
    channel: 'sms',
    author: 'system',
    purpose: 'message',
    body: 'Hi',
  } as const;
  const [id] = await queue(texting.program.db, companyId, [{ ...message, toAddress: phone }]);
  await query("update messages set status = 'sent' where id = $1", [id]);
}

/** Into which application goes what this phone sends. */
async function heardIn(phone: string, text: string) {
  const told = texting.twilio.inbound(phone, text);
  assert.equal((await deliverWebhook(texting.program, texting.twilio, webhook, told)).statusCode, 200);
  const { rows } = await query(
    "select application_id from inbound_events where address = $1 and payload ->> 'text' = $2",
    [phone, text],
  );
  return Number(rows[0].application_id);
}

describe('a number that somebody typed', () => {
  it('gets them nothing of what its owner writes', async () => {
    const eve = await applied('+639175551001');
    const application = await heardIn(eve.phone, 'My national ID is 1234');
    assert.notEqual(application, eve.applicationId);
    assert.equal(await heardIn(eve.phone, 'Are you there?'), application);
    const { rows } = await query('select folder from applications where id = $1', [application]);
    assert.equal(rows[0].folder, 'no_campaign');
  });

  it('is theirs as far as it answers what we wrote there', async () => {
    const ana = await applied('+639175551002', 'Ana');
    await writtenTo(ana);
    assert.equal(await heardIn(ana.phone, 'Yes, gladly'), ana.applicationId);
    // Two claim the same number: the answer is to whom was written last.
    const bea = await applied(ana.phone, 'Bea');
    assert.equal(await heardIn(ana.phone, 'Hello?'), ana.applicationId);
    await writtenTo(bea);
    assert.equal(await heardIn(ana.phone, 'And now?'), bea.applicationId);
    const { rows } = await query(
      'select l.automatic from application_labels a join labels l on l.id = a.label_id where a.application_id = $1',
      [bea.applicationId],
    );
    assert.deepEqual(rows, [{ automatic: 'duplicate' }]);
    const contacts = await query('select 1 from candidate_contacts where value = $1', [ana.phone]);
    assert.equal(contacts.rowCount, 0);
  });

  it('changes hands with a merge, and back', async () => {
    const [ana, twin] = [await applied('+639175551003', 'Ana'), await applied('+639175551004', 'Ana')];
    const claimant = async () =>
      Number(
        (await query('select candidate_id from claimed_contacts where value = $1', [twin.phone])).rows[0].candidate_id,
      );
    const { app } = texting.program;
    const merged = await app.inject({
      method: 'POST',
      url: `/api/applications/${ana.applicationId}/merges/${twin.applicationId}`,
      headers: as('owner', texting.hiring),
    });
    assert.ok(merged.statusCode < 300, merged.body);
    assert.equal(await claimant(), ana.candidateId);
    const { rows } = await query('select max(id) as id from candidate_merges');
    const undone = await app.inject({
      method: 'DELETE',
      url: `/api/merges/${rows[0].id}`,
      headers: as('owner', texting.hiring),
    });
    assert.ok(undone.statusCode < 300, undone.body);
    assert.equal(await claimant(), twin.candidateId);
  });

  it('is each one’s own again after the merge of two who claimed the same', async () => {
    const [ana, twin] = [await applied('+639175551005', 'Ana'), await applied('+639175551005', 'Ana')];
    const claimants = async () =>
      (await query('select candidate_id from claimed_contacts where value = $1 order by 1', [ana.phone])).rows.map(
        (row) => Number(row.candidate_id),
      );
    const call = (method: 'POST' | 'DELETE', url: string) =>
      texting.program.app.inject({ method, url, headers: as('owner', texting.hiring) });
    const merged = await call('POST', `/api/applications/${ana.applicationId}/merges/${twin.applicationId}`);
    assert.deepEqual(await claimants(), [ana.candidateId]);
    assert.equal((await call('DELETE', `/api/merges/${merged.json().mergeId}`)).statusCode, 204);
    assert.deepEqual(await claimants(), [ana.candidateId, twin.candidateId]);
  });

  it('is nobody’s who comes for a campaign themselves, nor what was written long ago', async () => {
    const eve = await applied('+639175551006');
    await writtenTo(eve);
    const comes = `I want this job campaign-${texting.hiring.campaignId}`;
    const { rows } = await query('select candidate_id from applications where id = $1', [
      await heardIn(eve.phone, comes),
    ]);
    assert.notEqual(Number(rows[0].candidate_id), eve.candidateId);
    const ida = await applied('+639175551007');
    await writtenTo(ida);
    await query("update messages set created_at = created_at - interval '31 days' where to_address = $1", [ida.phone]);
    const late = await query('select candidate_id from applications where id = $1', [await heardIn(ida.phone, 'Hi')]);
    assert.notEqual(Number(late.rows[0].candidate_id), ida.candidateId);
  });
});
