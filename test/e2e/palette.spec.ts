import { expect } from '@playwright/test';
import { addCandidates, newBrowserOf, owner, type Parley, startParley } from './support/parley.ts';
import { test } from './support/test.ts';

let parley: Parley;
test.beforeAll(async () => {
  parley = await startParley();
});
test.afterAll(() => parley?.close());

test('the palette leads to a candidate, and to all whom a search finds', async ({ browser }) => {
  const page = await newBrowserOf(browser, parley, owner);
  const [id] = await addCandidates(page, parley, [{ firstName: 'Zenaida', lastName: 'Lim', phone: '0917 555 0042' }]);
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Campaigns' })).toBeVisible();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search and commands' });
  const search = palette.getByPlaceholder('Find a candidate');
  await search.fill('0917 555 0042');
  await expect(palette.getByText('Zenaida Lim')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/leads\\?id=${id}$`));
  await expect(
    page.getByRole('region', { name: 'Profile' }).getByRole('heading', { name: 'Zenaida Lim' }),
  ).toBeVisible();
  await page.keyboard.press('Control+k');
  await search.fill('zenaida');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/leads\?q=zenaida$/);
  await page.context().close();
});
