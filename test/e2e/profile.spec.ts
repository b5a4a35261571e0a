import { expect, type Page } from '@playwright/test';
import { pixel } from '../support/files.ts';
import { addCandidates, manager, newBrowserOf, owner, type Parley, startParley } from './support/parley.ts';
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

const profile = () => page.getByRole('region', { name: 'Profile' });
const open = async (name: string) => {
  await page.goto(`/leads?q=${encodeURIComponent(name)}`);
  await page
    .getByRole('list', { name: 'Candidates' })
    .getByRole('listitem')
    .getByRole('button', { name: new RegExp(name) })
    .first()
    .click();
  await expect(profile().getByRole('heading', { name, exact: true })).toBeVisible();
};
const more = () => profile().getByRole('button', { name: 'More actions' });

const resume = Buffer.from(`%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R /OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 300 120] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>> endobj
4 0 obj <</Length 51>> stream
BT /F1 18 Tf 20 60 Td (Ten years of calls) Tj ET
endstream endobj
5 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj
trailer <</Root 1 0 R>>
%%EOF
`);

test('a résumé and a picture are uploaded, and the résumé is read in the page', async () => {
  await addCandidates(page, parley, [{ firstName: 'Pilar', lastName: 'Reyes', phone: '0917 444 1001' }]);
  await open('Pilar Reyes');
  await profile().getByRole('button', { name: 'Résumé' }).click();
  const upload = page.waitForEvent('filechooser');
  await profile().getByRole('button', { name: 'Upload a résumé…' }).click();
  await (await upload).setFiles({ name: 'pilar.pdf', mimeType: 'application/pdf', buffer: resume });
  await expect(profile().getByRole('img', { name: 'Page 1 of 1' })).toBeVisible();
  await expect(profile().getByText('Ten years of calls')).toBeAttached();

  const picture = page.waitForEvent('filechooser');
  await profile().getByRole('button', { name: 'Change the picture' }).click();
  await page.getByRole('menuitem', { name: 'Upload a picture…' }).click();
  await (await picture).setFiles({ name: 'pilar.png', mimeType: 'image/png', buffer: pixel });
  await expect(profile().locator('header img')).toBeVisible();

  await profile().getByRole('button', { name: 'History' }).click();
  const history = profile().getByRole('list', { name: 'History' });
  await expect(history).toContainText('Picture changed');
  await expect(history).toContainText('Résumé pilar.pdf added');
  await expect(history).toContainText('Invitation sent by SMS');
});

test('a detail is corrected where it stands, what is wrong is told in our words, and the conversation says what changed', async () => {
  await addCandidates(page, parley, [{ firstName: 'Delia', lastName: 'Tan', email: 'delia@example.com' }]);
  await open('Delia Tan');
  await profile().getByRole('button', { name: 'Edit E-mail' }).press('Enter');
  const mail = profile().getByRole('textbox', { name: 'E-mail' });
  await mail.fill('delia@');
  await mail.press('Enter');
  await expect(profile().getByRole('alert')).toContainText('"delia@" is no e-mail address');
  await mail.press('Escape');
  await profile().getByRole('button', { name: 'Edit Referee' }).press('Enter');
  const referee = profile().getByRole('textbox', { name: 'Referee' });
  await referee.fill('Ruth Bell');
  await referee.press('Enter');
  await expect(profile().getByRole('button', { name: 'Edit Referee' })).toBeFocused();
  const changed = 'Referee changed from nothing to Ruth Bell';
  await expect(page.getByRole('log', { name: 'Conversation' })).toContainText(changed);
  // What is hidden from sight makes no room below the page.
  const [tall, high] = await page.evaluate(() => [document.documentElement.scrollHeight, window.innerHeight]);
  expect(tall).toBe(high);
  const upload = page.waitForEvent('filechooser');
  const section = profile().getByRole('button', { name: 'Résumé', exact: true });
  if ((await section.getAttribute('aria-expanded')) === 'false') await section.click();
  await profile().getByRole('button', { name: 'Upload a résumé…' }).click();
  await (await upload).setFiles({ name: 'photographed.png', mimeType: 'image/png', buffer: pixel });
  await expect(profile().getByRole('img', { name: 'photographed.png' })).toBeVisible();
});

test('what is typed waits while somebody else is open, and does not overwrite a colleague’s correction unasked', async ({
  browser,
}) => {
  const [id] = await addCandidates(page, parley, [
    { firstName: 'Wanda', lastName: 'Waits', phone: '0917 444 1011' },
    { firstName: 'Winnie', lastName: 'Waits', phone: '0917 444 1012' },
  ]);
  const click = (name: string) =>
    page
      .getByRole('list', { name: 'Candidates' })
      .getByRole('listitem')
      .getByRole('button', { name: new RegExp(name) })
      .first()
      .click();
  await page.goto('/leads?q=Waits');
  await click('Wanda');
  await profile().getByRole('button', { name: 'Edit Last name' }).press('Enter');
  const field = profile().getByRole('textbox', { name: 'Last name' });
  await field.fill('Bbb');
  await click('Winnie');
  await expect(profile().getByRole('heading', { name: 'Winnie Waits', exact: true })).toBeVisible();
  await expect(field).toBeHidden();

  const colleague = await newBrowserOf(browser, parley, manager);
  const body = { data: { lastName: 'Aaa' }, headers: { origin: parley.url } };
  expect((await colleague.request.patch(`${parley.url}/api/applications/${id}`, body)).status()).toBe(200);
  await colleague.context().close();
  await page.goto(`/leads?q=Wanda&id=${id}`);
  await expect(profile().getByRole('heading', { name: 'Wanda Aaa', exact: true })).toBeVisible();
  await expect(field).toHaveValue('Bbb');
  await field.press('Enter');
  await expect(profile().getByRole('alert')).toHaveText(
    'Marco Reyes has changed this to “Aaa” meanwhile; nothing was saved.',
  );
  await expect(profile().getByRole('heading', { name: 'Wanda Aaa', exact: true })).toBeVisible();
  await profile().getByRole('button', { name: 'Overwrite' }).click();
  await expect(profile().getByRole('heading', { name: 'Wanda Bbb', exact: true })).toBeVisible();
  await expect(profile().getByRole('button', { name: 'Edit Last name' })).toBeFocused();
});

test('an address that is somebody else’s leads to merging with them', async () => {
  await addCandidates(page, parley, [
    { firstName: 'Berta', lastName: 'Uno', email: 'berta@example.com' },
    { firstName: 'Bertha', lastName: 'Dos', phone: '0917 444 1002' },
  ]);
  await open('Bertha Dos');
  await profile().getByRole('button', { name: 'Edit E-mail' }).press('Enter');
  const field = profile().getByRole('textbox', { name: 'E-mail' });
  await field.fill('berta@example.com');
  await field.press('Enter');
  await expect(profile().getByRole('alert')).toContainText('Another candidate of this company has this e-mail address');
  await profile().getByRole('button', { name: 'Merge with them…' }).press('Enter');
  await expect(page.getByRole('dialog').getByRole('radio', { name: /Berta Uno/ })).toBeVisible();
  await page.keyboard.press('Escape');
});

test('a candidate is moved to another campaign, and an application and a person are deleted', async () => {
  const made = await page.request.post(`/api/campaigns/${parley.campaignId}/duplicate`, {
    data: { title: 'Night desk' },
    headers: { origin: parley.url },
  });
  expect(made.ok(), await made.text()).toBe(true);
  await addCandidates(page, parley, [
    { firstName: 'Delfina', lastName: 'Sol', phone: '0917 444 1003' },
    { firstName: 'Erasmo', lastName: 'Luna', phone: '0917 444 1004' },
  ]);
  await open('Delfina Sol');
  await more().click();
  await page.getByRole('menuitem', { name: 'Move to another campaign…' }).click();
  const moving = page.getByRole('dialog', { name: 'Move Delfina Sol to another campaign' });
  await moving.getByRole('combobox', { name: 'Campaign' }).click();
  await page.getByRole('option', { name: 'Night desk' }).click();
  await moving.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(moving).toBeHidden();
  await expect(profile().locator('header')).toContainText('Night desk');

  await profile().getByRole('button', { name: 'Delete the application' }).click();
  const deleting = page.getByRole('dialog', { name: 'Delete this application of Delfina Sol?' });
  await expect(deleting).toContainText('This can’t be undone.');
  await deleting.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('Nobody matches')).toBeVisible();

  await open('Erasmo Luna');
  await more().click();
  await page.getByRole('menuitem', { name: 'Erase the person for good…' }).click();
  const erasing = page.getByRole('dialog', { name: 'Erase Erasmo Luna for good?' });
  await expect(erasing.getByRole('button', { name: 'Erase for good' })).toBeDisabled();
  await erasing.getByRole('textbox').fill('Erasmo Luna');
  await erasing.getByRole('button', { name: 'Erase for good' }).click();
  await expect(page.getByText('Nobody matches')).toBeVisible();
});

test('an owner sees how many a retention rule would erase before it is saved', async () => {
  await page.goto('/settings?section=privacy');
  await page.getByRole('switch', { name: 'Erase people who were silent for long' }).click({ force: true });
  await expect(page.getByRole('status').filter({ hasText: 'Nobody would be erased tonight.' })).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('dialog', { name: 'Erase people at night?' });
  await dialog.getByRole('button', { name: 'Save the rule' }).click();
  await expect(dialog).toBeHidden();
  await page.reload();
  await expect(page.getByRole('switch', { name: 'Erase people who were silent for long' })).toBeChecked();
});
