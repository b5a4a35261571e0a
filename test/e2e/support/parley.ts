import { type APIRequestContext, type Browser, type BrowserContext, expect, type Page } from '@playwright/test';
import { createCampaign } from '#campaigns/campaigns.ts';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { createCompany, createUser, testPassword } from '#test/builders.ts';

export type Parley = TestApp & { companyId: number; campaignId: number; contexts: BrowserContext[] };

export const owner = { email: 'olive@harbour.example', name: 'Olive Branch' };
export const manager = { email: 'marco@harbour.example', name: 'Marco Reyes' };

/** The program with a company that hires in the Philippines: an owner, a manager, a campaign, no candidates yet. */
export async function startParley(): Promise<Parley> {
  const test = await startTestApp({ listen: true, worker: true });
  // The links in messages lead to where it really answers.
  test.services.config.publicUrl = test.url;
  const companyId = await createCompany(test.db, 'Harbour Hotels', 'PH');
  const ownerId = await createUser(test.db, companyId, owner);
  const managerId = await createUser(test.db, companyId, { ...manager, role: 'manager' });
  const campaignId = await withSystem(test.db, async (trx) => {
    const values = { title: 'Front desk', country: 'PH', language: 'en' } as const;
    const id = await createCampaign(trx, companyId, ownerId, values);
    await trx
      .insertInto('campaign_members')
      .values({ company_id: companyId, campaign_id: id, user_id: managerId })
      .execute();
    return id;
  });
  const contexts: BrowserContext[] = [];
  const { close } = test;
  return Object.assign(test, {
    companyId,
    campaignId,
    contexts,
    close: async () => {
      await Promise.all(contexts.map((context) => context.close()));
      await close();
    },
  });
}

export type Who = { email: string; password?: string };

/** Gives a browser's context the session of this person, without the sign-in page. */
export async function signIn(
  request: APIRequestContext,
  url: string,
  { email, password = testPassword }: Who,
): Promise<void> {
  const answer = await request.post(`${url}/api/auth/sign-in`, { headers: { origin: url }, data: { email, password } });
  expect(answer.status(), await answer.text()).toBe(204);
}

/** A browser of their own for somebody who is signed in. */
export async function newBrowserOf(browser: Browser, parley: Parley, who: Who): Promise<Page> {
  const context = await browser.newContext({ baseURL: parley.url, viewport: { width: 1440, height: 900 } });
  parley.contexts.push(context);
  await signIn(context.request, parley.url, who);
  return context.newPage();
}

export type Person = { firstName: string; lastName?: string; email?: string; phone?: string };

/** Adds candidates in this order and tells their applications' ids. */
export async function addCandidates(page: Page, parley: Parley, people: Person[]): Promise<number[]> {
  const ids: number[] = [];
  for (const person of people) {
    const answer = await page.request.post(`${parley.url}/api/campaigns/${parley.campaignId}/applications`, {
      headers: { origin: parley.url },
      data: person,
    });
    expect(answer.status(), await answer.text()).toBe(201);
    ids.push((await answer.json()).applicationId);
  }
  return ids;
}

export type SandboxMessage = { body: string; link: string | null; to: string; channel: string; subject: string | null };

/** What the sandbox holds for this phone or address; waits until there is something of which `good` is true. */
export async function sandboxMessage(
  page: Page,
  parley: Parley,
  to: string,
  good: (message: SandboxMessage) => boolean = () => true,
): Promise<SandboxMessage> {
  let found: SandboxMessage | undefined;
  await expect
    .poll(async () => {
      const query = new URLSearchParams({ to });
      const answer = await page.request.get(`${parley.url}/api/sandbox/messages?${query}`);
      found = ((await answer.json()) as SandboxMessage[]).find(good);
      return found !== undefined;
    })
    .toBe(true);
  return found as SandboxMessage;
}
