import { expect, type Page } from '@playwright/test';
import { answerByVoice, answerInWords, openOnPhone } from './support/candidate.ts';
import { type RealProgram, startRealProgram } from './support/real-program.ts';
import { test } from './support/test.ts';

type Message = { body: string; link: string | null; channel: string };

let program: RealProgram;
test.beforeAll(async () => {
  program = await startRealProgram();
});
test.afterAll(() => program?.stop());

const phone = '0917 555 0142';

test('a company is set up, a candidate sent by a careers site is interviewed on their phone, and is shortlisted', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  await setUp(page);
  const hiring = await prepareHiring(page);
  const { id } = await applyByForm(page, hiring);

  const messages = await expectMessages((all) => all.some(({ link }) => link !== null));
  const link = messages.find((message) => message.link)?.link ?? '';
  expect(link).toContain(`${program.url}/c/`);

  await page.goto(`${program.url}/leads`);
  const row = page.getByRole('button', { name: /Maria Santos/ });
  await row.click();
  await expect(page).toHaveURL(new RegExp(`id=${id}\\b`));
  await expect(row).toContainText('Inbox');
  await page.evaluate(() => Object.assign(window, { notReloaded: true }));

  await test.step('the candidate begins, closes the page, and goes on where they stopped', async () => {
    const candidate = await openOnPhone(browser, link);
    await expect(candidate.getByText('Hi Maria! Thanks for your interest in Harbour Hotels.')).toBeVisible();
    await expect(candidate.getByText('What work have you done so far?')).toBeVisible();
    await answerInWords(candidate, 'Two years at a front desk.');
    await expect(candidate.getByText('Why would you like to do this job?')).toBeVisible();
    await candidate.context().close();
  });
  await expect(page.getByText('Two years at a front desk.').first()).toBeVisible();

  await test.step('the candidate answers the rest, one of it by voice', async () => {
    const candidate = await openOnPhone(browser, link);
    await expect(candidate.getByText('Two years at a front desk.')).toBeVisible();
    await expect(candidate.getByRole('progressbar')).toHaveAttribute('aria-valuetext', 'Question 2 of 3');
    await answerByVoice(candidate);
    await candidate.getByRole('button', { name: 'Within two weeks' }).click();
    await expect(candidate.getByText(/^Thank you, Maria!/)).toBeVisible();
    await expect(candidate.getByRole('status').filter({ hasText: 'You are done, thank you!' })).toBeVisible();
    await candidate.context().close();
  });

  await test.step('the recruiter sees it without a reload, listens, and shortlists', async () => {
    await expect(row).toContainText('Completed');
    const profile = page.getByRole('region', { name: 'Profile' });
    await expect(profile.getByText('Within two weeks')).toBeVisible();
    await expectPlayable(page);
    await page.keyboard.press('s');
    const dialog = page.getByRole('dialog', { name: 'Shortlist Maria Santos and tell them?' });
    await expect(dialog.getByRole('textbox').first()).toHaveValue(/Good news, Maria!/);
    await dialog.getByRole('button', { name: 'Move and send' }).click();
    await expect(row).toContainText('Shortlisted');
    expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true);
  });
  await expectMessages((all) => all.some(({ body }) => body.startsWith('Good news, Maria!')));
});

async function setUp(page: Page): Promise<void> {
  await page.goto(program.url);
  await expect(page.getByText('Open the link that the terminal printed')).toBeVisible();
  await page.goto(program.setupUrl);
  await page.getByLabel('Company name').fill('Harbour Hotels');
  await page.getByRole('combobox', { name: 'Country' }).fill('Phil');
  await page.getByRole('option', { name: /Philippines/ }).click();
  await expect(page.getByRole('combobox', { name: 'Time zone' })).toHaveValue('Asia/Manila');
  await page.getByLabel('Your name').fill('Olive Branch');
  await page.getByLabel('E-mail').fill('olive@harbour.example');
  await page.getByRole('textbox', { name: 'Password' }).fill('four unrelated words');
  await page.getByRole('button', { name: 'Create the company' }).click();
  await expect(page.getByRole('link', { name: /Harbour Hotels/ })).toBeVisible();
}

type Hiring = { campaignId: number; key: string; secret: string };

async function prepareHiring(page: Page): Promise<Hiring> {
  const headers = { origin: program.url };
  const campaign = await page.request.post(`${program.url}/api/campaigns`, {
    headers,
    data: { title: 'Front desk', country: 'PH', language: 'en' },
  });
  expect(campaign.status()).toBe(201);
  const apiKey = await page.request.post(`${program.url}/api/api-keys`, { headers, data: { name: 'Careers site' } });
  expect(apiKey.status()).toBe(201);
  return { campaignId: (await campaign.json()).id, ...(await apiKey.json()) };
}

async function applyByForm(page: Page, { campaignId, key, secret }: Hiring): Promise<{ id: number }> {
  const answer = await page.request.post(
    `${program.url}/api/talkpush_services/campaigns/${campaignId}/campaign_invitations`,
    {
      form: {
        api_key: key,
        api_secret: secret,
        'campaign_invitation[first_name]': 'Maria',
        'campaign_invitation[last_name]': 'Santos',
        'campaign_invitation[user_phone_number]': phone,
        'campaign_invitation[source]': 'careers site',
        'campaign_invitation[others][position]': 'Receptionist',
      },
    },
  );
  expect(answer.status()).toBe(201);
  const body = await answer.json();
  expect(body).toMatchObject({ id: expect.any(Number), candidate_id: expect.any(Number), campaign_id: campaignId });
  return body;
}

/** The command line's view of the candidate's phone, looked at again and again. */
async function expectMessages(good: (messages: Message[]) => boolean): Promise<Message[]> {
  let messages: Message[] = [];
  const look = async () => {
    messages = await program.verb<Message[]>('sandbox', 'messages', '--to', phone);
    return good(messages);
  };
  // Each look starts the command anew.
  await expect.poll(look, { timeout: 30_000 }).toBe(true);
  return messages;
}

async function expectPlayable(page: Page): Promise<void> {
  const player = page.getByRole('region', { name: 'Profile' }).locator('audio');
  const heard = await player.evaluate(async (element) => {
    const audio = element as HTMLAudioElement;
    audio.muted = true;
    await audio.play();
    await new Promise((moved) => audio.addEventListener('timeupdate', () => audio.currentTime > 0.2 && moved(null)));
    audio.pause();
    return audio.currentTime;
  });
  expect(heard).toBeGreaterThan(0.2);
}
