import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createHiring, type Hiring, messagesOf, sessionFromHeader } from '#test/applicants.ts';
import { contract, pdf } from '#test/files.ts';
import { createWriter, handOver, rawMail } from '#test/mailing.ts';
import { queue, sms } from '#test/outbox.ts';
import { hurry } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';
import { webhookToken } from '../connections.ts';
import { sandboxConnectionId } from './connection.ts';

let program: TestApp;
let hiring: Hiring;
before(async () => {
  program = await startTestApp({ authenticate: sessionFromHeader, worker: true });
  hiring = await createHiring(program.db);
});
after(() => program.close());

type Mail = { id: number; author: string; subject: string; text: string; files: { name: string; url: string }[] };

async function mailsOf(phone: string, of = hiring): Promise<Mail[]> {
  const url = `/api/sandbox/phone?${new URLSearchParams({ phone, channel: 'email' })}`;
  return (await program.app.inject({ url, headers: as('owner', of) })).json().messages;
}

const write = (payload: object, of = hiring) =>
  program.app.inject({ method: 'POST', url: '/api/sandbox/phone/letters', headers: as('owner', of), payload });

const newest = async (phone: string, count: number) =>
  waitUntil(async () => (await mailsOf(phone)).filter(({ author }) => author === 'company')[count - 1]);

/** Somebody whom the company has written a mail. */
async function invited() {
  const person = await createWriter(program, hiring);
  const mail = { ...sms(person, 'When can you come?'), channel: 'email' as const, toAddress: person.email };
  await queue(program.db, hiring.companyId, [{ ...mail, subject: 'Your interview' }]);
  program.services.hints.publish({ companyId: 0, topic: 'outbox' });
  return { ...person, mail: await newest(person.email, 1) };
}

describe('the mailbox of the sandbox', () => {
  it('answers a mail into its conversation, with a file, and the bot goes on in the thread', async () => {
    const { mail, ...ana } = await invited();
    const file = { name: contract.name, contentType: contract.contentType, content: pdf.toString('base64') };
    const answer = await write({ phone: ana.email, answers: mail.id, text: 'On Monday — ¡gracias!', files: [file] });
    assert.equal(answer.statusCode, 201, answer.body);
    await hurry(program);
    const came = await waitUntil(async () =>
      (await messagesOf(program.db, ana)).find(({ direction }) => direction === 'in'),
    );
    const [attached] = came.attachments as { name: string; contentType: string }[];
    assert.deepEqual(
      [came.body, came.application_id, attached?.name, attached?.contentType],
      ['On Monday — ¡gracias!', ana.applicationId, 'contract.pdf', 'application/pdf'],
    );
    const own = (await mailsOf(ana.email)).find(({ author }) => author === 'candidate');
    assert.deepEqual([own?.subject, own?.files[0]?.name], ['Re: Your interview', 'contract.pdf']);
    assert.deepEqual((await program.app.inject({ url: own?.files[0]?.url ?? '' })).rawPayload, pdf);
    assert.match((await newest(ana.email, 2)).subject, /^Re: /);
  });

  it('writes anew, as one whom the company’s mail server vouches for', async () => {
    const bea = await createWriter(program, hiring);
    await write({ phone: bea.email, subject: 'A question', text: 'Is there parking?' });
    await hurry(program);
    const came = await waitUntil(async () => (await messagesOf(program.db, bea)).at(0));
    assert.equal(came.body, 'Is there parking?');
  });

  it('is a stranger’s too, by the name under which they write', async () => {
    const written = await write({ phone: 'dora@new.example', name: 'Dora Cruz', subject: 'Hi', text: 'Any jobs?' });
    assert.equal(written.statusCode, 201, written.body);
    await hurry(program);
    const found = await waitUntil(async () => {
      const url = '/api/applications?folder=no_campaign';
      const { items } = (await program.app.inject({ url, headers: as('owner', hiring) })).json();
      return items?.find((one: { firstName: string }) => one.firstName === 'Dora');
    });
    assert.equal(found.lastName, 'Cruz');
  });

  it('refuses what makes no sense, and knows no mail of another company’s mailbox', async () => {
    const { mail, email } = await invited();
    const other = await createHiring(program.db, { name: 'Other' });
    const given = { phone: email, text: 'Hi' };
    const wrong: [object, number][] = [
      [{ ...given, text: ' ' }, 400],
      [{ ...given, phone: '+639171234567' }, 400],
      [{ ...given, phone: 'nobody' }, 400],
      [{ ...given, answers: 2 ** 40 }, 404],
      [{ ...given, files: [{ name: 'x', contentType: 'text/plain', content: 'no base64!' }] }, 400],
      [{ ...given, text: 'a\0b' }, 400],
      [{ ...given, name: 'Eve\r\nBcc: x@y.example' }, 201],
      [{ ...given, subject: 'x\r\nBcc: everybody@else.example' }, 201],
      [{ ...given, files: [{ name: '../../"\r\n.png', contentType: 'x\r\ny: z', content: 'aGk=' }] }, 201],
    ];
    for (const [payload, status] of wrong) {
      const answer = await write(payload);
      assert.equal(answer.statusCode, status, `${JSON.stringify(payload)}: ${answer.body}`);
    }
    const [theirs, nobodys] = [
      await write({ ...given, answers: mail.id }, other),
      await write({ ...given, answers: 2 ** 40 }, other),
    ];
    assert.equal(theirs.statusCode, 404);
    assert.deepEqual(theirs.json(), nobodys.json());
  });

  it('takes no mail that its account has not signed', async () => {
    const { companyId } = hiring;
    const token = webhookToken(program.services.config, { companyId, connectionId: sandboxConnectionId });
    const raw = rawMail({ from: 'eve@elsewhere.example', text: 'Let me in' });
    assert.equal((await handOver(program, `/webhooks/email/${token}`, raw, 'a made-up secret')).statusCode, 403);
    const { rows } = await withSystem(program.db, (trx) =>
      sql`select from inbound_events where address = 'eve@elsewhere.example'`.execute(trx),
    );
    assert.equal(rows.length, 0);
  });
});
