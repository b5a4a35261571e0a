import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { hashToken } from '#platform/crypto.ts';
import { withCompany, withSystem } from '#platform/db.ts';
import {
  type Browser,
  browserOf,
  browserWith,
  cookieOf,
  createPerson,
  createTestCompany,
  mailsTo,
  newEmail,
  type Person,
  post,
  signInWith,
  tokenIn,
} from '#test/accounts.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { changeMember } from './team.ts';

let test: TestApp;
before(async () => {
  test = await startTestApp({ worker: true });
});
after(() => test.close());

let companyId: number;
let owner: Person;
let manager: Person;
let asOwner: Browser;
let asManager: Browser;
beforeEach(async () => {
  companyId = await createTestCompany(test);
  owner = await createPerson(test, companyId, 'owner');
  manager = await createPerson(test, companyId);
  [asOwner, asManager] = await Promise.all([browserOf(test, owner), browserOf(test, manager)]);
});

type Member = { id: string; email: string; role: string; status: string; lastSeenAt: string | null };
const team = async (browser = asOwner) => (await browser('GET', '/api/team')).json() as Member[];
const member = async (id: string) => (await team()).find((one) => one.id === id);
const owners = async () => (await team()).filter((one) => one.role === 'owner' && one.status !== 'deactivated');
const codeOf = (answer: { statusCode: number; json(): { error: { code: string } } }) =>
  [answer.statusCode, answer.json().error.code] as const;

async function invite(email = newEmail()): Promise<{ id: string; email: string; token: string }> {
  const answer = await asOwner('POST', '/api/team/invitations', { email, name: 'New One' });
  assert.equal(answer.statusCode, 201, answer.body);
  const [mail] = await mailsTo(test, email);
  return { id: answer.json().id, email, token: tokenIn(mail?.body ?? '') };
}
const accept = (token: string, password = 'chosen by myself 1') =>
  post(test, `/api/auth/invitations/${token}`, { name: 'Nora New', password });

describe('an invitation', () => {
  it('comes by mail, names the company, and its link sets the password once', async () => {
    const { id, email, token } = await invite();
    assert.deepEqual(
      [(await member(id))?.status, (await signInWith(test, email, 'chosen by myself 1')).statusCode],
      ['invited', 401],
    );
    const seen = await test.app.inject({ url: `/api/auth/invitations/${token}` });
    assert.deepEqual(seen.json(), { email, name: 'New One', company: 'Acme' });
    assert.equal((await accept(token, 'short')).statusCode, 400);
    const answer = await accept(token);
    assert.equal(answer.statusCode, 204, answer.body);
    const session = await browserWith(test, cookieOf(answer))('GET', '/api/session');
    assert.deepEqual([session.json().user.name, session.json().user.role], ['Nora New', 'manager']);
    const now = await member(id);
    assert.equal(now?.status, 'active');
    assert.ok(Date.now() - Date.parse(now?.lastSeenAt ?? '') < 60_000);
    assert.deepEqual(codeOf(await accept(token)), [404, 'invitation_invalid']);
  });

  it('is accepted by one of two at the same moment', async () => {
    const { token } = await invite();
    const answers = await Promise.all([accept(token, 'the first of both 1'), accept(token, 'the second of both 2')]);
    assert.deepEqual(answers.map((answer) => answer.statusCode).sort(), [204, 404]);
  });

  it('is kept as a hash, and void after its time, after a newer one, and for who set a password otherwise', async () => {
    const first = await invite();
    const stored = await withCompany(test.db, companyId, (trx) =>
      trx.selectFrom('user_invitations').select('token_hash').where('user_id', '=', first.id).execute(),
    );
    assert.deepEqual(stored, [{ token_hash: hashToken(first.token) }]);
    assert.equal((await asOwner('POST', `/api/team/${first.id}/invitation`)).statusCode, 204);
    const [, mail] = await mailsTo(test, first.email, 2);
    assert.equal((await accept(first.token)).statusCode, 404);
    assert.equal((await accept(tokenIn(mail?.body ?? ''))).statusCode, 204);
    assert.deepEqual(codeOf(await asOwner('POST', `/api/team/${first.id}/invitation`)), [409, 'accepted_already']);

    const late = await invite();
    await withSystem(test.db, (trx) =>
      trx.updateTable('user_invitations').set({ expires_at: new Date() }).where('user_id', '=', late.id).execute(),
    );
    assert.equal((await accept(late.token)).statusCode, 404);

    const other = await invite();
    await post(test, '/api/auth/password-reset-requests', { email: other.email });
    const [, resetMail] = await mailsTo(test, other.email, 2);
    const reset = { token: tokenIn(resetMail?.body ?? ''), password: 'chosen by mail 22' };
    assert.equal((await post(test, '/api/auth/password-resets', reset)).statusCode, 204);
    assert.equal((await accept(other.token)).statusCode, 404);
  });

  it('is refused for an address that has an account, for a bad one, and for a deactivated user', async () => {
    for (const email of [manager.email.toUpperCase(), (await createPerson(test, await createTestCompany(test))).email])
      assert.deepEqual(codeOf(await asOwner('POST', '/api/team/invitations', { email, name: 'X' })), [
        409,
        'email_taken',
      ]);
    for (const payload of [{}, { email: 'nobody', name: 'X' }, { email: newEmail(), name: ' ' }])
      assert.equal((await asOwner('POST', '/api/team/invitations', payload)).statusCode, 400);
    const { id, token } = await invite();
    await asOwner('PUT', `/api/team/${id}/deactivation`);
    assert.deepEqual(codeOf(await asOwner('POST', `/api/team/${id}/invitation`)), [409, 'deactivated']);
    assert.equal((await accept(token)).statusCode, 404);
  });
});

describe('what is an owner’s', () => {
  it('is refused to a manager, and to nobody at all', async () => {
    const calls: [Parameters<Browser>[0], string, object?][] = [
      ['POST', '/api/team/invitations', { email: newEmail(), name: 'X' }],
      ['POST', `/api/team/${owner.id}/invitation`],
      ['PATCH', `/api/team/${owner.id}`, { weeklyStatistics: false }],
      ['PUT', `/api/team/${owner.id}/deactivation`],
      ['DELETE', `/api/team/${owner.id}/deactivation`],
      ['POST', `/api/team/${manager.id}/ownership`],
      ['DELETE', `/api/team/${owner.id}`],
      ['PATCH', '/api/company', { name: 'Mine' }],
      ['GET', '/api/api-keys'],
      ['POST', '/api/api-keys', { name: 'X' }],
      ['DELETE', '/api/api-keys/1'],
    ];
    for (const call of calls) {
      assert.deepEqual(codeOf(await asManager(...call)), [403, 'forbidden'], call.join(' '));
      assert.deepEqual(codeOf(await browserWith(test, '')(...call)), [401, 'not_signed_in'], call.join(' '));
    }
    assert.equal((await asManager('GET', '/api/team')).statusCode, 200);
  });

  it('does not reach the people of another company, who are as if they did not exist', async () => {
    const stranger = await createPerson(test, await createTestCompany(test), 'owner');
    for (const id of [stranger.id, '00000000-0000-0000-0000-000000000000']) {
      const answers = await Promise.all([
        asOwner('POST', `/api/team/${id}/invitation`),
        asOwner('PATCH', `/api/team/${id}`, { weeklyStatistics: false }),
        asOwner('PUT', `/api/team/${id}/deactivation`),
        asOwner('DELETE', `/api/team/${id}/deactivation`),
        asOwner('POST', `/api/team/${id}/ownership`),
        asOwner('DELETE', `/api/team/${id}`),
      ]);
      for (const answer of answers) assert.deepEqual(codeOf(answer), [404, 'not_found']);
    }
    assert.equal((await asOwner('DELETE', '/api/team/1')).statusCode, 400);
    assert.ok((await team()).every((one) => one.id !== stranger.id));
    assert.equal((await signInWith(test, stranger.email, stranger.password)).statusCode, 204);
  });
});

describe('a deactivated user', () => {
  it('is out at once, can not come back, and can be reactivated with everything as it was', async () => {
    assert.equal((await asOwner('PUT', `/api/team/${manager.id}/deactivation`)).statusCode, 204);
    assert.equal((await asManager('GET', '/api/session')).statusCode, 401);
    assert.equal((await signInWith(test, manager.email, manager.password)).statusCode, 401);
    const entry = await member(manager.id);
    assert.equal(entry?.status, 'deactivated');
    assert.ok(entry?.lastSeenAt, 'when they were last there is kept');
    assert.equal((await asOwner('PUT', `/api/team/${manager.id}/deactivation`)).statusCode, 204, 'twice is once');

    assert.equal((await asOwner('DELETE', `/api/team/${manager.id}/deactivation`)).statusCode, 204);
    assert.equal((await asManager('GET', '/api/session')).statusCode, 401, 'old sessions do not come back');
    assert.equal((await signInWith(test, manager.email, manager.password)).statusCode, 204);
  });

  it('who is signing in at that moment is not signed in afterwards', async () => {
    for (let round = 0; round < 5; round++) {
      const person = await createPerson(test, companyId);
      const [signedIn] = await Promise.all([
        signInWith(test, person.email, person.password),
        asOwner('PUT', `/api/team/${person.id}/deactivation`),
      ]);
      await asOwner('DELETE', `/api/team/${person.id}/deactivation`);
      if (signedIn.statusCode !== 204) continue;
      assert.equal((await browserWith(test, cookieOf(signedIn))('GET', '/api/session')).statusCode, 401);
    }
  });

  it('who is deleted is gone, and what they worked on stays', async () => {
    await withCompany(test.db, companyId, async (trx) => {
      const campaign = {
        company_id: companyId,
        title: 'Agents',
        country: 'PH',
        language: 'en',
        created_by: manager.id,
      };
      const { id } = await trx.insertInto('campaigns').values(campaign).returning('id').executeTakeFirstOrThrow();
      const ids = { company_id: companyId, campaign_id: id, user_id: manager.id };
      await trx.insertInto('campaign_members').values(ids).execute();
    });
    assert.equal((await asOwner('DELETE', `/api/team/${manager.id}`)).statusCode, 204);
    assert.equal((await asManager('GET', '/api/session')).statusCode, 401);
    assert.equal(await member(manager.id), undefined);
    const campaigns = await withCompany(test.db, companyId, (trx) =>
      trx.selectFrom('campaigns').select(['title', 'created_by']).where('company_id', '=', companyId).execute(),
    );
    assert.deepEqual(campaigns, [{ title: 'Agents', created_by: null }]);
    assert.equal((await asOwner('DELETE', `/api/team/${manager.id}`)).statusCode, 404);
  });
});

describe('the company', () => {
  it('keeps its last owner', async () => {
    await invite();
    const answers = [
      await asOwner('PUT', `/api/team/${owner.id}/deactivation`),
      await asOwner('DELETE', `/api/team/${owner.id}`),
    ];
    for (const answer of answers) assert.deepEqual(codeOf(answer), [409, 'last_owner']);
    assert.equal((await asOwner('GET', '/api/session')).statusCode, 200);
  });

  it('is handed over: the other becomes its owner, and who gave it away a manager', async () => {
    const invited = await invite();
    assert.deepEqual(codeOf(await asOwner('POST', `/api/team/${invited.id}/ownership`)), [409, 'not_accepted']);
    assert.equal((await asOwner('POST', `/api/team/${manager.id}/ownership`)).statusCode, 204);
    assert.deepEqual(
      (await owners()).map((one) => one.id),
      [manager.id],
    );
    assert.equal((await asOwner('PATCH', '/api/company', { name: 'X' })).statusCode, 403, 'in the same session');
    assert.equal((await asManager('PATCH', '/api/company', { name: 'X' })).statusCode, 200);
    assert.deepEqual(codeOf(await asOwner('POST', `/api/team/${owner.id}/ownership`)), [403, 'forbidden']);
  });

  it('is handed over once where two do it at the same moment', async () => {
    const others = await Promise.all([1, 2, 3].map(() => createPerson(test, companyId)));
    const answers = await Promise.all(others.map(({ id }) => asOwner('POST', `/api/team/${id}/ownership`)));
    assert.deepEqual(answers.map((answer) => answer.statusCode).sort(), [204, 403, 403]);
    assert.equal((await owners()).length, 1);
  });

  it('keeps an owner where two of them deactivate, delete and hand over at the same moment', async () => {
    for (let round = 0; round < 4; round++) {
      const ownCompany = await createTestCompany(test);
      const [ann, bob] = [await createPerson(test, ownCompany, 'owner'), await createPerson(test, ownCompany, 'owner')];
      const carl = await createPerson(test, ownCompany);
      const [asAnn, asBob] = [await browserOf(test, ann), await browserOf(test, bob)];
      await Promise.all([
        asAnn('PUT', `/api/team/${bob.id}/deactivation`),
        asBob(round % 2 ? 'DELETE' : 'PUT', `/api/team/${ann.id}${round % 2 ? '' : '/deactivation'}`),
        asAnn('PUT', `/api/team/${ann.id}/deactivation`),
        asBob('POST', `/api/team/${carl.id}/ownership`),
      ]);
      const left = await withSystem(test.db, (trx) =>
        trx
          .selectFrom('users')
          .select('id')
          .where('company_id', '=', ownCompany)
          .where('role', '=', 'owner')
          .where('deactivated_at', 'is', null)
          .execute(),
      );
      assert.ok(left.length >= 1, `round ${round}`);
    }
  });

  it('goes on taking in candidates while its team is changed', async () => {
    const session = { sessionId: '', userId: owner.id, companyId, role: 'owner' as const };
    await withCompany(test.db, companyId, async (trx) => {
      await changeMember(trx, session, manager.id, { weeklyStatistics: false });
      await withCompany(test.db, companyId, async (other) => {
        await sql`set local lock_timeout = '2s'`.execute(other);
        await other.insertInto('candidates').values({ company_id: companyId, first_name: 'Ana' }).execute();
      });
    });
  });

  it('has settings that its owner changes, and that are checked', async () => {
    const answer = await asOwner('PATCH', '/api/company', {
      name: 'Acme & Söhne',
      country: 'DE',
      timeZone: 'Europe/Berlin',
    });
    const expected = { id: companyId, name: 'Acme & Söhne', country: 'DE', language: 'en', timeZone: 'Europe/Berlin' };
    assert.deepEqual(answer.json(), expected);
    for (const change of [
      { country: 'ZZ' },
      { timeZone: 'Berlin' },
      { timeZone: '+01:00' },
      { name: '' },
      { language: 'xx' },
    ])
      assert.deepEqual(
        codeOf(await asOwner('PATCH', '/api/company', change)),
        [400, 'invalid_input'],
        JSON.stringify(change),
      );
    assert.equal((await asOwner('PATCH', '/api/company', {})).statusCode, 200);
    assert.deepEqual((await asManager('GET', '/api/company')).json(), expected);
  });
});

it('the weekly statistics are switched for each user', async () => {
  const wanted = async () =>
    (await team()).map((one) => (one as unknown as { weeklyStatistics: boolean }).weeklyStatistics);
  assert.deepEqual(await wanted(), [true, true]);
  assert.equal((await asOwner('PATCH', `/api/team/${manager.id}`, { weeklyStatistics: false })).statusCode, 204);
  assert.deepEqual(await wanted(), [true, false]);
  assert.equal((await asOwner('PATCH', `/api/team/${manager.id}`, { weeklyStatistics: 'no' })).statusCode, 400);
});
