import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { sql } from 'kysely';
import { handleConversation } from '#conversations/inbound.ts';
import { storeInbound } from '#conversations/inbound-events.ts';
import { claimBlobs, collectBlobs, storeBlob } from '#platform/blobs/loose.ts';
import { withCompany, withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createApplicant, createHiring, type Hiring, messagesOf, sessionFromHeader } from '#test/applicants.ts';
import { waitUntil } from '#test/wait-until.ts';
import { wave } from '#test/wave.ts';
import { eraseCampaign } from './deletion.ts';

let test: TestApp;
before(async () => {
  test = await startTestApp({ authenticate: sessionFromHeader, listen: true });
});
after(() => test.close());

async function deleteCampaign(hiring: Hiring): Promise<void> {
  const options = {
    method: 'DELETE',
    url: `/api/campaigns/${hiring.campaignId}`,
    headers: as('owner', hiring),
  } as const;
  assert.equal((await test.app.inject({ ...options, payload: { title: 'Agents' } })).statusCode, 204);
}

it('a recording that waited while its campaign was erased goes as well; what was written stays', async () => {
  const hiring = await createHiring(test.db);
  const { companyId } = hiring;
  const applicant = await createApplicant(test.db, hiring);
  const contentType = 'audio/wav';
  const { key, size } = await storeBlob(test.services, companyId, wave(), { contentType, maxBytes: 100_000 });
  const audio = { kind: 'audio', blobKey: key, name: 'voice-note', contentType, size, durationMs: 1000 } as const;
  await withCompany(test.db, companyId, async (trx) => {
    for (const payload of [audio, { kind: 'text', text: 'Did you hear me?' } as const])
      await storeInbound(trx, companyId, { ...applicant, channel: 'webchat', providerId: payload.kind, payload });
    await claimBlobs(trx, companyId, [key]);
  });
  await deleteCampaign(hiring);
  await eraseCampaign(test.services, hiring);
  assert.equal(await handleConversation(test.services, applicant, { wait: true }), 2);
  await collectBlobs(test.services);
  assert.equal(await test.services.blobs.head(key), null);
  const said = (await messagesOf(test.db, applicant)).map(({ body, attachments }) => ({ body, attachments }));
  assert.deepEqual(said, [{ body: 'Did you hear me?', attachments: [] }]);
});

it('a list that was on its way when its campaign was deleted is refused as for one that never was, and kept nowhere', async () => {
  const hiring = await createHiring(test.db);
  const part = 'content-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv';
  const loose = () =>
    withSystem(test.db, (trx) =>
      sql<{
        due: boolean;
      }>`select due_at <= now() as due from loose_blobs where company_id = ${hiring.companyId}`.execute(trx),
    );
  async function* form() {
    yield Buffer.from(`--b\r\n${part}\r\n\r\nname,email\r\n`);
    await waitUntil(async () => (await loose()).rows.length > 0);
    await deleteCampaign(hiring);
    yield Buffer.from('A,a@b.co\r\n--b--\r\n');
  }
  const answer = await fetch(`${test.url}/api/campaigns/${hiring.campaignId}/imports`, {
    method: 'POST',
    headers: { ...as('owner', hiring), 'content-type': 'multipart/form-data; boundary=b' },
    body: ReadableStream.from(form()),
    duplex: 'half',
  } as RequestInit);
  assert.equal(answer.status, 404, await answer.text());
  assert.deepEqual((await loose()).rows, [{ due: true }]);
});
