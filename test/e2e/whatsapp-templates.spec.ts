import { expect, type Page } from '@playwright/test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { type FakeWhatsapp, startWhatsapp } from '../providers/whatsapp.ts';
import { expectNoViolations } from './support/axe.ts';
import { addCandidates, newBrowserOf, owner, type Parley, startParley } from './support/parley.ts';
import { test } from './support/test.ts';

let parley: Parley;
let whatsapp: FakeWhatsapp;
let page: Page;
let ana: number;
const waId = '639181000001';

test.beforeAll(async ({ browser }) => {
  [parley, whatsapp] = [await startParley(), await startWhatsapp()];
  whatsapp.approved.add('come_back', [
    { type: 'HEADER', format: 'TEXT', text: 'Hello {{1}}' },
    {
      type: 'BODY',
      text: '{{1}} would like to hear from you. Reply here, or open {{2}}.',
      example: { body_text: [['Acme', 'https://acme.example']] },
    },
    { type: 'FOOTER', text: 'Reply STOP to opt out' },
  ]);
  whatsapp.approved.add('with_picture', [
    { type: 'HEADER', format: 'IMAGE' },
    { type: 'BODY', text: 'Look!' },
  ]);
  whatsapp.approved.add('turned_down', [{ type: 'BODY', text: 'Buy now' }], { status: 'REJECTED' });
  page = await newBrowserOf(browser, parley, owner);
  await connect();
  [ana = 0] = await addCandidates(page, parley, [{ firstName: 'Ana', lastName: 'Reyes', phone: `+${waId}` }]);
});
test.afterAll(async () => {
  await parley?.close();
  await whatsapp?.close();
});

/** The program is told where WhatsApp is played, and that it can be reached from the internet. */
async function connect(): Promise<void> {
  const { config } = parley.services;
  Object.assign(config, { providerOrigins: whatsapp.origins, publicUrl: 'https://parley.example' });
  const data = { channel: 'whatsapp', provider: 'meta', values: whatsapp.account };
  const answer = await page.request.put(`${parley.url}/api/channels`, { headers: { origin: parley.url }, data });
  expect(answer.status(), await answer.text()).toBe(200);
  config.publicUrl = parley.url;
}

/** She wrote, and that is longer ago than a day. */
async function writeLongAgo(): Promise<void> {
  const channels = await (await page.request.get(`${parley.url}/api/channels`)).json();
  const { connection } = channels.find((one: { channel: string }) => one.channel === 'whatsapp');
  const content = whatsapp.inbound({ waId, name: 'Ana Reyes' }, { type: 'text', text: { body: 'Hi' } });
  const { headers, payload } = whatsapp.signed(content);
  const answer = await page.request.post(connection.webhookUrl, { headers, data: payload });
  expect(answer.status()).toBe(200);
  await expect.poll(() => whatsapp.messages.length).toBe(1);
  await withSystem(parley.db, (trx) =>
    sql`update messages set created_at = now() - interval '25 hours' where channel = 'whatsapp'`.execute(trx),
  );
}

test('an owner sees which templates can be sent, and fetches new ones', async () => {
  await page.goto('/settings?section=channels');
  await page.getByRole('button', { name: 'Templates' }).click();
  const list = page.getByRole('dialog', { name: 'Templates' });
  await expect(list.getByRole('row')).toHaveCount(4);
  await expect(list.getByRole('row', { name: /come_back/ })).toContainText('Approved');
  await expect(list.getByRole('row', { name: /with_picture/ })).toContainText('can’t be put in here');
  await expect(list.getByRole('row', { name: /turned_down/ })).toContainText('Rejected');
  whatsapp.approved.add('brand_new', [{ type: 'BODY', text: 'New' }], { status: 'PENDING' });
  await list.getByRole('button', { name: 'Fetch from WhatsApp' }).click();
  await expect(list.getByRole('row', { name: /brand_new/ })).toContainText('In review');
  await expectNoViolations(page, 'the templates');
  await page.keyboard.press('Escape');
});

test('a campaign sends one at an event, with tokens in its gaps', async () => {
  await page.goto(`/campaigns/${parley.campaignId}/settings/messages`);
  await page.getByRole('combobox', { name: 'WhatsApp template' }).click();
  await expect(page.getByRole('option')).toHaveText(['come_back (en_US)']);
  await page.getByRole('option').click();
  await page.getByRole('textbox', { name: 'Heading, gap 1' }).fill('<%= @candidate_name %>');
  await page.getByRole('textbox', { name: 'Text, gap 1' }).fill('<%= @company %>');
  const save = page.getByRole('button', { name: 'Save template' });
  await expect(save).toBeDisabled();
  await page.getByRole('textbox', { name: 'Text, gap 2' }).fill('<%= @nobody %>');
  await expect(page.getByRole('region', { name: 'How the template reads' })).toContainText('Harbour Hotels would like');
  await save.click();
  await expect(page.getByRole('textbox', { name: 'Text, gap 2' })).toHaveAccessibleDescription(/no token @nobody/);
  await page.getByRole('textbox', { name: 'Text, gap 2' }).fill('<%= @messenger_interview_link %>');
  await save.click();
  await expect(save).toBeHidden();
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Text, gap 1' })).toHaveValue('<%= @company %>');
  await expectNoViolations(page, 'a template at an event');
});

test('where the window has closed, a recruiter sends a template, as it will read', async () => {
  await writeLongAgo();
  await page.goto(`/leads?id=${ana}`);
  await page.getByRole('button', { name: 'WhatsApp template' }).click();
  const dialog = page.getByRole('dialog', { name: 'Send a WhatsApp template to Ana Reyes' });
  await expect(dialog.getByRole('textbox', { name: 'Heading, gap 1' })).toHaveValue('Ana');
  await expect(dialog.getByRole('textbox', { name: 'Text, gap 1' })).toHaveValue('Harbour Hotels');
  const gap = dialog.getByRole('textbox', { name: 'Text, gap 2' });
  await gap.fill('');
  await expect(dialog.getByRole('button', { name: 'Send template' })).toBeDisabled();
  await gap.fill('https://harbour.example/jobs');
  const words = 'Harbour Hotels would like to hear from you. Reply here, or open https://harbour.example/jobs.';
  await expect(dialog.getByRole('region', { name: 'How the template reads' })).toContainText(words);
  await expectNoViolations(page, 'a template to send');
  await gap.press('Enter');
  await expect(dialog).toBeHidden();
  await expect.poll(() => whatsapp.messages.at(-1)?.text).toBe(`Hello Ana\n\n${words}`);
  expect(whatsapp.messages.at(-1)?.style).toBe('template');
  await expect(page.getByTestId('conversation').getByText(words)).toBeVisible();
  expect(whatsapp.misunderstandings).toEqual([]);
});

test('the same works on a phone and in Spanish', async () => {
  const data = { language: 'es' };
  await page.request.patch(`${parley.url}/api/account`, { headers: { origin: parley.url }, data });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/settings?section=channels');
  await page.getByRole('button', { name: 'Plantillas' }).click();
  const list = page.getByRole('dialog', { name: 'Plantillas' });
  await expect(list.getByRole('row', { name: /turned_down/ })).toContainText('Rechazada');
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wider).toBeLessThanOrEqual(0);
});
