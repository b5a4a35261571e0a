import { test as base } from '@playwright/test';

/**
 * Playwright's test, with every browser that a test has opened closed at its end: their pages would go on asking a server
 * that is gone, beside all tests to come.
 */
export const test = base.extend<{ closed: undefined }>({
  closed: [
    async ({ browser }, use) => {
      const shared = new Set(browser.contexts());
      await use(undefined);
      await Promise.all(browser.contexts().map((context) => shared.has(context) || context.close()));
    },
    { auto: true },
  ],
});
