import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, afterEach, before, beforeEach, describe, it, type TestContext } from 'node:test';
import { as, createHiring, messagesOf } from '#test/applicants.ts';
import {
  createWriter,
  emailOf,
  endless,
  type Mailing,
  mailValues,
  proof,
  putMail,
  rawMail,
  startMailing,
  withoutReaders,
} from '#test/mailing.ts';
import { waitUntil } from '#test/wait-until.ts';
import { type FakeImap, startImap } from '../../test/providers/imap.ts';
import type { Loop } from './loop.ts';
import { type MailboxOptions, startMailboxes } from './mailboxes.ts';

let mailing: Mailing;
let imap: FakeImap;
let readers: Loop[];
before(async () => {
  mailing = await startMailing();
});
after(() => mailing.close());
beforeEach(async () => {
  mailing.hiring = await createHiring(mailing.program.db);
  imap = await startImap();
  readers = [];
});
afterEach(async () => {
  await Promise.all(readers.map((reader) => reader.stop()));
  await query('update channel_connections set disconnected_at = now(), credentials = null where company_id = $1');
  await imap.close();
});

/** `$1` is the company of this test. */
const query = async (text: string) => (await mailing.program.db.pool.query(text, [mailing.hiring.companyId])).rows;

const imapValues = (more: Record<string, string> = {}) => ({
  imapHost: '127.0.0.1',
  imapPort: String(imap.port),
  imapSecurity: 'none',
  ...more,
});

async function connect(more: Record<string, string> = {}) {
  const answer = await putMail(mailing.program, mailing.hiring, mailValues(mailing.smtp, imapValues(more)));
  assert.equal(answer.statusCode, 200, answer.body);
}

function read(options: MailboxOptions = {}): Loop {
  const reader = startMailboxes(mailing.program.services, { pollMs: 50, leaseMs: 2000, lookMs: 100, ...options });
  readers.push(reader);
  return reader;
}

/** The texts of all mails that were taken, in their order. */
async function taken(): Promise<string[]> {
  const events = await query("select payload ->> 'text' as text from inbound_events where company_id = $1 order by id");
  return events.map(({ text }) => text);
}
const mail = (text: string, more: object = {}) => rawMail({ from: 'ana@candidates.example', text, ...more });
const have = (...texts: string[]) =>
  waitUntil(async () => JSON.stringify((await taken()).toSorted()) === JSON.stringify(texts.toSorted()));
const isRead = (lastUid: number) =>
  waitUntil(async () => {
    const [mailbox] = await query('select last_uid, uid_validity from mailboxes where company_id = $1');
    return mailbox?.uid_validity && mailbox.last_uid === lastUid;
  });

describe('a mailbox', () => {
  it('is tried when it is connected, each field with its verdict', async () => {
    const refused = async (more: Record<string, string>) =>
      (await putMail(mailing.program, mailing.hiring, mailValues(mailing.smtp, imapValues(more)))).json().error.fields;
    assert.match((await refused({ imapPassword: 'wrong' })).imapPassword, /Wrong user or password/);
    assert.match((await refused({ imapMailbox: 'Jobs' })).imapMailbox, /no such folder/);
    assert.match((await refused({ imapSecurity: 'tls' })).imapSecurity, /another kind of encryption/);
    assert.match((await refused({ imapSecurity: 'starttls' })).imapSecurity, /another kind of encryption/);
    assert.match((await refused({ imapHost: '192.168.1.1' })).imapHost, /private network/);
    await connect();
    assert.deepEqual(imap.misunderstandings, []);
  });

  it('is read from the moment at which it was connected, and a mail at once when it comes', async () => {
    imap.arrive(mail('long before'), new Date(Date.now() - 3_600_000));
    await connect();
    imap.arrive(mail('just after'));
    read({ lookMs: 60_000 });
    await have('just after');
    await waitUntil(() => imap.open === 1);
    imap.arrive(mail('while it was watched'));
    await have('just after', 'while it was watched');
    assert.deepEqual(imap.misunderstandings, []);
  });

  it('is looked into again and again where its server does not tell', async () => {
    await imap.close();
    imap = await startImap({ idle: false });
    await connect();
    read();
    await isRead(0);
    imap.arrive(mail('one'));
    await have('one');
  });

  it('is read by one at a time, and goes on where it was left', async () => {
    await connect();
    const others = [read(), read(), read()];
    imap.arrive(mail('one'));
    await have('one');
    assert.equal(imap.open, 1);
    await Promise.all(others.map((reader) => reader.stop()));
    readers = [];
    imap.arrive(mail('two'));
    read();
    await have('one', 'two');
    assert.deepEqual(imap.counts.fetched, [1, 2]);
  });

  it('is read to the end after its connection broke', async () => {
    await connect();
    read();
    for (let count = 1; count <= 5; count++) {
      imap.arrive(mail(`${count}`));
      await waitUntil(async () => (await taken()).length === count);
      imap.cut();
    }
    await have('1', '2', '3', '4', '5');
  });

  it('whose mails were numbered anew is read by the time, and what is known is known', async () => {
    await connect();
    read();
    imap.arrive(mail('one'));
    await have('one');
    imap.box.uidValidity += 1;
    for (const stored of imap.box.mails) stored.uid += 100;
    imap.box.uidNext += 100;
    imap.arrive(mail('two'));
    imap.cut();
    await have('one', 'two');
  });

  it('of another server begins with what comes from then on', async () => {
    await connect();
    read();
    imap.arrive(mail('one'));
    await have('one');
    const other = await startImap();
    other.arrive(mail('of another time'), new Date(Date.now() - 3_600_000));
    await connect({ imapPort: String(other.port) });
    await waitUntil(() => other.counts.logins > 1);
    await waitUntil(() => imap.open === 0);
    other.arrive(mail('two'));
    await have('one', 'two');
    await Promise.all(readers.map((reader) => reader.stop()));
    readers = [];
    await other.close();
  });

  it('is left alone once it is disconnected', async () => {
    await connect();
    read();
    await waitUntil(() => imap.open === 1);
    const { connection } = await emailOf(mailing.program, mailing.hiring);
    const headers = as('owner', mailing.hiring);
    await mailing.program.app.inject({ method: 'DELETE', url: `/api/channels/${connection.id}`, headers });
    await waitUntil(() => imap.open === 0);
    const { logins } = imap.counts;
    imap.arrive(mail('afterwards'));
    readers.push(startMailboxes(mailing.program.services, { pollMs: 10 }));
    await waitUntil(async () => (await query('select 1 from mailboxes where company_id = $1 and held_by is null'))[0]);
    assert.deepEqual([await taken(), imap.counts.logins], [[], logins]);
  });

  it('that lets us in no more is told to the owner, tried again, and read then', async () => {
    await connect();
    imap.login.password = 'changed';
    read();
    await waitUntil(async () => (await emailOf(mailing.program, mailing.hiring)).connection.lastError);
    const { connection } = await emailOf(mailing.program, mailing.hiring);
    assert.deepEqual([connection.lastError.code, connection.status], ['imap_sign_in', 'troubled']);
    imap.login.password = 'letters';
    imap.arrive(mail('one'));
    await query('update mailboxes set due_at = now() where company_id = $1');
    await have('one');
    await waitUntil(async () => (await emailOf(mailing.program, mailing.hiring)).connection.status === 'connected');
    assert.equal((await emailOf(mailing.program, mailing.hiring)).connection.lastError.code, 'imap_sign_in');
  });

  it('gives of a mail that is too large what it says, and says that its files are missing', async () => {
    await connect();
    const ana = await createWriter(mailing.program, mailing.hiring);
    const content = [
      '--b\nContent-Type: text/plain\n\nMy film\n',
      '--b\nContent-Type: video/mp4; name=film.mp4\nContent-Transfer-Encoding: base64\n',
      `${Buffer.alloc(57, 7).toString('base64')}\n`.repeat(450_000),
      '--b--',
    ].join('\n');
    imap.arrive(
      rawMail({ from: ana.email, headers: [proof()], body: { type: 'multipart/mixed; boundary=b', content } }),
    );
    read();
    await isRead(1);
    const events = await query('select payload from inbound_events where company_id = $1');
    assert.deepEqual(
      events.map(({ payload }) => [payload.text, payload.files, payload.lostFiles]),
      [['My film', [], 1]],
    );
    assert.equal((await messagesOf(mailing.program.db, ana)).length, 0);
  });

  it('is read on behind a mail that can not be read, of which the owner is told', async () => {
    await connect();
    imap.arrive(mail('', { body: endless }));
    imap.arrive(mail('behind it'));
    read({ readMs: 700 });
    await waitUntil(async () => {
      await query('update mailboxes set due_at = now() where company_id = $1');
      return (await taken()).includes('behind it');
    }, 60_000);
    assert.deepEqual(await taken(), ['behind it']);
    const { connection } = await emailOf(mailing.program, mailing.hiring);
    assert.equal(connection.lastError.code, 'mail_passed_over');
    assert.equal(imap.counts.fetched.filter((uid) => uid === 1).length, 5);
  });

  it('is read on with the same mail, however often there was no process to read it', async (test) => {
    await connect();
    const system = await withoutReaders(test as TestContext);
    imap.arrive(mail('innocent'));
    read();
    await waitUntil(async () => {
      await query('update mailboxes set due_at = now() where company_id = $1');
      return system.callCount() >= 7;
    });
    system.restore();
    await waitUntil(async () => {
      await query('update mailboxes set due_at = now() where company_id = $1');
      return (await taken()).includes('innocent');
    });
    assert.equal((await emailOf(mailing.program, mailing.hiring)).connection.lastError.code, 'imap');
  });

  it('is read on behind a mail that has ended its readers each time', async () => {
    await connect();
    read();
    await isRead(0);
    await query('update mailboxes set stuck_uid = 1, stuck_times = 5 where company_id = $1');
    imap.arrive(mail('deadly'));
    imap.arrive(mail('behind it'));
    await have('behind it');
    const { connection } = await emailOf(mailing.program, mailing.hiring);
    assert.equal(connection.lastError.code, 'mail_passed_over');
  });

  it('loses nothing and takes nothing twice when its reader is killed in the middle', async () => {
    await connect();
    const texts = Array.from({ length: 60 }, (_, index) => `mail ${index}`);
    for (const text of texts) imap.arrive(mail(text));
    const { databaseUrl, services } = mailing.program;
    const start = () =>
      spawn(
        process.execPath,
        ['test/support/killed-reader.ts', databaseUrl, services.config.secret, services.config.dataDirectory],
        { stdio: 'inherit' },
      );
    const killed: ChildProcess[] = [];
    for (let round = 1; round <= 2; round++) {
      const child = start();
      killed.push(child);
      await waitUntil(async () => (await taken()).length >= round * 20, 60_000);
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    read({ leaseMs: 600 });
    await have(...texts);
    assert.ok(killed.every(({ signalCode }) => signalCode === 'SIGKILL'));
    assert.deepEqual(await taken(), texts, 'and in their order');
  });
});
