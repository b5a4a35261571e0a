import { sql } from 'kysely';
import { prepared, type Trx } from '#platform/db.ts';
import type { NewMessage } from './queue.ts';

/** What a list shows of a message: its beginning, on one line. */
export function excerpt(text: string): string {
  return [...text.slice(0, 400).replace(/\s+/g, ' ').trim()].slice(0, 160).join('').toWellFormed();
}

/**
 * The last message of each application, for the lists. What somebody of the team sends, or decides to have sent, is activity
 * (`byTeam`), as what they write is; what the program says of itself is none.
 */
export async function touchApplications(
  trx: Trx,
  companyId: number,
  messages: Pick<NewMessage, 'applicationId' | 'body' | 'channel'>[],
  { byTeam = false }: { byTeam?: boolean } = {},
): Promise<void> {
  const last = new Map(messages.map((message) => [message.applicationId, message]));
  last.delete(null);
  if (last.size === 0) return;
  const given = JSON.stringify([...last].map(([id, { body, channel }]) => ({ id, text: excerpt(body), channel })));
  await sql`
    update applications a set last_message = g.text, last_message_direction = 'out', last_message_at = now(),
      last_message_channel = g.channel,
      last_activity_at = case when ${byTeam} then now() else a.last_activity_at end
    from json_to_recordset(${given}::json) as g (id bigint, text text, channel text)
    where a.company_id = ${companyId} and a.id = g.id ${prepared}`.execute(trx);
}
