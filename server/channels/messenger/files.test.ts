import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { withSystem } from '#platform/db.ts';
import { type Applicant, createApplicant, messagesOf } from '#test/applicants.ts';
import { connectWay, deliver, startBeside } from '#test/connecting.ts';
import { contract, pdf, picture, pixel, sendFiles } from '#test/files.ts';
import { hurry, reached } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';
import { type FakeMessenger, startMessenger } from '../../../test/providers/messenger.ts';

let messenger: FakeMessenger;
let beside: Awaited<ReturnType<typeof startBeside>>;
let webhook: string;
before(async () => {
  messenger = await startMessenger();
  beside = await startBeside(messenger, { worker: true });
  webhook = await connectWay(
    beside.program,
    beside.hiring,
    { channel: 'messenger', provider: 'meta' },
    messenger.credentials,
  );
});
afterEach(() => assert.deepEqual(messenger.misunderstandings, []));
after(() => beside.close());

/** Somebody to whom the page may write. */
async function chatter(): Promise<Applicant & { psid: string }> {
  const { program, hiring } = beside;
  const person = { ...(await createApplicant(program.db, hiring)), psid: messenger.newPerson() };
  const contact = { company_id: person.companyId, candidate_id: person.candidateId };
  await withSystem(program.db, (trx) =>
    trx
      .insertInto('candidate_contacts')
      .values({ ...contact, kind: 'messenger', value: person.psid })
      .execute(),
  );
  await deliver(program, webhook, messenger.signed(messenger.text(person.psid, 'Hi')));
  await hurry(program);
  await reached(program, person, 'sent');
  return person;
}

const send = (person: Applicant, body: string, uploads = [picture, contract]) =>
  sendFiles(beside.program, beside.hiring, person, { channel: 'messenger', body }, uploads);
const shown = ({ psid }: { psid: string }) => messenger.messages.filter(({ to }) => to === psid).slice(1);

test('files are uploaded and sent one a message, after the text, each as what it is', async () => {
  const person = await chatter();
  await send(person, 'Your contract');
  const [text, photo, document] = await waitUntil(() => (shown(person).length === 3 ? shown(person) : null));
  assert.equal(text?.text, 'Your contract');
  assert.deepEqual([photo?.file?.type, photo?.file?.contentType, photo?.file?.body], ['image', 'image/png', pixel]);
  assert.deepEqual([document?.file?.type, document?.file?.name, document?.file?.body], ['file', 'contract.pdf', pdf]);
  const newest = (await messagesOf(beside.program.db, person)).at(-1);
  assert.equal(document?.metadata, String(newest?.id), 'the echo brings our reference back');
});

test('an upload that fails is tried again, and the file arrives once', async () => {
  const person = await chatter();
  messenger.uploadMishaps.push({ status: 502, code: 0 });
  await send(person, '', [picture]);
  const waiting = await waitUntil(async () => {
    const last = (await messagesOf(beside.program.db, person)).at(-1);
    return last?.error_code ? last : null;
  });
  assert.equal(waiting.status, 'queued');
  const { pool } = beside.program.db;
  await pool.query('update channel_connections set paused_until = null, failures = 0');
  await pool.query('update outbox set due_at = now()');
  beside.program.services.hints.publish({ companyId: 0, topic: 'outbox' });
  await reached(beside.program, person, 'sent');
  assert.equal(shown(person).length, 1);
});
