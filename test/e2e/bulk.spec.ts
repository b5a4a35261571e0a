import { type Browser, expect, type Page } from '@playwright/test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { createCrowd } from '#test/crowd.ts';
import { expectNoViolations } from './support/axe.ts';
import { manager, newBrowserOf, owner, type Parley, startParley } from './support/parley.ts';
import { test } from './support/test.ts';

let parley: Parley;
test.beforeAll(async () => {
  parley = await startParley();
});
test.afterAll(() => parley?.close());

const rows = (page: Page) => page.getByRole('list', { name: 'Candidates' }).getByRole('listitem');
const boxes = (page: Page) => rows(page).getByRole('checkbox');
const bar = (page: Page) => page.getByRole('toolbar', { name: 'Selected candidates' });
const tray = (page: Page) => page.getByRole('list', { name: 'Bulk actions', exact: true }).getByRole('listitem');

async function countOf(page: Page, folder: string): Promise<number> {
  const answer = await page.request.get(`${parley.url}/api/folder-counts`);
  const { folders } = (await answer.json()) as { folders: { key: string; count: number }[] };
  return folders.find(({ key }) => key === folder)?.count ?? 0;
}

async function openInbox(browser: Browser, who = owner): Promise<Page> {
  const page = await newBrowserOf(browser, parley, who);
  await page.goto('/leads?folder=%5B%22inbox%22%5D&sort=added&order=asc');
  await expect(boxes(page).first()).toBeVisible();
  return page;
}

test('twelve are chosen by keyboard and by Shift, moved, shown to a colleague, and moved back', async ({ browser }) => {
  await createCrowd(parley.db, parley, 14);
  const page = await openInbox(browser);
  const colleague = await openInbox(browser, manager);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(bar(page).getByRole('status')).toHaveText('1 selected');
  await page.keyboard.press('Escape');
  await expect(bar(page)).toBeHidden();
  await boxes(page).nth(1).click();
  await boxes(page)
    .nth(12)
    .click({ modifiers: ['Shift'] });
  await expect(bar(page).getByRole('status')).toHaveText('12 selected');
  await expectNoViolations(page, 'the bar');
  await bar(page).getByRole('button', { name: 'More' }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(bar(page).getByRole('status')).toHaveText('12 selected');
  await bar(page).getByRole('button', { name: 'Move' }).click();
  await page.getByRole('menuitem', { name: 'On hold' }).click();
  const dialog = page.getByRole('dialog', { name: 'Move 12 candidates to On hold?' });
  await expect(dialog.getByRole('button', { name: 'Move' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(tray(page)).toContainText('12 done');
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(colleague)).toHaveCount(2);
  await expect(bar(page)).toBeHidden();
  await expectNoViolations(page, 'the tray');
  await tray(page).getByRole('button', { name: 'Undo' }).click();
  await expect(rows(page)).toHaveCount(14);
  await expect(tray(page)).toContainText('12 done');
  expect(await countOf(page, 'on_hold')).toBe(0);
  // Nobody points at it any more, so it goes, and it does not come back.
  await page.mouse.move(700, 300);
  await expect(tray(page)).toHaveCount(0, { timeout: 20_000 });
  await page.reload();
  await page.getByRole('button', { name: 'Past bulk actions' }).click();
  const past = page.getByRole('dialog', { name: 'Past bulk actions' }).getByRole('listitem');
  await expect(past).toContainText(['Undone', 'Moved to On hold']);
  await expectNoViolations(page, 'the past bulk actions');
  await expect(tray(page)).toHaveCount(0);
  // Nor does it come in another browser of the same person, where nobody saw it under way.
  const elsewhere = await openInbox(browser);
  await expect(elsewhere.getByRole('button', { name: 'Past bulk actions' })).toBeVisible();
  await elsewhere.waitForLoadState('networkidle');
  await expect(tray(elsewhere)).toHaveCount(0);
  // The number of those found stands there whole, beside all that the head of the list holds.
  const found = elsewhere.getByRole('region', { name: 'Candidate list' }).getByRole('status').first();
  expect(
    await found.evaluate((number) => {
      const { right } = number.getBoundingClientRect();
      return right <= (number.parentElement?.getBoundingClientRect().right ?? 0);
    }),
  ).toBe(true);
  await Promise.all([page.context().close(), colleague.context().close(), elsewhere.context().close()]);
});

test('many are assigned and labelled by keyboard alone', async ({ browser }) => {
  await createCrowd(parley.db, parley, 1);
  const page = await openInbox(browser);
  await boxes(page).first().click();
  await bar(page).getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Assign' }).press('Enter');
  await expect(page.getByRole('combobox', { name: 'To whom' })).toBeFocused();
  await page.keyboard.type('nobo');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(tray(page).first()).toContainText('Assigned');

  await boxes(page).first().click();
  await bar(page).getByRole('button', { name: 'Label' }).press('Enter');
  await expect(page.getByRole('combobox', { name: 'Label' })).toBeFocused();
  await page.keyboard.type('call later');
  await expect(page.getByRole('option', { name: 'Make “call later”' })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(tray(page).first()).toContainText('1 done');
  await expect(rows(page).first()).toContainText('call later');
  await page.context().close();
});

test('who can not get a message is named with the reason', async ({ browser }) => {
  await createCrowd(parley.db, parley, 1);
  const page = await openInbox(browser);
  await boxes(page).first().click();
  await bar(page).getByRole('button', { name: 'Message' }).click();
  const dialog = page.getByRole('dialog', { name: 'Write to 1 candidate' });
  await dialog.getByRole('button', { name: 'Send' }).click();
  await expect(dialog.getByText('Fill this in first.')).toHaveCount(2);
  await dialog.getByRole('combobox', { name: 'By' }).click();
  await page.getByRole('option', { name: 'SMS' }).click();
  await dialog.getByRole('textbox', { name: 'Message' }).fill('Can you come on Monday, ');
  await dialog.getByRole('button', { name: 'Insert a token' }).click();
  await page.getByRole('menuitem', { name: '@candidate_name' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Message' })).toHaveValue(
    'Can you come on Monday, <%= @candidate_name %>',
  );
  await expectNoViolations(page, 'the message');
  await dialog.getByRole('button', { name: 'Send' }).click();
  await expect(tray(page).first()).toContainText('0 done · 1 skipped');
  await tray(page).first().getByRole('button', { name: 'Details' }).click();
  const results = page.getByRole('dialog', { name: /^Messages: What became of each/ });
  await expect(results.getByRole('row', { name: /Crowd Person/ })).toContainText('This candidate has no phone number.');
  await expectNoViolations(page, 'the results');
  await page.context().close();
});

test('all but three of 48,000 are moved, though the page is loaded anew meanwhile', async ({ browser }) => {
  test.setTimeout(240_000);
  await withSystem(parley.db, (trx) => sql`update applications set folder = 'completed'`.execute(trx));
  await createCrowd(parley.db, parley, 48_003);
  const page = await openInbox(browser);
  await boxes(page).first().click();
  await bar(page).getByRole('button', { name: 'Select all 48,003' }).click();
  for (const index of [0, 1, 3]) await boxes(page).nth(index).click();
  await expect(bar(page).getByRole('status')).toHaveText('48,000 selected');
  await bar(page).getByRole('button', { name: 'Move' }).click();
  await page.getByRole('menuitem', { name: 'Hired' }).click();
  const dialog = page.getByRole('dialog', { name: 'Move 48,000 candidates to Hired?' });
  await dialog.getByRole('button', { name: 'Move' }).click();
  await expect(tray(page).first().getByRole('progressbar')).toBeVisible();
  await page.reload();
  await expect(tray(page).first()).toContainText('48,000 done', { timeout: 180_000 });
  await expect(rows(page)).toHaveCount(3);
  expect([await countOf(page, 'inbox'), await countOf(page, 'hired')]).toEqual([3, 48_000]);
  await page.context().close();
});
