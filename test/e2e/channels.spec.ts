import { expect, type Locator, type Page } from '@playwright/test';
import { addCandidates, manager, newBrowserOf, owner, type Parley, startParley } from './support/parley.ts';
import { test } from './support/test.ts';

let parley: Parley;
test.beforeAll(async () => {
  parley = await startParley();
});
test.afterAll(() => parley?.close());

/** The bot waits for what belongs to an answer before it goes on. */
const answered = { timeout: 20_000 };

const log = (page: Page): Locator => page.getByRole('log', { name: 'Conversation' });

async function write(page: Page, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Write as the candidate' });
  await field.fill(text);
  await field.press('Enter');
  await expect(field).toHaveValue('');
}

async function openPhone(page: Page, name: RegExp, channel: string): Promise<void> {
  await page.goto(`${parley.url}/settings?section=sandbox`);
  await page.getByRole('list', { name: 'Phones and mailboxes' }).getByRole('button', { name }).click();
  await page.getByRole('tab', { name: channel }).click();
}

/** A recruiter who has the lead open, and never reloads. */
async function openLead(page: Page, id: number): Promise<void> {
  await page.goto(`/leads?id=${id}`);
  await page.getByRole('log').first().waitFor();
  await page.evaluate(() => Object.assign(window, { notReloaded: true }));
}

async function reply(recruiter: Page, text: string): Promise<void> {
  const composer = recruiter.getByRole('textbox', { name: /^Write to/ });
  await composer.fill(text);
  await composer.press('Control+Enter');
}

async function expectState(inbox: Locator, text: string, state: RegExp): Promise<void> {
  const message = inbox.getByRole('article').filter({ hasText: text });
  await expect(message.getByRole('img', { name: state })).toBeVisible();
}

test('a whole interview by SMS: the candidate’s phone, a recruiter who sees it live, and who answers', async ({
  browser,
}) => {
  test.setTimeout(150_000);
  const phone = await newBrowserOf(browser, parley, owner);
  const recruiter = await newBrowserOf(browser, parley, manager);
  const [lead = 0] = await addCandidates(phone, parley, [
    { firstName: 'Maria', lastName: 'Santos', phone: '0917 555 0301' },
  ]);
  await openLead(recruiter, lead);
  const inbox = recruiter.getByRole('log').first();

  await expect(async () => {
    await openPhone(phone, /Maria Santos/, 'SMS');
  }).toPass();
  await expect(log(phone)).toContainText('Hi Maria,');
  await write(phone, 'Hello');
  await expect(log(phone)).toContainText('What work have you done so far?', answered);
  await write(phone, 'Two years at a front desk.');
  await expect(inbox).toContainText('Two years at a front desk.', answered);
  await expect(log(phone)).toContainText('Why would you like to do this job?', answered);
  await write(phone, 'I like people.');
  await expect(log(phone)).toContainText('1. Right away', answered);
  await write(phone, '1');
  await expect(log(phone)).toContainText('Thank you, Maria!', answered);
  await expect(recruiter.getByRole('button', { name: /Maria Santos/ })).toContainText('Completed', answered);

  await reply(recruiter, 'See you on Monday, Maria!');
  await expect(log(phone)).toContainText('See you on Monday, Maria!');
  await expectState(inbox, 'See you on Monday', /^Delivered/);
  expect(await recruiter.evaluate(() => 'notReloaded' in window)).toBe(true);
});

test('a whole interview by WhatsApp: a voice note, a button that is tapped, and a message that gets lost', async ({
  browser,
}) => {
  test.setTimeout(150_000);
  const phone = await newBrowserOf(browser, parley, owner);
  const recruiter = await newBrowserOf(browser, parley, manager);
  const [lead = 0] = await addCandidates(phone, parley, [
    { firstName: 'Omar', lastName: 'Haddad', phone: '0917 555 0302' },
  ]);
  await openLead(recruiter, lead);
  const inbox = recruiter.getByRole('log').first();

  await expect(async () => {
    await openPhone(phone, /Omar Haddad/, 'WhatsApp');
  }).toPass();
  await write(phone, 'Hello');
  await expect(log(phone)).toContainText('What work have you done so far?', answered);
  await write(phone, 'A call centre.');
  await expect(log(phone)).toContainText('Why would you like to do this job?', answered);
  await phone.getByRole('button', { name: 'Record a voice note' }).click();
  await expect(phone.getByRole('timer')).toHaveText('0:02');
  await phone.getByRole('button', { name: 'Stop and send' }).click();
  const choice = log(phone).getByRole('button', { name: 'Within two weeks' });
  await expect(choice).toBeVisible(answered);
  await choice.click();
  await expect(log(phone)).toContainText('Thank you, Omar!', answered);
  await expect(recruiter.getByRole('button', { name: /Omar Haddad/ })).toContainText('Completed', answered);
  await expect(inbox.locator('audio')).toHaveCount(1);

  await reply(recruiter, 'Can you come on Monday?');
  await expect(log(phone)).toContainText('Can you come on Monday?');
  await expectState(inbox, 'come on Monday', /^Read/);
  await phone.getByText('Gets lost').click();
  await expect(phone.getByText('the phone never gets it')).toBeVisible();
  await reply(recruiter, 'Or on Tuesday?');
  await expect(log(phone)).toContainText('Lost on the way');
  await expectState(inbox, 'Or on Tuesday', /^Not sent/);
});

test('somebody who is not known writes first on Messenger, from a new phone', async ({ browser }) => {
  const page = await newBrowserOf(browser, parley, owner);
  await page.goto('/settings?section=sandbox');
  await page.getByRole('button', { name: 'New phone' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Phone number or e-mail').fill('12');
  await dialog.getByRole('button', { name: 'Open the phone' }).click();
  await expect(dialog.getByText('12 is neither a phone number nor an e-mail address.')).toBeVisible();
  await dialog.getByLabel('Phone number or e-mail').fill('0917 555 0303');
  await dialog.getByLabel('Name').fill('Eva Cruz');
  await dialog.getByRole('button', { name: 'Open the phone' }).click();
  await page.getByRole('tab', { name: 'Messenger' }).click();
  await write(page, 'Do you have work for me?');
  await expect(log(page)).toContainText('Do you have work for me?');
  await expect(page.getByRole('list', { name: 'Phones and mailboxes' })).toContainText('Eva Cruz');
  await page.goto('/leads?folder=%5B%22no_campaign%22%5D');
  await expect(page.getByRole('list', { name: 'Candidates' })).toContainText('Do you have work for me?', answered);
});
