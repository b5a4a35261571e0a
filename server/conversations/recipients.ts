import { sql } from 'kysely';
import { windowEnd } from '#channels/limits.ts';
import { loadEventTemplates } from '#channels/templates/event-templates.ts';
import { chatLink } from '#interviews/links.ts';
import type { Config } from '#platform/config.ts';
import type { Trx } from '#platform/db.ts';
import { notFound } from '#platform/errors.ts';
import type { EventInput, EventTemplate } from './event-messages.ts';

/** All that a message to an applicant may need, read in one go. */
export type Recipient = Pick<EventInput, 'candidate' | 'application' | 'company' | 'links'> & {
  companyId: number;
  campaign: { id: number; title: string } | null;
  language: string;
};

type Signing = Pick<Config, 'secret' | 'publicUrl'>;

/** Recipients by application id; ids that the company does not have are missing. */
export async function loadRecipients(
  trx: Trx,
  config: Signing,
  companyId: number,
  applicationIds: number[],
): Promise<Map<number, Recipient>> {
  const rows = await trx
    .selectFrom('applications as a')
    .innerJoin('candidates as p', (join) =>
      join.onRef('p.company_id', '=', 'a.company_id').onRef('p.id', '=', 'a.candidate_id'),
    )
    .innerJoin('companies as o', 'o.id', 'a.company_id')
    .leftJoin('campaigns as c', (join) =>
      join.onRef('c.company_id', '=', 'a.company_id').onRef('c.id', '=', 'a.campaign_id'),
    )
    .leftJoin('interview_sessions as s', (join) =>
      join.onRef('s.company_id', '=', 'a.company_id').onRef('s.application_id', '=', 'a.id'),
    )
    // From where they wrote last by WhatsApp.
    .leftJoinLateral(
      (e) =>
        e
          .selectFrom('messages as m')
          .select(['m.to_address', 'm.created_at'])
          .whereRef('m.company_id', '=', 'a.company_id')
          .whereRef('m.candidate_id', '=', 'a.candidate_id')
          .where('m.channel', '=', 'whatsapp')
          .where('m.direction', '=', 'in')
          .orderBy('m.created_at', 'desc')
          .limit(1)
          .as('w'),
      (join) => join.onTrue(),
    )
    .select([
      'a.id',
      'a.access_code',
      'a.link_version',
      'a.others',
      'p.id as candidate_id',
      'p.first_name',
      'p.email',
      'p.phone',
      'o.name as company',
      'c.id as campaign_id',
      'c.title',
      's.channel as session_channel',
      'w.to_address as whatsapp_address',
      'w.created_at as whatsapp_at',
    ])
    .select(sql<string>`coalesce(c.language, o.language)`.as('language'))
    .where('a.company_id', '=', companyId)
    .where('a.id', 'in', applicationIds.length > 0 ? applicationIds : [0])
    .execute();
  return new Map(rows.map((row) => [row.id, toRecipient(row, config, companyId)]));
}

/** Throws where the company has no such application any more. */
export async function requireRecipient(
  trx: Trx,
  config: Signing,
  { company_id, id }: { company_id: number; id: number },
): Promise<Recipient> {
  const recipient = (await loadRecipients(trx, config, company_id, [id])).get(id);
  if (!recipient) throw notFound('application');
  return recipient;
}

type RecipientRow = {
  id: number;
  access_code: string;
  link_version: number;
  others: unknown;
  candidate_id: number;
  first_name: string;
  email: string | null;
  phone: string | null;
  company: string;
  campaign_id: number | null;
  title: string | null;
  session_channel: string | null;
  whatsapp_address: string | null;
  whatsapp_at: Date | null;
  language: string;
};

function toRecipient(row: RecipientRow, config: Signing, companyId: number): Recipient {
  const link = { companyId, applicationId: row.id, linkVersion: row.link_version };
  return {
    companyId,
    candidate: {
      id: row.candidate_id,
      firstName: row.first_name,
      email: row.email,
      phone: row.phone,
      whatsapp: whatsappOf(row),
    },
    application: {
      id: row.id,
      accessCode: row.access_code,
      others: row.others as Record<string, unknown>,
      chatUsed: row.session_channel === 'webchat',
    },
    company: { name: row.company },
    // Without a campaign there is no interview to link to.
    links: { chat: row.campaign_id === null ? '' : chatLink(config, link) },
    campaign: row.campaign_id === null ? null : { id: row.campaign_id, title: row.title ?? '' },
    language: row.language,
  };
}

function whatsappOf({ whatsapp_address: address, whatsapp_at: at }: RecipientRow) {
  if (address === null || at === null) return null;
  const until = windowEnd('whatsapp', at, 'program');
  return { address, open: until === null || until > new Date() };
}

/** The campaign's texts, all events and channels, and the approved ones that go by WhatsApp. */
export async function loadTemplates(trx: Trx, companyId: number, campaignId: number): Promise<EventTemplate[]> {
  const approved = await loadEventTemplates(trx, companyId, campaignId);
  const texts = await trx
    .selectFrom('message_templates')
    .select(['event', 'channel', 'enabled', 'subject', 'body', 'plain_text'])
    .where('company_id', '=', companyId)
    .where('campaign_id', '=', campaignId)
    .orderBy('channel', 'desc')
    .execute();
  return [...texts, ...approved];
}

/** Which of the addresses are not written to, and why, by `<channel> <address>` with e-mail addresses in lower case. */
export async function findSuppressed(
  trx: Trx,
  companyId: number,
  addresses: { channel: string; address: string }[],
): Promise<Map<string, string>> {
  if (addresses.length === 0) return new Map();
  const given = JSON.stringify(addresses.map(({ channel, address }) => ({ channel, address: address.toLowerCase() })));
  const { rows } = await sql<{ channel: string; address: string; reason: string }>`
    select g.channel, g.address, s.reason
    from json_to_recordset(${given}::json) as g (channel text, address text)
    join suppressions s on s.company_id = ${companyId} and s.channel = g.channel
      and s.address = any (array[g.address, erased_address(${companyId}, g.channel, g.address)])`.execute(trx);
  return new Map(rows.map((row) => [`${row.channel} ${row.address}`, row.reason]));
}
