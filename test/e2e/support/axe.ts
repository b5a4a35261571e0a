import { expect, type Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';

/** What depends on colours, and takes the longest. */
const ofColours = ['color-contrast', 'link-in-text-block'];
const without = (rules: string[]) => Object.fromEntries(rules.map((rule) => [rule, { enabled: false }]));

/**
 * What stands on the page now, or `within` it: all of it in English, then the colours in the other scheme; in Spanish all
 * but colours.
 */
export async function expectNoViolations(page: Page, name: string, within = 'html'): Promise<void> {
  await expect(page.locator('.mantine-Skeleton-root, [aria-busy="true"]')).toHaveCount(0);
  if ((await page.locator('html').getAttribute('lang')) !== 'en') {
    await expectNone(page, within, name, { rules: without(ofColours) });
    return;
  }
  const scheme = await schemeOf(page);
  await expectNone(page, within, `${name}, ${scheme}`, {});
  const other = scheme === 'dark' ? 'light' : 'dark';
  await show(page, other);
  await expectNone(page, within, `${name}, ${other}`, { runOnly: ofColours });
}

const schemeOf = (page: Page) =>
  page.evaluate(() => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));

async function show(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction(
    (scheme) => getComputedStyle(document.documentElement).colorScheme.split(' ').includes(scheme),
    colorScheme,
  );
  await page.evaluate(async () => {
    // What changes gradually begins with the next frame.
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  });
}

/** Its source is as large as our pages: a document is given it once. */
async function expectNone(page: Page, within: string, name: string, options: RunOptions): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(
    async ([place, given]) => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(place, given);
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(
          ({ html, failureSummary }) => `${id}: ${html.slice(0, 160)}\n    ${failureSummary?.split('\n')[1]?.trim()}`,
        ),
      );
    },
    [within, { ...options, resultTypes: ['violations'], preload: false }] as [string, RunOptions],
  );
  expect.soft(found, name).toEqual([]);
}
