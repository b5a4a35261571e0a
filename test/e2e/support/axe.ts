import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** What stands on the page now, in light and in dark. */
export async function expectNoViolations(page: Page, name: string): Promise<void> {
  await expect(page.locator('.mantine-Skeleton-root, [aria-busy="true"]')).toHaveCount(0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForFunction(
      (scheme) => getComputedStyle(document.documentElement).colorScheme.split(' ').includes(scheme),
      colorScheme,
    );
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
    // The other mode opens a tab for each analysis.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ html, failureSummary }) => `${id}: ${html.slice(0, 160)}\n    ${failureSummary?.split('\n')[1]?.trim()}`,
      ),
    );
    expect.soft(found, `${name}, ${colorScheme}`).toEqual([]);
  }
}
