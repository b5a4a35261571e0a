import { expect, type Page } from '@playwright/test';
import { contract, picture } from '#test/files.ts';
import { expectNoViolations } from './support/axe.ts';
import { openOnPhone } from './support/candidate.ts';
import { asFile, composerOf } from './support/composer.ts';
import { newBrowserOf, owner, type Parley, sandboxMessage, startParley } from './support/parley.ts';
import { test } from './support/test.ts';

let parley: Parley;
let page: Page;
// Each look at a page by axe takes seconds.
test.describe.configure({ timeout: 120_000 });

test.beforeAll(async ({ browser }) => {
  parley = await startParley();
  page = await newBrowserOf(browser, parley, owner);
});
test.afterAll(async () => {
  await page?.context().close();
  await parley?.close();
});

const { openSomebody, text, composer, log, sendButton, picker, option, phoneOf } = composerOf(
  () => page,
  () => parley,
);

test('a draft with its file and its channel is there after another candidate and after a reload', async () => {
  const first = await openSomebody('Draft', { phone: '0919 311 0001', email: 'draft@example.com' });
  await picker().click();
  await option('E-mail').click();
  await page.getByRole('textbox', { name: 'Subject' }).fill('Your contract');
  await text().fill('Please read this.');
  await page.locator('input[data-attach]').setInputFiles(asFile(contract));
  await expect(composer().getByRole('button', { name: 'Remove contract.pdf' })).toBeVisible();
  // What is still on its way would be lost with the page.
  await expect(composer().getByRole('progressbar')).toHaveCount(0);
  await openSomebody('Other');
  await expect(text()).toHaveValue('');
  for (const go of [() => page.goto(`/leads?id=${first}`), () => page.reload()]) {
    await go();
    await expect(text()).toHaveValue('Please read this.');
    await expect(picker()).toHaveValue('E-mail');
    await expect(page.getByRole('textbox', { name: 'Subject' })).toHaveValue('Your contract');
    await expect(composer().getByRole('button', { name: 'Remove contract.pdf' })).toBeVisible();
  }
  await text().press('Control+Enter');
  await sandboxMessage(page, parley, 'draft@example.com', ({ subject }) => subject === 'Your contract');
  await expect(composer().getByRole('button', { name: 'Remove contract.pdf' })).toHaveCount(0);
});

test.describe('files', () => {
  test('are attached, shown, sent, and seen on the candidate’s page and in the sandbox', async ({ browser }) => {
    const id = await openSomebody('Files');
    const phone = await phoneOf(id);
    const { link } = await sandboxMessage(page, parley, phone, (message) => message.link !== null);
    const candidate = await openOnPhone(browser, link ?? '');
    await expect(candidate.getByRole('region').getByRole('textbox').first()).toBeVisible();
    await page.reload();
    await page.locator('input[data-attach]').setInputFiles([asFile(picture), asFile(contract)]);
    await expect(composer().getByRole('button', { name: 'Remove contract.pdf' })).toBeVisible();
    await picker().click();
    await option('Web chat').click();
    await text().fill('The house and the contract');
    await expectNoViolations(page, 'the composer with files');
    await sendButton().click();
    await expect(log().getByRole('link', { name: 'Download contract.pdf' })).toBeVisible();
    await expect(candidate.getByText('The house and the contract')).toBeVisible();
    await expect(candidate.getByRole('link', { name: /contract\.pdf/ })).toBeVisible();
    const image = candidate.getByRole('img', { name: 'harbour.png' });
    await expect.poll(() => image.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBe(1);
    await candidate.context().close();

    await log().getByRole('button', { name: 'Look at harbour.png' }).click();
    const viewer = page.getByRole('dialog', { name: 'harbour.png' });
    await expect(viewer.getByRole('img', { name: 'harbour.png' })).toBeVisible();
    await expectNoViolations(page, 'the viewer');
    await page.keyboard.press('Escape');
    await expect(viewer).toHaveCount(0);

    await page.locator('input[data-attach]').setInputFiles(asFile(picture));
    await picker().click();
    await option('SMS').click();
    await sendButton().click();
    await expect(log().getByRole('button', { name: 'Look at harbour.png' })).toHaveCount(2);
    await page.goto(`/settings?section=sandbox&phone=${encodeURIComponent(phone)}&channel=sms`);
    await expect(page.getByRole('img', { name: 'harbour.png' })).toBeVisible();
  });

  test('that the channel does not take are named before sending', async () => {
    await openSomebody('Limits', { phone: '0919 311 0002', email: 'limits@example.com' });
    const words = { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('The plan') };
    await page.locator('input[data-attach]').setInputFiles(words);
    await expect(page.getByRole('alert')).toContainText('plan.txt: SMS does not take files of this kind.');
    await expect(sendButton()).toBeDisabled();
    await picker().click();
    await option('E-mail').click();
    await expect(page.getByRole('alert')).toHaveCount(0);
    const large = { ...words, name: 'large.txt', buffer: Buffer.alloc(25 * 1024 * 1024 + 1, 'x') };
    await page.locator('input[data-attach]').setInputFiles(large);
    await expect(page.getByRole('alert')).toContainText('Larger than the 25 MB');
    await page.getByRole('button', { name: 'Remove large.txt' }).click();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  test('are awaited by a message that was sent while they were on their way', async () => {
    await openSomebody('Between');
    const id = await openSomebody('Hasty');
    let arrive = () => {};
    const mayArrive = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    await page.route(`**/api/applications/${id}/files`, async (route) => {
      await mayArrive;
      await route.continue();
    });
    await page.locator('input[data-attach]').setInputFiles(asFile(picture));
    await text().fill('The house');
    await text().press('Control+Enter');
    await expect(composer().getByText('Goes as soon as the files are there')).toBeVisible();
    await page.getByRole('list', { name: 'Candidates' }).getByText('Between Cruz').click();
    await expect(page.getByRole('heading', { name: 'Between Cruz' })).toBeVisible();
    arrive();
    await page.getByRole('list', { name: 'Candidates' }).getByText('Hasty Cruz').click();
    await expect(log()).toContainText('The house');
    await expect(log().getByRole('button', { name: 'Look at harbour.png' })).toBeVisible();
  });

  test('can be dropped and pasted', async () => {
    await openSomebody('Drop');
    for (const kind of ['drop', 'paste'] as const) {
      const data = await page.evaluateHandle(
        ({ base64, name }) => {
          const transfer = new DataTransfer();
          const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
          transfer.items.add(new File([bytes], name, { type: 'image/png' }));
          return transfer;
        },
        { base64: picture.body.toString('base64'), name: `${kind}.png` },
      );
      if (kind === 'drop') await text().dispatchEvent('drop', { dataTransfer: data });
      else
        await text().evaluate((element, clipboardData) => {
          element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
        }, data);
      await expect(composer().getByRole('button', { name: `Remove ${kind}.png` })).toBeVisible();
    }
  });
});
