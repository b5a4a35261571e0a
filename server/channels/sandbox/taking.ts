import { CompiledQuery } from 'kysely';
import { type Database, type Trx, withSystem } from '#platform/db.ts';
import type { Attachment, ChannelKind } from '../channel.ts';
import type { Taps } from './provider.ts';

/** A message as it arrives in the sandbox. */
export type Arrived = {
  companyId: number;
  messageId: number;
  retries: number;
  channel: ChannelKind;
  to: string;
  subject: string | null;
  body: string;
  html: string | null;
  attachments: Attachment[];
  taps: Taps | null;
};

/** How a provider can be played to fail. */
export const outageKinds = ['busy', 'down', 'silent'] as const;
export type OutageKind = (typeof outageKinds)[number];

/** By what the sandbox knows one of our messages. */
export function sandboxId(messageId: number): string {
  return `sandbox-${messageId}`;
}

const given = `json_to_recordset($1::json) as g (
    "companyId" bigint, "messageId" bigint, retries int, channel text, "to" text, subject text, body text, html text,
    attachments jsonb, taps jsonb, lost boolean
  )`;

const keep = `
  insert into sandbox_messages (company_id, message_id, retries, channel, to_address, subject, body, html, attachments, taps, lost)
  select "companyId", "messageId", retries, channel, "to", subject, body, html, attachments, taps, coalesce(lost, false) from ${given}
  on conflict (company_id, message_id) do update
  set retries = excluded.retries, to_address = excluded.to_address, lost = excluded.lost, reported = null
  where sandbox_messages.retries < excluded.retries`;

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

// Few fail at a time, and those only for minutes.
const findOutages = 'select company_id as "companyId", channel, kind from sandbox_outages where until > now()';

type Outage = { companyId: number; channel: string; kind: OutageKind };
type Trouble = { companyId: number; channel: string; address: string; trouble: 'refused' | 'lost' };

/**
 * Keeps what arrives, once. Returns what is to become of a message instead, where a trouble is played: `silent` is kept too.
 * A provider that fails for all has not seen whom the next trouble is for.
 */
export function keepArrived(db: Database, messages: Arrived[]): Promise<Map<Arrived, 'refused' | OutageKind>> {
  return withSystem(db, async (trx) => {
    const fates = await findFates(trx, messages);
    const seen = messages.filter((message) => !fates.has(message) || fates.get(message) === 'silent');
    const troubles = await takeTroubles(trx, seen);
    const met = (message: Arrived) => troubles.get(keyOf(message.companyId, message.channel, message.to));
    for (const message of seen) if (met(message) === 'refused') fates.set(message, 'refused');
    const kept = seen.filter((message) => fates.get(message) !== 'refused');
    const rows = troubles.size === 0 ? kept : kept.map((one) => ({ ...one, lost: met(one) === 'lost' }));
    if (rows.length > 0) await trx.executeQuery(CompiledQuery.raw(keep, [JSON.stringify(rows)]));
    return fates;
  });
}

async function findFates(trx: Trx, messages: Arrived[]): Promise<Map<Arrived, 'refused' | OutageKind>> {
  const { rows } = await trx.executeQuery<Outage>(CompiledQuery.raw(findOutages));
  const failing = new Map(rows.map(({ companyId, channel, kind }) => [`${companyId} ${channel}`, kind]));
  if (failing.size === 0) return new Map();
  return new Map(
    messages.flatMap((message) => {
      const kind = failing.get(`${message.companyId} ${message.channel}`);
      return kind ? [[message, kind] as const] : [];
    }),
  );
}

async function takeTroubles(trx: Trx, messages: Arrived[]): Promise<Map<string, Trouble['trouble']>> {
  const addressed = messages.map(({ companyId, channel, to }) => ({ companyId, channel, to }));
  const { rows } = await trx.executeQuery<Trouble>(CompiledQuery.raw(findTroubles, [JSON.stringify(addressed)]));
  return new Map(rows.map((row) => [keyOf(row.companyId, row.channel, row.address), row.trouble]));
}

function keyOf(companyId: number, channel: string, address: string): string {
  return `${companyId} ${channel} ${address}`;
}
