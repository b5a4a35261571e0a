import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createApplicant, createHiring, type Hiring, sessionFromHeader } from '#test/applicants.ts';
import { foldAllCounts, foldCounts } from './counts.ts';

let test: TestApp;
let hiring: Hiring;
let other: Hiring;
before(async () => {
  test = await startTestApp({ authenticate: sessionFromHeader });
  hiring = await createHiring(test.db);
  other = await createHiring(test.db, { name: 'Other' });
});
after(() => test.close());

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
const call = (method: Method, url: string, payload?: object, who = hiring, role: 'owner' | 'manager' = 'manager') =>
  test.app.inject({ method, url, headers: as(role, who), ...(payload ? { payload } : {}) });
const list = async (query: string, who = hiring, role: 'owner' | 'manager' = 'manager') => {
  const response = await call('GET', `/api/applications?${query}`, undefined, who, role);
  assert.equal(response.statusCode, 200, response.body);
  return response.json() as {
    items: { id: number; firstName: string; folder: string }[];
    nextCursor: string | null;
    similar: boolean;
  };
};

async function person(
  firstName: string,
  lastName: string,
  more: { email?: string; phone?: string; folder?: string } = {},
  who = hiring,
): Promise<number> {
  const { applicationId } = await createApplicant(test.db, who);
  await withSystem(test.db, async (trx) => {
    await sql`update candidates set first_name = ${firstName}, last_name = ${lastName}, email = ${more.email ?? null}, phone = ${more.phone ?? null}
      where id = (select candidate_id from applications where id = ${applicationId})`.execute(trx);
    if (more.folder)
      await sql`update applications set folder = ${more.folder} where id = ${applicationId}`.execute(trx);
  });
  return applicationId;
}

describe('the list of applications', () => {
  it('gives every application once, page by page, in both orders', async () => {
    const who = await createHiring(test.db, { name: 'Pages' });
    const made: number[] = [];
    for (let count = 0; count < 23; count += 1) made.push(await person(`P${count}`, 'Page', {}, who));
    // The same moment for all: only the tiebreaker tells them apart.
    await withSystem(test.db, (trx) =>
      sql`update applications set added_at = '2026-01-01', last_activity_at = '2026-01-01' where company_id = ${who.companyId}`.execute(
        trx,
      ),
    );
    for (const order of ['asc', 'desc']) {
      const seen: number[] = [];
      let cursor = '';
      do {
        const page = await list(`limit=5&sort=added&order=${order}${cursor && `&cursor=${cursor}`}`, who);
        seen.push(...page.items.map((item) => item.id));
        cursor = page.nextCursor ?? '';
      } while (cursor);
      assert.deepEqual(seen, order === 'asc' ? made : made.toReversed());
    }
  });

  it('finds people by part of a name, accents or none, e-mail, phone in any form, and ids', async () => {
    const id = await person('José', 'Núñez-Ibarra', { email: 'jose.nunez@example.com', phone: '+34600123456' });
    for (const q of [
      'nunez',
      'NÚÑEZ',
      'ibarr',
      'jose ibarra',
      'jose.nunez@',
      '600 123 456',
      '+34 600-123-456',
      '(600) 123456',
      '0600 123456',
      '0034 600 123456',
      String(id),
    ]) {
      const { items, similar } = await list(`q=${encodeURIComponent(q)}`);
      assert.ok(
        items.some((item) => item.id === id),
        `${q} finds ${id}`,
      );
      assert.equal(similar, false, q);
    }
  });

  it('finds other scripts, also two characters of a name without spaces', async () => {
    const arabic = await person('فاطمة', 'السيد');
    const chinese = await person('小明', '王');
    assert.deepEqual(
      (await list(`q=${encodeURIComponent('فاطمة')}`)).items.map((item) => item.id),
      [arabic],
    );
    assert.deepEqual(
      (await list(`q=${encodeURIComponent('小明')}`)).items.map((item) => item.id),
      [chinese],
    );
  });

  it('forgives typos in names, and says that these are only near', async () => {
    const id = await person('Guadalupe', 'Villanueva');
    for (const q of ['guadelupe', 'vilanueva', 'guadalupe vilanuva']) {
      const { items, similar } = await list(`q=${encodeURIComponent(q)}`);
      assert.deepEqual(
        items.map((item) => item.id),
        [id],
        q,
      );
      assert.equal(similar, true);
    }
  });

  it('takes the signs that mean something in a pattern as they are', async () => {
    await person('Percy', 'Plain');
    const id = await person('100%_sure', 'Back\\slash');
    for (const q of ['100%', '%_sure', 'back\\slash'])
      assert.deepEqual(
        (await list(`q=${encodeURIComponent(q)}`)).items.map((item) => item.id),
        [id],
        q,
      );
    assert.equal((await list(`q=${encodeURIComponent("' or 1=1 --")}`)).items.length, 0);
  });

  it('combines campaign, folder and search, and shows nobody of another company', async () => {
    const shortlisted = await person('Combo', 'One', { folder: 'shortlisted' });
    await person('Combo', 'Two');
    await person('Combo', 'Three', {}, other);
    const filtered = await list(`q=combo&campaign=${hiring.campaignId}&folder=shortlisted`);
    assert.deepEqual(
      filtered.items.map((item) => item.id),
      [shortlisted],
    );
    assert.equal((await list('q=combo', hiring, 'owner')).items.length, 2);
    assert.equal((await list(`q=combo&campaign=${other.campaignId}`)).items.length, 0);
    assert.equal((await list(`campaign=${other.campaignId}`, hiring, 'owner')).items.length, 0);
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
      const response = await call('GET', `/api/applications?${query}`);
      assert.equal(response.statusCode, 400, query);
      assert.ok(response.json().error.message);
    }
  });

  it('shows a manager the campaigns they are a member of, and an owner all', async () => {
    const who = await createHiring(test.db, { name: 'Members' });
    await person('Seen', 'Byboth', {}, who);
    await withSystem(test.db, (trx) =>
      sql`delete from campaign_members where company_id = ${who.companyId}`.execute(trx),
    );
    assert.equal((await list('', who, 'manager')).items.length, 0);
    assert.equal((await list('q=seen', who, 'manager')).items.length, 0);
    assert.equal((await list('', who, 'owner')).items.length, 1);
  });
});

describe('folder counts', () => {
  it('equal a recount after every kind of change, before and after they are folded', async () => {
    const who = await createHiring(test.db, { name: 'Counts' });
    const ids: number[] = [];
    for (let count = 0; count < 6; count += 1) ids.push(await person(`C${count}`, 'Count', {}, who));
    await call('PUT', `/api/applications/${ids[0]}/folder`, { folder: 'shortlisted' }, who);
    await call('PUT', `/api/applications/${ids[1]}/folder`, { folder: 'rejected' }, who);
    await withSystem(test.db, (trx) => sql`delete from applications where id = ${ids[2]}`.execute(trx));
    for (const fold of [async () => {}, () => foldCounts(test.services), () => foldAllCounts(test.services)]) {
      await fold();
      const { folders } = (await call('GET', '/api/folder-counts', undefined, who)).json();
      const counted = Object.fromEntries(
        folders
          .filter((folder: { count: number }) => folder.count)
          .map((folder: { key: string; count: number }) => [folder.key, folder.count]),
      );
      assert.deepEqual(counted, { inbox: 3, shortlisted: 1, rejected: 1 });
    }
    const activity = await withSystem(test.db, (trx) =>
      sql<{ kind: string; ledger: number; events: number }>`
      select kind, sum(amount)::int as ledger, (select count(*)::int from application_events e where e.company_id = a.company_id and e.kind = a.kind) as events
      from activity_counts a where company_id = ${who.companyId} group by company_id, kind`.execute(trx),
    );
    for (const { kind, ledger, events } of activity.rows) assert.equal(ledger, events, kind);
  });
});

describe('moving', () => {
  it('tells the second of two movers who was faster, and changes nothing', async () => {
    const id = await person('Two', 'Movers');
    const first = await call(
      'PUT',
      `/api/applications/${id}/folder`,
      { folder: 'hired', from: 'inbox' },
      hiring,
      'owner',
    );
    assert.equal(first.json().folder, 'hired');
    const second = await call('PUT', `/api/applications/${id}/folder`, { folder: 'on_hold', from: 'inbox' });
    assert.equal(second.statusCode, 409);
    assert.equal(second.json().error.code, 'moved_meanwhile');
    assert.deepEqual(second.json().error.fields, { by: 'owner of Acme', to: 'hired' });
    assert.equal((await call('GET', `/api/applications/${id}`)).json().folder, 'hired');
  });

  it('of two at the same moment moves exactly one', async () => {
    const id = await person('Same', 'Moment');
    const answers = await Promise.all(
      ['hired', 'on_hold', 'completed'].map((folder) =>
        call('PUT', `/api/applications/${id}/folder`, { folder, from: 'inbox' }),
      ),
    );
    assert.deepEqual(answers.map((answer) => answer.statusCode).sort(), [200, 409, 409]);
    const events = await withSystem(test.db, (trx) =>
      sql`select 1 from application_events where application_id = ${id} and data ? 'to'`.execute(trx),
    );
    assert.equal(events.rows.length, 1);
  });

  it('refuses a folder that is not there, and No Campaign Invitation', async () => {
    const id = await person('No', 'Folder');
    assert.equal((await call('PUT', `/api/applications/${id}/folder`, { folder: 'attic' })).statusCode, 400);
    assert.equal((await call('PUT', `/api/applications/${id}/folder`, { folder: 'no_campaign' })).statusCode, 409);
  });

  it('sends the edited text at a rejection, and rolls the move back where a text is wrong', async () => {
    const id = await person('Told', 'Kindly', { phone: '+639171234567' });
    const wrong = await call('PUT', `/api/applications/${id}/folder`, {
      folder: 'rejected',
      notify: { sms: { body: 'Hi <%= @nobody %>' } },
    });
    assert.equal(wrong.statusCode, 400);
    assert.equal((await call('GET', `/api/applications/${id}`)).json().folder, 'inbox');
    const right = await call('PUT', `/api/applications/${id}/folder`, {
      folder: 'rejected',
      notify: { sms: { body: 'Dear <%= @candidate_name %>, sorry.' } },
    });
    assert.equal(right.statusCode, 200, right.body);
    const sent = await withSystem(test.db, (trx) =>
      sql<{ body: string; channel: string }>`select body, channel from messages where application_id = ${id}`.execute(
        trx,
      ),
    );
    assert.deepEqual(sent.rows, [{ body: 'Dear Told, sorry.', channel: 'sms' }]);
  });
});

describe('labels', () => {
  it('are made once whatever their case, put on, listed by, and taken off', async () => {
    const id = await person('Label', 'Bearer');
    const made = (await call('POST', '/api/labels', { name: 'Night shift' })).json();
    assert.equal((await call('POST', '/api/labels', { name: 'NIGHT SHIFT' })).json().id, made.id);
    assert.equal((await call('PUT', `/api/applications/${id}/labels/${made.id}`)).statusCode, 204);
    assert.equal((await call('PUT', `/api/applications/${id}/labels/${made.id}`)).statusCode, 204);
    assert.deepEqual(
      (await list(`label=${made.id}`)).items.map((item) => item.id),
      [id],
    );
    assert.deepEqual(
      (await list(`label=${made.id}&q=bearer`)).items.map((item) => item.id),
      [id],
    );
    await call('DELETE', `/api/applications/${id}/labels/${made.id}`);
    assert.equal((await list(`label=${made.id}`)).items.length, 0);
  });

  it('that Parley puts on by itself stay its own, and those of another company are not there', async () => {
    const id = await person('Auto', 'Matic');
    const labels = (await call('GET', '/api/labels')).json() as { id: number; automatic: string | null }[];
    const automatic = labels.find((label) => label.automatic === 'duplicate');
    assert.equal((await call('PUT', `/api/applications/${id}/labels/${automatic?.id}`)).statusCode, 409);
    const foreign = (await call('POST', '/api/labels', { name: 'Theirs' }, other)).json();
    const answers = [
      await call('PUT', `/api/applications/${id}/labels/${foreign.id}`),
      await call('PUT', `/api/applications/${id}/labels/99999999`),
    ];
    assert.deepEqual(
      answers.map((answer) => [answer.statusCode, answer.body]),
      [
        [404, answers[1]?.body],
        [404, answers[1]?.body],
      ],
    );
  });
});

describe('correcting a person', () => {
  it('reads the phone as one of the campaign’s country and keeps what stood there before', async () => {
    const id = await person('Fix', 'Me', { email: 'fix.me@example.com' });
    const fixed = await call('PATCH', `/api/applications/${id}`, {
      phone: '0917 555 1234',
      email: 'Fixed@Example.com',
    });
    assert.equal(fixed.statusCode, 200, fixed.body);
    assert.equal(fixed.json().phone, '+639175551234');
    assert.equal(fixed.json().email, 'fixed@example.com');
    const event = await withSystem(test.db, (trx) =>
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
    const first = await person('First', 'Owner');
    await call('PATCH', `/api/applications/${first}`, { phone: '+639170000001' });
    const second = await person('Second', 'Person', { email: 'second@example.com' });
    const taken = await call('PATCH', `/api/applications/${second}`, { phone: '+63 917 000 0001' });
    assert.equal(taken.statusCode, 409);
    assert.equal(taken.json().error.code, 'address_taken');
  });

  it('refuses what can not be read and a person without any address', async () => {
    const id = await person('Bad', 'Input', { email: 'bad@example.com' });
    for (const body of [
      { phone: 'call me' },
      { phone: '12' },
      { email: 'nobody' },
      { email: '' },
      { firstName: 'x'.repeat(201) },
      { firstName: 'a\0b' },
    ]) {
      const response = await call('PATCH', `/api/applications/${id}`, body);
      assert.equal(response.statusCode, 400, JSON.stringify(body));
    }
  });
});
