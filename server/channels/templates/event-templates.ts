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

/** As rows of JSON, for who reads them together with a campaign; of those that can be sent now. */
export const eventTemplatesJson = `
  select json_build_object('event', e.event, 'channel', 'whatsapp', 'enabled', true, 'subject', '', 'body', '',
    'approved', json_build_object('id', t.id, 'name', t.name, 'language', t.language, 'parts', t.parts,
      'parameters', e.parameters)) as template
  from campaign_approved_templates e
  join approved_templates t on t.company_id = e.company_id and t.id = e.template_id
  join channel_connections n on n.company_id = t.company_id and n.id = t.connection_id
  where t.status in ('approved', 'flagged') and t.gone_at is null and n.disconnected_at is null`;

/** Those of a campaign; what can not be sent now is left out. */
export async function loadEventTemplates(trx: Trx, companyId: number, campaignId: number): Promise<EventApproved[]> {
  const rows = await trx
    .selectFrom('campaign_approved_templates as e')
    .innerJoin('approved_templates as t', (join) =>
      join.onRef('t.company_id', '=', 'e.company_id').onRef('t.id', '=', 'e.template_id'),
    )
    .innerJoin('channel_connections as n', (join) =>
      join.onRef('n.company_id', '=', 't.company_id').onRef('n.id', '=', 't.connection_id'),
    )
    .select(['e.event', 'e.parameters', 't.id', 't.name', 't.language', 't.parts'])
    .where('e.company_id', '=', companyId)
    .where('e.campaign_id', '=', campaignId)
    .where('t.status', 'in', ['approved', 'flagged'])
    .where('t.gone_at', 'is', null)
    .where('n.disconnected_at', 'is', null)
    .execute();
  return rows.map(({ event, parameters, parts, ...template }) => ({
    event,
    channel: 'whatsapp',
    enabled: true,
    subject: '',
    body: '',
    approved: { ...template, parts: parts as Approved['parts'], parameters: parameters as Record<string, string> },
  }));
}
