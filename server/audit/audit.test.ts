import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { issueInvitation } from '#accounts/team.ts';
import { createUser } from '#accounts/users.ts';
import { saveConnection } from '#channels/connections.ts';
import { findAdapter } from '#channels/registry.ts';
import { withSystem } from '#platform/db.ts';
import {
  type Browser,
  browserOf,
  createPerson,
  createTestCompany,
  newEmail,
  type Person,
  post,
} from '#test/accounts.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { type Applicant, createApplicant } from '#test/applicants.ts';
import type { Entry } from './schema.ts';

let test: TestApp;
before(async () => {
  test = await startTestApp();
});
after(() => test.close());

let companyId: number;
let owner: Person;
let asOwner: Browser;
let campaignId: number;
let ana: Applicant;
beforeEach(async () => {
  companyId = await createTestCompany(test);
  owner = await createPerson(test, companyId, 'owner');
  asOwner = await browserOf(test, owner);
  const campaign = { title: 'Night agents', country: 'PH', language: 'en' };
  campaignId = (await asOwner('POST', '/api/campaigns', campaign)).json().id;
  ana = await createApplicant(test.db, { companyId, campaignId });
});

const change = (query: ReturnType<typeof sql>) => withSystem(test.db, (trx) => query.execute(trx));

async function page(query = '', browser = asOwner): Promise<{ items: Entry[]; nextCursor: string | null }> {
  const answer = await browser('GET', `/api/audit-log?${query}`);
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json();
}
const entries = async (query = '') => (await page(query)).items;
const kinds = async (query = '') => (await entries(query)).map(({ kind }) => kind);

/** As it was done at this moment of UTC. */
const wrote = (at: string, kind: string, data: object = {}, userId: string | null = owner.id) =>
  change(sql`
    insert into audit_log (company_id, at, user_id, user_name, kind, data)
    values (${companyId}, ${at}::timestamptz, ${userId}, 'Somebody', ${kind}, ${JSON.stringify(data)})`);

describe('the audit log', () => {
  it('says who signed in and from which address', async () => {
    const [entry] = await entries();
    assert.deepEqual([entry?.kind, entry?.by?.id], ['signed-in', owner.id]);
    assert.match(entry?.address ?? '', /^10\./);
    assert.ok(entry && Math.abs(Date.now() - Date.parse(entry.at)) < 60_000);
  });

  it('holds what was done to accounts, settings, keys and campaigns, and to whom', async () => {
    const ben = await createPerson(test, companyId);
    const members = `/api/campaigns/${campaignId}/members`;
    const acts: [method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: object][] = [
      ['POST', '/api/team/invitations', { email: `new-${companyId}@example.com`, name: 'Nora New' }],
      ['PUT', members, { userIds: [owner.id, ben.id] }],
      ['PUT', members, { userIds: [owner.id, ben.id] }],
      ['PUT', `/api/team/${ben.id}/deactivation`],
      ['PUT', `/api/team/${ben.id}/deactivation`],
      ['DELETE', `/api/team/${ben.id}/deactivation`],
      ['PATCH', '/api/company', { name: 'Acme', timeZone: 'Europe/Madrid' }],
      ['PATCH', '/api/company', { timeZone: 'Europe/Madrid' }],
      ['POST', '/api/api-keys', { name: 'Careers site' }],
      ['PUT', '/api/widget', { sites: ['https://jobs.example'] }],
      ['PUT', '/api/export-permission', { managers: false }],
      ['DELETE', `/api/team/${ben.id}`],
    ];
    for (const [method, url, body] of acts) {
      const answer = await asOwner(method, url, body);
      assert.ok(answer.statusCode < 300, `${url}: ${answer.body}`);
    }
    const [key] = (await asOwner('GET', '/api/api-keys')).json();
    await asOwner('DELETE', `/api/api-keys/${key.id}`);
    await asOwner('DELETE', `/api/campaigns/${campaignId}`, { title: 'Night agents' });

    const log = (await entries()).reverse().slice(1);
    assert.deepEqual(
      log.map(({ kind }) => kind),
      [
        'user-invited',
        'members-changed',
        'user-deactivated',
        'user-reactivated',
        'company-changed',
        'api-key-made',
        'sites-changed',
        'export-permission-changed',
        'user-deleted',
        'api-key-revoked',
        'campaign-deleted',
      ],
    );
    assert.ok(log.every(({ by }) => by?.id === owner.id));
    const dataOf = (kind: string) => log.find((entry) => entry.kind === kind)?.data;
    assert.deepEqual(dataOf('company-changed'), { fields: ['timeZone'] });
    assert.deepEqual(dataOf('api-key-revoked'), { keyId: key.id, name: 'Careers site' });
    const name = dataOf('user-deleted')?.name;
    assert.deepEqual(dataOf('members-changed'), { campaignId, added: [name], removed: [] });
    const deleted = log.at(-1);
    assert.deepEqual([deleted?.campaign, deleted?.data.title], [null, 'Night agents']);
  });

  it('holds what people do to their own accounts, and who takes part and who owns', async () => {
    const ben = await createPerson(test, companyId);
    const asBen = await browserOf(test, ben);
    const password = 'another long one 1';
    await asBen('PUT', '/api/account/password', { current: 'wrong', new: password });
    await asBen('PUT', '/api/account/password', { current: ben.password, new: password });
    await asBen('PATCH', '/api/account', { email: newEmail(), password });
    await asBen('PATCH', '/api/account', { name: 'Ben' });
    const invited = await withSystem(test.db, async (trx) => {
      const userId = await createUser(trx, companyId, { email: newEmail(), name: 'Nora', role: 'manager' });
      return issueInvitation(trx, companyId, userId, owner.id);
    });
    await post(test, `/api/auth/invitations/${invited}`, { name: 'Nora New', password });
    await asOwner('POST', `/api/team/${ben.id}/ownership`);
    assert.equal((await asOwner('GET', '/api/audit-log')).statusCode, 403);
    const { items } = await page('', asBen);
    assert.deepEqual(
      items.map(({ kind, by, user }) => [kind, by?.name, user?.name]).filter(([kind]) => kind !== 'signed-in'),
      [
        ['ownership-transferred', items[0]?.by?.name, 'Ben'],
        ['invitation-accepted', 'Nora New', undefined],
        ['email-changed', 'Ben', undefined],
        ['password-changed', 'Ben', undefined],
      ],
    );
    assert.equal(items[0]?.by?.id, owner.id);
    assert.ok(items.every(({ address }) => address));
  });

  it('holds which channels were disconnected', async () => {
    const adapter = findAdapter('sms', 'twilio');
    assert.ok(adapter);
    const values = {
      accountSid: `AC${'1'.repeat(32)}`,
      authToken: 'secret',
      sender: '+14155550199',
      messagesPerSecond: 1,
    };
    const doer = { companyId, userId: owner.id };
    const id = await withSystem(test.db, (trx) => saveConnection(trx, test.services.config, adapter, values, doer));
    assert.equal((await asOwner('DELETE', `/api/channels/${id}`)).statusCode, 204);
    assert.equal((await asOwner('DELETE', `/api/channels/${id}`)).statusCode, 404);
    assert.deepEqual(
      (await entries('kind=channel-disconnected')).map(({ data }) => data),
      [{ connectionId: id, channel: 'sms' }],
    );
  });

  it('leads to what is still there, and names nobody who was erased', async () => {
    const { applicationId, candidateId } = ana;
    await asOwner('POST', `/api/applications/${applicationId}/shares`, { shows: ['resume'] });
    const shared = async () => (await entries('kind=candidate-shared'))[0]?.candidate;
    assert.deepEqual(await shared(), { id: candidateId, name: 'Ana', applicationId });
    const erased = await asOwner('DELETE', `/api/applications/${applicationId}/person`, { name: 'Ana' });
    assert.equal(erased.statusCode, 204, erased.body);
    assert.equal(await shared(), null);
    const [erasure] = await entries('kind=candidate-erased');
    assert.deepEqual([erasure?.candidate, erasure?.data.candidateId], [null, candidateId]);
    assert.ok(!JSON.stringify(await entries()).includes('Ana'));
  });

  it('still says who it was when their account is gone, and is filtered by them', async () => {
    const second = await createPerson(test, companyId, 'owner');
    const asSecond = await browserOf(test, second);
    await asSecond('PUT', '/api/export-permission', { managers: false });
    await asOwner('DELETE', `/api/team/${second.id}`);
    const theirs = await entries(`person=${second.id}`);
    assert.deepEqual(
      theirs.map(({ kind, by }) => [kind, by?.id, by?.name.startsWith('owner')]),
      [
        ['export-permission-changed', second.id, true],
        ['signed-in', second.id, true],
      ],
    );
    const { people } = (await asOwner('GET', '/api/audit-log/choices')).json();
    assert.deepEqual(
      people.map(({ id, here }: { id: string; here: boolean }) => [id, here]),
      [
        [owner.id, true],
        [second.id, false],
      ],
    );
  });

  it('is filtered by person, kind and the days of the company’s time zone', async () => {
    // In Manila, eight hours ahead, these are the last second of 1 March, all of the 2nd, and the first of the 3rd.
    await wrote('2026-03-01T15:59:59Z', 'retention-ran', { candidates: 1 }, null);
    await wrote('2026-03-01T16:00:00Z', 'sending-changed');
    await wrote('2026-03-02T15:59:59.9Z', 'export-started');
    await wrote('2026-03-02T16:00:00Z', 'sites-changed');
    assert.deepEqual(await kinds('from=2026-03-02&to=2026-03-02'), ['export-started', 'sending-changed']);
    assert.deepEqual(await kinds('to=2026-03-01'), ['retention-ran']);
    assert.deepEqual(await kinds('person=program'), ['retention-ran']);
    assert.deepEqual(await kinds(`person=${owner.id}&kind=sending-changed`), ['sending-changed']);
    assert.deepEqual(await kinds(`person=${owner.id}&kind=retention-ran`), []);
    assert.deepEqual(await kinds('from=2026-03-03&to=2026-03-01'), []);
  });

  it('comes in pages that neither skip nor repeat what one moment brought', async () => {
    for (const candidates of [1, 2, 3, 4, 5])
      await wrote('2026-03-01T10:00:00.123456Z', 'retention-ran', { candidates }, null);
    const seen: unknown[] = [];
    let cursor: string | null = null;
    do {
      const query = `kind=retention-ran&limit=2${cursor ? `&cursor=${cursor}` : ''}`;
      const { items, nextCursor }: Awaited<ReturnType<typeof page>> = await page(query);
      seen.push(...items.map(({ data }) => data.candidates));
      cursor = nextCursor;
    } while (cursor);
    assert.deepEqual(seen, [5, 4, 3, 2, 1]);
  });

  it('answers what makes no sense with what would', async () => {
    const wrong = [
      'from=0000-01-01',
      'from=2026-02-30',
      'to=yesterday',
      'kind=nothing',
      'person=ana',
      'limit=0',
      'cursor=1',
      'cursor=%00',
      `cursor=${'9'.repeat(60)}`,
    ];
    for (const query of wrong) assert.equal((await asOwner('GET', `/api/audit-log?${query}`)).statusCode, 400, query);
    assert.deepEqual(await kinds('cursor=9999999999999999.999999999999999&kind=signed-in'), ['signed-in']);
  });

  it('is another company’s own', async () => {
    const otherCompany = await createTestCompany(test);
    const other = await createPerson(test, otherCompany, 'owner');
    const { items } = await page('', await browserOf(test, other));
    assert.deepEqual(
      items.map(({ by }) => by?.id),
      [other.id],
    );
    assert.deepEqual(await kinds(`person=${other.id}`), []);
  });

  it('is taken away as CSV as it is filtered, in which nothing is calculated, and that is written down', async () => {
    await wrote('2026-03-01T16:00:00Z', 'api-key-made', { name: '=HYPERLINK("http://evil.example")', keyId: 1 });
    await change(sql`update companies set name = 'Acme' where id = ${companyId}`);
    const answer = await asOwner('GET', '/api/audit-log.csv?from=2026-03-02&to=2026-03-02');
    assert.equal(answer.headers['content-type'], 'text/csv; charset=utf-8');
    const [row, ...more] = parse(answer.body, { bom: true, columns: true }) as Record<string, string>[];
    assert.deepEqual(more, []);
    assert.equal(row?.['When (Asia/Manila)'], '2026-03-02 00:00:00');
    assert.equal(row?.What, 'Made an API key');
    assert.equal(row?.['About whom or what'], `'=HYPERLINK("http://evil.example")`);
    const [taken] = await entries('kind=audit-exported');
    assert.deepEqual(taken?.data, { from: '2026-03-02', to: '2026-03-02' });
  });
});
