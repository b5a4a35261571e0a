import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page } from '@playwright/test';
import { answerInWords } from './support/candidate.ts';
import { newBrowserOf, owner, type Parley, startParley } from './support/parley.ts';
import { test } from './support/test.ts';

let parley: Parley;
let recruiter: Page;
let site: Server;
let siteUrl: string;
let snippet = '';
test.beforeAll(async ({ browser }) => {
  parley = await startParley();
  recruiter = await newBrowserOf(browser, parley, owner);
  // A careers site with styles that would spoil whatever they reached.
  site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"><head><title>Careers</title>
      <style>button, iframe, div { display: none !important; color: red }</style></head>
      <body><h1>Work with us</h1>${snippet}</body></html>`);
  }).listen(0, new URL(parley.url).hostname);
  await once(site, 'listening');
  siteUrl = `http://${new URL(parley.url).hostname}:${(site.address() as AddressInfo).port}`;
});
test.afterAll(async () => {
  await recruiter?.context().close();
  site?.close();
  await parley?.close();
});

test('an owner puts the web chat on the careers site', async () => {
  await recruiter.goto('/settings?section=channels');
  const sites = recruiter.getByRole('textbox', { name: 'Sites that may show it' });
  await sites.fill('example');
  await sites.press('Tab');
  await recruiter.keyboard.press('Enter');
  await expect(recruiter.getByText('This is no address of a site')).toBeVisible();
  await sites.fill(`${siteUrl}/jobs`);
  await sites.press('Tab');
  await recruiter.keyboard.press('Enter');
  await expect(sites).toHaveValue(siteUrl);
  snippet = (await recruiter.getByText('<script src=').textContent()) ?? '';
  const opening = { mode: 'job', title: 'Front desk agents', subtitle: 'Cebu', description: 'Be kind.', keyword: '' };
  const answer = await recruiter.request.put(`${parley.url}/api/campaigns/${parley.campaignId}/opening`, {
    headers: { origin: parley.url },
    data: opening,
  });
  expect(answer.status(), await answer.text()).toBe(200);
});

test('a visitor applies in the frame, does the interview there, and finds it again after a reload', async ({
  browser,
}) => {
  const page = await (await browser.newContext({ locale: 'en-US' })).newPage();
  await page.goto(siteUrl);
  const opener = page.getByRole('button', { name: 'Jobs: chat with us' });
  await expect(opener).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(opener).toBeFocused();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('dialog', { name: 'Jobs' });
  const frame = page.frameLocator('iframe[title="Jobs"]');
  await frame.getByRole('link', { name: /Front desk agents/ }).click();
  await expect(frame.getByText('Be kind.')).toBeVisible();
  await frame.getByRole('button', { name: 'Begin the interview' }).click();
  await expect(frame.getByText('Please tell us your name.')).toBeVisible();
  await frame.getByRole('textbox', { name: 'Your name' }).fill('Lea Ramos');
  await frame.getByRole('textbox', { name: 'Phone number' }).fill('0917 666 0001');
  await frame.getByRole('button', { name: 'Begin the interview' }).click();
  await expect(frame.getByRole('textbox', { name: 'Your answer' })).toBeVisible();
  await answerInWords(frame as unknown as Page, 'I like people.');
  await expect(frame.getByText('I like people.')).toBeVisible();

  await recruiter.goto('/leads?q=Lea');
  await expect(recruiter.getByRole('list', { name: 'Candidates' })).toContainText('Lea Ramos');

  await page.reload();
  await expect(panel).toBeVisible();
  await expect(frame.getByText('I like people.')).toBeVisible();
  await panel.getByRole('button', { name: 'All jobs' }).click();
  await expect(frame.getByRole('link', { name: /Front desk agents/ })).toBeVisible();
  await panel.getByRole('button', { name: 'Close' }).press('Escape');
  await expect(panel).toBeHidden();
  await expect(opener).toBeFocused();
  await page.context().close();
});

test('on a site that is not named no button shows, and the console says why', async ({ browser }) => {
  const answer = await recruiter.request.put(`${parley.url}/api/widget`, {
    headers: { origin: parley.url },
    data: { sites: ['https://careers.example.com'] },
  });
  expect(answer.status()).toBe(200);
  const page = await (await browser.newContext({ locale: 'en-US' })).newPage();
  const refused = page.waitForEvent('console', (message) =>
    message.text().includes('not among the sites on which this web chat may stand'),
  );
  await page.goto(siteUrl);
  await refused;
  await expect(page.getByRole('button', { name: 'Jobs: chat with us' })).toHaveCount(0);
  await page.context().close();
});
