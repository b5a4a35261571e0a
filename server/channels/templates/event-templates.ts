import { CompiledQuery } from 'kysely';
import type { Trx } from '#platform/db.ts';
import type { Approved } from './template.ts';

/** An approved text that goes out at an event of a campaign: beside it, what stands in its gaps, with tokens. */
export type EventApproved = {
  event: string;
  channel: 'whatsapp';
  enabled: true;
  subject: '';
  body: '';
  approved: Approved & { id: number; parameters: Record<string, string> };
};

/**
 * As rows of JSON, for who reads them together with a campaign; of those that can be sent now. Those of the sandbox go out
 * as long as nothing is connected: later, nobody would see that they went nowhere.
 */
export const eventTemplatesJson = `
  select json_build_object('event', e.event, 'channel', 'whatsapp', 'enabled', true, 'subject', '', 'body', '',
    'approved', json_build_object('id', t.id, 'name', t.name, 'language', t.language, 'parts', t.parts,
      'parameters', e.parameters)) as template
  from campaign_approved_templates e
  join approved_templates t on t.company_id = e.company_id and t.id = e.template_id
  where t.status in ('approved', 'flagged') and t.gone_at is null and case when t.connection_id is null
    then not exists (select from channel_connections n where n.company_id = t.company_id and n.disconnected_at is null)
    else exists (
      select from channel_connections n
      where n.company_id = t.company_id and n.id = t.connection_id and n.disconnected_at is null) end`;

/** Those of a campaign; what can not be sent now is left out. */
export async function loadEventTemplates(trx: Trx, companyId: number, campaignId: number): Promise<EventApproved[]> {
  const { rows } = await trx.executeQuery<{ template: EventApproved }>(
    CompiledQuery.raw(`${eventTemplatesJson} and e.company_id = $1 and e.campaign_id = $2`, [companyId, campaignId]),
  );
  return rows.map(({ template }) => template);
}
