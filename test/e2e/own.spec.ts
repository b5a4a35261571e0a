import { expect, type Page } from '@playwright/test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { expectNoViolations } from './support/axe.ts';
import { addCandidates, newBrowserOf, owner, type Parley, startParley } from './support/parley.ts';
import { test } from './support/test.ts';

let parley: Parley;
let page: Page;
test.beforeAll(async ({ browser }) => {
  parley = await startParley();
  page = await newBrowserOf(browser, parley, owner);
  await addCandidates(page, parley, [
    { firstName: 'Ana', lastName: 'Reyes', phone: '0918 333 4441' },
    { firstName: 'Ben', lastName: 'Cruz', phone: '0918 333 4442' },
    { firstName: 'Cleo', lastName: 'Santos', phone: '0918 333 4443' },
  ]);
});
test.afterAll(async () => {
  await page?.context().close();
  await parley?.close();
});

const profile = () => page.getByRole('region', { name: 'Profile' });
const candidate = (name: string) =>
  page
    .getByRole('list', { name: 'Candidates' })
    .getByRole('listitem')
    .getByRole('button', { name: new RegExp(name) });
async function open(name: string): Promise<void> {
  await page.goto('/leads');
  await candidate(name).first().click();
  await expect(profile().getByRole('heading', { name: new RegExp(name) })).toBeVisible();
}
const history = async () => {
  const list = profile().getByRole('list', { name: 'History' });
  if (!(await list.isVisible())) await profile().getByRole('button', { name: 'History' }).click();
  return list;
};

test('an attribute is made, filled in on the profile, checked by its type, and filtered by', async () => {
  await withSystem(parley.db, (trx) =>
    sql`update applications set others = '{"shoe size": "44"}' where company_id = ${parley.companyId}`.execute(trx),
  );
  await page.goto('/settings?section=attributes');
  const suggested = page.waitForResponse(/filter-suggestions/);
  await page.getByRole('button', { name: 'New attribute' }).click();
  await suggested;
  await page.getByRole('textbox', { name: 'Name' }).fill('Shirt size');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('combobox', { name: 'Key' })).toBeFocused();
  await expect(page.getByRole('listbox').filter({ visible: true })).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Type' }).click();
  await page.getByRole('option', { name: 'Choice' }).click();
  await page.getByRole('combobox', { name: 'Choices' }).fill('S');
  await page.keyboard.press('Enter');
  await page.keyboard.type('M');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('list', { name: 'Attributes' })).toContainText('S, M');
  await expectNoViolations(page, 'attributes');

  await open('Ana');
  await profile().getByRole('button', { name: 'Edit Shirt size' }).press('Enter');
  await profile().getByRole('combobox', { name: 'Shirt size' }).fill('M');
  await page.getByRole('option', { name: 'M', exact: true }).click();
  await profile().getByRole('button', { name: 'Save' }).click();
  await expect(profile().getByText('M', { exact: true })).toBeVisible();
  await expect(await history()).toContainText('Shirt size');
  await expectNoViolations(page, 'a profile with attributes');

  await page.getByRole('button', { name: 'Add filter' }).press('Enter');
  await page.getByRole('combobox', { name: 'Filter by' }).fill('Shirt');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Value' }).click();
  await page.getByRole('option', { name: 'M', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Search' }).click();
  await expect(page.getByText('1 candidate', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Change: Shirt size is M' })).toBeVisible();
});

test('what is no number is refused with a word, and stays as it was until it is put right', async () => {
  const headers = { origin: parley.url };
  const [id] = await addCandidates(page, parley, [{ firstName: 'Olga', phone: '0917 444 2001' }]);
  const came = { key: 'location', value: 'about 500' };
  const kept = await page.request.put(`/api/applications/${id}/details`, { data: came, headers });
  const wage = { name: 'Wage', key: 'location', type: 'number' };
  const made = await page.request.post('/api/attributes', { data: wage, headers });
  expect([kept.status(), made.status()]).toEqual([204, 201]);
  await open('Olga');
  const edit = profile().getByRole('button', { name: 'Edit Wage' });
  const field = profile().getByRole('textbox', { name: 'Wage' });
  await edit.press('Enter');
  await expect(field).toHaveValue('about 500');
  await field.press('Enter');
  await expect(edit).toBeFocused();
  await expect(profile().getByText('about 500', { exact: true })).toBeVisible();

  await edit.press('Enter');
  await field.fill('5000');
  await field.press('Enter');
  await expect(profile().getByText('5,000', { exact: true })).toBeVisible();
  await edit.press('Enter');
  await field.selectText();
  await page.keyboard.type('abc');
  await page.keyboard.press('Enter');
  await expect(profile().getByRole('alert')).toHaveText(
    'This is no number; one looks like 1200 or 7.5. It is still 5000.',
  );
  await field.press('Escape');
  await expect(profile().getByText('5,000', { exact: true })).toBeVisible();
});

test('a folder is made, holds a candidate, and goes once it holds nobody', async () => {
  await page.goto('/settings?section=folders');
  await page.getByRole('button', { name: 'New folder' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Second interview');
  await page.getByRole('button', { name: 'Save' }).click();
  const own = page.getByRole('list', { name: 'Folders of your own' });
  await expect(own).toContainText('Second interview');
  await expectNoViolations(page, 'folders');

  await open('Ben');
  await profile().getByRole('button', { name: 'Another folder' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Second interview' }).click();
  await expect(page.getByText('Ben is now in Second interview.')).toBeVisible();
  await expect(profile().locator('header')).toContainText('Second interview');

  await page.goto('/settings?section=folders');
  await expect(own).toContainText('1 candidate');
  await page.getByRole('button', { name: 'Delete Second interview' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Look at them' }).click();
  await candidate('Ben').first().click();
  await profile().getByRole('button', { name: 'Another folder' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Inbox' }).click();
  await expect(page.getByText('Ben is now in Inbox.')).toBeVisible();

  await page.goto('/settings?section=folders');
  await page.getByRole('button', { name: 'Delete Second interview' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('No folders of your own yet')).toBeVisible();
});

test('a label is recoloured and renamed, and deleted from all who carry it', async () => {
  await open('Cleo');
  await profile().getByRole('button', { name: 'Add a label' }).click();
  await page.getByRole('textbox', { name: 'Find or make a label' }).fill('Nights');
  await page.getByRole('option', { name: /Nights/ }).click();
  await expect(profile().getByRole('button', { name: 'Nights', exact: true })).toBeVisible();
  await profile().getByRole('button', { name: 'Nights', exact: true }).click();
  const listed = page.url();

  await page.goto('/settings?section=labels');
  const row = page.getByRole('list', { name: 'Labels' }).getByRole('listitem').filter({ hasText: 'Night' });
  await expect(row).toContainText('1 candidate');
  await expect(page.getByRole('button', { name: 'Change Duplicate' })).toBeVisible();
  await expectNoViolations(page, 'labels');
  await row.getByRole('button', { name: 'Change Nights' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Night shifts');
  await page.getByRole('combobox', { name: 'Colour' }).click();
  await page.getByRole('option', { name: 'Green' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(row).toContainText('Night shifts');
  await page.getByRole('button', { name: 'New label' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('night SHIFTS');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Another label has this name already.')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('button', { name: 'Delete Night shifts' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('1 candidate carries it and loses it.');
  await expectNoViolations(page, 'deleting a label');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('The label Night shifts is deleted.')).toBeVisible();
  await expect(row).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Delete / })).toHaveCount(0);

  await page.goto(listed);
  await expect(page.getByText('A label that isn’t there')).toBeVisible();
  await page.getByRole('button', { name: 'Remove label A label that isn’t there' }).click();
  await open('Cleo');
  await expect(profile().getByText('Night shifts')).toHaveCount(0);
});

test('a reason is asked for where it must be given, by keyboard alone, and told in the history', async () => {
  await page.goto('/settings?section=reasons');
  const section = page.getByRole('region', { name: 'Reasons for rejecting' });
  await section.getByRole('textbox').fill('Lives too far away');
  await page.keyboard.press('Enter');
  await expect(section.getByRole('listitem')).toContainText('Lives too far away');
  await section.getByRole('switch').click();
  await expect(section.getByRole('switch')).toBeChecked();
  await expectNoViolations(page, 'reasons');

  await open('Cleo');
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog');
  const field = dialog.getByRole('combobox', { name: 'Reason' });
  await expect(field).toBeFocused();
  await expect(dialog.getByRole('button', { name: 'Move without a message' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Choose a reason first.')).toBeVisible();
  await expectNoViolations(page, 'a rejection without its reason');
  await field.focus();
  await page.keyboard.type('far');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue('Lives too far away');
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('button', { name: 'Move without a message' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(await history()).toContainText('Rejected: Lives too far away');
});

test('a file shows how dates will be read and what does not fit, and the import tells what was kept as it stood', async () => {
  for (const [name, type, choices] of [
    ['Pay', 'number', []],
    ['Start', 'date', []],
    ['Shift', 'choice', ['Day', 'Night']],
  ] as const) {
    const data = { name, type, choices };
    const made = await page.request.post(`${parley.url}/api/attributes`, { headers: { origin: parley.url }, data });
    expect(made.ok(), await made.text()).toBe(true);
  }
  await page.goto(`/campaigns/${parley.campaignId}/add/csv`);
  const people =
    'Name,Email,Pay,Start,Shift\nAna Abad,abad@file.example,1200,05/01/2027,night\nBea Bay,bay@file.example,abc,yesterday,Moonlight\n';
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(people) });
  await expect(page.getByRole('cell', { name: '05/01/2027' })).toContainText('May 1, 2027');
  for (const [given, problem] of [
    ['abc', 'is no number'],
    ['yesterday', 'is no date'],
    ['Moonlight', 'is none of the choices'],
  ] as const)
    await expect(page.getByRole('cell', { name: given })).toContainText(problem);
  await expectNoViolations(page, 'the mapping of a file');
  await page.getByRole('button', { name: 'Add these candidates' }).click();
  await expect(page.getByRole('region', { name: 'Rows with problems' })).toContainText(
    'Row 3: Added, with values kept as they stood. Pay: "abc" is no number. Start: "yesterday" is no date. Shift: "Moonlight" is none of the choices.',
  );
  await expect(page.getByRole('link', { name: 'Download the problems' })).toBeVisible();
  await expectNoViolations(page, 'the result of an import');
});
