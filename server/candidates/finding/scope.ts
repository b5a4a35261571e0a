import { type RawBuilder, sql } from 'kysely';
import { reachableCampaigns } from '#campaigns/policy.ts';
import type { Trx } from '#platform/db.ts';
import { invalidField } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { type FindQuery, noCampaign } from '../schema.ts';
import { words } from '../words.ts';
import { filterSql, readContext } from './conditions.ts';
import { type Filter, readFilter } from './filter.ts';
import type { Context } from './having.ts';

/** What of the company's applications is looked at, apart from words that are searched for. */
export type Scope = {
  companyId: number;
  /** Those chosen within the user's reach. Null: all of the company, those without a campaign included; 0: these. */
  campaigns: number[] | null;
  /** The user's reach, whatever was chosen; null as above. */
  reach: number[] | null;
  folders: string[] | null;
  /** On the application `a`; null where nothing is filtered. */
  condition: RawBuilder<unknown> | null;
  filter: Filter;
  /** What the filter's meaning depends on. */
  context: Context;
};

/** How many there are in a folder of a campaign. */
export type Group = { campaign_id: number | null; folder: string; count: number };

/** Throws for a filter that can not be read. What is chosen beyond the user's reach is left out. */
export async function readScope(trx: Trx, session: Session, query: FindQuery): Promise<Scope> {
  if (query.folder?.some((key) => key.includes('\0'))) throw invalidField('folder', words.noFolder);
  const filter = readFilter(query.filter);
  if (query.label !== undefined) filter.push({ field: 'label', op: 'is', value: query.label });
  if (query.mine) filter.push({ field: 'assignee', op: 'is', value: 'me' });
  const reachable = await reachableCampaigns(trx, session);
  const reach = reachable === 'all' ? null : reachable;
  const context = await readContext(trx, session, filter);
  const wanted = query.campaign ? [...new Set(query.campaign)] : null;
  return {
    companyId: session.companyId,
    campaigns: reach && wanted ? wanted.filter((id) => reach.includes(id)) : (wanted ?? reach),
    reach,
    folders: query.folder ? [...new Set(query.folder)] : null,
    condition: conditionOf(filter, context),
    filter,
    context,
  };
}

export function conditionOf(filter: Filter, context: Context): Scope['condition'] {
  return filter.length > 0 ? filterSql(filter, context) : null;
}

/** As a condition on the application `a`. */
export function scopeSql({
  companyId,
  campaigns,
  folders,
  condition,
}: Omit<Scope, 'reach' | 'filter' | 'context'>): RawBuilder<unknown> {
  return sql`a.company_id = ${companyId}
    ${campaigns ? inCampaigns(campaigns) : sql``}
    ${folders ? isAny('folder', folders, 'text') : sql``}
    ${condition ? sql`and ${condition}` : sql``}`;
}

function inCampaigns(campaigns: number[]) {
  const ids = campaigns.filter((id) => id !== noCampaign);
  if (ids.length === campaigns.length) return isAny('campaign_id', ids, 'int8');
  return ids.length === 0
    ? sql`and a.campaign_id is null`
    : sql`and (a.campaign_id is null or a.campaign_id = any (${ids}::int8[]))`;
}

/** One value is compared as such: an index that ends with the sort key then gives the rows in order. */
function isAny(column: 'campaign_id' | 'folder', values: (number | string)[], type: 'int8' | 'text') {
  const name = sql.ref(`a.${column}`);
  return values.length === 1 ? sql`and ${name} = ${values[0]}` : sql`and ${name} = any (${values}::${sql.ref(type)}[])`;
}
