import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** What depends on colours, and takes the longest. */
const ofColours = ['color-contrast', 'link-in-text-block'];

/** What stands on the page now: all of it in light English, then the colours in dark; in another language all but colours. */
export async function expectNoViolations(page: Page, name: string): Promise<void> {
  await expect(page.locator('.mantine-Skeleton-root, [aria-busy="true"]')).toHaveCount(0);
  // The other mode opens a tab for each analysis.
  const analysis = () => new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  await show(page, 'light');
  if ((await page.locator('html').getAttribute('lang')) === 'en') {
    await expectNone(analysis(), `${name}, light`);
    await show(page, 'dark');
    await expectNone(analysis().withRules(ofColours), `${name}, dark`);
  } else await expectNone(analysis().disableRules(ofColours), name);
}

async function show(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction(
    (scheme) => getComputedStyle(document.documentElement).colorScheme.split(' ').includes(scheme),
    colorScheme,
  );
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
}

async function expectNone(analysis: AxeBuilder, name: string): Promise<void> {
  const { violations } = await analysis.analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, failureSummary }) => `${id}: ${html.slice(0, 160)}\n    ${failureSummary?.split('\n')[1]?.trim()}`,
    ),
  );
  expect.soft(found, name).toEqual([]);
}
