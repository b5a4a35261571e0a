import { readFile } from 'node:fs/promises';
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

test('a list is exported with chosen columns, downloaded, and found again after a reload', async () => {
  test.slow();
  await addCandidates(page, parley, [
    { firstName: 'Rosa', lastName: 'Ramos', phone: '0917 444 2001' },
    { firstName: 'Ruth', lastName: 'Ramos', phone: '0917 444 2002' },
    { firstName: 'Sol', lastName: 'Vega', phone: '0917 444 2003' },
  ]);
  await page.goto('/leads?q=Ramos');
  await page.getByRole('button', { name: 'Export this list…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export candidates' });
  await dialog.getByText('CSV', { exact: true }).click();
  await dialog.getByRole('button', { name: 'No column' }).click();
  await expect(dialog.getByRole('button', { name: 'Export', exact: true })).toBeDisabled();
  await dialog.getByRole('checkbox', { name: 'First name' }).check();
  await dialog.getByRole('checkbox', { name: 'Phone', exact: true }).check();
  const order = dialog.getByRole('list', { name: 'Order' });
  await dialog.getByRole('checkbox', { name: 'Last name' }).check();
  await expect(order.getByRole('listitem')).toContainText(['First name', 'Phone', 'Last name']);
  const up = order.getByRole('button', { name: 'Move Phone up' });
  await up.press('Enter');
  await expect(order.getByRole('listitem')).toContainText(['Phone', 'First name', 'Last name']);
  await expect(dialog.getByRole('status')).toHaveText('Phone is at place 1 of 3.');
  await expect(up).toBeFocused();
  await up.press('Alt+ArrowDown');
  await up.press('Alt+ArrowDown');
  await expect(order.getByRole('listitem')).toContainText(['First name', 'Last name', 'Phone']);
  await expect(up).toBeFocused();
  await order.getByRole('button', { name: 'Leave out Last name' }).click();
  await up.click();
  await expect(order.getByRole('listitem')).toContainText(['Phone', 'First name']);
  await expectNoViolations(page, 'the dialog of an export');
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(dialog.getByText(/^2 candidates/)).toBeVisible({ timeout: 30_000 });

  await dialog.getByRole('link', { name: 'My exports' }).click();
  await page.reload();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download' }).click();
  const file = await readFile(await (await download).path(), 'utf8');
  // As the list stands: who was active last comes first.
  expect(file.replace('\ufeff', '').trim().split('\r\n')).toEqual([
    '"Phone","First name"',
    '"+639174442002","Ruth"',
    '"+639174442001","Rosa"',
  ]);
  await page.goto('/leads?q=Ramos');
  await page.getByRole('button', { name: 'Export this list…' }).click();
  await expect(order.getByRole('listitem')).toContainText(['Phone', 'First name']);
  await dialog.getByRole('button', { name: 'Usual order' }).click();
  await expect(order.getByRole('listitem')).toContainText(['First name', 'Phone']);
  await page.goto('/exports');
  await page.getByRole('button', { name: /^Remove Candidates/ }).click();
  await expect(page.getByRole('heading', { name: 'No exports yet' })).toBeVisible();
});

test('an owner decides whether managers may export', async () => {
  await page.goto('/exports');
  const may = page.getByRole('switch', { name: 'Managers may export' });
  await expect(may).toBeChecked();
  await may.press('Space');
  await expect(page.getByText('Managers may not export any more.')).toBeVisible();
  await page.reload();
  await expect(may).not.toBeChecked();
  await expectNoViolations(page, 'my exports');
});
