import { expect, type Page } from '@playwright/test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { addCandidates, type Parley } from './parley.ts';

/** Everybody has a phone of their own, whichever composer they are opened with. */
let serial = 0;

/** The composer below a conversation, as a recruiter finds it. */
export function composerOf(page: () => Page, parley: () => Parley) {
  /** Somebody new, whose conversation is open. */
  async function openSomebody(firstName: string, more: { phone?: string; email?: string } = {}): Promise<number> {
    const phone = `0919 300 ${String(1000 + ++serial)}`;
    const person = { firstName, lastName: 'Cruz', ...('phone' in more || 'email' in more ? more : { phone }) };
    const [id = 0] = await addCandidates(page(), parley(), [person]);
    await page().goto(`/leads?id=${id}`);
    await expect(page().getByRole('heading', { name: `${firstName} Cruz` })).toBeVisible();
    await expect(text()).toBeVisible();
    return id;
  }

  const text = () => page().getByRole('textbox', { name: /^Write to / });
  const composer = () => page().locator('form').filter({ has: text() });
  const log = () => page().getByRole('log', { name: 'Conversation' });
  const sendButton = () => composer().getByRole('button', { name: /^Send/ });
  const picker = () => page().getByRole('combobox', { name: 'Send by' });
  const phoneOf = (id: number) =>
    withSystem(parley().db, async (trx) => {
      const { rows } = await sql<{ phone: string }>`
        select phone from candidates p join applications a on a.candidate_id = p.id where a.id = ${id}`.execute(trx);
      return rows[0]?.phone ?? '';
    });
  const change = (statement: ReturnType<typeof sql>) => withSystem(parley().db, (trx) => statement.execute(trx));

  /** As if they had written by WhatsApp so many hours ago. */
  async function wroteByWhatsapp(id: number, hours: number): Promise<void> {
    await change(sql`
      insert into messages (company_id, candidate_id, application_id, direction, author, channel, body, to_address, status, created_at)
      select company_id, candidate_id, id, 'in', 'candidate', 'whatsapp', 'Hello', '+639193001234', 'received',
        now() - ${hours} * interval '1 hour' from applications where id = ${id}`);
  }

  const option = (name: string | RegExp) => page().getByRole('option', { name });

  return { openSomebody, text, composer, log, sendButton, picker, option, phoneOf, change, wroteByWhatsapp };
}

/** As the chooser of files takes it. */
export function asFile({
  name,
  contentType: mimeType,
  body: buffer,
}: {
  name: string;
  contentType: string;
  body: Buffer;
}) {
  return { name, mimeType, buffer };
}
