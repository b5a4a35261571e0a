import { expect, type Page } from '@playwright/test';
import { sql } from 'kysely';
import { expectNoViolations } from './support/axe.ts';
import { composerOf } from './support/composer.ts';
import { manager, newBrowserOf, owner, type Parley, sandboxMessage, signIn, startParley } from './support/parley.ts';
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

const { openSomebody, text, composer, log, sendButton, picker, option, phoneOf, change, wroteByWhatsapp } = composerOf(
  () => page,
  () => parley,
);

test.describe('the composer says before sending', () => {
  test('by which channels the candidate can’t be written to, and why', async () => {
    const id = await openSomebody('Window');
    await wroteByWhatsapp(id, 25);
    await change(sql`
      insert into suppressions (company_id, channel, address, reason)
      select ${parley.companyId}, 'sms', ${await phoneOf(id)}, 'stop'`);
    await page.reload();
    await expect(page.getByRole('alert')).toContainText(
      'This candidate can’t be written to now. SMS: The candidate has opted out there.',
    );
    await picker().click();
    await expect(option(/SMS/)).toContainText('The candidate has opted out there.');
    await expect(option(/E-mail/)).toContainText('There is no e-mail address.');
    await expect(option(/WhatsApp/)).toContainText('It is closed until the candidate writes again.');
    await expect(option(/Messenger/)).toContainText('The candidate has not written there yet.');
    await expect(option(/Web chat/)).toContainText('The candidate has not opened the chat yet.');
    await expect(option(/SMS/)).toHaveAttribute('data-combobox-disabled', 'true');
    await expectNoViolations(page, 'the channels');
    await page.keyboard.press('Escape');
    await text().fill('Hello?');
    await expect(sendButton()).toBeDisabled();
  });

  test('that mail came back, and delivers it again where somebody knows better', async () => {
    for (const more of [{ email: 'back@example.com' }, { email: 'back2@example.com', phone: '0919 300 7788' }]) {
      await openSomebody('Back', more);
      await change(sql`
        insert into suppressions (company_id, channel, address, reason)
        values (${parley.companyId}, 'email', ${more.email}, 'bounced')`);
      await page.reload();
      await expect(composer()).toContainText('Mail to this address came back.');
      await expectNoViolations(page, 'mail that came back');
      await composer().getByRole('button', { name: 'Deliver again' }).click();
      await expect(log()).toContainText('mail is delivered again by');
      await expect(composer()).not.toContainText('came back');
      await expect(picker()).toHaveValue('phone' in more ? 'SMS' : 'E-mail');
    }
    // It came back while somebody was writing.
    await openSomebody('Between', { email: 'between@example.com' });
    await composer().getByRole('textbox', { name: 'Subject' }).fill('Monday');
    await text().fill('See you then.');
    await change(sql`
      insert into suppressions (company_id, channel, address, reason)
      values (${parley.companyId}, 'email', 'between@example.com', 'bounced')`);
    await text().press('Control+Enter');
    await expect(page.getByRole('alert')).toContainText('have mail delivered there again');
    await composer().getByRole('button', { name: 'Deliver again' }).click();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(text()).toHaveValue('See you then.');
    await expect(sendButton()).toBeEnabled();
  });

  test('that the channel by which they wrote last is closed, and by which it goes instead', async () => {
    const id = await openSomebody('Elsewhere', { phone: '0919 300 7799', email: 'elsewhere@example.com' });
    await wroteByWhatsapp(id, 25);
    await page.reload();
    await expect(picker()).toHaveValue('SMS');
    const notice = composer().getByRole('status').filter({ hasText: 'They wrote by WhatsApp last.' });
    await expect(notice).toContainText(
      'It is closed until the candidate writes again. So this goes by SMS. To reach them there now, send a template.',
    );
    await picker().click();
    await option(/E-mail/).click();
    await expect(notice).toHaveCount(0);
  });

  test('how long the window stays open, by the channel that the candidate used last', async () => {
    const id = await openSomebody('Ticking');
    await wroteByWhatsapp(id, 23.5);
    await page.reload();
    await expect(picker()).toHaveValue('WhatsApp');
    await expect(composer()).toContainText(/Open for answers; closes in (29|30) min/);
    await expectNoViolations(page, 'the window that closes soon');
  });

  test('what is too long, as the channel counts', async () => {
    await openSomebody('Long');
    await text().fill('á'.repeat(71));
    await expect(composer()).toContainText('71 characters, 2 SMS');
    await text().fill(`${'x'.repeat(1600)}<%= @candidate_name %>`);
    await expect(page.getByRole('alert')).toContainText('takes 1600 characters. Take out 4.');
    await expect(sendButton()).toBeDisabled();
    await text().fill('x'.repeat(1600));
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(sendButton()).toBeEnabled();
  });

  test('for which tokens nothing is known', async () => {
    const id = await openSomebody('Gap');
    await text().fill('Hi <%= @candidate_name %>, greetings from <%= @referee %>!');
    await expect(composer().getByRole('status')).toContainText('Nothing is known for @referee');
    await composer().getByRole('button', { name: 'Send with the gap' }).click();
    await sandboxMessage(page, parley, await phoneOf(id), ({ body }) => body === 'Hi Gap, greetings from !');
  });
});

test('what was typed and not sent is there again for who typed it, and for nobody else', async ({ browser }) => {
  const shared = await newBrowserOf(browser, parley, owner);
  const { openSomebody, text } = composerOf(
    () => shared,
    () => parley,
  );
  const note = shared.getByRole('textbox', { name: 'Note for your colleagues' });
  const write = async () => {
    await text().fill('Between us: the pay is low.');
    await shared.getByRole('tab', { name: 'Comment' }).click();
    await note.fill('Ask for a discount.');
  };
  const expectBoth = async (message: string, comment: string) => {
    await expect(text()).toHaveValue(message);
    await shared.getByRole('tab', { name: 'Comment' }).click();
    await expect(note).toHaveValue(comment);
  };
  await openSomebody('Shared');
  await write();
  await shared.reload();
  await expectBoth('Between us: the pay is low.', 'Ask for a discount.');

  // Their session has ended, and a colleague signs in here.
  await signIn(shared.request, parley.url, manager);
  await shared.reload();
  await expectBoth('', '');
  await signIn(shared.request, parley.url, owner);
  await shared.reload();
  await expectBoth('Between us: the pay is low.', 'Ask for a discount.');

  await shared.getByRole('button', { name: `Menu of ${owner.name}` }).click();
  await shared.getByRole('button', { name: 'Log out' }).click();
  await expect(shared.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect(await shared.evaluate(() => JSON.stringify(sessionStorage))).not.toMatch(/pay is low|discount/);
});

test('a message is seen at once; one that is refused comes back with the reason', async () => {
  await openSomebody('Quick');
  let answer = () => {};
  const asked = new Promise<void>((go) => {
    answer = go;
  });
  await page.route('**/api/applications/*/messages', async (route) => {
    await asked;
    await route.continue();
  });
  await text().fill('See you at nine.');
  await text().press('Control+Enter');
  await expect(text()).toHaveValue('');
  await expect(log().getByText('See you at nine.')).toBeVisible();
  await expect(log().getByText('Being sent')).toBeVisible();
  answer();
  await expect(log().getByText('Being sent')).toHaveCount(0);
  await expect(log().getByText('See you at nine.')).toHaveCount(1);
  await page.unroute('**/api/applications/*/messages');

  await text().fill('See you at nine.');
  await text().press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('This is exactly the message that was sent last.');
  await expect(text()).toHaveValue('See you at nine.');
  await expect(log().getByText('See you at nine.')).toHaveCount(1);

  await page.route('**/api/applications/*/messages', (route) => route.abort());
  await text().fill('See you at ten.');
  await text().press('Control+Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(text()).toHaveValue('See you at ten.');
  await page.unroute('**/api/applications/*/messages');
  await text().press('Control+Enter');
  await expect(text()).toHaveValue('');
  await expect(log().getByText('See you at ten.')).toHaveCount(1);
});

test('what is refused while the next is being written waits in the conversation', async () => {
  await openSomebody('Busy');
  await text().fill('Your day is Monday.');
  await text().press('Control+Enter');
  await expect(log().getByText('Your day is Monday.')).toBeVisible();
  await expect(text()).toHaveValue('');
  let answer = () => {};
  const asked = new Promise<void>((go) => {
    answer = go;
  });
  await page.route('**/api/applications/*/messages', async (route) => {
    await asked;
    await route.continue();
  });
  await text().fill('Your day is Monday.');
  await text().press('Control+Enter');
  await text().fill('The next thought');
  answer();
  const refused = log().getByRole('article').filter({ hasText: 'Not sent: This is exactly the message' });
  await expect(refused).toBeVisible();
  await expect(text()).toHaveValue('The next thought');
  await refused.getByRole('button', { name: 'Edit again' }).click();
  await expect(text()).toHaveValue('Your day is Monday.\n\nThe next thought');
  await expect(refused).toHaveCount(0);
  await page.unroute('**/api/applications/*/messages');
});

test('the invitation is sent by SMS where the campaign has a text for it and the folder allows it', async () => {
  const id = await openSomebody('Invite');
  const phone = await phoneOf(id);
  const invite = page.getByRole('button', { name: 'Send invitation SMS' });
  await invite.click();
  await expect(page.getByRole('alert')).toContainText('exactly the message that was sent last');
  await text().fill('Here is your link once more.');
  await text().press('Control+Enter');
  await sandboxMessage(page, parley, phone, ({ body }) => body === 'Here is your link once more.');
  await invite.click();
  await expect
    .poll(async () => {
      const answer = await page.request.get(`${parley.url}/api/sandbox/messages?${new URLSearchParams({ to: phone })}`);
      return ((await answer.json()) as object[]).length;
    })
    .toBe(3);
  await text().press('Escape');
  await page.keyboard.press('e');
  await expect(page.getByRole('region', { name: 'Profile' })).toContainText('Hired');
  await expect(page.getByRole('button', { name: /Send invitation/ })).toHaveCount(0);
});

test('a message that failed says why and is sent again', async () => {
  const id = await openSomebody('Retry');
  await text().fill('Do you read me?');
  await text().press('Control+Enter');
  const phone = await phoneOf(id);
  await sandboxMessage(page, parley, phone, ({ body }) => body === 'Do you read me?');
  await change(sql`delete from sandbox_messages where body = 'Do you read me?'`);
  await change(sql`
    update messages set status = 'failed', error_code = 'smtp_550', error_detail = 'No such number'
    where body = 'Do you read me?'`);
  await page.reload();
  const bubble = log().getByRole('article').filter({ hasText: 'Do you read me?' });
  await expect(bubble).toContainText('No such number');
  await bubble.getByRole('button', { name: 'Send again' }).click();
  await sandboxMessage(page, parley, phone, ({ body }) => body === 'Do you read me?');
  await expect(bubble).not.toContainText('No such number');
});
