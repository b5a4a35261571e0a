import { expect, type Page } from '@playwright/test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { addCandidates, manager, newBrowserOf, owner, type Parley, startParley } from './support/parley.ts';
import { test } from './support/test.ts';

let parley: Parley;
test.beforeAll(async () => {
  parley = await startParley();
});
test.afterAll(() => parley?.close());

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const save = (page: Page) => page.getByRole('button', { name: 'Save' }).click();

async function openSettings(page: Page): Promise<void> {
  await page.goto('/settings?section=sending');
  await expect(page.getByRole('heading', { name: 'Business hours' })).toBeVisible();
}

async function choose(page: Page, label: string, value: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: value, exact: true }).click();
}

async function openLead(page: Page, id: number): Promise<void> {
  await page.goto(`/leads?id=${id}`);
  await expect(page.getByRole('textbox', { name: /^Write to/ })).toBeVisible({ timeout: 30_000 });
}

async function changeSending(page: Page, change: object): Promise<void> {
  const settings = await (await page.request.get(`${parley.url}/api/sending`)).json();
  const answer = await page.request.put(`${parley.url}/api/sending`, {
    headers: { origin: parley.url },
    data: { ...settings, ...change },
  });
  expect(answer.status(), await answer.text()).toBe(200);
}

test('an owner decides when, how much and where messages go, and is told what is wrong', async ({ browser }) => {
  const page = await newBrowserOf(browser, parley, owner);
  await openSettings(page);
  await page.getByRole('switch', { name: 'Wait for business hours' }).click();
  await choose(page, 'Monday, from', '10:00');
  await choose(page, 'Monday, to', '09:30');
  await page.getByRole('checkbox', { name: 'Sunday: messages may go' }).click();
  await expect(page.getByText('No messages')).toBeVisible();
  await page.getByRole('textbox', { name: 'In English' }).fill('Call <%= @nobody %>');
  await save(page);
  await expect(page.getByText('The end comes after the beginning.')).toBeVisible();
  await expect(page.getByText('There is no token @nobody', { exact: false })).toBeVisible();
  await choose(page, 'Monday, to', '18:00');
  await page.getByRole('textbox', { name: 'In English' }).fill('<%= @company %>: write to us here. STOP ends it.');
  await page.getByRole('textbox', { name: 'Cap, in parts' }).fill('5000');
  await page.getByRole('radio', { name: 'Only these' }).click();
  await save(page);
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByText('0 of 5,000 parts are used this month.')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Monday, to' })).toHaveValue('18:00');
  await expect(page.getByRole('checkbox', { name: 'Sunday: messages may go' })).not.toBeChecked();
  await expect(section(page, 'Countries').getByText('Philippines', { exact: true })).toBeVisible();
  await page.getByRole('switch', { name: 'Wait for business hours' }).click();
  await page.getByRole('textbox', { name: 'Cap, in parts' }).fill('');
  await save(page);
  await expect(page.getByText('0 parts have left this month.')).toBeVisible();
  const other = await newBrowserOf(browser, parley, manager);
  await other.goto('/settings?section=sending');
  await expect(other.getByRole('tab', { name: 'Sending' })).toHaveCount(0);
});

test('the composer says why a channel takes nothing: over the limit, opted out, a country that is not allowed', async ({
  browser,
}) => {
  const page = await newBrowserOf(browser, parley, owner);
  await changeSending(page, { smsCap: 1, countries: ['PH'] });
  const [ana = 0, bea = 0, carlos = 0] = await addCandidates(page, parley, [
    { firstName: 'Ana', lastName: 'Cruz', phone: '+639175550101', email: 'ana@example.com' },
    { firstName: 'Bea', lastName: 'Diaz', phone: '+639175550102', email: 'bea@example.com' },
    { firstName: 'Carlos', lastName: 'Ruiz', phone: '+34612345678', email: 'carlos@example.com' },
  ]);
  await withSystem(parley.db, (trx) =>
    sql`insert into suppressions (company_id, channel, address, reason) values (${parley.companyId}, 'sms', '+639175550102', 'stop')`.execute(
      trx,
    ),
  );
  const reasons: [number, string][] = [
    [ana, 'Over the limit: this month’s SMS are used up.'],
    [bea, 'The candidate has opted out there.'],
    [carlos, 'The company sends no SMS to this number’s country.'],
  ];
  await expect.poll(async () => (await (await page.request.get(`${parley.url}/api/sending/use`)).json()).used).toBe(1);
  for (const [id, reason] of reasons) {
    await openLead(page, id);
    await page.getByRole('combobox', { name: 'Send by' }).click();
    await expect(page.getByRole('option', { name: reason })).toHaveAttribute('data-combobox-disabled', 'true');
    await page.keyboard.press('Escape');
  }
  await expect(
    page.getByText('The company sends no SMS to this number’s country.', { exact: false }).first(),
  ).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'This month’s 1 SMS are used up' })).toBeVisible();
  await page.getByRole('link', { name: 'Change the cap' }).click();
  await expect(page.getByText('The cap is reached. No SMS leaves.')).toBeVisible();
  await changeSending(page, { smsCap: null, countries: null });
  await expect(page.getByRole('link', { name: 'Change the cap' })).toHaveCount(0);
});

test('an invitation that waits for the morning says so, and a recruiter sends it now', async ({ browser }) => {
  const page = await newBrowserOf(browser, parley, owner);
  const today = new Date(new Date().toLocaleString('en-US', { timeZone: 'Asia/Manila' })).getDay();
  // Monday is 0; open on the day after tomorrow alone.
  const hours = Array.from({ length: 7 }, (_, at) => (at === (today + 1) % 7 ? { from: '08:00', to: '21:00' } : null));
  await changeSending(page, { hoursOn: true, hours });
  const [dora = 0] = await addCandidates(page, parley, [
    { firstName: 'Dora', lastName: 'Lim', phone: '+639175550103', email: 'dora@example.com' },
  ]);
  await openLead(page, dora);
  await expect(page.getByText(/Waits until \w+ 8:00 AM in their time zone/)).toBeVisible();
  await page.getByRole('button', { name: 'Send now' }).click();
  await expect(page.getByText(/in their time zone/)).toHaveCount(0);
  await expect(page.getByRole('img', { name: 'Sent', exact: true })).toHaveCount(2);
  await changeSending(page, { hoursOn: false });
});
