import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { expectNoViolations } from './support/axe.ts';
import { addCandidates, manager, newBrowserOf, owner, type Parley, startParley } from './support/parley.ts';
import { test } from './support/test.ts';

let parley: Parley;
let page: Page;
let rosa = 0;
test.beforeAll(async ({ browser }) => {
  parley = await startParley();
  page = await newBrowserOf(browser, parley, owner);
  [rosa = 0] = await addCandidates(page, parley, [{ firstName: 'Rosa', lastName: 'Ramos', phone: '0917 444 5001' }]);
});
test.afterAll(async () => {
  await page?.context().close();
  await parley?.close();
});

async function share(by: Page): Promise<void> {
  const answer = await by.request.post(`${parley.url}/api/applications/${rosa}/shares`, {
    headers: { origin: parley.url },
    data: { shows: ['resume'], days: 3 },
  });
  expect(answer.status(), await answer.text()).toBe(201);
}

test('all shared links are listed with what came of them, filtered, and revoked in place', async ({ browser }) => {
  const marco = await newBrowserOf(browser, parley, manager);
  await share(marco);
  await page.goto('/');
  await page.getByRole('button', { name: `Menu of ${owner.name}` }).click();
  await page.getByRole('link', { name: 'Shared links' }).click();
  await expect(page.getByRole('heading', { name: 'Shared links' })).toBeVisible();
  const link = page.getByRole('listitem', { name: 'Link to Rosa Ramos' });
  await expect(link).toContainText(manager.name);
  await expect(link).toContainText('Not looked at yet');
  await expectNoViolations(page, 'shared links');

  await page.getByRole('switch', { name: 'Made by me alone' }).press('Space');
  await expect(page.getByRole('heading', { name: 'No links like that' })).toBeVisible();
  await page.getByRole('button', { name: 'Show all links' }).click();
  await link.getByRole('button', { name: 'Revoke the link to Rosa Ramos' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(link).toContainText(`revoked by ${owner.name}`);
  await page.getByText('Working', { exact: true }).click();
  await expect(page).toHaveURL(/state=active/);
  await expect(page.getByRole('heading', { name: 'No links like that' })).toBeVisible();

  // Another browser's list follows what is done in this one.
  await marco.goto('/shared-links?state=active');
  await expect(marco.getByRole('heading', { name: 'No links like that' })).toBeVisible();
  await share(page);
  await expect(marco.getByRole('listitem', { name: 'Link to Rosa Ramos' })).toBeVisible();
});

test('an owner sees who did what, filters it by address, follows it to the candidate and takes it away', async () => {
  await share(page);
  await page.goto('/settings/audit-log');
  const log = page.getByRole('list', { name: 'Who did what' });
  await expect(log.getByText(`${owner.name} made a link to Rosa Ramos.`).first()).toBeVisible();
  await expectNoViolations(page, 'the audit log');

  await page.getByRole('combobox', { name: 'What' }).click();
  await page.getByRole('option', { name: 'Signed in' }).click();
  await page.getByRole('combobox', { name: 'Who' }).click();
  await page.getByRole('option', { name: owner.name }).click();
  await expect(page).toHaveURL(/kind=signed-in/);
  await expect(log.getByText('made a link')).toHaveCount(0);
  await expect(log.getByRole('listitem').first()).toContainText(`${owner.name} signed in.`);
  await expect(log.getByRole('listitem').first()).toContainText(/from (127\.0\.0\.1|::1)/);
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Who' })).toHaveValue(owner.name);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download as CSV' }).click();
  const file = await readFile(await (await download).path(), 'utf8');
  expect(
    file
      .trim()
      .split('\r\n')
      .slice(1)
      .every((row) => row.includes('Signed in')),
  ).toBe(true);

  await page.getByLabel('To day').fill('2001-01-01');
  await expect(page.getByRole('heading', { name: 'Nothing matches these filters' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).first().click();
  await log.getByRole('link', { name: 'Rosa Ramos' }).first().click();
  await expect(page.getByRole('region', { name: 'Profile' })).toContainText('Rosa Ramos');
});
