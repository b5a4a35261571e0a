import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import {
  type Applicant,
  as,
  countRows,
  createApplicant,
  createHiring,
  type Hiring,
  messagesOf,
  sessionFromHeader,
  storeText,
} from '#test/applicants.ts';
import { waitUntil } from '#test/wait-until.ts';
import type { TimelineItem } from './schema.ts';

let test: TestApp;
let hiring: Hiring;
before(async () => {
  test = await startTestApp({ authenticate: sessionFromHeader, worker: true });
  hiring = await createHiring(test.db);
});
after(() => test.close());

const key = () => crypto.randomUUID();
const call = (method: 'GET' | 'POST', url: string, payload?: object, role: 'owner' | 'manager' = 'manager') =>
  test.app.inject({ method, url, headers: as(role, hiring), ...(payload ? { payload } : {}) });
const at = ({ applicationId }: Applicant) => `/api/applications/${applicationId}`;
const send = (applicant: Applicant, payload: object) =>
  call('POST', `${at(applicant)}/messages`, { channel: 'sms', clientKey: key(), ...payload });
const timelineOf = async (applicant: Applicant, query = '') =>
  (await call('GET', `${at(applicant)}/conversation${query}`)).json() as {
    items: TimelineItem[];
    nextCursor: string | null;
  };

describe('a conversation', () => {
  it('is read back page by page, without a gap or a repetition, comments included', async () => {
    const applicant = await createApplicant(test.db, hiring);
    for (let at = 0; at < 7; at += 1) await send(applicant, { body: `m ${at}` });
    await call('POST', `${`/api/applications/${applicant.applicationId}`}/comments`, { body: 'A <b>note</b>' });
    await waitUntil(async () => (await countRows(test.db, 'outbox')) === 0);
    const all = (await timelineOf(applicant)).items;
    assert.equal(all.length, 8);
    const paged: TimelineItem[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await timelineOf(applicant, `?limit=3${cursor && `&before=${cursor}`}`);
      paged.unshift(...page.items);
      cursor = page.nextCursor;
    }
    assert.deepEqual(paged, all);
    assert.equal((await call('GET', `${at(applicant)}/conversation?before=rubbish`)).statusCode, 400);
  });

  it('shows a manager nothing of campaigns they do not reach', async () => {
    const applicant = await createApplicant(test.db, hiring);
    const hidden = await withSystem(test.db, async (trx) => {
      const { companyId } = hiring;
      const campaign = await trx
        .insertInto('campaigns')
        .values({ company_id: companyId, title: 'Secret', country: 'PH', language: 'en' })
        .returning('id')
        .executeTakeFirstOrThrow();
      const row = await trx
        .insertInto('applications')
        .values({
          company_id: companyId,
          campaign_id: campaign.id,
          candidate_id: applicant.candidateId,
          source: 'manual',
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return { ...applicant, applicationId: row.id };
    });
    assert.equal(
      (await call('POST', `${at(hidden)}/messages`, { channel: 'sms', body: 'hidden', clientKey: key() })).statusCode,
      404,
    );
    assert.equal(
      (await call('POST', `${at(hidden)}/messages`, { channel: 'sms', body: 'hidden', clientKey: key() }, 'owner'))
        .statusCode,
      201,
    );
    const seen = async (role: 'owner' | 'manager') =>
      (await call('GET', `${at(applicant)}/conversation`, undefined, role)).json().items.length;
    assert.deepEqual([await seen('manager'), await seen('owner')], [0, 1]);

    await withSystem(test.db, (trx) => trx.deleteFrom('applications').where('id', '=', hidden.applicationId).execute());
    await storeText(test.db, hidden, 'also about the deleted one');
    await waitUntil(async () => (await messagesOf(test.db, applicant)).length === 2);
    assert.deepEqual([await seen('manager'), await seen('owner')], [0, 2]);
  });
});
