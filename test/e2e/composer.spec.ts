import { expect, type Page, test } from '@playwright/test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { contract, picture } from '#test/files.ts';
import { expectNoViolations } from './support/axe.ts';
import { openOnPhone } from './support/candidate.ts';
import { addCandidates, newBrowserOf, owner, type Parley, sandboxMessage, startParley } from './support/parley.ts';

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

let serial = 0;

/** Somebody new, whose conversation is open. */
async function openSomebody(firstName: string, more: { phone?: string; email?: string } = {}): Promise<number> {
  const phone = `0919 300 ${String(1000 + ++serial)}`;
  const person = { firstName, lastName: 'Cruz', ...('phone' in more || 'email' in more ? more : { phone }) };
  const [id = 0] = await addCandidates(page, parley, [person]);
  await page.goto(`/leads?id=${id}`);
  await expect(page.getByRole('heading', { name: `${firstName} Cruz` })).toBeVisible();
  await expect(text()).toBeVisible();
  return id;
}

const text = () => page.getByRole('textbox', { name: /^Write to / });
const composer = () => page.locator('form').filter({ has: text() });
const log = () => page.getByRole('log', { name: 'Conversation' });
const sendButton = () => composer().getByRole('button', { name: /^Send/ });
const picker = () => page.getByRole('combobox', { name: 'Send by' });
const phoneOf = (id: number) =>
  withSystem(parley.db, async (trx) => {
    const { rows } = await sql<{ phone: string }>`
      select phone from candidates p join applications a on a.candidate_id = p.id where a.id = ${id}`.execute(trx);
    return rows[0]?.phone ?? '';
  });
const change = (statement: ReturnType<typeof sql>) => withSystem(parley.db, (trx) => statement.execute(trx));

/** As if they had written by WhatsApp so many hours ago. */
async function wroteByWhatsapp(id: number, hours: number): Promise<void> {
  await change(sql`
    insert into messages (company_id, candidate_id, application_id, direction, author, channel, body, to_address, status, created_at)
    select company_id, candidate_id, id, 'in', 'candidate', 'whatsapp', 'Hello', '+639193001234', 'received',
      now() - ${hours} * interval '1 hour' from applications where id = ${id}`);
}

const option = (name: string | RegExp) => page.getByRole('option', { name });

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
    await expect(option(/WhatsApp/)).toContainText('Closed until the candidate writes again.');
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
      'Closed until the candidate writes again. So this goes by SMS. To reach them there now, send a template.',
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

const asFile = ({ name, contentType: mimeType, body: buffer }: typeof picture) => ({ name, mimeType, buffer });

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

test('a quick reply is made from the text and used again, without a mouse', async () => {
  const id = await openSomebody('Reply');
  await page.keyboard.press('m');
  await expect(text()).toBeFocused();
  await page.keyboard.type('Hi <%= @candidate_name %>, we are at the harbour.');
  await composer().getByRole('button', { name: 'Quick replies' }).press('Enter');
  const search = page.getByRole('textbox', { name: 'Find a quick reply' });
  await expect(search).toBeFocused();
  await expect(option('New quick reply from this text')).toBeVisible();
  await expectNoViolations(page, 'the menu of quick replies');
  await page.keyboard.type('Address');
  await expect(option('New quick reply from this text')).toHaveAttribute('data-combobox-selected', 'true');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New quick reply' });
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Address');
  await expect(dialog.getByRole('textbox', { name: 'Text' })).toHaveValue(/we are at the harbour/);
  await dialog.getByRole('checkbox', { name: 'For everybody in the company' }).press('Space');
  await dialog.getByRole('textbox', { name: 'Name' }).press('Enter');
  await expect(dialog).toHaveCount(0);

  await text().fill('');
  await text().press('/');
  await expect(search).toBeFocused();
  await page.keyboard.type('addr');
  await expect(option(/Address/)).toHaveAttribute('data-combobox-selected', 'true');
  await expectNoViolations(page, 'a quick reply among others');
  await page.keyboard.press('Enter');
  await expect(text()).toHaveValue('Hi <%= @candidate_name %>, we are at the harbour.');
  await expect(text()).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await sandboxMessage(page, parley, await phoneOf(id), ({ body }) => body === 'Hi Reply, we are at the harbour.');

  await text().press('/');
  await expect(search).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(text()).toBeFocused();
  await expect(text()).toHaveValue('/');

  await page.goto('/settings?section=quickReplies');
  await page.getByRole('button', { name: 'Change Address' }).click();
  await page.getByRole('textbox', { name: 'Text' }).fill('Hi <%= @weekday %>');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('There is no token @weekday').first()).toBeVisible();
  await page.getByRole('textbox', { name: 'Text' }).fill('We have moved.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('We have moved.')).toBeVisible();
  await page.getByRole('button', { name: 'Delete Address' }).click();
  await expect(page.getByText('No quick replies yet')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('We have moved.')).toBeVisible();
  await expectNoViolations(page, 'quick replies in the settings');
});

test('an emoji is found and inserted where the cursor stands, and no other site is asked for it', async () => {
  await openSomebody('Emoji');
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(parley.url) && !/^(blob|data):/.test(request.url())) elsewhere.push(request.url());
  });
  await text().fill('Hello there');
  await text().evaluate((element) => (element as HTMLTextAreaElement).setSelectionRange(5, 5));
  await composer().getByRole('button', { name: 'Insert an emoji' }).press('Enter');
  const search = page.getByRole('combobox', { name: 'Search' });
  await expect(search).toBeFocused();
  await expectNoViolations(page, 'the emoji');
  await page.keyboard.type('waving hand');
  await expect(page.getByRole('option', { name: /waving hand/ }).first()).toBeVisible();
  // As long as results come in, nothing stays selected.
  await expect(async () => {
    if (!(await search.getAttribute('aria-activedescendant', { timeout: 500 }))) await page.keyboard.press('ArrowDown');
    await expect(search).toHaveAttribute('aria-activedescendant', /./, { timeout: 500 });
    await page.keyboard.press('Enter');
    await expect(text()).toHaveValue('Hello👋 there', { timeout: 1000 });
  }).toPass();
  await expect(text()).toBeFocused();
  // What is typed there is no key of the screen.
  await expect(page.getByRole('region', { name: 'Profile' })).toContainText('Inbox');
  expect(elsewhere).toEqual([]);
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
