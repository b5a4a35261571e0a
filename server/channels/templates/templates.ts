import { sql } from 'kysely';
import { storableJson } from '#conversations/status.ts';
import type { Trx } from '#platform/db.ts';
import type { TemplateParts } from './template.ts';

/** As a provider lists it. `status` and `category` are its own words in lower case. */
export type ListedTemplate = {
  providerId: string;
  name: string;
  language: string;
  category: string;
  status: string;
  quality: Quality | null;
  parts: TemplateParts;
};
export type Quality = 'green' | 'yellow' | 'red';

/** As a provider tells of one of them. */
export type TemplateNews = { name: string; language: string; at: Date; status?: string; quality?: Quality | null };

export type TemplateRow = Omit<ListedTemplate, 'providerId'> & { id: number; sendable: boolean };

/** `connectionId`: 0 for the sandbox, which has no row. */
type Ids = { companyId: number; connectionId: number };

const sendable = sql<boolean>`(t.status in ('approved', 'flagged') and t.gone_at is null
  and t.parts ->> 'unsupported' is null)`;

/** Those of the company's connection, or of the sandbox where there is none, by name. */
export async function listTemplates(trx: Trx, companyId: number): Promise<TemplateRow[]> {
  const { rows } = await sql<TemplateRow>`
    select t.id, t.name, t.language, t.category, t.status, t.quality, t.parts, ${sendable} as sendable
    from approved_templates t
    where t.company_id = ${companyId} and t.gone_at is null and t.connection_id is not distinct from (
      select c.id from channel_connections c
      where c.company_id = t.company_id and c.channel = 'whatsapp' and c.disconnected_at is null)
    order by t.name, t.language`.execute(trx);
  return rows;
}

/** Null for one that can not be sent, or is not the company's. */
export async function findSendable(trx: Trx, companyId: number, templateId: number): Promise<TemplateRow | null> {
  return (await listTemplates(trx, companyId)).find(({ id, sendable: can }) => id === templateId && can) ?? null;
}

/** All that the provider lists now, as of `at`. What it does not list any more is gone. */
export async function storeTemplates(
  trx: Trx,
  { companyId, connectionId }: Ids,
  listed: ListedTemplate[],
  at: Date,
): Promise<void> {
  await sql`
    insert into approved_templates as t
      (company_id, connection_id, provider_id, name, language, category, status, quality, parts, told_at)
    select ${companyId}, ${rowOf(connectionId)}::bigint, g."providerId", g.name, g.language, g.category, g.status, g.quality, g.parts, ${at}
    from json_to_recordset(${storableJson(listed)}::json) as g (
      "providerId" text, name text, language text, category text, status text, quality text, parts jsonb)
    on conflict (company_id, provider_id) do update
    set connection_id = excluded.connection_id, name = excluded.name, language = excluded.language,
      category = excluded.category, parts = excluded.parts, gone_at = null,
      status = case when t.told_at > excluded.told_at then t.status else excluded.status end,
      quality = case when t.told_at > excluded.told_at then t.quality else excluded.quality end,
      told_at = greatest(t.told_at, excluded.told_at)`.execute(trx);
  await sql`
    update approved_templates set gone_at = ${at}
    where company_id = ${companyId} and connection_id is not distinct from ${rowOf(connectionId)}::bigint and gone_at is null
      and provider_id <> all (${listed.map(({ providerId }) => providerId)}::text[])`.execute(trx);
}

/** News of one of them, told to the second; what is older than what is known changes nothing. */
export async function noteTemplate(
  trx: Trx,
  { companyId, connectionId }: Ids,
  { name, language, at, status, quality }: TemplateNews,
): Promise<void> {
  await sql`
    update approved_templates
    set told_at = greatest(told_at, ${at}), status = coalesce(${status ?? null}, status),
      quality = case when ${quality !== undefined} then ${quality ?? null} else quality end
    where company_id = ${companyId} and connection_id is not distinct from ${rowOf(connectionId)}::bigint and name = ${name} and language = ${language}
      and date_trunc('second', told_at) <= ${at}`.execute(trx);
}

/** Whether the samples of the sandbox are there. */
export async function hasSamples(trx: Trx, companyId: number): Promise<boolean> {
  const { rows } = await sql`
    select from approved_templates where company_id = ${companyId} and connection_id is null limit 1`.execute(trx);
  return rows.length > 0;
}

function rowOf(connectionId: number): number | null {
  return connectionId || null;
}
