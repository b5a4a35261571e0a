import { expect, type Locator, type Page } from '@playwright/test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { expectNoViolations } from './support/axe.ts';
import { addCandidates, manager, newBrowserOf, owner, type Parley, startParley } from './support/parley.ts';
import { test } from './support/test.ts';

let parley: Parley;
let page: Page;
test.beforeAll(async ({ browser }) => {
  parley = await startParley();
  page = await newBrowserOf(browser, parley, owner);
  const ids = await addCandidates(page, parley, [
    { firstName: 'Ana', lastName: 'Reyes', phone: '0918 222 3331', email: 'ana@example.com' },
    { firstName: 'Ben', lastName: 'Cruz', phone: '0918 222 3332' },
    { firstName: 'Cleo', lastName: 'Santos', phone: '0918 222 3333' },
  ]);
  await withSystem(parley.db, async (trx) => {
    const set = (at: number, values: ReturnType<typeof sql>) =>
      sql`update applications set ${values} where id = ${ids[at]}`.execute(trx);
    await set(0, sql`source = 'Careers site', others = '{"location":"Cebú"}'`);
    await set(1, sql`source = 'Facebook', others = '{"shoe size":"44"}'`);
    await set(2, sql`source = 'Facebook', assignee_id = (select id from users where email = ${owner.email})`);
    await sql`
      insert into messages (company_id, candidate_id, application_id, direction, author, channel, body, status)
      select company_id, candidate_id, id, 'in', 'candidate', 'sms', 'I would love to work the night shift there.', 'received'
      from applications where id = ${ids[1]}`.execute(trx);
  });
});
test.afterAll(async () => {
  await page?.context().close();
  await parley?.close();
});
test.beforeEach(async () => {
  await page.goto('/leads');
  await expect(row('Ana')).toBeVisible();
});

const rows = () => page.getByRole('list', { name: 'Candidates' }).getByRole('listitem');
const row = (name: string) => rows().getByRole('button', { name: new RegExp(name) });
const editor = () =>
  page
    .getByRole('dialog')
    .filter({ has: page.getByRole('combobox', { name: 'Filter by' }) })
    .last();
const found = () => page.getByText(/^\d+ candidates?$/);

/** By keyboard alone: the field, what it is compared with, and Enter. */
async function addFilter(field: string, value: string, by: 'Enter' | 'Done' = 'Enter'): Promise<void> {
  await page.getByRole('button', { name: 'Add filter' }).press('Enter');
  await expect(editor().getByRole('combobox', { name: 'Filter by' })).toBeFocused();
  await page.keyboard.type(field);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await editor().getByRole('combobox', { name: 'Value' }).fill(value);
  if (by === 'Enter') await page.keyboard.press('Enter');
  else await editor().getByRole('button', { name: 'Done' }).click();
}

test('conditions narrow the list and its counts, open to be changed, and stand in the address', async () => {
  await expect(found()).toHaveText('3 candidates');
  await addFilter('Source', 'Facebook');
  await expect(rows()).toHaveCount(2);
  await expect(found()).toHaveText('2 candidates');
  await expect(page.getByRole('button', { name: /^All folders 2/ })).toBeVisible();
  await page.reload();
  await expect(rows()).toHaveCount(2);

  await page.getByRole('button', { name: 'Change: Source is Facebook' }).click();
  await editor().getByRole('combobox', { name: 'Value' }).fill('Careers site');
  await editor().getByRole('button', { name: 'Or…' }).click();
  await editor().getByRole('combobox', { name: 'Filter by' }).fill('Assignee');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await editor().getByRole('combobox', { name: 'Value' }).click();
  await page.getByRole('option', { name: 'Me', exact: true }).click();
  await editor().getByRole('button', { name: 'Search', exact: true }).click();
  await expect(row('Ana')).toBeVisible();
  await expect(row('Cleo')).toBeVisible();
  await expect(row('Ben')).toHaveCount(0);
  await page.getByRole('button', { name: 'Remove: Assignee is Me' }).click();
  await expect(rows()).toHaveCount(1);
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(rows()).toHaveCount(3);
  await expect(page).toHaveURL(/\/leads$/);
});

test('a range from more to less is not searched for, and the form says why', async () => {
  await page.getByRole('button', { name: 'Add filter' }).press('Enter');
  await editor().getByRole('combobox', { name: 'Filter by' }).fill('Score');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await editor().getByRole('combobox', { name: 'Comparison' }).click();
  await page.getByRole('option', { name: 'is between', exact: true }).click();
  const [from, to] = ['From', 'To'].map((name) => editor().getByLabel(name, { exact: true })) as [Locator, Locator];
  await from.fill('80');
  await to.fill('20');
  await to.press('Enter');
  await expect(editor().getByRole('alert')).toHaveText(
    'The first value is greater than the second: nobody would be found.',
  );
  await expect(rows()).toHaveCount(3);
  await to.fill('90');
  await expect(editor().getByRole('alert')).toBeHidden();
  await to.press('Enter');
  await expect(rows()).toHaveCount(0);
});

test('a row shows the date by which the list is sorted, and the id by which somebody is found', async () => {
  const id = await row('Ben').locator('xpath=ancestor::*[@data-application]').getAttribute('data-application');
  await withSystem(parley.db, (trx) =>
    sql`update applications set added_at = '2025-03-04T05:00Z' where id = ${Number(id)}`.execute(trx),
  );
  const date = row('Ben').locator('time');
  await page.goto('/leads');
  await expect(date).toHaveAttribute('datetime', /^20(?!25)/);
  await page.goto('/leads?sort=added');
  await expect(date).toHaveAttribute('datetime', /^2025-03-04/);

  await page.goto(`/leads?q=${id}`);
  await expect(row('Ben').locator('mark').first()).toHaveText(id ?? '');
  await expect(row('Ben')).toContainText(`Application id: ${id}`);
  await page.goto('/leads?q=333');
  await expect(rows()).toHaveCount(3);
  await expect(rows().locator('mark')).toHaveCount(0);
});

test('Back leads to the search before, and Escape closes a list of options alone', async () => {
  const search = page.getByRole('textbox', { name: 'Search by name, e-mail, phone or id' });
  for (const name of ['Ana', 'Cleo']) {
    await search.fill(name);
    await page.keyboard.press('Enter');
    await expect(rows()).toHaveCount(1);
    await expect(row(name)).toBeVisible();
  }
  await page.getByRole('button', { name: 'Newest first' }).click();
  await expect(page).toHaveURL(/order=asc/);
  await page.goBack();
  await expect(row('Ana')).toBeVisible();
  await expect(search).toHaveValue('Ana');
  await page.goBack();
  await expect(rows()).toHaveCount(3);

  await page.getByRole('button', { name: 'Add filter' }).press('Enter');
  await expect(editor().getByRole('combobox', { name: 'Filter by' })).toBeFocused();
  await page.keyboard.type('Source');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const comparison = editor().getByRole('combobox', { name: 'Comparison' });
  await comparison.click();
  await expect(page.getByRole('option', { name: 'contains' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('option', { name: 'contains' })).toHaveCount(0);
  await expect(comparison).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(comparison).toHaveCount(0);
});

test('nothing is looked for before the button or Enter', async () => {
  await addFilter('Location', 'cebu', 'Done');
  await expect(page.getByRole('button', { name: 'Change: Location contains cebu' })).toBeVisible();
  await expect(rows()).toHaveCount(3);
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(rows()).toHaveCount(1);
  await expect(row('Ana')).toBeVisible();
});

test('an address with rubbish shows what it can', async () => {
  const source = { field: 'source', op: 'is', value: 'Facebook' };
  const filter = encodeURIComponent(JSON.stringify([{ field: 'nonsense' }, source, 7, { any: [{}] }]));
  await page.goto(`/leads?filter=${filter}&mine=perhaps&in=nowhere`);
  await expect(rows()).toHaveCount(2);
});

test('what was written is searched in its own mode, and stands in the row', async () => {
  await page.getByRole('button', { name: 'Search in: Names, contacts and ids' }).click();
  await page.getByRole('menuitem', { name: 'Messages, comments and transcripts' }).click();
  await page.getByRole('textbox', { name: 'Search in messages, comments and transcripts' }).fill('"night shift"');
  await page.keyboard.press('Enter');
  await expect(rows()).toHaveCount(1);
  await expect(row('Ben').locator('mark')).toHaveText('night shift');
});

test('My Leads are those of whoever looks', async ({ browser }) => {
  await page.getByRole('button', { name: /^All campaigns/ }).click();
  await page.getByRole('dialog', { name: 'Campaigns' }).getByRole('button', { name: 'My Leads 1' }).click();
  await expect(rows()).toHaveCount(1);
  await expect(row('Cleo')).toBeVisible();
  const colleague = await newBrowserOf(browser, parley, manager);
  await colleague.goto('/leads');
  await colleague.getByRole('button', { name: /^All campaigns/ }).click();
  await expect(colleague.getByRole('button', { name: /^Front desk/ })).toBeVisible();
  await expect(colleague.getByRole('button', { name: /^My Leads/ })).toHaveCount(0);
  await colleague.context().close();
});

test('a search is saved as a view, shared, changed by who made it, and deleted', async ({ browser }) => {
  await addFilter('Source', 'Facebook');
  await expect(rows()).toHaveCount(2);
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save as a new view' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('From Facebook');
  await page.getByRole('checkbox', { name: 'Share with everybody in the company' }).check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'From Facebook', exact: true })).toBeVisible();

  const colleague = await newBrowserOf(browser, parley, manager);
  await colleague.goto('/leads');
  await colleague.getByRole('button', { name: 'Views' }).click();
  await colleague.getByRole('menuitem', { name: 'From Facebook' }).click();
  await expect(colleague.getByRole('list', { name: 'Candidates' }).getByRole('listitem')).toHaveCount(2);
  await colleague.getByRole('button', { name: 'From Facebook', exact: true }).click();
  await expect(colleague.getByRole('menuitem', { name: 'Save as a new view' })).toBeVisible();
  await expect(colleague.getByRole('menuitem', { name: /^Delete/ })).toHaveCount(0);
  await colleague.context().close();

  await page.getByRole('button', { name: 'Remove: Source is Facebook' }).click();
  await expect(rows()).toHaveCount(3);
  await page.getByRole('button', { name: 'From Facebook *' }).click();
  await page.getByRole('menuitem', { name: 'From Facebook', exact: true }).click();
  await expect(rows()).toHaveCount(2);
  await page.getByRole('button', { name: 'From Facebook', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Delete “From Facebook”' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete view' }).click();
  await expect(page.getByRole('button', { name: 'Views' })).toBeVisible();
});

test('the filter is as usable on a phone, and accessible', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await addFilter('Source', 'Facebook', 'Done');
  await expectNoViolations(page, 'the filter on a phone');
  await page.getByRole('button', { name: 'Change: Source is Facebook' }).click();
  await expect(editor()).toBeInViewport({ ratio: 1 });
  // What it covers meanwhile is no target.
  await expectNoViolations(page, 'the editor of a condition on a phone', '[role=dialog]');
  await page.setViewportSize({ width: 1440, height: 900 });
});
