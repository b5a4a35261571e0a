import { expect, type Locator, type Page } from '@playwright/test';
import {
  addCandidates,
  manager,
  newBrowserOf,
  owner,
  type Parley,
  sandboxMessage,
  startParley,
} from './support/parley.ts';
import { test } from './support/test.ts';

let parley: Parley;
test.beforeAll(async () => {
  parley = await startParley();
});
test.afterAll(() => parley?.close());

const rows = (page: Page) => page.getByRole('list', { name: 'Candidates' }).getByRole('listitem');
const row = (page: Page, name: string) => rows(page).getByRole('button', { name: new RegExp(name) });
const profileOf = (page: Page) => page.getByRole('region', { name: 'Profile' });
const folders = (page: Page) => page.getByRole('button', { name: /^All folders/ });

/** Waits until the profile that is shown is this person's. */
async function expectOpen(page: Page, name: string): Promise<void> {
  await expect(profileOf(page).getByRole('heading', { name, exact: true })).toBeVisible();
}

async function openLead(page: Page, name: string): Promise<void> {
  await row(page, name).click();
  await expectOpen(page, name);
}

async function countOf(page: Page, folder: string): Promise<number> {
  const answer = await page.request.get(`${parley.url}/api/folder-counts`);
  const { folders: all } = (await answer.json()) as { folders: { key: string; count: number }[] };
  return all.find(({ key }) => key === folder)?.count ?? 0;
}

test.describe('twenty leads', () => {
  const names = Array.from({ length: 20 }, (_, index) => `Lead${String.fromCharCode(65 + index)}`);

  test('are triaged without a mouse', async ({ browser }) => {
    test.setTimeout(120_000);
    const page = await newBrowserOf(browser, parley, owner);
    await addCandidates(
      page,
      parley,
      names.map((firstName, index) => ({
        firstName,
        lastName: 'Cruz',
        phone: `0917 555 ${String(1000 + index)}`,
        email: `lead${index}@example.com`,
      })),
    );
    await page.goto('/leads?folder=%5B%22inbox%22%5D&sort=added&order=asc');
    await expect(row(page, names[0] as string)).toBeVisible();
    const triage = [shortlist, reject, hold, hire];
    for (const [index, name] of names.entries()) {
      // Who was decided about has left the folder shown, and the next one is there by itself.
      if (index === 0) await page.keyboard.press('j');
      await expectOpen(page, `${name} Cruz`);
      if (index === 2) await label(page);
      if (index === 3) await comment(page);
      await triage[index % triage.length]?.(page, index);
      await expect(row(page, name)).toHaveCount(0);
    }
    await expect(page.getByText('Nobody matches')).toBeVisible();
    for (const folder of ['shortlisted', 'rejected', 'on_hold', 'hired']) expect(await countOf(page, folder)).toBe(5);
    await sandboxMessage(page, parley, '0917 555 1000', ({ body }) => body.startsWith('Good news, LeadA!'));
    await page.context().close();
  });

  async function shortlist(page: Page): Promise<void> {
    await page.keyboard.press('s');
    await expect(page.getByRole('button', { name: 'Move and send' })).toBeFocused();
    // With a phone and an address: by one of them.
    await expect(page.getByRole('dialog').getByRole('checkbox', { checked: true })).toHaveCount(1);
    await page.keyboard.press('Enter');
  }

  async function reject(page: Page, index: number): Promise<void> {
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog', { name: /^Reject / });
    if (index === 1) {
      await expect(dialog).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
      await page.keyboard.press('r');
    }
    await expect(dialog.getByRole('button', { name: /^Move/ }).and(page.locator(':focus'))).toBeVisible();
    await page.keyboard.press('Enter');
  }

  const hold = (page: Page) => page.keyboard.press('h');
  const hire = (page: Page) => page.keyboard.press('e');

  async function label(page: Page): Promise<void> {
    await page.keyboard.press('l');
    await expect(page.getByRole('textbox', { name: 'Find or make a label' })).toBeFocused();
    await page.keyboard.type('Night shift');
    await page.keyboard.press('Enter');
    await expect(profileOf(page).getByRole('button', { name: 'Night shift', exact: true })).toBeVisible();
  }

  async function comment(page: Page): Promise<void> {
    await page.keyboard.press('c');
    await expect(page.getByRole('textbox', { name: 'Note for your colleagues' })).toBeFocused();
    await page.keyboard.type('Speaks four languages.');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('article', { name: /Comment, not visible/ })).toContainText('Speaks four languages.');
    // Out of the field, so that the next letter is a key again.
    await page.keyboard.press('Escape');
  }
});

test.describe('with a few candidates', () => {
  let page: Page;
  test.beforeAll(async ({ browser }) => {
    page = await newBrowserOf(browser, parley, owner);
    await addCandidates(page, parley, [
      { firstName: 'Katherine', lastName: 'Villanueva', phone: '0918 222 3333', email: 'kate@example.com' },
      { firstName: 'Сергей', lastName: 'Орлов', phone: '0918 222 4444' },
      { firstName: '美玲', lastName: '陈', phone: '0918 222 5555' },
      { firstName: 'Omar', lastName: 'Haddad', phone: '0918 222 6666' },
      { firstName: 'Nadia', lastName: 'Rahman', phone: '0918 222 7777' },
      { firstName: 'Lucía', lastName: 'Gómez', phone: '0918 222 8888', email: 'lucia@example.com' },
    ]);
  });
  test.afterAll(() => page?.context().close());
  test.beforeEach(async () => {
    await page.goto('/leads');
    await expect(row(page, 'Katherine')).toBeVisible();
  });

  test('are found by keyboard, by typo, in their own script and by any part of a phone number', async () => {
    const search = page.getByRole('textbox', { name: 'Search by name, e-mail, phone or id' });
    for (const [typed, found] of [
      ['Орлов', 'Сергей'],
      ['陈', '美玲'],
      ['lucia', 'Lucía'],
      ['222-6666', 'Omar'],
      ['kate@ex', 'Katherine'],
    ] as const) {
      await page.locator('body').press('/');
      await expect(search).toBeFocused();
      await search.fill(typed);
      await page.keyboard.press('Enter');
      await expect(rows(page)).toHaveCount(1);
      await expect(row(page, found)).toBeVisible();
      await page.keyboard.press('Tab');
    }
    await search.fill('Kathrine Vilanueva');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Nobody matches “Kathrine Vilanueva” exactly.')).toBeVisible();
    await expect(row(page, 'Katherine')).toBeVisible();
    await page.getByRole('button', { name: 'Reset' }).click();
    await expect(page).toHaveURL(/\/leads$/);
  });

  test('are counted exactly, folder by folder', async () => {
    await folders(page).click();
    const picker = page.getByRole('dialog', { name: 'Folders' });
    const inbox = await countOf(page, 'inbox');
    await expect(picker.getByRole('button', { name: `Inbox ${inbox}`, exact: true })).toBeVisible();
    await page.keyboard.press('Escape');
    await openLead(page, 'Omar Haddad');
    await page.keyboard.press('h');
    await expect(row(page, 'Omar')).toContainText('On hold');
    await folders(page).click();
    await expect(picker.getByRole('button', { name: `Inbox ${inbox - 1}`, exact: true })).toBeVisible();
    await picker.getByRole('button', { name: /^On hold/ }).click();
    await expect(row(page, 'Omar')).toBeVisible();
    await expect(row(page, 'Katherine')).toHaveCount(0);
  });

  test('make room for the next one when they leave the folder shown, and come back by key, move by move', async () => {
    await page.goto('/leads?folder=%5B%22inbox%22%5D&sort=added&order=asc');
    const inList = rows(page).getByRole('button', { name: /Сергей|美玲|Nadia/ });
    await expect(inList).toHaveCount(3);
    await openLead(page, 'Сергей Орлов');
    await page.keyboard.press('c');
    const draft = page.getByRole('textbox', { name: 'Note for your colleagues' });
    await expect(draft).toBeFocused();
    await page.keyboard.type('Speaks three languages');
    await page.keyboard.press('Escape');
    await page.keyboard.press('e');
    const toast = page.getByRole('alert').filter({ hasText: 'is now in Hired' });
    await expect(toast.getByRole('button', { name: 'Undo' })).toBeVisible();
    await expect(row(page, 'Сергей')).toHaveCount(0);
    await expectOpen(page, '美玲 陈');
    await page.keyboard.press('r');
    await expect(page.getByRole('dialog', { name: /^Reject 美玲/ })).toBeVisible();
    await page.keyboard.press('Alt+Enter');
    await expect(row(page, '美玲')).toHaveCount(0);
    await expect(profileOf(page).getByRole('heading', { name: '美玲 陈' })).toHaveCount(0);
    await page.keyboard.press('Control+z');
    await expectOpen(page, '美玲 陈');
    await expect(row(page, '美玲')).toBeVisible();
    await page.keyboard.press('z');
    await expectOpen(page, 'Сергей Орлов');
    await expect(row(page, 'Сергей')).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('alert').filter({ hasText: 'There is no move to undo.' })).toBeVisible();
    await page.keyboard.press('c');
    await expect(draft).toHaveValue('Speaks three languages');
    await draft.fill('');
    await page.keyboard.press('Escape');
  });

  test('are selected by key only where they stand in the list', async () => {
    const answer = await page.request.get(`${parley.url}/api/applications?q=Сергей`);
    const [{ id }] = (await answer.json()).items;
    await page.goto(`/leads?q=Katherine&id=${id}`);
    await expectOpen(page, 'Сергей Орлов');
    await expect(rows(page)).toHaveCount(1);
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await expectOpen(page, 'Katherine Villanueva');
    await expect(page.getByRole('toolbar', { name: 'Selected candidates' })).toHaveCount(0);
    await page.keyboard.press('x');
    await expect(page.getByRole('toolbar', { name: 'Selected candidates' })).toContainText('1 selected');
  });

  test('lie under no toast where one works with them, and the toast is reached by keyboard', async () => {
    const toast = page.getByRole('alert').filter({ hasText: 'is now in' });
    const worked = [
      page.locator('header').getByRole('button'),
      page.getByRole('tab', { name: 'Message' }),
      page.getByRole('textbox', { name: /^Write to/ }),
      page.getByRole('button', { name: 'Send', exact: true }),
      page.getByRole('group', { name: 'Move to a folder' }),
      page.getByRole('navigation'),
    ];
    for (const [width, height] of [
      [1440, 900],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.goto('/leads?q=Nadia');
      await row(page, 'Nadia').click();
      await expect(page.getByRole('textbox', { name: /^Write to/ })).toBeVisible();
      await page.keyboard.press('h');
      await expect(toast).toBeVisible();
      if (width < 400) {
        await expectFree(toast, worked);
        await page.getByText('Profile', { exact: true }).click();
        await expect(profileOf(page).getByRole('heading', { name: 'Nadia Rahman' })).toBeVisible();
      }
      await expectFree(toast, worked);
      const undo = toast.getByRole('button', { name: 'Undo' });
      await page.keyboard.press('Alt+n');
      await expect(undo).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('alert').filter({ hasText: 'is now in Inbox' })).toBeVisible();
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  /** Whatever of these is there, the toast lies beside it. */
  async function expectFree(toast: Locator, worked: Locator[]): Promise<void> {
    await expect(async () => {
      const over = await toast.boundingBox();
      if (!over) throw new Error('There is no toast.');
      const boxes = await Promise.all(
        (await Promise.all(worked.map((one) => one.all()))).flat().map((one) => one.boundingBox()),
      );
      expect(boxes.length).toBeGreaterThan(1);
      for (const box of boxes)
        expect(
          box === null ||
            over.x >= box.x + box.width ||
            over.x + over.width <= box.x ||
            over.y >= box.y + box.height ||
            over.y + over.height <= box.y,
          JSON.stringify({ over, box }),
        ).toBe(true);
    }).toPass();
  }

  test('are moved by two recruiters: both screens agree, and the slower one is told', async ({ browser }) => {
    const colleague = await newBrowserOf(browser, parley, manager);
    await colleague.goto('/leads');
    await openLead(colleague, 'Nadia Rahman');
    await openLead(page, 'Nadia Rahman');
    await page.keyboard.press('h');
    await expect(row(colleague, 'Nadia')).toContainText('On hold');
    await expect(profileOf(colleague).getByRole('button', { name: 'Hold', exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
    );

    await colleague.route('**/api/events', (route) => route.abort());
    await colleague.reload();
    await expectOpen(colleague, 'Nadia Rahman');
    await page.keyboard.press('e');
    await expect(row(page, 'Nadia')).toContainText('Hired');
    await expect(row(colleague, 'Nadia')).toContainText('On hold');
    await colleague.getByRole('group', { name: 'Move to a folder' }).getByRole('button', { name: 'Reject' }).click();
    const dialog = colleague.getByRole('dialog', { name: /^Reject Nadia/ });
    await dialog.getByRole('button', { name: 'Move without a message' }).click();
    await expect(colleague.getByRole('alert')).toContainText('Olive Branch moved this candidate to Hired');
    await expect(row(colleague, 'Nadia')).toContainText('Hired');
    await colleague.context().close();
  });

  test('go back to where they were, with the reason, where a move fails', async () => {
    await openLead(page, 'Lucía Gómez');
    await page.route('**/folder', (route) => route.abort());
    await page.keyboard.press('h');
    // What was said of an earlier move may still stand beside it.
    await expect(page.getByRole('alert').filter({ hasText: /reach|connection/i })).toBeVisible();
    await expect(row(page, 'Lucía')).toContainText('Inbox');
    await page.unroute('**/folder');
    await page.context().setOffline(true);
    const disconnected = page.getByRole('status').filter({ hasText: 'What you see may be old' });
    await expect(disconnected).toBeVisible();
    await page.keyboard.press('e');
    await expect(row(page, 'Lucía')).toContainText('Inbox');
    await page.context().setOffline(false);
    await expect(disconnected).toBeHidden();
    await expect(row(page, 'Lucía')).toContainText('Inbox');
    expect(await countOf(page, 'inbox')).toBeGreaterThan(0);
  });

  test('never see the comments about them', async () => {
    await openLead(page, 'Katherine Villanueva');
    await page.getByRole('tab', { name: 'Comment' }).click();
    await page.getByRole('textbox', { name: 'Note for your colleagues' }).fill('Asks for too much money.');
    await page.getByRole('button', { name: 'Add comment' }).click();
    await expect(page.getByRole('article', { name: /Comment, not visible/ })).toBeVisible();
    const { link } = await sandboxMessage(page, parley, '0918 222 3333', (message) => message.link !== null);
    const token = link?.split('/c/')[1];
    for (const path of [`/api/chat/${token}`, `/api/chat/${token}/messages?after=0`]) {
      const answer = await page.request.get(parley.url + path);
      expect(answer.status()).toBe(200);
      expect(await answer.text()).not.toContain('money');
    }
  });

  test('get a label, and a click on it lists all who have it', async () => {
    await openLead(page, 'Omar Haddad');
    await page.getByRole('button', { name: 'Add a label' }).click();
    await page.getByRole('textbox', { name: 'Find or make a label' }).fill('Arabic');
    await page.getByRole('option', { name: 'Make “Arabic”' }).click();
    await profileOf(page).getByRole('button', { name: 'Arabic', exact: true }).click();
    await expect(page).toHaveURL(/label=\d+/);
    await expect(rows(page)).toHaveCount(1);
    await expect(row(page, 'Omar')).toContainText('Arabic');
  });

  test('are edited in place, and what the server refuses stays in the field with the reason', async () => {
    await openLead(page, 'Omar Haddad');
    const profile = profileOf(page);
    await profile.getByRole('button', { name: 'Edit Phone' }).click();
    const field = profile.getByRole('textbox', { name: 'Phone' });
    await field.fill('12');
    await field.press('Enter');
    await expect(profile.getByRole('alert')).toBeVisible();
    await expect(field).toHaveValue('12');
    await field.fill('0918 222 9999');
    await field.press('Enter');
    await expect(profile.getByText('+639182229999')).toBeVisible();
    await profile.getByRole('button', { name: 'Edit First name' }).click();
    await profile.getByRole('textbox', { name: 'First name' }).fill('Nobody');
    await profile.getByRole('textbox', { name: 'First name' }).press('Escape');
    await expectOpen(page, 'Omar Haddad');
  });

  test('stay as they were looked at after a reload', async () => {
    await page.goto(`/leads?campaign=%5B${parley.campaignId}%5D&q=Katherine&sort=added&order=asc`);
    await openLead(page, 'Katherine Villanueva');
    const before = page.url();
    await page.reload();
    await expectOpen(page, 'Katherine Villanueva');
    expect(page.url()).toBe(before);
    await expect(page.getByRole('textbox', { name: 'Search by name, e-mail, phone or id' })).toHaveValue('Katherine');
    await expect(page.getByRole('combobox', { name: 'Sort by' })).toHaveValue('Date added');
    await expect(page.getByRole('button', { name: 'Oldest first' })).toBeVisible();
  });

  test('are not sent the same twice, nor a token that nobody knows', async () => {
    await openLead(page, 'Lucía Gómez');
    const text = page.getByRole('textbox', { name: 'Write to Lucía Gómez' });
    await page.keyboard.press('m');
    await expect(text).toBeFocused();
    await page.keyboard.type('See you on Monday.');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('log').getByText('See you on Monday.')).toBeVisible();
    await expect(text).toHaveValue('');
    await text.fill('See you on Monday.');
    await text.press('Control+Enter');
    await expect(page.getByRole('alert')).toContainText('This is exactly the message that was sent last.');
    await text.fill('See you on <%= @weekday %>.');
    await expect(page.getByRole('alert')).toContainText('There is no token @weekday');
    await text.press('Control+Enter');
    await expect(text).toHaveValue('See you on <%= @weekday %>.');
    await text.fill('See you on Monday, <%= @candidate_name %>!');
    await text.press('Control+Enter');
    await sandboxMessage(page, parley, '0918 222 8888', ({ body }) => body === 'See you on Monday, Lucía!');
  });
});
