import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { Loop } from '#conversations/loop.ts';
import { startOutbox } from '#conversations/outbox.ts';
import { queueMessages } from '#conversations/queue.ts';
import { withCompanyClient } from '#platform/db.ts';
import { startTestApp, type TestApp, testConfig } from '#test/app.ts';
import { createApplicant, createHiring, type Hiring, messagesOf } from '#test/applicants.ts';
import { waitUntil } from '#test/wait-until.ts';
import { type Channel, FileUnreadable, type OutgoingMessage } from '../channel.ts';
import { smtpChannel } from './smtp.ts';

type SmtpFailure = Error & { responseCode?: number };
const failure = (responseCode: number, text: string): SmtpFailure => Object.assign(new Error(text), { responseCode });

const directory = mkdtempSync(join(tmpdir(), 'parley-smtp-'));
after(() => rmSync(directory, { recursive: true }));

let server: SMTPServer | undefined;
let channel: Channel | undefined;
afterEach(async () => {
  await channel?.close?.();
  const closing = server;
  server = undefined;
  channel = undefined;
  if (closing) await new Promise<void>((done) => closing.close(done));
});

async function listen(options: SMTPServerOptions = {}): Promise<number> {
  server = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], logger: false, ...options });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return (server.server.address() as AddressInfo).port;
}

function channelAt(port: number): Channel {
  channel = smtpChannel(
    testConfig(directory, { smtpUrl: `smtp://127.0.0.1:${port}`, mailFrom: 'jobs@parley.example' }),
  );
  return channel;
}

const letter: OutgoingMessage = {
  companyId: 7,
  messageId: 42,
  retries: 0,
  applicationId: 1,
  channel: 'email',
  to: 'ana@example.com',
  subject: 'Your interview at “Ñandú”',
  body: 'Hi Ana',
  html: '<p>Hi Ana</p>',
  files: [],
  choices: null,
  menu: null,
  late: false,
  template: null,
  senderName: 'Ñandú, Inc.\r\nBcc: evil@example.com',
  language: 'en',
};

describe('mail by SMTP', () => {
  it('goes out under the company’s name, with its own id and a way to unsubscribe', async () => {
    const mails: ParsedMail[] = [];
    const recipients: string[][] = [];
    const port = await listen({
      onData(stream, session, done) {
        recipients.push(session.envelope.rcptTo.map((to) => to.address));
        simpleParser(stream).then((mail) => {
          mails.push(mail);
          done();
        }, done);
      },
    });
    const result = await channelAt(port).send(letter);
    assert.equal(result.outcome, 'accepted');
    assert.match('providerId' in result ? result.providerId : '', /^<parley\.m\.7-16\.[\w-]{22}@parley\.example>$/);
    const [mail] = mails;
    assert.deepEqual(recipients, [['ana@example.com']]);
    assert.equal(mail?.from?.value[0]?.address, 'jobs@parley.example');
    assert.match(mail?.from?.value[0]?.name ?? '', /^Ñandú, Inc\./);
    assert.equal(mail?.headers.has('bcc'), false);
    assert.deepEqual([mail?.subject, mail?.text?.trim(), mail?.html], [letter.subject, 'Hi Ana', '<p>Hi Ana</p>']);
    assert.equal(mail?.headers.get('auto-submitted'), 'auto-generated');
    const unsubscribe = mail?.headerLines.find((line) => line.key === 'list-unsubscribe')?.line;
    assert.match(unsubscribe ?? '', /<http:\/\/localhost\/u\/7-16\.[A-Za-z0-9_-]{22}>/);
    assert.match(
      mail?.headerLines.find((line) => line.key === 'list-unsubscribe-post')?.line ?? '',
      /List-Unsubscribe=One-Click/,
    );
  });

  it('has the files of its message in it; without one that is gone nothing goes out', async () => {
    const mails: ParsedMail[] = [];
    const port = await listen({
      onData(stream, _session, done) {
        simpleParser(stream).then((mail) => {
          mails.push(mail);
          done();
        }, done);
      },
    });
    const contract = { key: '7/x', name: 'contrato año.pdf', contentType: 'application/pdf', size: 3, url: '' };
    const smtp = channelAt(port);
    await smtp.send({ ...letter, files: [{ ...contract, read: async () => Buffer.from([1, 2, 255]) }] });
    const [file] = mails[0]?.attachments ?? [];
    assert.deepEqual(
      [file?.filename, file?.contentType, file?.content],
      [contract.name, 'application/pdf', Buffer.from([1, 2, 255])],
    );
    const gone = { ...contract, read: () => Promise.reject(new FileUnreadable(true)) };
    await assert.rejects(() => smtp.send({ ...letter, files: [gone] }), FileUnreadable);
    assert.equal(mails.length, 1);
  });

  it('is put off at 4xx and refused at 5xx, at whichever step', async () => {
    const answers: (SmtpFailure | undefined)[] = [failure(451, 'Greylisted'), failure(550, 'No such user')];
    const port = await listen({ onRcptTo: (_address, _session, done) => done(answers.shift()) });
    const smtp = channelAt(port);
    const results = [await smtp.send(letter), await smtp.send(letter), await smtp.send(letter)];
    assert.deepEqual(
      results.map((result) => [result.outcome, 'code' in result && result.code]),
      [
        ['later', 'smtp_451'],
        ['refused', 'smtp_550'],
        ['accepted', false],
      ],
    );
  });

  it('is judged by what the server says after the text, too', async () => {
    const answers = [failure(452, 'Full'), failure(554, 'Spam')];
    const port = await listen({
      onData: (stream, _session, done) => void stream.resume().on('end', () => done(answers.shift())),
    });
    const smtp = channelAt(port);
    const results = [await smtp.send(letter), await smtp.send(letter)];
    assert.deepEqual(
      results.map((result) => result.outcome),
      ['later', 'refused'],
    );
  });

  it('is unknown when the connection breaks after the text, and later when it breaks before', async () => {
    let received = 0;
    const port = await listen({
      onData(stream, session) {
        stream.resume().on('end', () => {
          received += 1;
          const [connection] = [
            ...(server as unknown as { connections: Set<{ session: unknown; _socket: { destroy(): void } }> })
              .connections,
          ].filter((one) => (one.session as { id: string }).id === session.id);
          connection?._socket.destroy();
        });
      },
    });
    const result = await channelAt(port).send(letter);
    assert.deepEqual([result.outcome, received], ['unknown', 1], 'and it is not sent a second time');
    await channel?.close?.();
    const hangUp = await listenRaw((socket) => socket.destroy());
    assert.equal((await channelAt(hangUp.port).send(letter)).outcome, 'later');
    await hangUp.close();
  });

  it('waits for a server that is not there, or that does not let us in', async () => {
    const port = await listen({
      authOptional: false,
      onAuth: (_auth, _session, done) => done(failure(535, 'Wrong password')),
    });
    channel = smtpChannel(
      testConfig(directory, { smtpUrl: `smtp://me:wrong@127.0.0.1:${port}`, mailFrom: 'jobs@parley.example' }),
    );
    assert.equal((await channel.send(letter)).outcome, 'later');
    await channel.close?.();
    assert.equal((await channelAt(1).send(letter)).outcome, 'later');
  });
});

async function listenRaw(onConnection: (socket: import('node:net').Socket) => void) {
  const { createServer } = await import('node:net');
  const raw = createServer(onConnection).listen(0, '127.0.0.1');
  await once(raw, 'listening');
  return {
    port: (raw.address() as AddressInfo).port,
    close: () => new Promise<void>((done) => void raw.close(() => done())),
  };
}

describe('unsubscribing', () => {
  let test: TestApp;
  let hiring: Hiring;
  before(async () => {
    test = await startTestApp();
    hiring = await createHiring(test.db, { language: 'es', name: 'Ñandú <& Co>' });
  });
  let loop: Loop | undefined;
  after(async () => {
    await loop?.stop();
    await test.close();
  });

  it('asks on a visit, takes effect by the button or one click, and then no letter leaves any more', async () => {
    const links: string[] = [];
    const port = await listen({
      onData(stream, _session, done) {
        simpleParser(stream).then((mail) => {
          links.push(
            /<http:\/\/localhost(\/u\/[^>]+)>/.exec(
              mail.headerLines.find((line) => line.key === 'list-unsubscribe')?.line ?? '',
            )?.[1] ?? '',
          );
          done();
        }, done);
      },
    });
    const { config } = test.services;
    channel = smtpChannel({ ...config, smtpUrl: `smtp://127.0.0.1:${port}`, mailFrom: 'jobs@parley.example' });
    loop = startOutbox(test.services, { pollMs: 20, channels: [channel] });
    const applicant = await createApplicant(test.db, hiring, { email: 'Ana@Example.com' });
    const mail = (body: string) =>
      withCompanyClient(test.db, hiring.companyId, (client) =>
        queueMessages(client, hiring.companyId, [
          {
            ...applicant,
            channel: 'email',
            author: 'system',
            purpose: 'message',
            subject: 'x',
            body,
            toAddress: 'Ana@Example.com',
          },
        ]),
      );
    await mail('one');
    await waitUntil(async () => (await messagesOf(test.db, applicant))[0]?.status === 'sent');
    const [link = ''] = links;
    const visit = await test.app.inject({ url: link });
    assert.equal(visit.statusCode, 200);
    assert.match(visit.body, /<html lang="es" dir="ltr">[^]*¿No desea[^]*&#60;&#38; Co&#62;[^]*<form method="post">/);
    await mail('two');
    await waitUntil(async () => (await messagesOf(test.db, applicant))[1]?.status === 'sent');
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const done = await test.app.inject({
      method: 'POST',
      url: link,
      headers: form,
      payload: 'List-Unsubscribe=One-Click',
    });
    assert.deepEqual([done.statusCode, done.body.includes('<form')], [200, false]);
    assert.equal((await test.app.inject({ method: 'POST', url: link, headers: form, payload: '' })).statusCode, 200);
    await mail('three');
    await waitUntil(async () => (await messagesOf(test.db, applicant))[2]?.status === 'failed');
    assert.equal((await messagesOf(test.db, applicant))[2]?.error_code, 'suppressed');
    assert.equal(links.length, 2);
    assert.equal((await test.app.inject({ url: `${link}x` })).statusCode, 404);
  });
});
