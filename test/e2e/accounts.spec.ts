import { type Browser, expect, type Page } from '@playwright/test';
import { mailsTo, tokenIn } from '#test/accounts.ts';
import { testPassword } from '#test/builders.ts';
import { manager, newBrowserOf, owner, type Parley, sandboxMessage, startParley } from './support/parley.ts';
import { test } from './support/test.ts';

let parley: Parley;
test.beforeAll(async () => {
  parley = await startParley();
});
test.afterAll(() => parley?.close());

async function visitor(browser: Browser): Promise<Page> {
  return (await browser.newContext({ baseURL: parley.url })).newPage();
}

async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const menuOf = (page: Page, name: string) => page.getByRole('button', { name: `Menu of ${name}` });

test('one signs in, comes to where one wanted to go, and signs out', async ({ browser }) => {
  const page = await visitor(browser);
  await page.goto('/settings?section=team');
  await expect(page).toHaveURL(/\/sign-in/);
  await fillSignIn(page, manager.email, 'not the password');
  await expect(page.getByRole('alert')).toBeVisible();
  await fillSignIn(page, manager.email, testPassword);
  await expect(page).toHaveURL(/\/settings\?section=team/);
  await menuOf(page, manager.name).click();
  await page.getByRole('button', { name: 'Log out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.goto('/leads');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('a forgotten password is set anew by a mail, and the old one works no more', async ({ browser }) => {
  const page = await visitor(browser);
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  // Both pages ask for an e-mail.
  await expect(page.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible();
  await page.getByLabel('E-mail').fill(manager.email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByRole('heading', { name: 'Look in your mailbox' })).toBeVisible();
  const [mail] = await mailsTo(parley, manager.email);
  await page.goto(`/reset-password?token=${tokenIn(mail?.body ?? '')}`);
  await page.getByRole('textbox', { name: 'New password' }).fill('short');
  await page.getByRole('button', { name: 'Save the password' }).click();
  await expect(page.getByText('Use at least 10 characters.')).toBeVisible();
  await page.getByRole('textbox', { name: 'New password' }).fill('a wholly new phrase');
  await page.getByRole('button', { name: 'Save the password' }).click();
  await expect(page.getByRole('status')).toContainText('Your password is changed.');
  await fillSignIn(page, manager.email, testPassword);
  await expect(page.getByRole('alert')).toBeVisible();
  await fillSignIn(page, manager.email, 'a wholly new phrase');
  await expect(menuOf(page, manager.name)).toBeVisible();
});

test('a colleague is invited, joins, and is out at once when deactivated', async ({ browser }) => {
  const page = await newBrowserOf(browser, parley, owner);
  await page.goto('/settings?section=team');
  await page.getByRole('button', { name: 'New manager account' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Grace Tan');
  await dialog.getByLabel('E-mail').fill('grace@harbour.example');
  await dialog.getByRole('button', { name: 'Send invitation' }).click();
  const entry = page.getByRole('row', { name: /Grace Tan/ });
  await expect(entry).toContainText('Invited');
  const { link } = await sandboxMessage(page, parley, 'grace@harbour.example');

  const grace = await visitor(browser);
  await grace.goto(link ?? '');
  await expect(grace.getByRole('heading', { name: 'Join Harbour Hotels' })).toBeVisible();
  await grace.getByRole('textbox', { name: 'Password' }).fill('grace has a phrase');
  await grace.getByRole('button', { name: 'Create my account' }).click();
  await expect(menuOf(grace, 'Grace Tan')).toBeVisible();
  await grace.goto('/leads');
  await expect(grace.getByText('No candidates yet')).toBeVisible();
  await expect(entry).toContainText('Active');

  await entry.getByRole('button', { name: 'Actions for Grace Tan' }).click();
  await page.getByRole('menuitem', { name: 'Deactivate' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
  await expect(entry).toContainText('Deactivated');
  await expect(grace).toHaveURL(/\/sign-in/, { timeout: 5_000 });
  await fillSignIn(grace, 'grace@harbour.example', 'grace has a phrase');
  await expect(grace.getByRole('alert')).toBeVisible();
  await grace.goto(link ?? '');
  await expect(grace.getByRole('heading', { name: 'This invitation can’t be used' })).toBeVisible();
});

test('the language of the interface is one’s own and stays', async ({ browser }) => {
  const page = await newBrowserOf(browser, parley, owner);
  await page.goto('/account');
  await page.getByRole('combobox', { name: 'Language of the interface' }).click();
  await page.getByRole('option', { name: 'Español' }).click();
  await expect(page.getByRole('link', { name: 'Ajustes' })).toBeVisible();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  const elsewhere = await newBrowserOf(browser, parley, owner);
  await elsewhere.goto('/');
  await expect(elsewhere.locator('html')).toHaveAttribute('lang', 'es');
  await page.getByRole('combobox').first().click();
  await page.getByRole('option', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('one’s photo is looked at, kept and removed, and what is none is refused in words', async ({ browser }) => {
  const page = await newBrowserOf(browser, parley, owner);
  await page.goto('/account');
  const section = page.getByRole('region', { name: 'Photo' });
  const choose = async (name: string, buffer: Buffer) => {
    const opened = page.waitForEvent('filechooser');
    await section.getByRole('button', { name: 'Choose a photo' }).click();
    await (await opened).setFiles({ name, mimeType: 'image/png', buffer });
    await expect(section.getByRole('status')).toContainText(`This is how ${name} looks`);
    await section.getByRole('button', { name: 'Use this photo' }).click();
  };
  await choose('words.png', Buffer.from('no picture at all'));
  await expect(section.getByRole('alert')).toContainText('no JPEG, PNG or WebP picture');
  await section.getByRole('button', { name: 'Cancel' }).click();
  await choose('large.png', Buffer.alloc(5 * 1024 * 1024 + 1));
  await expect(section.getByRole('alert')).toContainText('larger than 5 MB');
  await section.getByRole('button', { name: 'Cancel' }).click();
  await choose('me.png', await page.screenshot({ type: 'png' }));
  await section.getByRole('button', { name: 'Remove the photo' }).waitFor();
  await expect(menuOf(page, owner.name).locator('img')).toHaveAttribute('src', /^\/blobs\//);
  await section.getByRole('button', { name: 'Remove the photo' }).click();
  await expect(menuOf(page, owner.name).locator('img')).toHaveCount(0);
});

test('one’s own time zone is that of all times one sees', async ({ browser }) => {
  const page = await newBrowserOf(browser, parley, owner);
  await page.goto('/account');
  const zone = page.getByRole('combobox', { name: 'Time zone' });
  await zone.fill('Auckland');
  await page.getByRole('option', { name: 'Pacific/Auckland' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.reload();
  await expect(zone).toHaveValue('Pacific/Auckland');
});

test('an API key is shown once, works, and is refused once revoked', async ({ browser }) => {
  const page = await newBrowserOf(browser, parley, owner);
  await page.goto('/settings?section=apiKeys');
  await page.getByRole('button', { name: 'New key' }).click();
  const dialog = page.getByRole('dialog', { name: 'New key' });
  await dialog.getByLabel('Name').fill('Careers site');
  await dialog.getByRole('button', { name: 'New key' }).click();
  await expect(dialog.getByText('This is the only time the secret is shown.')).toBeVisible();
  const [key, secret] = await dialog.locator('code').allTextContents();
  await dialog.getByRole('button', { name: 'I have kept it' }).click();
  await expect(page.getByText(key ?? '')).toBeVisible();
  await page.reload();
  await expect(page.getByText(key ?? '')).toBeVisible();
  expect(await page.content()).not.toContain(secret);

  const send = () =>
    page.request.post(`${parley.url}/api/talkpush_services/campaigns/${parley.campaignId}/campaign_invitations`, {
      data: {
        api_key: key,
        api_secret: secret,
        campaign_invitation: { first_name: 'Ana', last_name: 'Cruz', user_phone_number: '0917 111 2222' },
      },
    });
  expect((await send()).status()).toBe(201);
  await page.getByRole('button', { name: 'Revoke Careers site' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText('No keys yet')).toBeVisible();
  expect((await send()).status()).toBe(401);
});
