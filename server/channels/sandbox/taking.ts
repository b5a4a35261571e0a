import { CompiledQuery } from 'kysely';
import { type Database, type Trx, withSystem } from '#platform/db.ts';
import type { Attachment, ChannelKind } from '../channel.ts';
import type { Taps } from './provider.ts';

/** A message as it arrives in the sandbox. */
export type Arrived = {
  companyId: number;
  messageId: number;
  channel: ChannelKind;
  to: string;
  subject: string | null;
  body: string;
  html: string | null;
  attachments: Attachment[];
  taps: Taps | null;
};

/** By what the sandbox knows one of our messages. */
export function sandboxId(messageId: number): string {
  return `sandbox-${messageId}`;
}

const given = `json_to_recordset($1::json) as g (
    "companyId" bigint, "messageId" bigint, channel text, "to" text, subject text, body text, html text,
    attachments jsonb, taps jsonb, lost boolean
  )`;

const keep = `
  insert into sandbox_messages (company_id, message_id, channel, to_address, subject, body, html, attachments, taps, lost)
  select "companyId", "messageId", channel, "to", subject, body, html, attachments, taps, coalesce(lost, false) from ${given}
  on conflict (company_id, message_id) do nothing`;

// Most sandboxes have played no trouble, so this meets an index of nothing.
const findTroubles = `
  update sandbox_accounts a set trouble = null
  from (
    select t.company_id, t.channel, t.address, t.trouble from sandbox_accounts t
    join ${given} on g."companyId" = t.company_id and g.channel = t.channel and g."to" = t.address
    where t.trouble is not null for update of t
  ) before
  where a.company_id = before.company_id and a.channel = before.channel and a.address = before.address
  returning a.company_id as "companyId", a.channel, a.address, before.trouble`;

type Trouble = { companyId: number; channel: string; address: string; trouble: 'refused' | 'lost' };

/** Keeps what arrives, once; returns what is refused instead, where such a trouble is to be played. */
export function keepArrived(db: Database, messages: Arrived[]): Promise<Set<Arrived>> {
  return withSystem(db, async (trx) => {
    const troubles = await takeTroubles(trx, messages);
    const met = (message: Arrived) => troubles.get(keyOf(message.companyId, message.channel, message.to));
    const refused = new Set(messages.filter((message) => met(message) === 'refused'));
    const kept = messages.filter((message) => !refused.has(message));
    const rows = troubles.size === 0 ? kept : kept.map((one) => ({ ...one, lost: met(one) === 'lost' }));
    if (rows.length > 0) await trx.executeQuery(CompiledQuery.raw(keep, [JSON.stringify(rows)]));
    return refused;
  });
}

async function takeTroubles(trx: Trx, messages: Arrived[]): Promise<Map<string, Trouble['trouble']>> {
  const addressed = messages.map(({ companyId, channel, to }) => ({ companyId, channel, to }));
  const { rows } = await trx.executeQuery<Trouble>(CompiledQuery.raw(findTroubles, [JSON.stringify(addressed)]));
  return new Map(rows.map((row) => [keyOf(row.companyId, row.channel, row.address), row.trouble]));
}

function keyOf(companyId: number, channel: string, address: string): string {
  return `${companyId} ${channel} ${address}`;
}
