import { expect } from '@playwright/test';
import { sql } from 'kysely';
import { findOrCreateVisitor } from '#candidates/visitors.ts';
import { chatLink } from '#interviews/links.ts';
import { withSystem } from '#platform/db.ts';
import { createApplicant } from '#test/applicants.ts';
import { pdf } from '#test/files.ts';
import { expectNoViolations } from './support/axe.ts';
import { openOnPhone } from './support/candidate.ts';
import { manager, newBrowserOf, owner, type Parley, startParley } from './support/parley.ts';
import { test } from './support/test.ts';

let parley: Parley;
test.beforeAll(async () => {
  parley = await startParley();
});
test.afterAll(() => parley?.close());

test('a manager offers a job, sees it as Messenger shows it, and its page leads into the chat', async ({ browser }) => {
  const page = await newBrowserOf(browser, parley, manager);
  await page.goto(`/campaigns/${parley.campaignId}/settings/opening`);
  const preview = page.getByRole('complementary', { name: 'Preview' });
  await expect(preview).toContainText('The bot does not mention this campaign.');
  await page.getByRole('radio', { name: 'Job position' }).check();
  const title = page.getByRole('textbox', { name: 'Title', exact: true });
  await title.fill('x'.repeat(90));
  await expect(title).toHaveValue('x'.repeat(80));
  await expect(page.getByText('0 characters left.', { exact: true })).toBeVisible();
  await title.fill('Front desk agent');
  await page.getByRole('textbox', { name: 'Subtitle' }).fill('Manila, full time');
  await page.getByRole('textbox', { name: 'Description' }).fill('You will:\n- greet guests\n- answer the phone');
  for (const text of ['Front desk agent', 'Manila, full time', 'Apply', 'View description'])
    await expect(preview.getByText(text).first()).toBeVisible();
  await page.getByRole('textbox', { name: 'Keyword' }).fill('stop');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('This word opts out, in, or asks for help')).toBeVisible();
  await page.getByRole('textbox', { name: 'Keyword' }).fill('desk');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible();
  await expect(page.getByText('Not connected yet. An owner can connect it.')).toHaveCount(3);
  const link = await page.getByText(`${parley.url}/j/`).textContent();
  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto(link ?? '');
  await expect(visitor.getByRole('heading', { name: 'Front desk agent' })).toBeVisible();
  await expect(visitor.getByRole('listitem')).toHaveText(['greet guests', 'answer the phone']);
  await visitor.getByRole('textbox', { name: 'Your name' }).fill('Dana Flores');
  await visitor.getByRole('textbox', { name: 'E-mail' }).fill('dana@example.com');
  await visitor.getByRole('button', { name: 'Begin the interview' }).click();
  await expect(visitor).toHaveURL(/\/c\//);
  await expect(visitor.getByRole('main')).toContainText('What work have you done so far?');
  await page.reload();
  await expect(page.getByRole('radio', { name: 'Job position' })).toBeChecked();
  await page.goto(`/leads?campaign=${parley.campaignId}`);
  await expect(page.getByRole('button', { name: /Dana Flores/ })).toBeVisible();
});

test('the greeting of an ad is made, checked as Meta does, and copied', async ({ browser }) => {
  const page = await newBrowserOf(browser, parley, manager);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`/campaigns/${parley.campaignId}/settings/ad`);
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Work at the front desk');
  await page.getByRole('button', { name: 'Add button' }).click();
  const second = page.getByRole('group', { name: 'Button 2' });
  await second.getByRole('textbox', { name: 'Label' }).fill('Our hotels');
  await second.getByRole('textbox', { name: 'Address' }).fill('harbour.example');
  await second.getByRole('textbox', { name: 'Address' }).blur();
  await expect(second.getByText('This is no address that begins with https://.')).toBeVisible();
  await expect(page.getByText('It appears here as soon as')).toBeVisible();
  await second.getByRole('textbox', { name: 'Address' }).fill('https://harbour.example');
  await page.getByRole('button', { name: 'Copy JSON' }).click();
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  expect(copied.message.attachment.payload).toEqual({
    template_type: 'button',
    text: 'Work at the front desk',
    buttons: [
      { type: 'postback', title: 'Apply', payload: `campaign-${parley.campaignId}` },
      { type: 'web_url', title: 'Our hotels', url: 'https://harbour.example' },
    ],
  });
  await page.getByRole('radio', { name: 'Image and text' }).check();
  await page.getByRole('textbox', { name: 'Address of the image' }).fill('https://harbour.example/desk.jpg');
  await expect(page.getByTestId('ad-json')).toContainText('"image_url": "https://harbour.example/desk.jpg"');
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('x'.repeat(81));
  await expect(page.getByText('This is longer than Messenger takes.')).toBeVisible();
});

test('who came without a campaign stands under No Campaign Invitation, for owners alone', async ({ browser }) => {
  await addStranger();
  const page = await newBrowserOf(browser, parley, owner);
  await page.goto('/leads');
  await page.getByRole('button', { name: /^All campaigns/ }).click();
  const campaigns = page.getByRole('dialog', { name: 'Campaigns' });
  await campaigns.getByRole('button', { name: 'No Campaign Invitation 1' }).click();
  await expect(page.getByRole('button', { name: /Wendy Visitor/ })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Candidates' }).getByRole('listitem')).toHaveCount(1);
  await page.reload();
  await expect(page.getByRole('list', { name: 'Candidates' }).getByRole('listitem')).toHaveCount(1);
  const theirs = await newBrowserOf(browser, parley, manager);
  await theirs.goto('/leads');
  await theirs.getByRole('button', { name: /^All campaigns/ }).click();
  await expect(
    theirs.getByRole('dialog', { name: 'Campaigns' }).getByRole('button', { name: /Front desk/ }),
  ).toBeVisible();
  await expect(theirs.getByRole('button', { name: /No Campaign/ })).toBeHidden();
});

/** As a page of Facebook brings them: nothing is known but how they call themselves. */
async function addStranger(): Promise<void> {
  const { companyId, db } = parley;
  await withSystem(db, (trx) =>
    findOrCreateVisitor(trx, companyId, {
      channel: 'messenger',
      identities: [{ kind: 'messenger', value: '100' }],
      name: 'Wendy Visitor',
    }),
  );
}

test('who asks in the chat sends a file there, and is told where one is too large', async ({ browser }) => {
  await withSystem(parley.db, (trx) =>
    sql`insert into openings (company_id, campaign_id, mode) values (${parley.companyId}, ${parley.campaignId}, 'inquiry')
      on conflict (company_id, campaign_id) do update set mode = 'inquiry'`.execute(trx),
  );
  const { companyId, applicationId } = await createApplicant(parley.db, parley);
  const phone = await openOnPhone(
    browser,
    chatLink(parley.services.config, { companyId, applicationId, linkVersion: 1 }),
  );
  const attach = phone.getByRole('button', { name: 'Attach files' });
  const choose = async (name: string, buffer: Buffer) => {
    const chooser = phone.waitForEvent('filechooser');
    await attach.click();
    await (await chooser).setFiles({ name, mimeType: 'application/pdf', buffer });
  };
  await choose('cv.pdf', pdf);
  await expect(phone.getByRole('link', { name: /cv\.pdf/ })).toBeVisible();
  await expectNoViolations(phone, 'the chat with a file');
  await choose('film.pdf', Buffer.alloc(15 * 1024 * 1024 + 1, 1));
  await expect(phone.getByRole('alert')).toContainText('a file may have up to 15 MB', { timeout: 30_000 });
  await phone.getByRole('button', { name: 'Remove' }).click();
  await expect(phone.getByRole('alert')).toHaveCount(0);
  await phone.context().close();
});
