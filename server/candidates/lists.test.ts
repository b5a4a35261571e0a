import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { createHiring, type Hiring } from '#test/applicants.ts';
import { type Leads, startLeads } from '#test/leads.ts';
import { foldCounts } from './counts.ts';

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
      const seen = await leads.walk(`limit=5&sort=added&order=${order}`, who);
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
    const chinese = await leads.person('小明', '李');
    for (const [q, id] of [
      ['فا', arabic],
      ['李', chinese],
    ] as const)
      assert.deepEqual(
        (await leads.list(`q=${encodeURIComponent(q)}`)).items.map((item) => item.id),
        [id],
        q,
      );
    assert.deepEqual(
      (await leads.list(`q=${encodeURIComponent('فاطمة')}`)).items.map((item) => item.id),
      [arabic],
    );
    assert.deepEqual(
      (await leads.list(`q=${encodeURIComponent('小明')}`)).items.map((item) => item.id),
      [chinese],
    );
  });

  it('finds a name without spaces as one writes it, in either order, whole or as far as it is typed', async () => {
    const who = await createHiring(leads.program.db, { name: 'Unspaced' });
    const liu = await leads.person('伟', '刘', {}, who);
    const wang = await leads.person('王小明', '', {}, who);
    const tanaka = await leads.person('太郎', '田中', {}, who);
    await leads.person('伟', '王', {}, who);
    for (const [q, id] of [
      ['刘伟', liu],
      ['伟刘', liu],
      ['刘 伟', liu],
      ['王小明', wang],
      ['王 小明', wang],
      ['田中太郎', tanaka],
      ['田中太', tanaka],
    ] as const)
      assert.deepEqual(await leads.walk(`q=${encodeURIComponent(q)}`, who), [id], q);
    for (const q of ['刘王', '中田']) assert.deepEqual(await leads.walk(`q=${encodeURIComponent(q)}`, who), [], q);
  });

  it('looks for one or two letters at the beginning of a word, in any case and with any accent', async () => {
    const id = await leads.person('Öztürk', 'Ærlig');
    await leads.person('Bözt', 'Maerz');
    for (const q of ['öz', 'OZ', 'oz', 'æ', 'AE'])
      assert.deepEqual(
        (await leads.list(`q=${encodeURIComponent(q)}`)).items.map((item) => item.id),
        [id],
        q,
      );
  });

  it('gives those whom a number means first, then those who have it in their phone, each once on all pages', async () => {
    const who = await createHiring(leads.program.db, { name: 'Numbers' });
    const named = await leads.person('Number', 'One', {}, who);
    const { companyId, campaignId } = who;
    const candidateId = (await leads.list('', who)).items[0]?.candidateId as number;
    const more = await withSystem(leads.program.db, (trx) =>
      trx
        .insertInto('applications')
        .values(
          Array.from({ length: 6 }, () => ({
            company_id: companyId,
            campaign_id: campaignId,
            candidate_id: candidateId,
            source: 'manual',
          })),
        )
        .returning('id')
        .execute(),
    );
    const number = String(candidateId).padStart(3, '0');
    const phones: number[] = [];
    for (let count = 0; count < 5; count += 1)
      phones.push(await leads.person('Phone', 'Number', { phone: `+${count + 1}5${number}000` }, who));
    await withSystem(leads.program.db, (trx) =>
      sql`update candidates set phone = ${`+9${number}`} where id = ${candidateId}`.execute(trx),
    );
    const own = [named, ...more.map((row) => row.id)];
    for (const limit of [2, 7, 50]) {
      const seen = await leads.walk(`q=${number}&sort=added&order=asc&limit=${limit}`, who);
      assert.deepEqual(new Set(seen.slice(0, own.length)), new Set(own), `pages of ${limit}`);
      assert.deepEqual(seen.slice(own.length), phones, `pages of ${limit}`);
    }
    const label = (await leads.call('POST', '/api/labels', { name: 'Counted' }, who)).json();
    await leads.call('PUT', `/api/applications/${more[2]?.id}/labels/${label.id}`, undefined, who);
    assert.deepEqual(await leads.walk(`q=${number}&label=${label.id}`, who), [more[2]?.id]);
  });

  it('refuses a cursor of a list in another order', async () => {
    const who = await createHiring(leads.program.db, { name: 'Orders' });
    for (const name of ['One', 'Two', 'Three']) await leads.person(name, 'Order', {}, who);
    const { nextCursor } = await leads.list('limit=1&sort=added&order=asc', who);
    assert.equal((await leads.list(`limit=1&sort=added&order=asc&cursor=${nextCursor}`, who)).items.length, 1);
    for (const query of ['sort=active&order=asc', 'sort=added&order=desc', 'sort=added&order=asc&q=order']) {
      const answer = await leads.call('GET', `/api/applications?${query}&cursor=${nextCursor}`, undefined, who);
      assert.deepEqual([answer.statusCode, Object.keys(answer.json().error.fields)], [400, ['cursor']], query);
    }
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

  it('forgives letters that changed places, and one that is missing, too many or another, in short names too', async () => {
    const who = await createHiring(leads.program.db, { name: 'Slips' });
    const domingo = await leads.person('Domingo', 'Reyes', {}, who);
    const pascual = await leads.person('Bong', 'Pascual', {}, who);
    const ruiz = await leads.person('Aïda', 'Ruiz', {}, who);
    for (const [q, id] of [
      ['domigno', domingo],
      ['odmingo', domingo],
      ['domingo reyse', domingo],
      ['rayes', domingo],
      ['pascaul', pascual],
      ['bong pascaul', pascual],
      ['pasual', pascual],
      ['bogn', pascual],
      ['kong pascual', pascual],
      ['riuz', ruiz],
      ['ruis', ruiz],
      ['aiad', ruiz],
      ['ríuz', ruiz],
    ] as const) {
      const { items, similar } = await leads.list(`q=${encodeURIComponent(q)}`, who);
      assert.deepEqual([items.map((item) => item.id), similar], [[id], true], q);
    }
    for (const q of ['dimongo', 'xyz', 'x'.repeat(200)]) assert.deepEqual(await leads.walk(`q=${q}`, who), [], q);
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
    for (const nobody of ["' or 1=1 --", '----', '(...)'])
      assert.equal((await leads.list(`q=${encodeURIComponent(nobody)}`)).items.length, 0, nobody);
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

  it('gives nobody twice where a folder is asked for twice', async () => {
    const who = await createHiring(leads.program.db, { name: 'Twice' });
    const id = await leads.person('Once', 'Only', {}, who);
    assert.deepEqual(await leads.walk(`folder=inbox&folder=inbox&campaign=${who.campaignId}`, who), [id]);
  });
});

describe('a misspelt name', () => {
  it('is nobody’s only where nobody within reach has it as typed, in lists and counts alike', async () => {
    const who = await createHiring(leads.program.db, { name: 'Near' });
    await leads.person('Maria', 'Lopez', { folder: 'rejected' }, who);
    await leads.person('Marla', 'Gomez', { folder: 'inbox' }, who);
    const counted = async (q: string) => {
      const { folders, total } = (
        await leads.call('GET', `/api/folder-counts?q=${q}&folder=inbox`, undefined, who)
      ).json();
      const of = (key: string) => folders.find((folder: { key: string }) => folder.key === key).count;
      return [of('inbox'), of('rejected'), total];
    };
    assert.deepEqual((await leads.list('q=Maria&folder=inbox', who)).items, []);
    assert.deepEqual(await counted('Maria'), [0, 1, 0]);
    assert.equal((await leads.list('q=Marlq&folder=inbox', who)).items.length, 1);
    assert.deepEqual(await counted('Marlq'), [1, 0, 1]);
  });
});

describe('folder counts', () => {
  it('count for a manager whom their list shows', async () => {
    const who = await createHiring(leads.program.db, { name: 'Reach' });
    const elsewhere = await withSystem(leads.program.db, (trx) =>
      trx
        .insertInto('campaigns')
        .values({ company_id: who.companyId, title: 'Elsewhere', country: 'PH', language: 'en' })
        .returning('id')
        .executeTakeFirstOrThrow(),
    );
    await leads.person('Reached', 'One', {}, who);
    await leads.person('Else', 'Where', { campaignId: elsewhere.id }, who);
    const lost = await leads.person('No', 'Campaign', { campaignId: null, folder: 'no_campaign' }, who);
    for (const [role, shown] of [
      ['manager', 1],
      ['owner', 3],
    ] as const) {
      const { folders } = (await leads.call('GET', '/api/folder-counts', undefined, who, role)).json();
      const all = folders.reduce((sum: number, folder: { count: number }) => sum + folder.count, 0);
      assert.deepEqual([all, (await leads.walk('', who, role)).length], [shown, shown], role);
      const profile = await leads.call('GET', `/api/applications/${lost}`, undefined, who, role);
      assert.equal(profile.statusCode, role === 'owner' ? 200 : 404, role);
    }
  });

  it('know those without a campaign as one more campaign, which is an owner’s', async () => {
    const who = await createHiring(leads.program.db, { name: 'Strangers' });
    const known = await leads.person('Known', 'One', {}, who);
    const stranger = await leads.person('Messenger', 'Visitor', { campaignId: null, folder: 'no_campaign' }, who);
    const held = await leads.person('Messenger', 'Regular', { campaignId: null, folder: 'on_hold' }, who);
    const ids = async (query: string, role: 'owner' | 'manager' = 'owner') =>
      (await leads.walk(query, who, role)).toSorted((one, other) => one - other);
    for (const search of ['', '&q=messenger']) {
      assert.deepEqual(await ids(`campaign=0${search}`), [stranger, held]);
      assert.deepEqual(await ids(`campaign=0&folder=no_campaign&folder=inbox${search}`), [stranger]);
      assert.deepEqual(await ids(`campaign=0${search}`, 'manager'), []);
    }
    assert.deepEqual(await ids(`campaign=0&campaign=${who.campaignId}`), [known, stranger, held]);
    assert.deepEqual(await ids(`campaign=0&campaign=${who.campaignId}&q=one`), [known]);
    assert.deepEqual(await ids(`campaign=0&campaign=${who.campaignId}`, 'manager'), [known]);
    const counts = (await leads.call('GET', '/api/folder-counts?campaign=0', undefined, who, 'owner')).json();
    const filled = counts.folders.filter(({ count }: { count: number }) => count > 0);
    assert.deepEqual(
      filled.map(({ key, count }: { key: string; count: number }) => [key, count]),
      [
        ['on_hold', 1],
        ['no_campaign', 1],
      ],
    );
    assert.equal(counts.campaigns.find(({ id }: { id: number | null }) => id === null).count, 2);
  });

  it('equal a recount after every kind of change, before and after they are folded', async () => {
    const who = await createHiring(leads.program.db, { name: 'Counts' });
    const ids: number[] = [];
    for (let count = 0; count < 6; count += 1) ids.push(await leads.person(`C${count}`, 'Count', {}, who));
    await leads.call('PUT', `/api/applications/${ids[0]}/folder`, { folder: 'shortlisted' }, who);
    await leads.call('PUT', `/api/applications/${ids[1]}/folder`, { folder: 'rejected' }, who);
    await withSystem(leads.program.db, async (trx) => {
      await sql`delete from applications where id = ${ids[2]}`.execute(trx);
      await sql`
        update applications set source = 'CSV', assignee_id = ${who.managerId}, completed_at = '2026-03-01T00:00Z',
          last_activity_at = '2026-03-02T00:00Z' where id = any (${[ids[3], ids[4]]}::bigint[])`.execute(trx);
      await sql`update applications set completed_at = null, added_at = added_at - interval '1 year' where id = ${ids[4]}`.execute(
        trx,
      );
    });
    for (const fold of [false, true, true]) {
      if (fold) await foldCounts(leads.program.services);
      const { folders } = (await leads.call('GET', '/api/folder-counts', undefined, who)).json();
      const counted = Object.fromEntries(
        folders
          .filter((folder: { count: number }) => folder.count)
          .map((folder: { key: string; count: number }) => [folder.key, folder.count]),
      );
      assert.deepEqual(counted, { inbox: 3, shortlisted: 1, rejected: 1 });
    }
    const { rows: differences } = await withSystem(leads.program.db, (trx) =>
      sql`
      with counted as (
        select campaign_id, folder, source, assignee_id, null as field, null::date as day, amount
        from folder_counts where company_id = ${who.companyId}
        union all
        select campaign_id, folder, null, null, field, day, amount from day_counts where company_id = ${who.companyId}
        union all
        select campaign_id, folder, source, assignee_id, null, null, -1 from applications where company_id = ${who.companyId}
        union all
        select campaign_id, folder, null, null, field, (at at time zone 'UTC')::date, -1 from applications,
          lateral (values ('added', added_at), ('completed', completed_at), ('active', last_activity_at)) d (field, at)
        where company_id = ${who.companyId} and at is not null
      )
      select folder, source, assignee_id, field, day, sum(amount) from counted
      group by campaign_id, folder, source, assignee_id, field, day having sum(amount) <> 0`.execute(trx),
    );
    assert.deepEqual(differences, []);
    const activity = await withSystem(leads.program.db, (trx) =>
      sql<{ kind: string; ledger: number; events: number }>`
      select kind, sum(amount)::int as ledger, (select count(*)::int from application_events e where e.company_id = a.company_id and e.kind = a.kind) as events
      from activity_counts a where company_id = ${who.companyId} and kind not in ('first-invited', 'participated', 'passed') group by company_id, kind`.execute(
        trx,
      ),
    );
    for (const { kind, ledger, events } of activity.rows) assert.equal(ledger, events, kind);
  });

  it('are one line for each group once folded, also of what happened long ago', async () => {
    const who = await createHiring(leads.program.db, { name: 'Folded' });
    const id = await leads.person('Folded', 'One', {}, who);
    const lines = async () => {
      const { rows } = await withSystem(leads.program.db, (trx) =>
        sql<{ folders: number; days: number; activity: number }>`
          select (select count(*) from folder_counts where company_id = ${who.companyId}) as folders,
            (select count(*) from day_counts where company_id = ${who.companyId}) as days,
            (select count(*) from activity_counts where company_id = ${who.companyId}) as activity`.execute(trx),
      );
      return rows[0];
    };
    for (const turn of ['first', 'second']) {
      for (let count = 0; count < 2; count += 1) {
        await leads.person('Folded', 'Too', {}, who);
        await withSystem(leads.program.db, (trx) =>
          sql`insert into application_events (company_id, application_id, candidate_id, kind, actor, at)
            values (${who.companyId}, ${id}, 0, 'added', 'system', '2020-01-01')`.execute(trx),
        );
      }
      await foldCounts(leads.program.services);
      assert.deepEqual(await lines(), { folders: 1, days: 2, activity: 1 }, turn);
    }
  });
});
