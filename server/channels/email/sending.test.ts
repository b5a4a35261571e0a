import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type Applicant, as, messagesOf } from '#test/applicants.ts';
import { contract, pdf, sendFiles } from '#test/files.ts';
import {
  connectMail,
  createWriter,
  emailOf,
  handOver,
  type Mailing,
  mailValues,
  nthMail,
  putMail,
  rawMail,
  replyTo,
  startMailing,
} from '#test/mailing.ts';
import { reached } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';

let mailing: Mailing;
beforeEach(async () => {
  mailing = await startMailing({ worker: true });
});
afterEach(() => mailing.close());

async function write({ applicationId }: Applicant, body: string) {
  const payload = { channel: 'email', subject: 'Your application', body, clientKey: crypto.randomUUID() };
  const url = `/api/applications/${applicationId}/messages`;
  return mailing.program.app.inject({ method: 'POST', url, headers: as('owner', mailing.hiring), payload });
}

const suppressions = async () =>
  (await mailing.program.db.pool.query('select address, reason from suppressions order by address')).rows;

describe('a company’s own mail server', () => {
  it('is tried before it is kept, and each field that is wrong is told', async () => {
    const { program, hiring, smtp } = mailing;
    const fieldsOf = async (more: Record<string, string>) => {
      const answer = await putMail(program, hiring, mailValues(smtp, more));
      assert.ok(answer.statusCode === 422 || answer.statusCode === 400, answer.body);
      return answer.json().error.fields as Record<string, string>;
    };
    assert.match((await fieldsOf({ smtpPassword: 'wrong' })).smtpPassword ?? '', /5\.7\.8 Authentication failed/);
    assert.match((await fieldsOf({ smtpPort: '1' })).smtpPort ?? '', /does not answer at this port/);
    assert.match((await fieldsOf({ smtpSecurity: 'starttls' })).smtpSecurity ?? '', /another kind of encryption/);
    assert.match((await fieldsOf({ smtpHost: '10.0.0.1' })).smtpHost ?? '', /private network/);
    assert.match((await fieldsOf({ smtpHost: 'localhost' })).smtpHost ?? '', /private network/);
    assert.match((await fieldsOf({ smtpHost: '2130706434', smtpSecurity: 'tls' })).smtpHost ?? '', /private network/);
    assert.match((await fieldsOf({ smtpHost: 'a b' })).smtpHost ?? '', /has a name such as/);
    assert.match((await fieldsOf({ smtpHost: 'nowhere.invalid', smtpSecurity: 'tls' })).smtpHost ?? '', /no server/);
    assert.match((await fieldsOf({ smtpHost: '8.8.8.8' })).smtpSecurity ?? '', /Without encryption/);
    assert.match((await fieldsOf({ webhookSecret: 'short' })).webhookSecret ?? '', /16 characters/);
    assert.match((await fieldsOf({ fromAddress: 'nobody' })).fromAddress ?? '', /no e-mail address/);
    const both = await fieldsOf({ smtpPassword: 'wrong', imapHost: '127.0.0.1', imapPort: '1', imapSecurity: 'none' });
    assert.deepEqual(Object.keys(both), ['smtpPassword', 'imapPort']);
    assert.equal((await emailOf(program, hiring)).goes, 'sandbox');
    assert.equal((await putMail(program, hiring, mailValues(smtp))).statusCode, 200);
    const { rows } = await program.db.pool.query('select credentials, settings from channel_connections');
    assert.doesNotMatch(JSON.stringify(rows), /letters|a secret of the webhook/);
    const shown = JSON.stringify(await emailOf(program, hiring));
    assert.doesNotMatch(shown, /letters|a secret of the webhook/);
  });

  it('is connected once, however many owners do it at the same moment', async () => {
    const { program, hiring, smtp } = mailing;
    const answers = await Promise.all([1, 2, 3].map(() => putMail(program, hiring, mailValues(smtp))));
    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode),
      [200, 200, 200],
    );
    const { rows } = await program.db.pool.query(
      'select id from channel_connections where company_id = $1 and disconnected_at is null',
      [hiring.companyId],
    );
    assert.equal(rows.length, 1);
  });

  it('takes the company’s mails until it is disconnected, and then they go where they went before', async () => {
    const { program, hiring, smtp } = mailing;
    const ana = await createWriter(program, hiring);
    assert.equal((await write(ana, 'one')).statusCode, 201);
    await reached(program, ana, 'sent');
    await connectMail(mailing);
    await write(ana, 'two');
    const { mail } = await nthMail(smtp, ana.email, 1);
    assert.deepEqual([mail.text?.trim(), mail.from?.value[0]], ['two', { address: 'jobs@acme.example', name: 'Acme' }]);
    assert.equal(mail.headers.has('auto-submitted'), false);
    const { connection } = await emailOf(program, hiring);
    const url = `/api/channels/${connection.id}`;
    assert.equal((await program.app.inject({ method: 'DELETE', url, headers: as('owner', hiring) })).statusCode, 204);
    await write(ana, 'three');
    const last = await waitUntil(async () => {
      const found = (await messagesOf(program.db, ana)).at(-1);
      return found?.body === 'three' && found.status === 'sent' ? found : null;
    });
    assert.match(last.provider_id ?? '', /^sandbox-/);
    assert.equal(smtp.mails.length, 1);
  });

  it('that says that nobody is there ends all mail to that address, until somebody writes from it', async () => {
    const { program, hiring, smtp } = mailing;
    const webhook = await connectMail(mailing);
    const ana = await createWriter(program, hiring);
    await write(ana, 'before');
    const delivered = await nthMail(smtp, ana.email, 1);
    smtp.refusals.push({ code: 550, text: '5.1.1 User unknown' });
    await write(ana, 'one');
    const failed = await reached(program, ana, 'failed');
    assert.deepEqual([failed.error_code, failed.error_detail], ['smtp_550', '550 5.1.1 User unknown']);
    assert.deepEqual(await suppressions(), [{ address: ana.email, reason: 'bounced' }]);
    const refused = await write(ana, 'two');
    assert.deepEqual([refused.statusCode, refused.json().error.code], [409, 'bounced']);
    await handOver(program, webhook, replyTo(delivered, { from: ana.email, text: 'I am here' }));
    assert.deepEqual(await suppressions(), []);
    assert.equal((await write(ana, 'two')).statusCode, 201);
  });

  it('is given mail for such an address again where a recruiter says so, which is on record', async () => {
    const { program, hiring, smtp } = mailing;
    await connectMail(mailing);
    const ana = await createWriter(program, hiring);
    const lift = () =>
      program.app.inject({
        method: 'DELETE',
        url: `/api/applications/${ana.applicationId}/bounce`,
        headers: as('manager', hiring),
      });
    assert.deepEqual([(await lift()).statusCode, (await lift()).json().error.code], [409, 'not_bounced']);
    smtp.refusals.push({ code: 550, text: '5.1.1 User unknown' });
    await write(ana, 'one');
    await reached(program, ana, 'failed');
    assert.equal((await write(ana, 'two')).json().error.code, 'bounced');
    const answers = await Promise.all([lift(), lift()]);
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).toSorted(), [204, 409]);
    assert.equal((await write(ana, 'two')).statusCode, 201);
    assert.equal((await nthMail(smtp, ana.email, 1)).mail.text?.trim(), 'two');
    const { rows } = await program.db.pool.query(
      `select user_id is not null as by_somebody from application_events where application_id = $1 and kind = 'bounce-lifted'`,
      [ana.applicationId],
    );
    assert.deepEqual(rows, [{ by_somebody: true }]);
  });

  it('gets the files that a recruiter sends', async () => {
    const { program, hiring, smtp } = mailing;
    await connectMail(mailing);
    const ana = await createWriter(program, hiring);
    await sendFiles(program, hiring, ana, { channel: 'email', subject: 'Your contract', body: 'Here.' }, [contract]);
    const { mail } = await nthMail(smtp, ana.email, 1);
    const [file] = mail.attachments;
    assert.deepEqual([file?.filename, file?.contentType, file?.content], ['contract.pdf', 'application/pdf', pdf]);
  });

  it('that refuses a single mail, or puts it off, says nothing about the address', async () => {
    const { program, hiring, smtp } = mailing;
    await connectMail(mailing);
    const ana = await createWriter(program, hiring);
    for (const [code, text] of [
      [554, '5.7.1 Looks like spam'],
      [552, '5.2.2 Mailbox full'],
      [550, '5.7.1 Relaying denied'],
    ] as const) {
      smtp.refusals.push({ code, text });
      await write(ana, text);
      await waitUntil(async () => (await messagesOf(program.db, ana)).at(-1)?.status === 'failed');
    }
    smtp.refusals.push({ code: 451, text: '4.7.1 Greylisted' });
    await write(ana, 'later');
    const waiting = await waitUntil(async () => {
      const last = (await messagesOf(program.db, ana)).at(-1);
      return last?.status === 'queued' && last.error_code ? last : null;
    });
    assert.equal(waiting.error_code, 'smtp_451');
    assert.deepEqual(await suppressions(), []);
    const { connection } = await emailOf(program, hiring);
    assert.equal(connection.status, 'connected');
  });

  it('that lets us in no more stops everything until the owner acts', async () => {
    const { program, hiring, smtp } = mailing;
    await connectMail(mailing);
    const ana = await createWriter(program, hiring);
    smtp.login.password = 'changed';
    await write(ana, 'one');
    await waitUntil(async () => (await emailOf(program, hiring)).connection.status === 'blocked');
    assert.equal((await messagesOf(program.db, ana)).at(-1)?.status, 'queued');
    await connectMail(mailing, { smtpPassword: 'changed' });
    await nthMail(smtp, ana.email, 1);
  });
});

describe('a mail that comes back', () => {
  let webhook: string;
  const bounce = (messageId: string, fields: string[], returned = 'message/rfc822') =>
    rawMail({
      from: 'Mail Delivery System <MAILER-DAEMON@mx.example>',
      subject: 'Undelivered Mail Returned to Sender',
      headers: ['Auto-Submitted: auto-replied'],
      body: {
        type: 'multipart/report; report-type=delivery-status; boundary="part"',
        content: [
          '--part\nContent-Type: text/plain\n\nI am sorry.\n',
          '--part\nContent-Type: message/delivery-status\n',
          'Reporting-MTA: dns; mx.example\n',
          ...fields,
          `\n--part\nContent-Type: ${returned}\n`,
          `Received: from us\nMessage-ID: ${messageId}\nSubject: Your application\n\nHello`,
          '--part--',
        ].join('\n'),
      },
    });
  const failed = (status: string) => [
    'Final-Recipient: rfc822; ana@candidates.example',
    'Action: failed',
    `Status: ${status}`,
    `Diagnostic-Code: smtp; 550 ${status} No such\n    user here`,
  ];

  async function sent() {
    webhook = await connectMail(mailing);
    const ana = await createWriter(mailing.program, mailing.hiring);
    await write(ana, 'one');
    const { mail } = await nthMail(mailing.smtp, ana.email, 1);
    await reached(mailing.program, ana, 'sent');
    return { ana, messageId: mail.messageId as string };
  }

  it('is marked with what its server said, and its address as one where nobody is', async () => {
    const { ana, messageId } = await sent();
    for (const returned of ['message/rfc822', 'text/rfc822-headers'])
      assert.equal(
        (await handOver(mailing.program, webhook, bounce(messageId, failed('5.1.1'), returned))).statusCode,
        200,
      );
    const message = await reached(mailing.program, ana, 'failed');
    assert.deepEqual([message.error_code, message.error_detail], ['bounced_5.1.1', '550 5.1.1 No such user here']);
    assert.deepEqual(await suppressions(), [{ address: ana.email, reason: 'bounced' }]);
    const { rows } = await mailing.program.db.pool.query('select from candidates');
    assert.equal(rows.length, 1, 'nobody is met in a report');
  });

  it('for another reason ends nothing', async () => {
    const { ana, messageId } = await sent();
    await handOver(mailing.program, webhook, bounce(messageId, failed('5.2.2')));
    await reached(mailing.program, ana, 'failed');
    assert.deepEqual(await suppressions(), []);
  });

  it('is believed only with the id of a mail of ours, and not while its server still tries', async () => {
    const { ana, messageId } = await sent();
    const made = messageId.replace(/\.[\w-]{22}@/, '.AAAAAAAAAAAAAAAAAAAAAA@');
    await handOver(mailing.program, webhook, bounce(made, failed('5.1.1')));
    await handOver(mailing.program, webhook, bounce(messageId, ['Action: delayed', 'Status: 4.4.1']));
    await handOver(mailing.program, webhook, bounce(messageId, []));
    assert.equal((await messagesOf(mailing.program.db, ana)).at(-1)?.status, 'sent');
    assert.deepEqual(await suppressions(), []);
  });
});
