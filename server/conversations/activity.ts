import { sql } from 'kysely';
import { prepared, type Trx } from '#platform/db.ts';
import type { NewMessage } from './queue.ts';

/** What a list shows of a message: its beginning, on one line. */
export function excerpt(text: string): string {
  return [...text.slice(0, 400).replace(/\s+/g, ' ').trim()].slice(0, 160).join('').toWellFormed();
}

/** The last message of each application, for the lists. Not the candidate's activity: they did nothing. */
export async function touchApplications(
  trx: Trx,
  companyId: number,
  messages: Pick<NewMessage, 'applicationId' | 'body' | 'channel'>[],
): Promise<void> {
  const last = new Map(messages.map((message) => [message.applicationId, message]));
  last.delete(null);
  if (last.size === 0) return;
  const given = JSON.stringify([...last].map(([id, { body, channel }]) => ({ id, text: excerpt(body), channel })));
  await sql`
    update applications a set last_message = g.text, last_message_direction = 'out', last_message_at = now(),
      last_message_channel = g.channel
    from json_to_recordset(${given}::json) as g (id bigint, text text, channel text)
    where a.company_id = ${companyId} and a.id = g.id ${prepared}`.execute(trx);
}
