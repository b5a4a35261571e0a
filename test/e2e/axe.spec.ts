import { type Browser, type BrowserContext, expect } from '@playwright/test';
import { expectNoViolations } from './support/axe.ts';
import { answerInWords } from './support/candidate.ts';
import {
  addCandidates,
  newBrowserOf,
  owner,
  type Parley,
  sandboxMessage,
  signIn,
  startParley,
} from './support/parley.ts';
import { test } from './support/test.ts';

const languages = ['en', 'es'] as const;

let parley: Parley;
let open: { application: number; invitation: string; chats: Record<(typeof languages)[number], string> };

test.beforeAll(async ({ browser }) => {
  parley = await startParley();
  open = await prepare(browser);
});
test.afterAll(() => parley?.close());

/** Things to look at: candidates with labels and messages, an invited colleague, an interview in each language. */
async function prepare(browser: Browser): Promise<typeof open> {
  const page = await newBrowserOf(browser, parley, owner);
  const api = async (method: string, path: string, data?: object) => {
    const answer = await page.request.fetch(parley.url + path, { method, headers: { origin: parley.url }, data });
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
    return answer.status() === 204 ? null : answer.json();
  };
  const [application = 0] = await addCandidates(page, parley, [
    { firstName: 'Maria', lastName: 'Santos', phone: '0918 100 0001', email: 'maria@example.com' },
    { firstName: 'Omar', lastName: 'Haddad', phone: '0918 100 0002' },
    { firstName: '美玲', lastName: '陈', email: 'meiling@example.com' },
  ]);
  const label = await api('POST', '/api/labels', { name: 'Night shift' });
  await api('PUT', `/api/applications/${application}/labels/${label.id}`);
  await api('POST', `/api/applications/${application}/comments`, { body: 'Speaks four languages.' });
  await api('POST', '/api/api-keys', { name: 'Careers site' });
  await api('POST', '/api/team/invitations', { name: 'Grace Tan', email: 'grace@harbour.example' });
  const invitation = (await sandboxMessage(page, parley, 'grace@harbour.example')).link ?? '';
  const spanish = await api('POST', '/api/campaigns', { title: 'Recepción', country: 'MX', language: 'es' });
  await api('POST', `/api/campaigns/${spanish.id}/applications`, { firstName: 'Lucía', phone: '+525512345678' });
  const linkTo = async (phone: string) =>
    (await sandboxMessage(page, parley, phone, (message) => message.link !== null)).link ?? '';
  const chats = { en: await linkTo('0918 100 0001'), es: await linkTo('+525512345678') };
  await page.context().close();
  return { application, invitation, chats };
}

type Language = (typeof languages)[number];

function contextFor(browser: Browser, language: Language, phone = false): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: parley.url,
    locale: language === 'es' ? 'es-MX' : 'en-US',
    ...(phone ? { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } : {}),
  });
}

async function look(context: BrowserContext, screens: Record<string, string>): Promise<void> {
  const page = await context.newPage();
  for (const [name, path] of Object.entries(screens)) {
    await page.goto(path);
    await expect(page.locator('h1').first()).toBeAttached();
    await expectNoViolations(page, `${name} at ${path}`);
  }
  await page.close();
}

type Screens = Record<string, string>;

function sections(name: string, path: string, keys: string[]): Screens {
  return Object.fromEntries(keys.map((key) => [`${name}, ${key}`, path + key]));
}

/** A test an area: together they would be minutes on a slow machine. */
const recruitersScreens: Record<string, () => Screens> = {
  'everyday screens': () => ({
    home: '/',
    leads: '/leads',
    'leads, one open': `/leads?id=${open.application}`,
    'leads, nobody found': '/leads?q=qqqqqq',
    account: '/account',
    'not found': '/nothing/here',
  }),
  'campaign settings': () => ({
    ...sections('campaign settings', `/campaigns/${parley.campaignId}/settings/`, [
      'basic',
      'permissions',
      'messages',
      'interview',
      'opening',
      'ad',
      'danger',
    ]),
    ...sections('add candidates', `/campaigns/${parley.campaignId}/add/`, ['by-hand', 'csv', 'api']),
  }),
  'company settings': () => ({
    ...sections('settings', '/settings?section=', [
      'company',
      'team',
      'quickReplies',
      'attributes',
      'folders',
      'reasons',
      'channels',
      'sending',
      'apiKeys',
      'sandbox',
    ]),
    'settings, a phone of the sandbox': `/settings?section=sandbox&phone=${encodeURIComponent('+639181000001')}&channel=sms`,
    'settings, a mailbox of the sandbox': `/settings?section=sandbox&phone=${encodeURIComponent('+639181000001')}&channel=email`,
  }),
};

for (const language of languages)
  test.describe(language, () => {
    test.setTimeout(180_000);

    test('pages before the session', async ({ browser }) => {
      const context = await contextFor(browser, language);
      await look(context, {
        'sign-in': '/sign-in',
        'forgotten password': '/forgot-password',
        'new password': '/reset-password?token=abc',
        'new password without a token': '/reset-password',
        invitation: new URL(open.invitation).pathname,
        'spent invitation': '/invitations/nothing',
        'set-up': '/setup?token=abc',
      });
      await context.close();
    });

    // What is built of the same parts in the same way is looked at in one language.
    const areas = Object.entries(recruitersScreens).slice(0, language === 'en' ? undefined : 1);
    for (const [area, screens] of areas)
      test(`${area} of recruiters`, async ({ browser }) => {
        const context = await contextFor(browser, language);
        await signIn(context.request, parley.url, owner);
        const headers = { origin: parley.url };
        await context.request.patch(`${parley.url}/api/account`, { headers, data: { language } });
        await look(context, screens());
        await context.close();
      });

    test('dialogs and menus of recruiters', async ({ browser }) => {
      const context = await contextFor(browser, language);
      await signIn(context.request, parley.url, owner);
      const page = await context.newPage();
      await page.goto(`/leads?id=${open.application}`);
      await expect(page.getByRole('heading', { name: 'Maria Santos' })).toBeVisible();
      for (const key of ['?', 'Control+k', 's', 'l']) {
        await page.keyboard.press(key);
        await expect(page.getByRole('dialog').or(page.getByRole('listbox')).first()).toBeVisible();
        await expectNoViolations(page, `leads after the key ${key}`);
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toHaveCount(0);
      }
      await context.close();
    });

    test('the candidate’s chat', async ({ browser }) => {
      const context = await contextFor(browser, language, true);
      const page = await context.newPage();
      await page.goto('/c/nothing');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectNoViolations(page, 'a link that is gone');
      await page.goto(open.chats[language]);
      await expect(page.getByRole('region').getByRole('textbox').or(page.getByRole('timer')).first()).toBeVisible();
      await expectNoViolations(page, 'the chat, as it was found');
      if (language === 'en') {
        await answerInWords(page, 'Two years at a front desk.');
        await page.getByRole('button', { name: 'Record a voice note' }).click();
        await expect(page.getByRole('button', { name: /Allow and record|Stop recording/ })).toBeVisible();
        await expectNoViolations(page, 'before or while recording');
      }
      await context.close();
    });
  });
