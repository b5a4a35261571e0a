import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as, messagesOf } from '#test/applicants.ts';
import { pixel } from '#test/files.ts';
import { connectMail, createWriter, handOver, type Mailing, proof, rawMail, startMailing } from '#test/mailing.ts';
import { hurry } from '#test/texting.ts';
import { waitUntil } from '#test/wait-until.ts';

let mailing: Mailing;
let webhook: string;
before(async () => {
  mailing = await startMailing({ worker: true });
  webhook = await connectMail(mailing);
});
after(() => mailing.close());

type Part = { type: string; cid: string; body: Buffer };

/** What an owner sees of a mail with this HTML and these parts beside it. */
async function original(html: string, parts: Part[]) {
  const { program, hiring } = mailing;
  const ana = await createWriter(program, hiring);
  const files = parts.flatMap(({ type, cid, body }) => [
    '--x',
    `Content-Type: ${type}`,
    'Content-Transfer-Encoding: base64',
    `Content-ID: <${cid}>`,
    'Content-Disposition: inline',
    '',
    body.toString('base64').replace(/.{76}/g, '$&\r\n'),
  ]);
  const content = ['--x', 'Content-Type: text/html; charset=utf-8', '', html, ...files, '--x--', ''].join('\r\n');
  const body = { type: 'multipart/related; boundary=x', content };
  const raw = rawMail({ from: ana.email, headers: [proof()], body });
  assert.equal((await handOver(program, webhook, raw)).statusCode, 200);
  await hurry(program);
  const message = await waitUntil(async () => (await messagesOf(program.db, ana))[0]);
  const url = `/api/messages/${message.id}/original`;
  const answer = await program.app.inject({ url, headers: as('owner', hiring) });
  return { message, page: answer.body, policy: String(answer.headers['content-security-policy']) };
}

const picture = (cid: string): Part => ({ type: 'image/png', cid, body: pixel });
const dataUrl = `data:image/png;base64,${pixel.toString('base64')}`;

test('a picture of the mail’s own stands where the mail has it, and nothing is loaded for it', async () => {
  const html = '<p>Me <img src="cid:me@phone" alt="me"> and <img src="CID:my%20cat" alt="cat"></p>';
  const { message, page, policy } = await original(html, [picture('me@phone'), picture('my cat')]);
  assert.ok(page.includes(`<p>Me <img alt="me" src="${dataUrl}" /> and <img alt="cat" src="${dataUrl}" /></p>`), page);
  assert.match(policy, /img-src data:;/);
  assert.ok(!String(message.html).includes('base64'), 'the picture is kept once, as a file');
  assert.equal((message.attachments as object[]).length, 2);
});

test('what is no picture, is not there, or is meant to break out is not shown', async () => {
  const script = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  const html = [
    '<img src="cid:script" alt="one"><img src="cid:nothing" alt="two"><img src="cid:%E0%A4%A" alt="three">',
    `<img src='cid:a"onerror="alert(1)' alt="four"><a href="cid:me">five</a><img src="cid:" alt="six">`,
  ].join('');
  const parts = [{ type: 'image/png', cid: 'script', body: script }, picture('a"onerror="alert(1)'), picture('me')];
  const { page } = await original(html, parts);
  for (const alt of ['one', 'two', 'three', 'six']) assert.ok(page.includes(`<img alt="${alt}" />`), page);
  assert.doesNotMatch(page, /cid:|onerror=|<script|svg/);
});

test('one picture shown thousands of times does not make a page that no browser takes', async () => {
  const large: Part = { type: 'image/png', cid: 'large', body: Buffer.concat([pixel, Buffer.alloc(1_000_000)]) };
  const { page } = await original('<img src="cid:large">'.repeat(5000), [large]);
  assert.ok(page.length < 16 * 1024 * 1024);
  assert.ok(page.includes('data:image/png'));
});
