import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import iconv from 'iconv-lite';
import { withCompany } from '#platform/db.ts';
import { messagesOf } from '#test/applicants.ts';
import {
  connectMail,
  createWriter,
  emailOf,
  endless,
  handOver,
  type Mailing,
  proof,
  rawMail,
  startMailing,
  type Written,
  webhookSecret,
  withoutReaders,
} from '#test/mailing.ts';
import { hurry } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';
import { listConnections, loadConnection } from '../connections.ts';
import { mailSignature } from './signature.ts';
import { takeSignedMail } from './webhook-routes.ts';

let mailing: Mailing;
let webhook: string;
before(async () => {
  mailing = await startMailing({ worker: true });
  webhook = await connectMail(mailing);
});
after(() => mailing.close());

/** What the conversation shows of a mail that our server vouches for. */
async function shown(write: Omit<Written, 'from'>, encode = (raw: string) => Buffer.from(raw)) {
  const person = await createWriter(mailing.program, mailing.hiring);
  const raw = rawMail({ from: person.email, ...write, headers: [proof(), ...(write.headers ?? [])] });
  const answer = await handOver(mailing.program, webhook, encode(raw));
  assert.equal(answer.statusCode, 200, answer.body);
  await hurry(mailing.program);
  return waitUntil(async () =>
    (await messagesOf(mailing.program.db, person)).find(({ direction }) => direction === 'in'),
  );
}

const eventCount = async () =>
  (await mailing.program.db.pool.query('select count(*)::int from inbound_events')).rows[0].count;

describe('the webhook for mails', () => {
  it('takes nothing that is not signed, with the secret, for these bytes, just now', async () => {
    const { app } = mailing.program;
    const payload = rawMail({ from: 'eve@evil.example', text: 'Hello' });
    const now = Math.floor(Date.now() / 1000);
    const signed = (at: number, secret = webhookSecret, body = payload) => ({
      'x-parley-timestamp': String(at),
      'x-parley-signature': mailSignature(secret, String(at), Buffer.from(body)),
    });
    const before = await eventCount();
    for (const headers of [
      {},
      signed(now, 'guessed guessed guessed'),
      signed(now, webhookSecret, `${payload} `),
      signed(now - 301),
      signed(now + 330),
      { ...signed(now), 'x-parley-timestamp': String(now - 1) },
      { ...signed(now), 'x-parley-timestamp': `${now} ` + 'x' },
    ]) {
      const answer = await app.inject({
        method: 'POST',
        url: webhook,
        headers: { 'content-type': 'message/rfc822', ...headers },
        payload,
      });
      assert.equal(answer.statusCode, 403, JSON.stringify(headers));
    }
    assert.equal((await app.inject({ method: 'POST', url: `${webhook}x`, payload })).statusCode, 404);
    assert.equal((await app.inject({ url: webhook })).statusCode, 405);
    assert.equal(await eventCount(), before);
  });

  it('signs the time and the body together', () => {
    // printf '1700000000.Hello' | openssl dgst -sha256 -hmac secret
    const expected = 'v1=21138bb28d2805154afa79db3afc13d168d38874165f99f12ee0d533a33c3e47';
    const actual = mailSignature('secret', '1700000000', Buffer.from('Hello'));
    assert.equal(actual, expected);
  });

  it('counts a mail once, however often it is handed over', async () => {
    const person = await createWriter(mailing.program, mailing.hiring);
    const raw = rawMail({ from: person.email, text: 'Once', headers: [proof()] });
    const answers = await Promise.all(Array.from({ length: 5 }, () => handOver(mailing.program, webhook, raw)));
    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode),
      [200, 200, 200, 200, 200],
    );
    await hurry(mailing.program);
    const heard = async () =>
      (await messagesOf(mailing.program.db, person)).filter(({ direction }) => direction === 'in').length;
    await waitUntil(heard);
    // By the time that events are forgotten, the mailbox may be read anew.
    await mailing.program.db.pool.query('delete from inbound_events');
    await handOver(mailing.program, webhook, raw);
    assert.equal(await eventCount(), 0);
    assert.equal(await heard(), 1);
  });

  it('knows mails apart to which a program gave the same id', async () => {
    const person = await createWriter(mailing.program, mailing.hiring);
    const before = await eventCount();
    for (const text of ['One', 'Two'])
      await handOver(
        mailing.program,
        webhook,
        rawMail({ from: person.email, text, headers: [proof()], messageId: '<1@broken.example>' }),
      );
    assert.equal((await eventCount()) - before, 2);
  });

  it('reads pieces in the order in which they were written', async () => {
    const person = await createWriter(mailing.program, mailing.hiring);
    const at = Date.now() - 60_000;
    const pieces = ['one', 'two', 'three'].map((text, index) =>
      rawMail({ from: person.email, text, headers: [proof()] }).replace(
        /^Date: .*$/m,
        `Date: ${new Date(at + index * 1000).toUTCString()}`,
      ),
    );
    for (const index of [2, 0, 1]) await handOver(mailing.program, webhook, pieces[index] as string);
    await hurry(mailing.program);
    const said = await waitUntil(async () => {
      const all = (await messagesOf(mailing.program.db, person)).filter(({ direction }) => direction === 'in');
      return all.length === 3 ? all : null;
    });
    assert.deepEqual(
      said.map(({ body }) => body),
      ['one', 'two', 'three'],
    );
  });

  it('takes whatever bytes there are for a mail without an error', async () => {
    const odd = [
      '',
      '\0\0\0\0',
      'no header at all',
      'From: <<<>>>@@\r\nReferences: x\r\n\r\nhi',
      `From: ${'a'.repeat(300)}@example.com\r\n\r\nhi`,
      'From: a@example.com\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x',
      'From: b@example.com\r\nContent-Type: text/plain; charset=klingon\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!! \0 \ud800',
      'From: c@example.com\r\nSubject: =?utf-8?B?////?= =?x?y?z?=\r\nDate: yesterday\r\nMessage-ID: <<>>\r\n\r\nhi\0there',
      `From: d@example.com\r\nX-Long: ${'y'.repeat(300_000)}\r\n\r\nhi`,
      `From: d@example.com\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello\r\n${'\u00a0\r\n'.repeat(10_000)}bye`,
      `From: e@example.com\r\nContent-Type: text/html\r\n\r\n${'<div>'.repeat(50_000)}hi`,
      `From: f@example.com\r\n\r\n${'\n'.repeat(100_000)}hi${'> '.repeat(50_000)}`,
      `From: g@example.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(20_000)}`,
    ];
    for (const raw of odd) {
      const answer = await handOver(mailing.program, webhook, raw);
      assert.equal(answer.statusCode, 200, `${raw.slice(0, 60)}: ${answer.body}`);
    }
    await hurry(mailing.program);
    await waitUntil(async () => {
      const { rows } = await mailing.program.db.pool.query('select error from inbound_events where handled_at is null');
      assert.deepEqual(
        rows.filter(({ error }) => error),
        [],
      );
      return rows.length === 0;
    });
  });

  it('stands nothing still while it reads a mail that was written to take long, and refuses it then', async () => {
    const connection = await withCompany(mailing.program.db, mailing.hiring.companyId, async (trx) => {
      const [row] = await listConnections(trx, mailing.hiring.companyId);
      return loadConnection(trx, mailing.program.services, mailing.hiring.companyId, Number(row?.id));
    });
    assert.ok(connection);
    const raw = Buffer.from(rawMail({ from: 'eve@evil.example', body: endless }));
    const timestamp = String(Math.floor(Date.now() / 1000));
    const headers = {
      'x-parley-timestamp': timestamp,
      'x-parley-signature': mailSignature(webhookSecret, timestamp, raw),
    };
    let turns = 0;
    const turning = setInterval(() => turns++, 10);
    const taking = takeSignedMail(mailing.program.services, connection, headers, raw, { readMs: 1000 });
    await assert.rejects(taking, { status: 422, code: 'mail_unreadable' });
    clearInterval(turning);
    assert.ok(turns > 20, String(turns));
    assert.equal((await emailOf(mailing.program, mailing.hiring)).connection.lastError.code, 'mail_unreadable');
    assert.equal((await shown({ text: 'And the next one' })).body, 'And the next one');
  });

  it('has a mail sent again where it could not be read at this moment, which is not held against it', async (test) => {
    const before = (await emailOf(mailing.program, mailing.hiring)).connection.lastError;
    const raw = rawMail({ from: 'ana@candidates.example', text: 'Innocent' });
    const system = await withoutReaders(test as TestContext);
    const refused = await handOver(mailing.program, webhook, raw);
    assert.deepEqual([refused.statusCode, refused.json().error.code], [503, 'busy']);
    assert.deepEqual((await emailOf(mailing.program, mailing.hiring)).connection.lastError, before);
    system.restore();
    assert.equal((await handOver(mailing.program, webhook, raw)).statusCode, 200);
  });

  it('refuses what is too large for a mail, and takes what is just large', async () => {
    const large = (size: number) => `From: h@example.com\r\n\r\n${'x'.repeat(size)}`;
    assert.equal((await handOver(mailing.program, webhook, large(31 * 1024 * 1024))).statusCode, 413);
    assert.equal((await handOver(mailing.program, webhook, large(8 * 1024 * 1024))).statusCode, 200);
  });

  it('refuses a mail whose header is too large to be read, so that it is not lost', async () => {
    const raw = rawMail({ from: 'eve@evil.example', text: 'Hi', headers: [`X-Long: ${'x'.repeat(1_100_000)}`] });
    const answer = await handOver(mailing.program, webhook, raw);
    assert.deepEqual([answer.statusCode, answer.json().error.code], [422, 'mail_unreadable']);
    assert.equal((await emailOf(mailing.program, mailing.hiring)).connection.lastError.code, 'mail_passed_over');
  });
});

describe('what is shown of a mail', () => {
  it('is its text in whatever charset, also where the header names another', async () => {
    const words = 'Ñandú café';
    for (const charset of ['utf-8', 'iso-8859-1', 'windows-1252', 'utf-16le']) {
      const body = { type: `text/plain; charset=${charset}\r\nContent-Transfer-Encoding: base64`, content: '' };
      const content = iconv.encode(words, charset).toString('base64');
      assert.equal((await shown({ body: { ...body, content } })).body, words, charset);
    }
    const japanese = { type: 'text/plain; charset=iso-2022-jp', content: '\u001b$B%F%9%H\u001b(B' };
    assert.equal((await shown({ body: japanese })).body, 'テスト');
    const lying = await shown({ body: { type: 'text/plain; charset=utf-8', content: 'XX' } }, (raw) =>
      Buffer.from(raw.replace('XX', 'caf\u00e9'), 'latin1'),
    );
    assert.match(lying.body, /^caf/);
    const subject = await shown({ subject: '=?iso-8859-1?Q?Buenos_d=EDas?=', text: 'x' });
    assert.equal(subject.subject, 'Buenos días');
  });

  it('is what they wrote themselves; the whole is kept beside it', async () => {
    const message = await shown({ text: 'Yes\n\nOn Mon, Acme <jobs@acme.example> wrote:\n> Will you <b>come</b>?\n' });
    assert.equal(message.body, 'Yes');
    assert.match(message.html ?? '', /^<pre>Yes[^]*Will you &#60;b&#62;come/);
    assert.equal((await shown({ text: 'Just this' })).html, null);
  });

  it('is read from HTML where there is nothing else, without what is quoted', async () => {
    const content =
      '<style>p{color:red}</style><p>I can <b>come</b> <a href="javascript:alert(1)">soon</a></p><script>alert(1)</script><div class="gmail_quote">On Mon:<blockquote>Will you?</blockquote></div>';
    const message = await shown({ body: { type: 'text/html; charset=utf-8', content } });
    assert.equal(message.body, 'I can come soon');
    assert.equal(message.html, content);
    const links = '<a href="javascript:alert(1)">click</a><a href="https://ok.example/a">fine link</a>';
    const apart = await shown({ body: { type: 'text/html; charset=utf-8', content: `<p>${links}</p>` } });
    assert.equal(apart.body, 'click fine link (https://ok.example/a)');
  });

  it('has its files, each as what its bytes say that it is', async () => {
    const part = (name: string, type: string, body: Buffer) =>
      [
        '--b',
        `Content-Type: ${type}; name="${name}"`,
        `Content-Disposition: attachment; filename="${name}"`,
        'Content-Transfer-Encoding: base64',
        '',
        body.toString('base64'),
      ].join('\n');
    const pdf = Buffer.from('%PDF-1.4\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n');
    const page = Buffer.from('<html><script>alert(1)</script></html>');
    const content = [
      '--b\nContent-Type: text/plain\n\nMy CV\n',
      part('../../Ana.pdf', 'application/octet-stream', pdf),
      part('photo.png', 'image/png', page),
      ...Array.from({ length: 20 }, (_, index) => part(`${index}.txt`, 'text/plain', Buffer.from(`file ${index}`))),
      '--b--',
    ].join('\n');
    const message = await shown({ body: { type: 'multipart/mixed; boundary=b', content } });
    const files = message.attachments as { key: string; name: string; contentType: string; size: number }[];
    assert.deepEqual(
      files.slice(0, 2).map(({ name, contentType }) => [name, contentType]),
      [
        ['.. .. Ana.pdf', 'application/pdf'],
        ['photo.png', 'application/octet-stream'],
      ],
    );
    assert.deepEqual([files.length, message.error_code, message.body], [20, 'files_too_large', 'My CV']);
    const stored = await mailing.program.services.blobs.head(files[0]?.key ?? '');
    assert.equal(stored?.size, pdf.length);
    const { rows } = await mailing.program.db.pool.query('select key from loose_blobs where due_at > now()');
    assert.ok(!rows.some(({ key }) => files.some((file) => file.key === key)), 'they belong to the message');
  });
});
