import { expect } from '@playwright/test';
import { newBrowserOf, owner, type Parley, startParley } from './support/parley.ts';
import { test } from './support/test.ts';

let parley: Parley;
test.beforeAll(async () => {
  parley = await startParley();
});
test.afterAll(() => parley?.close());

test('a question without a text is marked and shown, with the reason in the reader’s language', async ({ browser }) => {
  const page = await newBrowserOf(browser, parley, owner);
  const data = { language: 'es' };
  await page.request.patch(`${parley.url}/api/account`, { headers: { origin: parley.url }, data });
  await page.goto(`/campaigns/${parley.campaignId}/settings/interview`);
  const question = page.getByRole('textbox', { name: 'Texto de la pregunta 1' });
  await question.fill(' ');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(question).toBeFocused();
  await expect(question).toBeInViewport();
  await expect(question).toHaveAccessibleDescription('Una pregunta necesita un texto.');
  await expect(page.getByRole('alert')).toBeHidden();
  await question.fill('¿Por qué este trabajo?');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByText('Guardado.')).toBeVisible();
  await page.context().close();
});

test('without candidates, Leads leads to where they are added', async ({ browser }) => {
  const page = await newBrowserOf(browser, parley, owner);
  const data = { language: 'en' };
  await page.request.patch(`${parley.url}/api/account`, { headers: { origin: parley.url }, data });
  await page.goto('/leads');
  const add = page.getByRole('link', { name: 'Add candidates' });
  await expect(add).toBeVisible();
  await expect(page.getByText('Choose a candidate')).toBeHidden();
  await add.click();
  await expect(page).toHaveURL(new RegExp(`/campaigns/${parley.campaignId}/add/by-hand$`));
  await page.context().close();
});
