import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';
import type { Attachment } from '../channel.ts';

export type SandboxMessage = {
  id: number;
  company: string;
  messageId: number;
  channel: string;
  to: string;
  subject: string | null;
  body: string;
  html: string | null;
  attachments: Attachment[];
  /** The first address in the text. */
  link: string | null;
  sentAt: string;
};

export type SandboxQuery = {
  /** Null: of all companies, and links into people's accounts too; for the operator alone. */
  companyId: number | null;
  /** A phone number in any format, or an e-mail address. */
  to?: string | undefined;
  /** Only what came after the message of this id. */
  after?: number | undefined;
  limit: number;
};

/** What arrived in the sandbox, oldest first: after `after`, or else the newest of all. */
export async function findSandboxMessages(trx: Trx, query: SandboxQuery): Promise<SandboxMessage[]> {
  const addresses = query.to === undefined ? null : await matchingAddresses(trx, query.companyId, query.to.trim());
  if (addresses?.length === 0) return [];
  const newest = query.after === undefined;
  const { rows } = await sql<Omit<SandboxMessage, 'link' | 'sentAt'> & { sentAt: Date }>`
    select * from (
      select s.id, c.name as company, s.message_id as "messageId", s.channel, s.to_address as to, s.subject, s.body, s.html,
        s.attachments, s.sent_at as "sentAt"
      from sandbox_messages s join companies c on c.id = s.company_id
      where s.author = 'company' and ${query.companyId === null ? sql`true` : sql`s.company_id = ${query.companyId} and not s.operator_only`}
        and ${addresses === null ? sql`true` : sql`s.to_address = any (${addresses}::text[])`}
        and s.id > ${query.after ?? 0}
      order by s.id ${newest ? sql`desc` : sql`asc`} limit ${query.limit}
    ) found order by id`.execute(trx);
  return rows.map((row) => ({ ...row, link: firstLink(row.body), sentAt: row.sentAt.toISOString() }));
}

/** The stored addresses that are meant. A phone may be written with spaces, with 00 or 0 in front, or without its country. */
export async function matchingAddresses(trx: Trx, companyId: number | null, to: string): Promise<string[]> {
  const digits = to.replace(/\D/g, '').replace(/^0+/, '');
  const exact = to.includes('@') ? to.toLowerCase() : `+${digits}`;
  const own = companyId === null ? sql`true` : sql`company_id = ${companyId}`;
  const { rows } = await sql<{ to_address: string }>`
    select distinct to_address from sandbox_messages where ${own} and to_address in (${exact}, ${to})`.execute(trx);
  if (rows.length > 0 || to.includes('@') || digits.length < 6) return rows.map((row) => row.to_address);
  const ending = await sql<{ to_address: string }>`
    select distinct to_address from sandbox_messages
    where ${own} and to_address like ${`+%${digits}`} limit 50`.execute(trx);
  return ending.rows.map((row) => row.to_address);
}

/** The first address in a text. */
export function firstLink(text: string): string | null {
  return /https?:\/\/[^\s<>"')\]]+/.exec(text)?.[0].replace(/[.,;:!?]+$/, '') ?? null;
}
