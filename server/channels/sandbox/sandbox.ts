import { CompiledQuery, sql } from 'kysely';
import { type Database, type Trx, withSystem } from '#platform/db.ts';
import type { Channel, ChannelKind, OutgoingMessage, SendResult } from '../channel.ts';

const accept = `
  insert into sandbox_messages (company_id, message_id, channel, to_address, subject, body, html)
  select "companyId", "messageId", channel, "to", subject, body, html
  from json_to_recordset($1::json) as g (
    "companyId" bigint, "messageId" bigint, channel text, "to" text, subject text, body text, html text
  )
  on conflict (company_id, message_id) do nothing`;

/**
 * The provider of a company that has connected none: what is sent arrives on the page and in the command that show the
 * candidate's phone and mailbox. As a good provider it takes our message id as a key, so a repeat is no second message.
 */
export function sandboxChannel(db: Database, kind: ChannelKind): Channel {
  async function sendMany(messages: OutgoingMessage[]): Promise<SendResult[]> {
    await withSystem(db, (trx) => trx.executeQuery(CompiledQuery.raw(accept, [JSON.stringify(messages)])));
    return messages.map(({ messageId }) => ({ outcome: 'accepted', providerId: `sandbox-${messageId}` }));
  }
  return {
    kind,
    provider: 'sandbox',
    batch: 500,
    concurrency: 1,
    sendMany,
    send: async (message) => (await sendMany([message]))[0] as SendResult,
    find: ({ companyId, messageId }) => withSystem(db, (trx) => findAccepted(trx, companyId, messageId)),
  };
}

async function findAccepted(trx: Trx, companyId: number, messageId: number): Promise<string | null> {
  const { rows } = await sql`
    select from sandbox_messages where company_id = ${companyId} and message_id = ${messageId}`.execute(trx);
  return rows.length > 0 ? `sandbox-${messageId}` : null;
}
