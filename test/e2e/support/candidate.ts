import { type Browser, expect, type Page } from '@playwright/test';

/** A phone on which somebody opens the link of an invitation. */
export async function openOnPhone(browser: Browser, link: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    locale: 'en-US',
  });
  const page = await context.newPage();
  await page.goto(link);
  return page;
}

export async function answerInWords(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your answer' }).fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
}

/** Records two seconds of the microphone and sends them. */
export async function answerByVoice(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Record a voice note' }).click();
  const allow = page.getByRole('button', { name: 'Allow and record' });
  const stop = page.getByRole('button', { name: 'Stop recording' });
  await expect(allow.or(stop)).toBeVisible();
  if (await allow.isVisible()) await allow.click();
  await expect(page.getByRole('timer')).toHaveText('0:02');
  await stop.click();
  await page.getByRole('button', { name: 'Send' }).click();
}
