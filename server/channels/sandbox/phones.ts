import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';
import { matchingAddresses } from './messages.ts';
import type { PhoneChannel } from './phone.ts';

export type SandboxPhone = {
  phone: string;
  name: string;
  channels: PhoneChannel[];
  /** The mailbox of somebody in the team. */
  colleague: boolean;
  last: { channel: PhoneChannel; author: 'company' | 'candidate'; text: string; at: string };
};

const looksBack = 1000;
const mostPhones = 100;

/**
 * The phones and mailboxes of the newest messages, newest first; those of one person are one. `to` is a number or address in
 * any format, or a part of a name.
 */
export async function listPhones(trx: Trx, companyId: number, to?: string): Promise<SandboxPhone[]> {
  const isAddress = to !== undefined && (to.includes('@') || to.replace(/\D/g, '').length >= 6);
  const addresses = isAddress ? await matchingAddresses(trx, companyId, to) : null;
  if (addresses?.length === 0) return [];
  // The newest by an index that is walked backwards; of each address the last, and whose it is.
  const { rows } = await sql<Row>`
    with recent as (
      select id, channel, to_address, message_id, author, coalesce(subject, body) as text, sent_at
      from sandbox_messages
      where company_id = ${companyId} and not operator_only
        and ${addresses === null ? sql`true` : sql`to_address = any (${addresses}::text[])`}
      order by id desc limit ${looksBack}
    ), latest as (
      select distinct on (channel, to_address) *,
        max(message_id) over (partition by channel, to_address) as about
      from recent order by channel, to_address, id desc
    )
    select l.channel, l.author, left(l.text, 200) as text, l.sent_at as at,
      coalesce(a.phone, case when l.channel = 'email' then c.phone end, l.to_address) as phone,
      coalesce(nullif(trim(c.first_name || ' ' || c.last_name), ''), a.name, '') as name,
      l.channel = 'email' and c.id is null and exists (
        select from users u where u.company_id = ${companyId} and u.email = lower(l.to_address)) as colleague
    from latest l
    left join sandbox_accounts a on a.company_id = ${companyId} and a.channel = l.channel and a.address = l.to_address
    left join messages m on m.company_id = ${companyId} and m.id = l.about
    left join candidates c on c.company_id = m.company_id and c.id = m.candidate_id
    order by l.id desc`.execute(trx);
  const wanted = to === undefined || isAddress ? '' : to.toLowerCase();
  return [...Map.groupBy(rows, (row) => row.phone)]
    .map(([phone, of]) => toPhone(phone, of))
    .filter(({ phone, name }) => `${name} ${phone}`.toLowerCase().includes(wanted))
    .slice(0, mostPhones);
}

type Row = {
  channel: PhoneChannel;
  author: 'company' | 'candidate';
  text: string;
  at: Date;
  phone: string;
  name: string;
  colleague: boolean;
};

function toPhone(phone: string, rows: Row[]): SandboxPhone {
  const { channel, author, text, at } = rows[0] as Row;
  const name = rows.find((row) => row.name)?.name ?? '';
  const channels = [...new Set(rows.map((row) => row.channel))];
  const colleague = rows.every((row) => row.colleague);
  return { phone, name, channels, colleague, last: { channel, author, text, at: at.toISOString() } };
}
