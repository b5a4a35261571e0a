import { expect, type Page } from '@playwright/test';
import { expectNoViolations } from './support/axe.ts';
import { addCandidates, newBrowserOf, owner, type Parley, sandboxMessage, startParley } from './support/parley.ts';
import { test } from './support/test.ts';

let parley: Parley;
// Each test fills in many fields.
test.setTimeout(120_000);
test.beforeAll(async () => {
  parley = await startParley();
});
test.afterAll(() => parley?.close());

async function openMessages(page: Page): Promise<void> {
  await page.goto(`/campaigns/${parley.campaignId}/settings/messages`);
  await expect(page.getByRole('region', { name: 'Blocks of the mail' })).toBeVisible({ timeout: 30_000 });
}

const block = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Blocks of the mail' }).getByRole('listitem').filter({ hasText: name });
const preview = (page: Page) => page.frameLocator('iframe[title="How the mail arrives"]').first();
const save = async (page: Page) => {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('There are changes that are not saved.')).toBeHidden();
};

/** Moves the focus with Tab until it is on this. */
async function tabTo(page: Page, name: string | RegExp, role: Parameters<Page['getByRole']>[0] = 'button') {
  const target = page.getByRole(role, { name, exact: typeof name === 'string' });
  for (let presses = 0; presses < 200; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached ${name}.`);
}

test('a mail is built by the keyboard, previewed with a candidate, tested and sent', async ({ browser }) => {
  const page = await newBrowserOf(browser, parley, owner);
  await addCandidates(page, parley, [{ firstName: 'Maria <b>', lastName: 'Santos', email: 'maria@example.com' }]);
  await openMessages(page);

  // A heading, with a token out of the menu.
  await page.getByRole('textbox', { name: 'Subject' }).focus();
  await tabTo(page, 'Add block');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Heading' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Text of Heading' })).toBeFocused();
  await page.keyboard.type('Welcome, ');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: /First name/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Text of Heading' })).toHaveValue('Welcome, <%= @candidate_name %>');

  // To the top of the mail, without a mouse.
  const first = page.getByRole('region', { name: 'Blocks of the mail' }).getByRole('listitem').first();
  const up = page.getByRole('button', { name: 'Move Heading up' });
  await tabTo(page, 'Move Heading up');
  await expect(async () => {
    if (await up.isEnabled()) await up.press('Enter');
    await expect(up).toBeDisabled({ timeout: 100 });
  }).toPass();
  await expect(first).toContainText('Heading');
  await expect(page.getByRole('button', { name: 'Move Heading down' })).toBeFocused();

  // Flowing text, with bold and a chip.
  const text = page.getByRole('textbox', { name: 'Text of Text 1' });
  await text.focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Your code is ');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('<%= @access_code %>');
  await expect(text.locator('[data-token="access_code"]')).toHaveText('Access code (PIN)');

  // Steps back and forth go over the whole mail.
  await page.getByRole('button', { name: 'Remove Button' }).click();
  await expect(block(page, 'Words on the button')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(block(page, 'Words on the button')).toHaveCount(1);

  await page.getByRole('combobox', { name: 'Preview as' }).click();
  await page.getByRole('option', { name: 'Maria <b> Santos' }).click();
  await expect(preview(page).getByRole('heading', { name: 'Welcome, Maria <b>' })).toBeVisible();
  await expect(preview(page).getByRole('link', { name: 'Start the interview' })).toBeVisible();
  await page.getByRole('radiogroup', { name: 'Width of the preview' }).getByText('Desktop').click();
  await expect(preview(page).getByRole('heading', { name: 'Welcome, Maria <b>' })).toBeVisible();

  await page.getByRole('button', { name: 'Send a test to me' }).click();
  await expect(page.getByText(`A test is on its way to ${owner.email}.`)).toBeVisible();
  const sent = await sandboxMessage(page, parley, owner.email);
  expect(sent.subject).toMatch(/^\[Test\] Your interview with Harbour Hotels$/);
  expect(sent.body).toMatch(/^Welcome, Maria <b>/);

  await save(page);
  await addCandidates(page, parley, [{ firstName: 'Noor', email: 'noor@example.com' }]);
  const invitation = await sandboxMessage(page, parley, 'noor@example.com');
  expect(invitation.body).toContain('Welcome, Noor');
  expect(invitation.body).toMatch(/Your code is \d{8}/);
  expect(invitation.link).toContain('/c/');
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Text of Heading' })).toHaveValue('Welcome, <%= @candidate_name %>');
  await page.context().close();
});

test('what a block lacks is told beside it, and unsaved changes are guarded', async ({ browser }) => {
  const page = await newBrowserOf(browser, parley, owner);
  await openMessages(page);
  const refused: string[] = [];
  page.on('response', (response) => response.status() >= 400 && refused.push(response.url()));
  await page.getByRole('button', { name: 'Add block', exact: true }).last().click();
  await page.getByRole('menuitem', { name: 'Picture' }).click();
  const address = page.getByRole('textbox', { name: 'Address of the picture' });
  await expect(address).toHaveAccessibleDescription(/A picture is uploaded/);
  await expect(page.getByText('Without the blocks that are not finished')).toBeVisible();
  expect(refused, 'the server is not asked about a picture that nobody has chosen').toEqual([]);
  await address.fill('http://example.com/logo.png');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(address).toHaveAccessibleDescription(/A picture is uploaded/);
  await page.getByRole('link', { name: 'Danger zone' }).click();
  await expect(page.getByRole('dialog')).toContainText('leave', { ignoreCase: true });
  await page.keyboard.press('Escape');

  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Replace the picture' }).click();
  await (await chooser).setFiles({ name: 'logo.png', mimeType: 'image/png', buffer: png });
  await expect(address).toHaveValue(/^\/pictures\//);
  await page.getByRole('textbox', { name: 'Said in words' }).fill('Our hotel');
  const shown = preview(page).getByRole('img', { name: 'Our hotel' });
  await expect(shown).toBeVisible();
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
  await save(page);
  await page.context().close();
});

test('typed HTML is refused where it could harm, and shows harmlessly meanwhile', async ({ browser }) => {
  const page = await newBrowserOf(browser, parley, owner);
  const alarms: string[] = [];
  page.on('dialog', (dialog) => {
    alarms.push(dialog.message());
    void dialog.dismiss();
  });
  await openMessages(page);
  await page.getByRole('tab', { name: 'Completion' }).click();
  await page.getByRole('button', { name: 'Edit as HTML' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Edit as HTML' }).click();
  const html = page.getByRole('textbox', { name: 'Text of the mail' });
  await expect(html).toHaveValue(/<!doctype html>[\s\S]*<%= @candidate_name %>/);
  await html.fill('<p>Hi</p><img src=x onerror="alert(1)"><script>alert(2)</script>');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(html).toHaveAccessibleDescription(/Mails can not run anything|does not work in mails/);

  // Also what got past the server, by whatever way, runs nothing.
  await page.evaluate(() => {
    const frame = document.querySelector<HTMLIFrameElement>('iframe[title="How the mail arrives"]');
    const hostile = `<p>Hostile</p><img src="x" onerror="alert(1)"><script>alert(2)</script><svg onload="alert(3)"></svg>
      <iframe srcdoc="<script>alert(4)</script>"></iframe><meta http-equiv="refresh" content="0;url=https://evil.example">
      <a href="javascript:alert(5)">Press</a>`;
    frame?.contentWindow?.postMessage(hostile, '*');
  });
  await expect(preview(page).getByText('Hostile')).toBeVisible();
  await preview(page).getByRole('link', { name: 'Press' }).click();
  await expect(preview(page).getByText('Hostile')).toBeVisible();
  expect(alarms).toEqual([]);

  await html.fill('<p>Thank you, <%= @candidate_name %>.</p>');
  await expect(preview(page).getByText('Thank you, Maria.')).toBeVisible();
  await save(page);
  await page.getByRole('button', { name: 'Build it of blocks' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Back to the blocks' }).click();
  await expect(page.getByRole('textbox', { name: /^Text of Text/ })).toContainText('Thank you for completing');
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect(html).toHaveValue('<p>Thank you, <%= @candidate_name %>.</p>');
  await page.context().close();
});

test('a template is kept, begun with, renamed, deleted and taken back', async ({ browser }) => {
  const page = await newBrowserOf(browser, parley, owner);
  await openMessages(page);
  const menu = async (item: string) => {
    await page.getByRole('button', { name: 'Begin with…' }).click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
  };
  await page.getByRole('tab', { name: 'Rejection' }).click();
  await page.getByRole('textbox', { name: 'Subject' }).fill('Kind words');
  await menu('Save as a template');
  await page.getByRole('textbox', { name: 'Name' }).fill('Kind');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The template “Kind” is kept.')).toBeVisible();

  await page.getByRole('tab', { name: 'Shortlisted' }).click();
  await menu('Kind');
  await expect(page.getByRole('textbox', { name: 'Subject' })).toHaveValue('Kind words');
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(page.getByRole('textbox', { name: 'Subject' })).not.toHaveValue('Kind words');

  await menu('Manage templates');
  await page.getByRole('button', { name: 'Rename Kind' }).click();
  await page.getByRole('textbox', { name: 'New name of Kind' }).fill('Kinder');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Delete Kinder' }).click();
  await page.getByRole('button', { name: 'Delete template' }).click();
  const deleted = page.getByRole('alert').or(page.locator('.mantine-Notification-root')).filter({ hasText: 'Kinder' });
  await deleted.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Delete Kinder' })).toBeVisible();
  await page.context().close();
});

for (const [name, viewport] of [
  ['on a desktop', { width: 1440, height: 900 }],
  ['on a phone', { width: 390, height: 844 }],
] as const)
  test(`everybody can use the editor ${name}, in light and in dark`, async ({ browser }) => {
    const page = await newBrowserOf(browser, parley, owner);
    await page.setViewportSize(viewport);
    await openMessages(page);
    for (const kind of ['Button', 'Picture', 'Two columns', 'Footer']) {
      await page.getByRole('button', { name: 'Add block', exact: true }).last().click();
      await page.getByRole('menuitem', { name: kind }).click();
    }
    await page.getByRole('button', { name: 'Add link' }).click();
    await expectNoViolations(page, `the editor ${name}`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(viewport.width);
    await page.context().close();
  });
