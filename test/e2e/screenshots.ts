/**
 * Photographs every screen of a demo, wide and on a phone, light and dark, as `<screen>[-phone]-<scheme>.jpg`.
 * The first argument is a folder (docs/screenshots without it); further ones choose screens by name.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import type { SeedReport } from '../../bin/seeds/report.ts';
import { type RealProgram, startRealProgram } from './support/real-program.ts';

type Screen = { path: string; signedIn?: boolean; act?: (page: Page) => Promise<void> };

const [folder = join(import.meta.dirname, '../../docs/screenshots'), ...chosen] = process.argv.slice(2);
const sizes = { '': { width: 1440, height: 900 }, '-phone': { width: 390, height: 844 } };

mkdirSync(folder, { recursive: true });
const program = await startRealProgram();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  await photographAll(program, browser);
} finally {
  await browser.close();
  await program.stop();
}

async function photographAll({ url, setupUrl, verb }: RealProgram, browser: Browser): Promise<void> {
  const setup: Screen = { path: setupUrl };
  await photograph(browser, url, { setup });
  const report = await verb<SeedReport>('seed', 'busy-callcentre');
  const [who] = report.users;
  const campaign = report.campaigns.find(({ company }) => company === who?.company);
  if (!who || !campaign) throw new Error('The demo has nobody to sign in.');
  const screens = allScreens(`/campaigns/${campaign.id}`, report.links.chat ?? '/c/none');
  await photograph(browser, url, screens, who);
}

function allScreens(campaign: string, chat: string): Record<string, Screen> {
  const openDialog = (keys: string) => async (page: Page) => {
    await page.keyboard.press(keys);
    await page.getByRole('dialog').waitFor();
  };
  return {
    'sign-in': { path: '/sign-in' },
    'forgotten-password': { path: '/forgot-password' },
    'new-password': { path: '/reset-password?token=abc' },
    chat: { path: chat },
    'chat-gone': { path: '/c/nothing' },
    home: { path: '/', signedIn: true },
    'new-campaign': {
      path: '/',
      signedIn: true,
      act: async (page) => {
        await page.getByRole('button', { name: 'New campaign' }).click();
        await page.getByRole('dialog').waitFor();
      },
    },
    leads: { path: '/leads', signedIn: true, act: openFirst },
    'leads-list': { path: '/leads', signedIn: true },
    'leads-nobody': { path: '/leads?q=qqqqqqq', signedIn: true },
    'leads-notify': {
      path: '/leads?folder=%5B%22inbox%22%5D',
      signedIn: true,
      act: async (page) => {
        await openFirst(page);
        await openDialog('s')(page);
      },
    },
    palette: { path: '/leads', signedIn: true, act: openDialog('Control+k') },
    shortcuts: { path: '/leads', signedIn: true, act: openDialog('?') },
    ...each(
      'campaign',
      ['basic', 'permissions', 'messages', 'interview', 'danger'],
      (one) => `${campaign}/settings/${one}`,
    ),
    ...each('add', ['by-hand', 'csv', 'api'], (one) => `${campaign}/add/${one}`),
    ...each(
      'settings',
      ['company', 'team', 'quickReplies', 'channels', 'sending', 'apiKeys', 'sandbox'],
      (one) => `/settings?section=${one}`,
    ),
    account: { path: '/account', signedIn: true },
  };
}

function each(prefix: string, names: string[], path: (name: string) => string): Record<string, Screen> {
  return Object.fromEntries(
    names.map((name) => [`${prefix}-${name.toLowerCase()}`, { path: path(name), signedIn: true }]),
  );
}

async function openFirst(page: Page): Promise<void> {
  await page
    .getByRole('list', { name: 'Candidates' })
    .getByRole('listitem')
    .first()
    .getByRole('button')
    .first()
    .click();
  await page.getByRole('log').first().waitFor();
}

async function photograph(
  browser: Browser,
  baseURL: string,
  screens: Record<string, Screen>,
  who?: { email: string; password: string },
): Promise<void> {
  for (const [size, viewport] of Object.entries(sizes))
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ baseURL, viewport, colorScheme, reducedMotion: 'reduce' });
      if (who) await context.request.post('/api/auth/sign-in', { headers: { origin: baseURL }, data: who });
      for (const [name, screen] of Object.entries(screens)) {
        if (chosen.length > 0 && !chosen.includes(name)) continue;
        await take(context, screen, join(folder, `${name}${size}-${colorScheme}.jpg`));
      }
      await context.close();
    }
}

async function take(context: BrowserContext, { path, signedIn, act }: Screen, file: string): Promise<void> {
  const cookies = await context.cookies();
  if (!signedIn) await context.clearCookies();
  const page = await context.newPage();
  await page.goto(path);
  await page.locator('h1').first().waitFor({ state: 'attached' });
  await act?.(page);
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  await page.screenshot({ path: file, type: 'jpeg', quality: 82 });
  await page.close();
  if (!signedIn) await context.addCookies(cookies);
}
