import { expect, type Page } from '@playwright/test';
import { expectNoViolations } from './support/axe.ts';
import { addCandidates, manager, newBrowserOf, owner, type Parley, startParley } from './support/parley.ts';
import { test } from './support/test.ts';

let parley: Parley;
let page: Page;
let colleague: Page;
let ids: number[];
test.beforeAll(async ({ browser }) => {
  parley = await startParley();
  page = await newBrowserOf(browser, parley, owner);
  colleague = await newBrowserOf(browser, parley, manager);
  ids = await addCandidates(page, parley, [
    { firstName: 'Ana', lastName: 'Reyes', phone: '0918 222 4441' },
    { firstName: 'Ben', lastName: 'Cruz', phone: '0918 222 4442' },
  ]);
});
test.afterAll(async () => {
  await page?.context().close();
  await colleague?.context().close();
  await parley?.close();
});

const profileOf = (of: Page) => of.getByRole('region', { name: 'Profile' });
const headOf = (of: Page) => of.getByRole('region', { name: 'Conversation' }).locator('header');
const row = (of: Page, name: string) =>
  of.getByRole('list', { name: 'Candidates' }).getByRole('listitem').filter({ hasText: name });

async function open(of: Page, id: number, name: string): Promise<void> {
  await of.goto(`/leads?id=${id}`);
  await expect(profileOf(of).getByRole('heading', { name, exact: true })).toBeVisible();
}

test('two who look at the same candidate see each other, and what the other does, at once', async () => {
  const [ana] = ids as [number, number];
  await open(page, ana, 'Ana Reyes');
  await open(colleague, ana, 'Ana Reyes');
  await expect(profileOf(page).getByRole('img', { name: 'Marco Reyes is looking' })).toBeVisible();
  await expect(profileOf(colleague).getByRole('img', { name: 'Olive Branch is looking' })).toBeVisible();

  // Given to a colleague by the keyboard alone.
  await colleague.keyboard.press('a');
  await expect(colleague.getByRole('textbox', { name: 'Find a colleague' })).toBeFocused();
  await expect(colleague.getByRole('option', { name: /Marco Reyes/ })).toBeVisible();
  await colleague.keyboard.type('oliv');
  await expect(colleague.getByRole('option', { name: /Marco Reyes/ })).toHaveCount(0);
  await colleague.keyboard.press('Enter');
  await expect(colleague.getByText('Ana Reyes is assigned to Olive Branch.')).toBeVisible();
  await expect(profileOf(page).getByRole('button', { name: /^Assigned to Olive/ })).toBeVisible();
  await expect(headOf(page).getByRole('button', { name: /^Assigned to Olive/ })).toBeVisible();
  await expect(row(page, 'Ana').getByRole('img', { name: 'Assigned to Olive Branch' })).toBeVisible();
  await colleague.getByRole('button', { name: 'Undo' }).click();
  await expect(profileOf(colleague).getByRole('button', { name: 'Assign', exact: true })).toBeVisible();
  await expect(profileOf(page).getByRole('button', { name: 'Assign', exact: true })).toBeVisible();

  await colleague.keyboard.press('c');
  await expect(colleague.getByRole('textbox', { name: 'Note for your colleagues' })).toBeFocused();
  await colleague.keyboard.type('Speaks four languages.');
  await colleague.keyboard.press('Control+Enter');
  await expect(colleague.getByRole('article', { name: /Comment, not visible/ })).toBeVisible();
  await expect(page.getByText('Speaks four languages.').first()).toBeVisible();
  await colleague.keyboard.press('Escape');
  await colleague.keyboard.press('l');
  await expect(colleague.getByRole('textbox', { name: 'Find or make a label' })).toBeFocused();
  await colleague.keyboard.type('Night shift');
  await expect(colleague.getByRole('option', { name: 'Make “Night shift”' })).toBeVisible();
  await colleague.keyboard.press('Enter');
  await expect(profileOf(colleague).getByRole('button', { name: 'Night shift', exact: true })).toBeVisible();
  await expect(profileOf(page).getByRole('button', { name: 'Night shift', exact: true })).toBeVisible();
  await expect(row(page, 'Ana')).toContainText('Night shift');

  await colleague.keyboard.press('k');
  await expect(profileOf(page).getByRole('img', { name: /is looking/ })).toHaveCount(0);
  await expectNoViolations(page, 'a candidate and their assignee');
});

test('who has a candidate is seen and changed above the chat, on a phone too', async () => {
  const [, ben] = ids as [number, number];
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/leads?id=${ben}`);
  const head = headOf(page);
  await head.getByRole('button', { name: 'Assign', exact: true }).click();
  await page.getByRole('option', { name: /Marco Reyes/ }).click();
  await expect(head.getByRole('button', { name: /^Assigned to Marco/ })).toBeFocused();
  await expectNoViolations(page, 'the head of a conversation on a phone');
  const box = await head.boundingBox();
  expect(box?.height).toBeLessThan(90);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(head.getByRole('button', { name: 'Assign', exact: true })).toBeVisible();

  // Where it fails, they stay who they were, and why is said.
  await page.route('**/assignee', (route) => route.abort());
  await page.keyboard.press('a');
  await expect(page.getByRole('option', { name: /Marco Reyes/ })).toBeVisible();
  await page.keyboard.type('Marco');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: /reach|connection/i })).toBeVisible();
  await expect(head.getByRole('button', { name: 'Assign', exact: true })).toBeVisible();
  await page.unroute('**/assignee');
  await page.setViewportSize({ width: 1440, height: 900 });
});

test('of two who move the same candidate the second is told, and may do it all the same', async () => {
  const [, ben] = ids as [number, number];
  await open(page, ben, 'Ben Cruz');
  await open(colleague, ben, 'Ben Cruz');
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog', { name: /^Shortlist Ben/ });
  await expect(dialog.getByRole('button', { name: 'Move without a message' })).toBeVisible();
  await colleague.keyboard.press('h');
  await expect(profileOf(page).getByText('On hold').first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Move without a message' }).click();
  const told = page.getByRole('alert').filter({ hasText: 'Marco Reyes moved this candidate to On hold' });
  await expect(told).toBeVisible();
  await told.getByRole('button', { name: 'Move to Shortlisted' }).click();
  await expect(profileOf(colleague).getByRole('button', { name: 'Shortlist' })).toHaveAttribute('aria-pressed', 'true');
});

test('new candidates go round among those who were put into the round robin', async () => {
  await page.goto(`/campaigns/${parley.campaignId}/settings/permissions`);
  const turns = page.getByRole('region', { name: /^Round robin/ });
  await expect(turns).toContainText('assigned to nobody');
  await page.getByRole('button', { name: 'Put Olive Branch into the round robin' }).press('Enter');
  // Dragged from the list of access.
  const marco = page
    .getByRole('region', { name: /^Have access/ })
    .getByRole('listitem')
    .filter({ hasText: 'Marco' });
  const from = await marco.locator('span[class*=grip]').boundingBox();
  const onto = await turns.boundingBox();
  if (!from || !onto) throw new Error('There is nothing to drag.');
  await page.mouse.move(from.x + 8, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(onto.x + 60, onto.y + onto.height - 12, { steps: 12 });
  await page.mouse.up();
  await expect(turns.getByRole('listitem')).toHaveCount(2);
  // In another order by the keyboard.
  await turns.getByRole('button', { name: 'Drag Marco Reyes' }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByText('Place 2 of 2.')).toBeAttached();
  // Where lines can be dropped is measured a moment after the first is picked up.
  await expect(async () => {
    await page.keyboard.press('ArrowUp');
    await expect(page.getByText('Place 1 of 2.')).toBeAttached({ timeout: 500 });
  }).toPass();
  await page.keyboard.press('Space');
  await expect(turns.getByRole('listitem').first()).toContainText('Marco');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible();
  await page.reload();
  await expect(turns.getByRole('listitem')).toHaveText([/Marco/, /Olive/]);
  await expectNoViolations(page, 'permissions and round robin');

  await colleague.goto('/account');
  await colleague.getByRole('switch', { name: 'I am away' }).click();
  await expect(colleague.getByText('You are away and')).toBeVisible();
  await expect(turns.getByRole('listitem').first()).toContainText('passed over');
  const [first] = await addCandidates(page, parley, [{ firstName: 'Cleo', phone: '0918 222 4443' }]);
  await colleague.getByRole('switch', { name: 'I am away' }).click();
  await expect(colleague.getByText('You are back and')).toBeVisible();
  const [second] = await addCandidates(page, parley, [{ firstName: 'Dora', phone: '0918 222 4444' }]);
  await open(page, first as number, 'Cleo');
  await expect(profileOf(page).getByRole('button', { name: /^Assigned to Olive/ })).toBeVisible();
  await open(page, second as number, 'Dora');
  await expect(profileOf(page).getByRole('button', { name: /^Assigned to Marco/ })).toBeVisible();
});
