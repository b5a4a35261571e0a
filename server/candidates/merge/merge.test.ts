import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { handleConversation } from '#conversations/inbound.ts';
import { withCompany, withSystem } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import { createApplicant, createHiring, storeText } from '#test/applicants.ts';
import { type Leads, startLeads } from '#test/leads.ts';
import { waitUntil } from '#test/wait-until.ts';
import { mergeCandidates, settleMerge } from './merge.ts';

let leads: Leads;
before(async () => {
  leads = await startLeads();
});
after(() => leads.program.close());

const merge = (keptId: number, mergedId: number, who = leads.hiring, role: 'owner' | 'manager' = 'manager') =>
  leads.call('POST', `/api/applications/${keptId}/merges/${mergedId}`, undefined, who, role);
const undo = (mergeId: number) => leads.call('DELETE', `/api/merges/${mergeId}`);
const profile = async (id: number) => (await leads.call('GET', `/api/applications/${id}`)).json();
const idOf = async (id: number) => (await profile(id)).candidateId as number;

async function contactsOf(candidateId: number): Promise<string[]> {
  const { rows } = await withSystem(leads.program.db, (trx) =>
    sql<{ value: string }>`
      select value from candidate_contacts where candidate_id = ${candidateId} order by value`.execute(trx),
  );
  return rows.map(({ value }) => value);
}

async function said(id: number): Promise<string[]> {
  const { items } = (await leads.call('GET', `/api/applications/${id}/conversation`)).json();
  return items
    .filter(({ direction }: { direction?: string }) => direction === 'in')
    .map(({ body }: { body: string }) => body);
}

/** Somebody who came in with this address, and wrote. */
async function writer(firstName: string, address: { email?: string; phone?: string }, text: string) {
  const id = await leads.person(firstName, 'Cruz');
  const edited = await leads.call('PATCH', `/api/applications/${id}`, address);
  assert.equal(edited.statusCode, 200, edited.body);
  await write(await idOf(id), id, text);
  return id;
}

async function write(candidateId: number, applicationId: number, text: string): Promise<void> {
  const { companyId } = leads.hiring;
  await storeText(leads.program.db, { companyId, candidateId, applicationId }, text);
  await handleConversation(leads.program.services, { companyId, candidateId }, { wait: true });
}

/** How many wait for a lock in this database; asked as its owner, who alone sees the others. */
async function howManyWait(): Promise<number> {
  const { rowCount } = await leads.program.db.pool.query(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rowCount ?? 0;
}

describe('merging two candidates', () => {
  it('gives who has no name the name of the other, and takes it back with the merge', async () => {
    const nobody = await leads.person('', '');
    const wanda = await writer('Wanda', { phone: '+639170000177' }, 'I have a name.');
    const { mergeId } = (await merge(nobody, wanda)).json();
    assert.deepEqual([(await profile(nobody)).firstName, (await profile(nobody)).lastName], ['Wanda', 'Cruz']);
    assert.equal((await undo(mergeId)).statusCode, 204);
    assert.deepEqual([(await profile(nobody)).firstName, (await profile(wanda)).firstName], ['', 'Wanda']);
  });

  it('makes applications, messages and addresses one person’s, and takes them apart again', async () => {
    const mara = await writer('Mara', { email: 'mara@example.com' }, 'I wrote by mail.');
    const tara = await writer('Tara', { phone: '+639170000101' }, 'I wrote by phone.');
    const [maraId, taraId] = [await idOf(mara), await idOf(tara)];
    const merged = await merge(mara, tara);
    assert.equal(merged.statusCode, 201, merged.body);
    assert.equal(merged.json().candidateId, maraId);

    assert.equal(await idOf(tara), maraId);
    const { firstName, phone, otherApplications, merges } = await profile(mara);
    assert.deepEqual([firstName, phone], ['Mara', '+639170000101']);
    assert.deepEqual(
      otherApplications.map(({ id }: { id: number }) => id),
      [tara],
    );
    assert.deepEqual(
      merges.map(({ id, name }: { id: number; name: string }) => [id, name]),
      [[merged.json().mergeId, 'Tara Cruz']],
    );
    assert.deepEqual(await contactsOf(maraId), ['+639170000101', 'mara@example.com']);
    assert.deepEqual((await said(mara)).sort(), ['I wrote by mail.', 'I wrote by phone.']);
    assert.deepEqual(
      (await profile(tara)).labels.map(({ automatic }: { automatic: string }) => automatic),
      ['duplicate'],
    );

    assert.equal((await undo(merged.json().mergeId)).statusCode, 204);
    assert.deepEqual([await idOf(mara), await idOf(tara)], [maraId, taraId]);
    assert.equal((await profile(mara)).phone, null);
    assert.deepEqual(await contactsOf(taraId), ['+639170000101']);
    assert.deepEqual([await said(mara), await said(tara)], [['I wrote by mail.'], ['I wrote by phone.']]);
    assert.deepEqual((await profile(tara)).labels, []);
    assert.deepEqual((await profile(mara)).merges, []);
    assert.equal((await undo(merged.json().mergeId)).statusCode, 404);
  });

  it('recognises the person by either address from then on', async () => {
    const kept = await writer('Nina', { email: 'nina@example.com' }, 'Hello');
    const other = await writer('Ninita', { phone: '+639170000102' }, 'Hello?');
    const { candidateId } = (await merge(kept, other)).json();
    const added = await leads.call('POST', `/api/campaigns/${leads.hiring.campaignId}/applications`, {
      firstName: 'N.',
      lastName: 'Cruz',
      phone: '+639170000102',
    });
    assert.equal(added.statusCode, 201, added.body);
    assert.equal(await idOf(added.json().applicationId), candidateId);
  });

  it('leaves what was corrected after it, and keeps what was said after it with its application', async () => {
    const kept = await writer('Olga', { email: 'olga@example.com' }, 'One');
    const other = await writer('Olya', { phone: '+639170000103' }, 'Two');
    const { mergeId, candidateId } = (await merge(kept, other)).json();
    await leads.call('PATCH', `/api/applications/${kept}`, { phone: '+639170000104' });
    await write(candidateId, other, 'Three');
    assert.equal((await undo(mergeId)).statusCode, 204);
    assert.equal((await profile(kept)).phone, '+639170000104');
    assert.equal((await profile(other)).phone, '+639170000103');
    assert.deepEqual(await contactsOf(await idOf(other)), ['+639170000103']);
    assert.deepEqual([await said(kept), await said(other)], [['One'], ['Two', 'Three']]);
  });

  it('is taken apart from the last one backwards', async () => {
    const [a, b, c] = [
      await writer('Pia', { email: 'pia@example.com' }, 'a'),
      await writer('Pia', { phone: '+639170000105' }, 'b'),
      await writer('Pia', { email: 'pia.cruz@example.com' }, 'c'),
    ];
    const first = (await merge(a, b)).json();
    const second = (await merge(c, b)).json();
    assert.equal(await idOf(a), await idOf(c));
    const tooEarly = await undo(first.mergeId);
    assert.deepEqual([tooEarly.statusCode, tooEarly.json().error.code], [409, 'merged_again']);
    assert.equal((await undo(second.mergeId)).statusCode, 204);
    assert.equal((await undo(first.mergeId)).statusCode, 204);
    assert.equal(new Set([await idOf(a), await idOf(b), await idOf(c)]).size, 3);
  });

  it('takes along what came to the merged candidate by somebody who had begun before', async () => {
    const kept = await writer('Rosa', { email: 'rosa@example.com' }, 'One');
    const other = await writer('Rose', { phone: '+639170000106' }, 'Two');
    const otherId = await idOf(other);
    const { mergeId, candidateId } = (await merge(kept, other)).json();
    const { companyId } = leads.hiring;
    await write(otherId, other, 'Late');
    assert.ok(!(await said(kept)).includes('Late'));
    await settleMerge(leads.program.services, { companyId, mergeId });
    assert.ok((await said(kept)).includes('Late'));
    assert.equal(await idOf(other), candidateId);
  });

  it('happens once, also where two recruiters do it at once in opposite directions', async () => {
    const a = await writer('Sara', { email: 'sara@example.com' }, 'a');
    const b = await writer('Zara', { phone: '+639170000107' }, 'b');
    const answers = await Promise.all([merge(a, b), merge(b, a)]);
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [201, 409]);
    assert.equal(await idOf(a), await idOf(b));
  });

  it('waits for whoever handles one of the conversations', async () => {
    const a = await writer('Uma', { email: 'uma@example.com' }, 'a');
    const b = await writer('Ume', { phone: '+639170000108' }, 'b');
    const waiting = await withSystem(leads.program.db, async (trx) => {
      await sql`select from candidates where id = ${await idOf(b)} for no key update`.execute(trx);
      const merging = merge(a, b);
      await waitUntil(async () => (await howManyWait()) > 0);
      return { merging };
    });
    assert.equal((await waiting.merging).statusCode, 201);
  });

  it('refuses what was meant for one of the two meanwhile, and a comment is of whom they are then', async () => {
    const a = await writer('Xena', { email: 'xena@example.com' }, 'a');
    const b = await writer('Xenia', { phone: '+639170000109' }, 'b');
    const { companyId, managerId: userId } = leads.hiring;
    const session: Session = { sessionId: '', companyId, userId, role: 'manager' };
    const ids = { keptApplicationId: a, mergedApplicationId: b };
    const meanwhile = await withCompany(leads.program.db, companyId, async (trx) => {
      await mergeCandidates(trx, leads.program.services, session, ids);
      const reply = { channel: 'sms', body: 'Hi', clientKey: 'merged-meanwhile' };
      const asked = [
        leads.call('PATCH', `/api/applications/${b}`, { firstName: 'Corrected', email: 'corrected@example.com' }),
        leads.call('DELETE', `/api/applications/${b}/photo`),
        leads.call('POST', `/api/applications/${b}/messages`, reply),
        leads.call('POST', `/api/applications/${b}/comments`, { body: 'Is she not Xena?' }),
      ];
      await waitUntil(async () => (await howManyWait()) === asked.length);
      return { asked };
    });
    const answers = await Promise.all(meanwhile.asked);
    const codes = answers.map((answer) => [answer.statusCode, answer.json().error?.code]);
    const refused = [409, 'merged_meanwhile'];
    assert.deepEqual(codes, [refused, refused, refused, [201, undefined]]);
    assert.equal((await profile(b)).firstName, 'Xena');
    const { rows } = await withSystem(leads.program.db, (trx) =>
      sql<{ person: number }>`
        select candidate_id as person from comments where application_id = ${b}
        union all select candidate_id from application_events where application_id = ${b} and kind = 'commented'`.execute(
        trx,
      ),
    );
    const kept = await idOf(a);
    assert.deepEqual(
      rows.map(({ person }) => person),
      [kept, kept],
    );
  });

  it('is refused for the same person, for strangers, and where a campaign of theirs is out of reach', async () => {
    const a = await writer('Vera', { email: 'vera@example.com' }, 'a');
    const same = await merge(a, a);
    assert.deepEqual([same.statusCode, same.json().error.code], [409, 'same_candidate']);
    const strangers = await createHiring(leads.program.db);
    const stranger = await createApplicant(leads.program.db, strangers);
    assert.deepEqual((await merge(a, stranger.applicationId)).json(), (await merge(a, 999_999_999)).json());
    assert.equal((await merge(stranger.applicationId, a)).statusCode, 404);

    const b = await writer('Vero', { phone: '+639170000199' }, 'b');
    const { companyId } = leads.hiring;
    const elsewhere = await withSystem(leads.program.db, async (trx) =>
      sql`insert into applications (company_id, candidate_id, source) values (${companyId}, ${await idOf(b)}, 'SMS')`.execute(
        trx,
      ),
    );
    assert.equal(elsewhere.numAffectedRows, 1n);
    const beyond = await merge(a, b);
    assert.deepEqual([beyond.statusCode, beyond.json().error.code], [409, 'beyond_reach']);
    assert.equal((await merge(a, b, leads.hiring, 'owner')).statusCode, 201);
  });
});
