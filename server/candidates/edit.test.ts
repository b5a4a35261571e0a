import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { type Leads, startLeads } from '#test/leads.ts';
import { waitUntil } from '#test/wait-until.ts';
import { erasePeople } from './erasure/erase.ts';

let leads: Leads;
before(async () => {
  leads = await startLeads();
});
after(() => leads.program.close());

describe('correcting a person', () => {
  it('reads the phone as one of the campaign’s country and keeps what stood there before', async () => {
    const id = await leads.person('Fix', 'Me', { email: 'fix.me@example.com' });
    const fixed = await leads.call('PATCH', `/api/applications/${id}`, {
      phone: '0917 555 1234',
      email: 'Fixed@Example.com',
    });
    assert.equal(fixed.statusCode, 200, fixed.body);
    assert.equal(fixed.json().phone, '+639175551234');
    assert.equal(fixed.json().email, 'fixed@example.com');
    const event = await withSystem(leads.program.db, (trx) =>
      sql<{
        data: { changes: object[] };
      }>`select data from application_events where application_id = ${id} and kind = 'edited'`.execute(trx),
    );
    assert.deepEqual(event.rows[0]?.data.changes, [
      { field: 'email', from: 'fix.me@example.com', to: 'fixed@example.com' },
      { field: 'phone', from: null, to: '+639175551234' },
    ]);
  });

  it('never makes two people one', async () => {
    const first = await leads.person('First', 'Owner');
    await leads.call('PATCH', `/api/applications/${first}`, { phone: '+639170000001' });
    const second = await leads.person('Second', 'Person', { email: 'second@example.com' });
    const taken = await leads.call('PATCH', `/api/applications/${second}`, { phone: '+63 917 000 0001' });
    assert.equal(taken.statusCode, 409);
    assert.equal(taken.json().error.code, 'address_taken');
  });

  it('refuses what can not be read and a person without any address', async () => {
    const id = await leads.person('Bad', 'Input', { email: 'bad@example.com' });
    for (const body of [
      { phone: 'call me' },
      { phone: '12' },
      { phone: '+4912345678901234567' },
      { phone: '9'.repeat(400) },
      { email: 'nobody' },
      { email: 'two..dots@example.com' },
      { email: '' },
      { firstName: '', lastName: ' ' },
      { firstName: 'x'.repeat(201) },
      { lastName: 'a\0b' },
      { firstName: 'a\u001bb' },
    ]) {
      const response = await leads.call('PATCH', `/api/applications/${id}`, body);
      assert.equal(response.statusCode, 400, JSON.stringify(body));
      const [field] = Object.keys(body) as [string];
      assert.ok(response.json().error.fields[field], response.body);
    }
  });

  it('overwrites nothing that a colleague corrected since it was seen, unless asked to', async () => {
    const id = await leads.person('Two', 'Editors', { email: 'editors@example.com' });
    const edit = (lastName: string, seen?: string, role?: 'owner') =>
      leads.call('PATCH', `/api/applications/${id}`, { lastName, seen: { lastName: seen } }, leads.hiring, role);
    assert.equal((await edit('Aaa', 'Editors', 'owner')).statusCode, 200);
    const late = await edit('Bbb', 'Editors');
    assert.equal(late.statusCode, 409, late.body);
    const { code, message, fields } = late.json().error;
    assert.equal(code, 'edited_meanwhile');
    assert.match(message, /^.+ has changed this to “Aaa” meanwhile; nothing was saved\.$/);
    assert.equal(fields.now, 'Aaa');
    assert.ok(Date.parse(fields.at) <= Date.now());
    assert.equal((await leads.call('GET', `/api/applications/${id}`)).json().lastName, 'Aaa');
    // Their own edit, sent again because its answer got lost.
    assert.equal((await edit('Aaa', 'Editors')).statusCode, 200);
    assert.equal((await edit('Bbb', fields.now)).statusCode, 200);
    assert.equal((await edit('Ccc')).statusCode, 200);
    const phone = { phone: '+639175551299', seen: { phone: '', lastName: 'Editors' } };
    assert.equal((await leads.call('PATCH', `/api/applications/${id}`, phone)).statusCode, 200);
  });

  it('stores what intake would store', async () => {
    const id = await leads.person('Same', 'Form', { email: 'form@example.com' });
    const edit = { firstName: ' Ana\u00a0\n María ', email: ' ANA@Example.COM ', phone: '(0917) 555-4321' };
    const { firstName, email, phone } = (await leads.call('PATCH', `/api/applications/${id}`, edit)).json();
    assert.deepEqual([firstName, email, phone], ['Ana María', 'ana@example.com', '+639175554321']);
  });

  it('waits for whoever handles the conversation, and never in a circle', async () => {
    const id = await leads.person('Circle', 'Less', { email: 'circle@example.com' });
    const { edited } = await withSystem(leads.program.db, async (trx) => {
      await sql`select from candidates where id = (select candidate_id from applications where id = ${id}) for no key update`.execute(
        trx,
      );
      const edited = leads.call('PATCH', `/api/applications/${id}`, { lastName: 'Edited' });
      await waitUntil(someoneWaits);
      await sql`select from applications where id = ${id} for no key update`.execute(trx);
      return { edited };
    });
    assert.equal((await edited).json().lastName, 'Edited');
  });

  it('of somebody who is erased meanwhile finds nobody', async () => {
    const id = await leads.person('Gone', 'Soon', { email: 'gone.soon@example.com' });
    const { edited } = await withSystem(leads.program.db, async (trx) => {
      const { rows } = await sql<{ id: number }>`select candidate_id as id from applications where id = ${id}`.execute(
        trx,
      );
      await erasePeople(trx, leads.program.services, leads.hiring.companyId, [rows[0]?.id ?? 0]);
      const edited = leads.call('PATCH', `/api/applications/${id}`, { lastName: 'Edited' });
      await waitUntil(someoneWaits);
      return { edited };
    });
    assert.deepEqual([(await edited).statusCode, (await edited).json().error.code], [404, 'not_found']);
  });
});

/** Somebody waits for a lock in this database; asked as its owner, who alone sees the others. */
async function someoneWaits(): Promise<boolean> {
  const { rowCount } = await leads.program.db.pool.query(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rowCount !== 0;
}
