import { expect, type Page } from '@playwright/test';
import { expectNoViolations } from './support/axe.ts';
import { composerOf } from './support/composer.ts';
import { newBrowserOf, owner, type Parley, sandboxMessage, startParley } from './support/parley.ts';
import { test } from './support/test.ts';

let parley: Parley;
let page: Page;
// Each look at a page by axe takes seconds.
test.describe.configure({ timeout: 120_000 });

test.beforeAll(async ({ browser }) => {
  parley = await startParley();
  page = await newBrowserOf(browser, parley, owner);
});
test.afterAll(async () => {
  await page?.context().close();
  await parley?.close();
});

const { openSomebody, text, composer, option, phoneOf } = composerOf(
  () => page,
  () => parley,
);

test('a quick reply is made from the text and used again, without a mouse', async () => {
  const id = await openSomebody('Reply');
  await page.keyboard.press('m');
  await expect(text()).toBeFocused();
  await page.keyboard.type('Hi <%= @candidate_name %>, we are at the harbour.');
  await composer().getByRole('button', { name: 'Quick replies' }).press('Enter');
  const search = page.getByRole('textbox', { name: 'Find a quick reply' });
  await expect(search).toBeFocused();
  await expect(option('New quick reply from this text')).toBeVisible();
  await expectNoViolations(page, 'the menu of quick replies');
  await page.keyboard.type('Address');
  await expect(option('New quick reply from this text')).toHaveAttribute('data-combobox-selected', 'true');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New quick reply' });
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Address');
  await expect(dialog.getByRole('textbox', { name: 'Text' })).toHaveValue(/we are at the harbour/);
  await dialog.getByRole('checkbox', { name: 'For everybody in the company' }).press('Space');
  await dialog.getByRole('textbox', { name: 'Name' }).press('Enter');
  await expect(dialog).toHaveCount(0);

  await text().fill('');
  await text().press('/');
  await expect(search).toBeFocused();
  await page.keyboard.type('addr');
  await expect(option(/Address/)).toHaveAttribute('data-combobox-selected', 'true');
  await expectNoViolations(page, 'a quick reply among others');
  await page.keyboard.press('Enter');
  await expect(text()).toHaveValue('Hi <%= @candidate_name %>, we are at the harbour.');
  await expect(text()).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await sandboxMessage(page, parley, await phoneOf(id), ({ body }) => body === 'Hi Reply, we are at the harbour.');

  await text().press('/');
  await expect(search).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(text()).toBeFocused();
  await expect(text()).toHaveValue('/');

  await page.goto('/settings?section=quickReplies');
  await page.getByRole('button', { name: 'Change Address' }).click();
  await page.getByRole('textbox', { name: 'Text' }).fill('Hi <%= @weekday %>');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('There is no token @weekday').first()).toBeVisible();
  await page.getByRole('textbox', { name: 'Text' }).fill('We have moved.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('We have moved.')).toBeVisible();
  await page.getByRole('button', { name: 'Delete Address' }).click();
  await expect(page.getByText('No quick replies yet')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('We have moved.')).toBeVisible();
  await expectNoViolations(page, 'quick replies in the settings');
});

test('an emoji is found and inserted where the cursor stands, and no other site is asked for it', async () => {
  await openSomebody('Emoji');
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(parley.url) && !/^(blob|data):/.test(request.url())) elsewhere.push(request.url());
  });
  await text().fill('Hello there');
  await text().evaluate((element) => (element as HTMLTextAreaElement).setSelectionRange(5, 5));
  await composer().getByRole('button', { name: 'Insert an emoji' }).press('Enter');
  const search = page.getByRole('combobox', { name: 'Search' });
  await expect(search).toBeFocused();
  await expectNoViolations(page, 'the emoji');
  await page.keyboard.type('waving hand');
  await expect(page.getByRole('option', { name: /waving hand/ }).first()).toBeVisible();
  // As long as results come in, nothing stays selected.
  await expect(async () => {
    if (!(await search.getAttribute('aria-activedescendant', { timeout: 500 }))) await page.keyboard.press('ArrowDown');
    await expect(search).toHaveAttribute('aria-activedescendant', /./, { timeout: 500 });
    await page.keyboard.press('Enter');
    await expect(text()).toHaveValue('Hello👋 there', { timeout: 1000 });
  }).toPass();
  await expect(text()).toBeFocused();
  // What is typed there is no key of the screen.
  await expect(page.getByRole('region', { name: 'Profile' })).toContainText('Inbox');
  expect(elsewhere).toEqual([]);
});
