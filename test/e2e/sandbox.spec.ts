import { expect, type Locator, type Page } from '@playwright/test';
import { contract, picture } from '#test/files.ts';
import { hurry } from '#test/texting.ts';
import { addCandidates, manager, newBrowserOf, owner, type Parley, startParley } from './support/parley.ts';
import { test } from './support/test.ts';

let parley: Parley;
test.beforeAll(async () => {
  parley = await startParley();
});
test.afterAll(() => parley?.close());

const log = (page: Page): Locator => page.getByRole('log', { name: 'Conversation' });
const upload = ({ name, contentType: mimeType, body }: typeof picture) => ({ name, mimeType, buffer: body });

/** On a phone that nobody has used yet, or a mailbox. */
async function openPhone(page: Page, phone: string, channel: string): Promise<void> {
  await page.goto(`/settings?section=sandbox&phone=${encodeURIComponent(phone)}&channel=${channel}`);
  // The first that is selected is that of the settings.
  await page.getByRole('tab', { selected: true }).nth(1).waitFor();
}

/** Nobody waits for what might still belong to an answer. */
async function sees(page: Page, text: string): Promise<void> {
  await expect(async () => {
    await hurry(parley);
    await expect(log(page)).toContainText(text, { timeout: 1000 });
  }).toPass({ timeout: 20_000 });
}

/** To an account everybody is an id; whose it is, somebody has found out. */
async function isKnownOn(page: Page, on: { phone: string; channel: string }): Promise<void> {
  const { tabs } = await (await page.request.get(`${parley.url}/api/sandbox/phone?${new URLSearchParams(on)}`)).json();
  const { address } = tabs.find(({ channel }: { channel: string }) => channel === on.channel);
  await parley.db.pool.query(
    `insert into candidate_contacts (company_id, candidate_id, kind, value)
     select company_id, candidate_id, $2, $3 from candidate_contacts where kind = 'phone' and value = $1`,
    [on.phone, on.channel, address],
  );
}

async function write(page: Page, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Write as the candidate' });
  await field.fill(text);
  await field.press('Enter');
  await expect(field).toHaveValue('');
}

test('a whole interview on Messenger, from its button by the link of a campaign, with files both ways', async ({
  browser,
}) => {
  test.setTimeout(90_000);
  const phone = await newBrowserOf(browser, parley, owner);
  await openPhone(phone, '+639175550401', 'messenger');
  await expect(phone.getByRole('button', { name: 'Get started' })).toBeVisible();
  await phone.getByLabel(/^Link to the page/).fill(`https://m.me/harbour?ref=campaign-${parley.campaignId}`);
  await phone.getByRole('button', { name: 'Follow the link' }).click();
  await sees(phone, 'What work have you done so far?');
  await expect(phone.getByRole('button', { name: 'Get started' })).toHaveCount(0);
  await write(phone, 'A hotel.');
  await sees(phone, 'Why would you like to do this job?');
  await write(phone, 'I like people.');
  const choice = log(phone).getByRole('button', { name: 'Right away' });
  await expect(async () => {
    await hurry(parley);
    await expect(choice).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 20_000 });
  await choice.click();
  await sees(phone, 'has your answers and will be in touch');

  await phone.locator('input[type=file]').setInputFiles(upload(picture));
  await expect(log(phone).getByRole('img')).toHaveCount(1);
  await phone.getByRole('link', { name: 'Open in Leads' }).waitFor();
  const recruiter = await newBrowserOf(browser, parley, manager);
  const href = await phone.getByRole('link', { name: 'Open in Leads' }).getAttribute('href');
  await recruiter.goto(href ?? '');
  const inbox = recruiter.getByRole('log').first();
  await expect(inbox.getByRole('button', { name: 'Look at image-1' })).toBeVisible({ timeout: 20_000 });
  await recruiter.locator('input[data-attach]').setInputFiles(upload(contract));
  const composer = recruiter.getByRole('textbox', { name: /^Write to/ });
  await composer.fill('Your contract');
  await composer.press('Control+Enter');
  await expect(log(phone)).toContainText('Your contract');
  await expect(log(phone).getByRole('link', { name: 'contract.pdf' })).toBeVisible();
});

test('a whole interview on WeChat, with its menu', async ({ browser }) => {
  test.setTimeout(90_000);
  const page = await newBrowserOf(browser, parley, owner);
  const on = { phone: '+639175550402', channel: 'wechat' };
  await addCandidates(page, parley, [{ firstName: 'Gil', phone: on.phone }]);
  await isKnownOn(page, on);
  await openPhone(page, on.phone, on.channel);
  await write(page, 'Hello');
  await sees(page, 'What work have you done so far?');
  await write(page, 'A hotel.');
  await sees(page, 'Why would you like to do this job?');
  await write(page, 'I like people.');
  await sees(page, 'Right away');
  await log(page).getByRole('button', { name: 'Right away' }).click();
  await sees(page, 'Thank you, Gil!');
});

test('a whole interview by e-mail: every answer is written in the mailbox, the last with a file', async ({
  browser,
}) => {
  test.setTimeout(90_000);
  const page = await newBrowserOf(browser, parley, owner);
  const email = 'ana@candidates.example';
  const [lead] = await addCandidates(page, parley, [{ firstName: 'Ana', lastName: 'Reyes', email }]);
  await expect(async () => {
    await openPhone(page, email, 'email');
    await expect(page.getByRole('group', { name: 'Mailbox' }).getByRole('article')).toHaveCount(1, { timeout: 1000 });
  }).toPass();
  const mailbox = page.getByRole('group', { name: 'Mailbox' });
  const reply = async (text: string, expected: string, file?: typeof picture) => {
    await mailbox.getByRole('button', { name: 'Reply' }).click();
    const form = mailbox.getByRole('form', { name: 'Reply' });
    await form.getByRole('textbox', { name: 'Text' }).fill(text);
    if (file) await form.locator('input[type=file]').setInputFiles(upload(file));
    await form.getByRole('button', { name: 'Send' }).click();
    await expect(form).toHaveCount(0);
    await expect(async () => {
      await hurry(parley);
      await expect(mailbox.getByRole('article').first()).toContainText(expected, { timeout: 1000 });
    }).toPass({ timeout: 20_000 });
  };
  await reply('Hello, let us begin.', 'What work have you done so far?');
  await reply('Two years at a front desk.', 'Why would you like to do this job?');
  await reply('I like people.', '1. Right away');
  await reply('1', 'We have your answers');
  await page.goto(`/leads?id=${lead}`);
  const inbox = page.getByRole('log').first();
  await expect(inbox).toContainText('Two years at a front desk.');

  await openPhone(page, email, 'email');
  await mailbox.getByRole('button', { name: 'Reply' }).click();
  await mailbox.getByRole('textbox', { name: 'Text' }).fill('And here is my picture.');
  await mailbox.locator('input[type=file]').setInputFiles(upload(picture));
  await expect(mailbox.getByText('harbour.png')).toBeVisible();
  await mailbox.getByRole('textbox', { name: 'Text' }).press('Control+Enter');
  await expect(mailbox.getByRole('article').first()).toContainText('And here is my picture.');
  await hurry(parley);
  await page.goto(`/leads?id=${lead}`);
  await expect(inbox.getByRole('button', { name: 'Look at harbour.png' })).toBeVisible({ timeout: 20_000 });
});

test('a provider that is busy: the message waits, and arrives when it works again', async ({ browser }) => {
  const phone = await newBrowserOf(browser, parley, owner);
  const recruiter = await newBrowserOf(browser, parley, manager);
  const [lead] = await addCandidates(phone, parley, [{ firstName: 'Omar', phone: '0917 555 0403' }]);
  await openPhone(phone, '0917 555 0403', 'sms');
  await expect(log(phone)).toContainText('Hi Omar');
  await phone.getByRole('combobox', { name: 'The provider of SMS' }).click();
  await phone.getByRole('option', { name: 'Is busy (429)' }).click();
  await expect(phone.getByText(/^Until/)).toBeVisible();
  await recruiter.goto(`/leads?id=${lead}`);
  const composer = recruiter.getByRole('textbox', { name: /^Write to/ });
  await composer.fill('Can you come on Monday?');
  await composer.press('Control+Enter');
  const sent = recruiter.getByRole('log').first().getByRole('article').filter({ hasText: 'come on Monday' });
  await expect(sent).toBeVisible();
  const waiting = "select from messages where error_code = 'twilio_20429'";
  await expect.poll(async () => (await parley.db.pool.query(waiting)).rows.length).toBe(1);
  await expect(log(phone)).not.toContainText('come on Monday');
  await phone.getByRole('combobox', { name: 'The provider of SMS' }).click();
  await phone.getByRole('option', { name: 'Works' }).click();
  await expect(phone.getByText(/^Until/)).toHaveCount(0);
  await parley.db.pool.query('update outbox set due_at = now()');
  parley.services.hints.publish({ companyId: 0, topic: 'outbox' });
  await expect(log(phone)).toContainText('come on Monday');
});

test('the openings stand on cards, and a day passes only once it is asked for', async ({ browser }) => {
  const phone = await newBrowserOf(browser, parley, owner);
  await parley.db.pool.query(
    `insert into openings (company_id, campaign_id, mode, title, subtitle, description, keyword)
     select company_id, id, 'job', 'Receptionist', 'Cebu, nights', 'Guests come first.', null from campaigns where id = $1`,
    [parley.campaignId],
  );
  await openPhone(phone, '+639175550499', 'messenger');
  await phone.getByRole('button', { name: 'Get started' }).click();
  const cards = log(phone).getByRole('list');
  await expect(async () => {
    await hurry(parley);
    await expect(cards.getByRole('listitem').first()).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 20_000 });
  await expect(log(phone)).not.toContainText('http');
  const bubbles = log(phone).getByRole('article');
  await expect(bubbles.first()).not.toContainText('Yesterday');
  await phone.getByRole('button', { name: 'Let a day pass' }).click();
  const asked = phone.getByRole('dialog', { name: 'Let a day pass?' });
  await asked.getByRole('button', { name: 'Let a day pass' }).click();
  await expect(bubbles.first()).toContainText('Yesterday');
});
