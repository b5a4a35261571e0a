import { eventTemplatesJson } from '#channels/templates/event-templates.ts';
import type { EventTemplate } from '#conversations/event-messages.ts';
import { requireRules, type SendingRules } from '#conversations/sending/rules.ts';
import { withCompany, withCompanyClient } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import { listAttributes } from './attributes/attributes.ts';
import type { Attribute } from './attributes/schema.ts';

/** What intake needs to know of a campaign. */
export type IntakeCampaign = {
  id: number;
  title: string;
  country: string;
  language: string;
  archived: boolean;
  companyName: string;
  duplicateLabelId: number;
  templates: EventTemplate[];
  rules: SendingRules;
  /** The company's, to know its details by. */
  attributes: Attribute[];
};

const keptForMs = 1500;
const emptying = new Set(['campaigns', 'sending', 'attributes']);

type Cache = Map<number, Map<number, { campaign: Promise<IntakeCampaign | null>; until: number }>>;
const caches = new WeakMap<object, Cache>();

/**
 * The campaign, or null where this company has none of that id. Kept for a moment: at thousands of candidates a second
 * the campaign is the same. A change of campaigns, attributes or sending empties it by its hint; without one it is at most 1.5 s old.
 */
export function findIntakeCampaign(
  services: Services,
  companyId: number,
  campaignId: number,
): Promise<IntakeCampaign | null> {
  const campaigns = cacheOf(services, companyId);
  const known = campaigns.get(campaignId);
  if (known && known.until > performance.now()) return known.campaign;
  const campaign = load(services, companyId, campaignId);
  campaigns.set(campaignId, { campaign, until: performance.now() + keptForMs });
  // What is not there may be there in a moment, and a failed query says nothing.
  campaign.then(
    (found) => found ?? campaigns.delete(campaignId),
    () => campaigns.delete(campaignId),
  );
  return campaign;
}

function cacheOf(services: Services, companyId: number) {
  let cache = caches.get(services.db);
  if (!cache) {
    const made: Cache = new Map();
    services.hints.subscribe((hint) => {
      if (emptying.has(hint.topic)) made.delete(hint.companyId);
    });
    caches.set(services.db, made);
    cache = made;
  }
  let campaigns = cache.get(companyId);
  if (!campaigns) cache.set(companyId, (campaigns = new Map()));
  return campaigns;
}

const select = `
  select c.id, c.title, c.country, c.language, c.archived_at is not null as archived, o.name as "companyName",
    (select id from labels where company_id = $1 and automatic = 'duplicate') as "duplicateLabelId",
    coalesce((
      select json_agg(template order by template ->> 'channel' desc) from (select json_build_object('event', event, 'channel', channel, 'enabled', enabled, 'subject', subject, 'body', body,
        'plain_text', plain_text) as template
      from message_templates where company_id = $1 and campaign_id = c.id and event = 'invitation'
      union all ${eventTemplatesJson} and e.company_id = $1 and e.campaign_id = c.id and e.event = 'invitation') texts
    ), '[]') as templates
  from campaigns c join companies o on o.id = c.company_id
  where c.company_id = $1 and c.id = $2`;

async function load(services: Services, companyId: number, campaignId: number): Promise<IntakeCampaign | null> {
  const campaign = await withCompanyClient(services.db, companyId, async (client) => {
    const { rows } = await client.query<Omit<IntakeCampaign, 'rules' | 'attributes'>>({
      name: 'intake campaign',
      text: select,
      values: [companyId, campaignId],
    });
    return rows[0] ?? null;
  });
  if (!campaign) return null;
  return withCompany(services.db, companyId, async (trx) => ({
    ...campaign,
    rules: await requireRules(trx, companyId),
    attributes: await listAttributes(trx, companyId),
  }));
}
