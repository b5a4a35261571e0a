import { expect, type Page } from '@playwright/test';
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

const row = (name: string) =>
  page
    .getByRole('list', { name: 'Candidates' })
    .getByRole('listitem')
    .getByRole('button', { name: new RegExp(name) });
const profile = () => page.getByRole('region', { name: 'Profile' });

test('two candidates who are one person are merged by keyboard, and taken apart again', async () => {
  await addCandidates(page, parley, [
    { firstName: 'Imelda', lastName: 'Santos', phone: '0917 444 0001' },
    { firstName: 'Imelda', lastName: 'Santos Reyes', email: 'imelda@example.com' },
  ]);
  await page.goto('/leads?q=Imelda');
  await row('Imelda Santos Reyes').click();
  await profile().getByRole('button', { name: 'Merge with another candidate…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Who is the same person as Imelda Santos Reyes?' });
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('09174440001');
  await expect(dialog.getByRole('textbox')).toHaveValue('09174440001');
  const other = dialog.getByRole('radio', { name: /Imelda Santos/ });
  await other.first().press('Space');
  await expect(dialog).toContainText(
    'Applications, messages, comments and addresses of Imelda Santos become those of Imelda Santos Reyes.',
  );
  await dialog.getByRole('button', { name: 'Merge', exact: true }).press('Enter');
  await expect(dialog).toBeHidden();

  await expect(profile()).toContainText('+639174440001');
  await expect(profile()).toContainText('Other applications');
  await expect(page.getByRole('log')).toContainText('merged with Imelda Santos');
  await page.reload();
  await profile().getByRole('button', { name: 'Undo the merge' }).press('Enter');
  await expect(profile()).not.toContainText('+639174440001');
  await expect(profile()).not.toContainText('Other applications');
});
