import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { chatPath, createApplicant, createHiring, messagesOf, sessionFromHeader } from '#test/applicants.ts';

let test: TestApp;
before(async () => {
  test = await startTestApp({ authenticate: sessionFromHeader, listen: true });
});
after(() => test.close());

const key = () => crypto.randomUUID();

/** Somebody with a question for a campaign that takes questions. */
async function begin() {
  const hiring = await createHiring(test.db);
  await withSystem(test.db, (trx) =>
    sql`insert into openings (company_id, campaign_id, mode) values (${hiring.companyId}, ${hiring.campaignId}, 'inquiry')`.execute(
      trx,
    ),
  );
  const applicant = await createApplicant(test.db, hiring);
  return { applicant, path: chatPath(test.services.config, applicant) };
}

async function upload(path: string, body: Uint8Array<ArrayBuffer>, name: string, type = '') {
  const form = new FormData();
  form.append('file', new Blob([body], { type }), name);
  const answer = await fetch(`${test.url}${path}/files`, { method: 'POST', body: form });
  return { status: answer.status, body: (await answer.json()) as { file: string } };
}

const send = (path: string, payload: object) =>
  test.app.inject({ method: 'POST', url: `${path}/messages`, payload: { clientKey: key(), ...payload } });

describe('a file on the candidate’s page', () => {
  it('goes into the conversation, as what its bytes say that it is, and once', async () => {
    const { applicant, path } = await begin();
    const page = new TextEncoder().encode('<html><script>alert(1)</script></html>');
    const { status, body } = await upload(path, page, '../../My CV.html', 'application/pdf');
    assert.equal(status, 201);
    const sent = await send(path, { file: body.file });
    assert.deepEqual([sent.statusCode, sent.json().state], [200, 'inquiry'], sent.body);
    const [attachment] = sent
      .json()
      .messages.findLast((one: { direction: string }) => one.direction === 'in').attachments;
    assert.deepEqual(
      [attachment.name, attachment.contentType, attachment.size, attachment.risky],
      ['My CV.html', 'application/octet-stream', page.length, true],
    );
    assert.equal((await test.app.inject({ url: attachment.url })).rawPayload.length, page.length);
    assert.equal((await send(path, { file: body.file })).statusCode, 400, 'once');
    assert.equal((await messagesOf(test.db, applicant)).filter(({ direction }) => direction === 'in').length, 1);
  });

  it('is refused where it is empty, too large, none at all, or another’s', async () => {
    const [{ path }, other] = [await begin(), await begin()];
    assert.equal((await upload(path, new Uint8Array(0), 'empty.pdf')).status, 400);
    assert.equal((await upload(path, new Uint8Array(15 * 1024 * 1024 + 1), 'large.pdf')).status, 413);
    const none = await test.app.inject({ method: 'POST', url: `${path}/files`, payload: {} });
    assert.equal(none.statusCode, 400);
    const { body } = await upload(other.path, new Uint8Array(9), 'cv.bin');
    for (const file of [body.file, 'forged.signature', ''])
      assert.equal((await send(path, { file })).statusCode, 400, file);
    assert.equal((await upload('/api/chat/forged', new Uint8Array(9), 'cv.bin')).status, 404);
  });
});
