import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import {
  type Applicant,
  as,
  createApplicant,
  createHiring,
  type Hiring,
  messagesOf,
  sessionFromHeader,
} from '#test/applicants.ts';
import { contract, pdf, picture, pixel, sendFiles } from '#test/files.ts';
import { hurry } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';

let program: TestApp;
let hiring: Hiring;
before(async () => {
  program = await startTestApp({ authenticate: sessionFromHeader, worker: true });
  hiring = await createHiring(program.db);
});
after(() => program.close());

type Shown = { id: number; author: string; text: string; files: { name: string; contentType: string; url: string }[] };
type Person = Applicant & { phone: string };

const call = (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) =>
  program.app.inject({ method, url, headers: as('owner', hiring), ...(payload && { payload }) });

async function show(on: { phone: string; channel: string }): Promise<Shown[]> {
  return (await call('GET', `/api/sandbox/phone?${new URLSearchParams(on)}`)).json().messages;
}

let serial = 0;
/** Somebody who has written on this channel, and whom the bot has answered. */
async function writer(channel: string): Promise<Person> {
  const phone = `+6391755510${String(10 + ++serial)}`;
  const person = { ...(await createApplicant(program.db, hiring, { phone })), phone };
  const { tabs } = (await call('GET', `/api/sandbox/phone?${new URLSearchParams({ phone })}`)).json();
  const { address = '' } = tabs.find((tab: { channel: string }) => tab.channel === channel) ?? {};
  const isPhone = channel === 'sms' || channel === 'whatsapp';
  await withSystem(program.db, (trx) =>
    sql`insert into candidate_contacts (company_id, candidate_id, kind, value)
        values (${person.companyId}, ${person.candidateId}, ${isPhone ? 'phone' : channel}, ${address})`.execute(trx),
  );
  await call('POST', '/api/sandbox/phone/messages', { phone, channel, text: 'Hi' });
  await hurry(program);
  await waitUntil(async () => (await show({ phone, channel })).some(({ author }) => author === 'company'));
  return person;
}

const filesOn = async (person: Person, channel: string) =>
  (await show({ phone: person.phone, channel })).filter(
    ({ author, files }) => author === 'company' && files.length > 0,
  );

describe('files that a recruiter sends', () => {
  for (const [channel, uploads, expected] of [
    ['sms', [picture], [[pixel]]],
    ['whatsapp', [picture, contract], [[pixel], [pdf]]],
    ['messenger', [picture, contract], [[pixel], [pdf]]],
    ['wechat', [picture], [[pixel]]],
  ] as const)
    it(`lie on the phone of the sandbox, by the protocol of ${channel}`, async () => {
      const person = await writer(channel);
      await sendFiles(program, hiring, person, { channel, body: 'For you' }, [...uploads]);
      const arrived = await waitUntil(async () => {
        const found = await filesOn(person, channel);
        return found.length === expected.length ? found : null;
      });
      const bodies = arrived.map(({ files }) =>
        Promise.all(files.map(async ({ url }) => (await program.app.inject({ url })).rawPayload)),
      );
      assert.deepEqual(await Promise.all(bodies), expected);
      const last = (await messagesOf(program.db, person)).at(-1);
      assert.match(last?.provider_id ?? '', /^sandbox-/);
    });

  it('that is gone fails alone: what is sent with it arrives', async () => {
    const person = await writer('whatsapp');
    const other = await writer('whatsapp');
    await call('PUT', '/api/sandbox/outage', { channel: 'whatsapp', outage: 'busy' });
    await sendFiles(program, hiring, person, { channel: 'whatsapp' }, [picture]);
    await sendFiles(program, hiring, other, { channel: 'whatsapp' }, [picture]);
    const held = async (of: Person) => (await messagesOf(program.db, of)).at(-1);
    await waitUntil(async () => (await held(person))?.error_code && (await held(other))?.error_code);
    const [file] = ((await held(person))?.attachments ?? []) as { key: string }[];
    await program.services.blobs.delete(file?.key ?? '');
    await call('PUT', '/api/sandbox/outage', { channel: 'whatsapp', outage: null });
    await withSystem(program.db, (trx) => sql`update outbox set due_at = now()`.execute(trx));
    program.services.hints.publish({ companyId: 0, topic: 'outbox' });
    await waitUntil(async () => (await held(other))?.status === 'sent');
    await waitUntil(async () => (await held(person))?.error_code === 'file_gone');
  });
});
