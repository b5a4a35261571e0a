import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { createHiring, type Hiring } from '#test/applicants.ts';
import { type Leads, startLeads } from '#test/leads.ts';
import { foldAllCounts, foldCounts } from './counts.ts';

let leads: Leads;
let hiring: Leads['hiring'];
let other: Hiring;
before(async () => {
  leads = await startLeads();
  hiring = leads.hiring;
  other = await createHiring(leads.program.db, { name: 'Other' });
});
after(() => leads.program.close());

describe('the list of applications', () => {
  it('gives every application once, page by page, in both orders', async () => {
    const who = await createHiring(leads.program.db, { name: 'Pages' });
    const made: number[] = [];
    for (let count = 0; count < 23; count += 1) made.push(await leads.person(`P${count}`, 'Page', {}, who));
    // The same moment for all: only the tiebreaker tells them apart.
    await withSystem(leads.program.db, (trx) =>
      sql`update applications set added_at = '2026-01-01', last_activity_at = '2026-01-01' where company_id = ${who.companyId}`.execute(
        trx,
      ),
    );
    for (const order of ['asc', 'desc']) {
      const seen: number[] = [];
      let cursor = '';
      do {
        const page = await leads.list(`limit=5&sort=added&order=${order}${cursor && `&cursor=${cursor}`}`, who);
        seen.push(...page.items.map((item) => item.id));
        cursor = page.nextCursor ?? '';
      } while (cursor);
      assert.deepEqual(seen, order === 'asc' ? made : made.toReversed());
    }
  });

  it('finds people by part of a name, accents or none, e-mail, phone in any form, and ids', async () => {
    const id = await leads.person('José', 'Núñez-Ibarra', { email: 'jose.nunez@example.com', phone: '+34600123456' });
    for (const q of [
      'nunez',
      'NÚÑEZ',
      'ibarr',
      'jose ibarra',
      'jose.nunez@',
      '600 123 456',
      '+34 600-123-456',
      '(600) 123456',
      String(id),
    ]) {
      const { items, similar } = await leads.list(`q=${encodeURIComponent(q)}`);
      assert.ok(
        items.some((item) => item.id === id),
        `${q} finds ${id}`,
      );
      assert.equal(similar, false, q);
    }
  });

  it('finds other scripts, also two characters of a name without spaces', async () => {
    const arabic = await leads.person('فاطمة', 'السيد');
    const chinese = await leads.person('小明', '王');
    assert.deepEqual(
      (await leads.list(`q=${encodeURIComponent('فاطمة')}`)).items.map((item) => item.id),
      [arabic],
    );
    assert.deepEqual(
      (await leads.list(`q=${encodeURIComponent('小明')}`)).items.map((item) => item.id),
      [chinese],
    );
  });

  it('forgives typos in names, and says that these are only near', async () => {
    const id = await leads.person('Guadalupe', 'Villanueva');
    for (const q of ['guadelupe', 'vilanueva', 'guadalupe vilanuva']) {
      const { items, similar } = await leads.list(`q=${encodeURIComponent(q)}`);
      assert.deepEqual(
        items.map((item) => item.id),
        [id],
        q,
      );
      assert.equal(similar, true);
    }
  });

  it('takes the signs that mean something in a pattern as they are', async () => {
    await leads.person('Percy', 'Plain');
    const id = await leads.person('100%_sure', 'Back\\slash');
    for (const q of ['100%', '%_sure', 'back\\slash'])
      assert.deepEqual(
        (await leads.list(`q=${encodeURIComponent(q)}`)).items.map((item) => item.id),
        [id],
        q,
      );
    assert.equal((await leads.list(`q=${encodeURIComponent("' or 1=1 --")}`)).items.length, 0);
  });

  it('combines campaign, folder and search, and shows nobody of another company', async () => {
    const shortlisted = await leads.person('Combo', 'One', { folder: 'shortlisted' });
    await leads.person('Combo', 'Two');
    await leads.person('Combo', 'Three', {}, other);
    const filtered = await leads.list(`q=combo&campaign=${hiring.campaignId}&folder=shortlisted`);
    assert.deepEqual(
      filtered.items.map((item) => item.id),
      [shortlisted],
    );
    assert.equal((await leads.list('q=combo', hiring, 'owner')).items.length, 2);
    assert.equal((await leads.list(`q=combo&campaign=${other.campaignId}`)).items.length, 0);
    assert.equal((await leads.list(`campaign=${other.campaignId}`, hiring, 'owner')).items.length, 0);
  });

  it('refuses what is no cursor, sort or limit with a word about it', async () => {
    for (const query of [
      'cursor=nonsense',
      `cursor=${Buffer.from("2026-01-01 00:00:00+00' or|1").toString('base64url')}`,
      'sort=name',
      'limit=1000',
      'limit=0',
      `q=${'x'.repeat(201)}`,
      'campaign=abc',
      'label=-1',
    ]) {
      const response = await leads.call('GET', `/api/applications?${query}`);
      assert.equal(response.statusCode, 400, query);
      assert.ok(response.json().error.message);
    }
  });

  it('shows a manager the campaigns they are a member of, and an owner all', async () => {
    const who = await createHiring(leads.program.db, { name: 'Members' });
    await leads.person('Seen', 'Byboth', {}, who);
    await withSystem(leads.program.db, (trx) =>
      sql`delete from campaign_members where company_id = ${who.companyId}`.execute(trx),
    );
    assert.equal((await leads.list('', who, 'manager')).items.length, 0);
    assert.equal((await leads.list('q=seen', who, 'manager')).items.length, 0);
    assert.equal((await leads.list('', who, 'owner')).items.length, 1);
  });
});

describe('folder counts', () => {
  it('equal a recount after every kind of change, before and after they are folded', async () => {
    const who = await createHiring(leads.program.db, { name: 'Counts' });
    const ids: number[] = [];
    for (let count = 0; count < 6; count += 1) ids.push(await leads.person(`C${count}`, 'Count', {}, who));
    await leads.call('PUT', `/api/applications/${ids[0]}/folder`, { folder: 'shortlisted' }, who);
    await leads.call('PUT', `/api/applications/${ids[1]}/folder`, { folder: 'rejected' }, who);
    await withSystem(leads.program.db, (trx) => sql`delete from applications where id = ${ids[2]}`.execute(trx));
    for (const fold of [
      async () => {},
      () => foldCounts(leads.program.services),
      () => foldAllCounts(leads.program.services),
    ]) {
      await fold();
      const { folders } = (await leads.call('GET', '/api/folder-counts', undefined, who)).json();
      const counted = Object.fromEntries(
        folders
          .filter((folder: { count: number }) => folder.count)
          .map((folder: { key: string; count: number }) => [folder.key, folder.count]),
      );
      assert.deepEqual(counted, { inbox: 3, shortlisted: 1, rejected: 1 });
    }
    const activity = await withSystem(leads.program.db, (trx) =>
      sql<{ kind: string; ledger: number; events: number }>`
      select kind, sum(amount)::int as ledger, (select count(*)::int from application_events e where e.company_id = a.company_id and e.kind = a.kind) as events
      from activity_counts a where company_id = ${who.companyId} group by company_id, kind`.execute(trx),
    );
    for (const { kind, ledger, events } of activity.rows) assert.equal(ledger, events, kind);
  });
});
