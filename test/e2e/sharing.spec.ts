import { expect, type Page } from '@playwright/test';
import { expectNoViolations } from './support/axe.ts';
import { addCandidates, newBrowserOf, owner, type Parley, startParley } from './support/parley.ts';
import { test } from './support/test.ts';

let parley: Parley;
let page: Page;
test.beforeAll(async ({ browser }) => {
  parley = await startParley();
  page = await newBrowserOf(browser, parley, owner);
});
test.afterAll(async () => {
  await page?.context().close();
  await parley?.close();
});

test('a link shows a stranger what was chosen, takes a proposal, and ends when it is revoked', async ({ browser }) => {
  test.slow();
  const [id = 0] = await addCandidates(page, parley, [
    { firstName: 'Paz', lastName: 'Luna', phone: '0917 444 3001', email: 'paz@example.com' },
  ]);
  await page.goto(`/leads?id=${id}`);
  const profile = page.getByRole('region', { name: 'Profile' });
  await profile.getByRole('button', { name: 'Sharing' }).click();
  await profile.getByRole('button', { name: 'Share…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: 'Contact data' }).check();
  await dialog.getByRole('switch', { name: 'Ask for a proposal: shortlist or reject' }).press('Space');
  const make = dialog.getByRole('button', { name: 'Make the link' });
  await dialog.getByRole('textbox', { name: 'Works for so many days' }).fill('0');
  await expect(dialog.getByText('From 1 to 90 days.')).toBeVisible();
  await expect(make).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Works for so many days' }).fill('14');
  await dialog.getByRole('combobox', { name: /^E-mail it to/ }).focus();
  await page.keyboard.type('notmail ');
  await expect(dialog.getByText('“notmail” is no e-mail address')).toBeVisible();
  await expectNoViolations(page, 'an address that is none');
  await expect(make).toBeDisabled();
  await page.keyboard.press('Backspace');
  for (let at = 1; at <= 9; at += 1) await page.keyboard.type(`p${at}@b.co `);
  await expect(dialog.getByText('Eight people at most')).toBeVisible();
  await expect(make).toBeDisabled();
  await page.keyboard.press('Backspace');
  await expect(make).toBeEnabled();
  for (let at = 1; at <= 8; at += 1) await page.keyboard.press('Backspace');
  await make.click();
  const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();

  const stranger = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const guest = await stranger.newPage();
  await guest.goto(link.replace(/^https?:\/\/[^/]+/, parley.url));
  await expect(guest.getByRole('heading', { name: 'Paz Luna' })).toBeVisible();
  await expect(guest.getByRole('link', { name: 'paz@example.com' })).toBeVisible();
  await expect(guest.getByRole('heading', { name: 'Chat' })).toHaveCount(0);
  await expectNoViolations(guest, 'a shared candidate');
  await guest.getByRole('radio', { name: 'Shortlist' }).check();
  await guest.getByRole('textbox', { name: 'Your name' }).fill('Bo Lee');
  await guest.getByRole('textbox', { name: 'Why (if you like)' }).fill('Speaks well');
  await guest.getByRole('button', { name: 'Send the proposal' }).click();
  await expect(guest.getByText('Thank you, the recruiters have your proposal.')).toBeVisible();

  await expect(profile.getByText('Bo Lee proposes to shortlist')).toBeVisible();
  await expect(profile.getByText(/^Looked at once/)).toBeVisible();
  const elsewhere = await browser.newContext({ locale: 'es-MX' });
  const visitor = await elsewhere.newPage();
  await visitor.goto(guest.url());
  await expect(visitor.getByRole('heading', { name: 'Datos de contacto' })).toBeVisible();
  await expect(visitor.locator('html')).toHaveAttribute('lang', 'es');
  await elsewhere.close();
  await profile.getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(profile.getByText(/revoked$/)).toBeVisible();
  await guest.reload();
  await expect(guest.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
  await stranger.close();
});
