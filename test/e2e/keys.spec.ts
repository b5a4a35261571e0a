import { expect, type Page } from '@playwright/test';
import { addCandidates, newBrowserOf, owner, type Parley, startParley } from './support/parley.ts';
import { test } from './support/test.ts';

let parley: Parley;
let page: Page;
let ids: number[];
test.beforeAll(async ({ browser }) => {
  parley = await startParley();
  page = await newBrowserOf(browser, parley, owner);
  ids = await addCandidates(page, parley, [
    { firstName: 'Ana', lastName: 'Cruz', phone: '0917 555 2001' },
    { firstName: 'Ben', lastName: 'Cruz', phone: '0917 555 2002' },
    { firstName: 'Cleo', lastName: 'Cruz', phone: '0917 555 2003' },
  ]);
});
test.afterAll(() => parley?.close());

const profile = () => page.getByRole('region', { name: 'Profile' });
const open = (name: string) => expect(profile().getByRole('heading', { name, exact: true })).toBeVisible();

async function expectNothingMoved(): Promise<void> {
  const answer = await page.request.get(`${parley.url}/api/folder-counts`);
  const { folders } = (await answer.json()) as { folders: { key: string; count: number }[] };
  expect(folders.filter(({ count }) => count > 0)).toMatchObject([{ key: 'inbox', count: 3 }]);
}

/** Holds back what the address fits, until the function it returns is called. */
async function heldBack(address: RegExp): Promise<() => Promise<void>> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(address, async (route) => {
    await released;
    await route.continue().catch(() => {});
  });
  return async () => {
    release();
    await page.unroute(address);
  };
}

async function openFirst(): Promise<void> {
  await page.goto(`/leads?sort=added&order=asc&id=${ids[0]}`);
  await open('Ana Cruz');
  await expect(page.getByRole('textbox', { name: /^Write to Ana/ })).toBeVisible();
}

for (const [key, field] of [
  ['m', /^Write to Ben/],
  ['c', 'Note for your colleagues'],
  ['l', 'Find or make a label'],
] as const)
  test(`what is typed after ${key} goes into its field, however late that comes`, async () => {
    await openFirst();
    const release = await heldBack(new RegExp(`/api/applications/${ids[1]}$`));
    await page.keyboard.press('j');
    await page.keyboard.press(key);
    await page.keyboard.type('hay');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('e');
    await release();
    const written = page.getByRole('textbox', { name: field });
    await expect(written).toBeFocused();
    await expect(written).toHaveValue('he');
    await page.keyboard.type('y');
    await expect(written).toHaveValue('hey');
    await open('Ben Cruz');
    await written.fill('');
    await expectNothingMoved();
  });

test('nobody is decided about before they are shown, nor by a key that is held down', async () => {
  await openFirst();
  const release = await heldBack(new RegExp(`/api/applications/${ids[1]}$`));
  const moves: string[] = [];
  page.on('request', (request) => request.method() === 'PUT' && moves.push(request.url()));
  await page.keyboard.press('j');
  await page.keyboard.type('esrh');
  await release();
  await open('Ben Cruz');
  expect(moves).toEqual([]);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expectNothingMoved();
});

test('what is typed while the palette is being loaded is looked for, and is no key of the page', async () => {
  const release = await heldBack(/palette[^/]*\.js/);
  await openFirst();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('hello');
  await release();
  const search = page.getByRole('dialog', { name: 'Search and commands' }).getByPlaceholder('Find a candidate');
  await expect(search).toBeFocused();
  await expect(search).toHaveValue('hello');
  await page.keyboard.press('Escape');
  await expect(search).toBeHidden();
  await expectNothingMoved();
});

test('no key of the page works while the list of keys is being loaded; given up, they work again', async () => {
  const release = await heldBack(/shortcuts-dialog[^/]*\.js/);
  await openFirst();
  await page.keyboard.press('?');
  await page.keyboard.type('hello');
  await release();
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(keys.getByRole('heading', { name: 'Leads' })).toHaveCount(1);
  await expect(keys.getByText('Next candidate')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expectNothingMoved();
  await page.keyboard.press('j');
  await open('Ben Cruz');
});

test('the mode of the search is marked, and the buttons of decisions are whole in Spanish', async () => {
  await openFirst();
  await page.getByRole('button', { name: /^Search in/ }).click();
  const current = page.getByRole('menuitem', { name: 'Names, contacts and ids' });
  await expect(current.locator('.tabler-icon-check')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.request.patch(`${parley.url}/api/account`, { headers: { origin: parley.url }, data: { language: 'es' } });
  await page.reload();
  const button = page.getByRole('button', { name: 'Preseleccionar' });
  await expect(button).toBeVisible();
  const label = button.locator('.mantine-Button-label');
  expect(await label.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThanOrEqual(0);
});
