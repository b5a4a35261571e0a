import { sql } from 'kysely';
import type { z } from 'zod';
import { requireCampaign } from '#campaigns/policy.ts';
import { campaignRef, readCampaignRef } from '#channels/campaign-ref.ts';
import type { Config } from '#platform/config.ts';
import { prepared, type Trx } from '#platform/db.ts';
import { invalidField } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { foldKeyword, isKeyword } from './keywords.ts';
import { linksOf } from './links.ts';
import { longestField, type Mode, type OpeningView, type openingBody } from './schema.ts';
import { words } from './words.ts';

type Signing = Pick<Config, 'secret' | 'publicUrl'>;
const nothing = { mode: 'disabled', title: '', subtitle: '', description: '', keyword: null } as const;

/** How a campaign is offered, and by which links people come to it. */
export async function readOpening(
  trx: Trx,
  config: Signing,
  session: Session,
  campaignId: number,
): Promise<OpeningView> {
  await requireCampaign(trx, session, campaignId);
  const row = await trx
    .selectFrom('openings')
    .select(['mode', 'title', 'subtitle', 'description', 'keyword'])
    .where('company_id', '=', session.companyId)
    .where('campaign_id', '=', campaignId)
    .executeTakeFirst();
  const opening = row ? { ...row, mode: row.mode as Mode } : nothing;
  const links = await linksOf(trx, config, {
    companyId: session.companyId,
    campaignId,
    asks: opening.mode === 'inquiry',
  });
  return { ...opening, links, payload: campaignRef(campaignId) };
}

export async function saveOpening(
  trx: Trx,
  session: Session,
  campaignId: number,
  values: z.infer<typeof openingBody>,
): Promise<void> {
  await requireCampaign(trx, session, campaignId);
  await trx
    .insertInto('openings')
    .values({ company_id: session.companyId, campaign_id: campaignId, ...values })
    .onConflict((on) => on.columns(['company_id', 'campaign_id']).doUpdateSet({ ...values, updated_at: new Date() }))
    .execute()
    .catch((error: { code?: string }) => {
      // Only the keyword can be there already; a check before would miss who saves the same at this moment.
      throw error.code === '23505' ? invalidField('keyword', words.keywordTaken) : error;
    });
}

/** A copy is offered as its model is; a keyword leads to one campaign alone. */
export async function copyOpening(trx: Trx, companyId: number, from: number, to: number): Promise<void> {
  await sql`
    insert into openings (company_id, campaign_id, mode, title, subtitle, description)
    select company_id, ${to}, mode, title, subtitle, description from openings
    where company_id = ${companyId} and campaign_id = ${from}`.execute(trx);
}

/** Before its campaign is deleted: from then on nobody sees the row, and its keyword is free for another. */
export async function closeOpening(trx: Trx, companyId: number, campaignId: number): Promise<void> {
  await trx.deleteFrom('openings').where('company_id', '=', companyId).where('campaign_id', '=', campaignId).execute();
}

export type Opening = {
  campaignId: number;
  mode: Mode;
  title: string;
  subtitle: string;
  hasDescription: boolean;
};

/** Those that are offered to everybody, the newest first and inquiries last; one more than `limit` where there are more. */
export async function listOpenings(
  trx: Trx,
  companyId: number,
  { from, limit }: { from: number; limit: number },
): Promise<Opening[]> {
  const rows = await openings(trx, companyId)
    .where('o.mode', '<>', 'disabled')
    .orderBy(sql`o.mode = 'inquiry'`)
    .orderBy('c.id', 'desc')
    .offset(from)
    .limit(limit + 1)
    .execute();
  return rows.map(toOpening);
}

/** Null where it is not offered, or no more. */
export async function findOpening(trx: Trx, companyId: number, campaignId: number): Promise<Opening | null> {
  const row = await openings(trx, companyId)
    .where('o.mode', '<>', 'disabled')
    .where('c.id', '=', campaignId)
    .executeTakeFirst();
  return row ? toOpening(row) : null;
}

function openings(trx: Trx, companyId: number) {
  return trx
    .selectFrom('openings as o')
    .innerJoin('campaigns as c', (join) =>
      join.onRef('c.company_id', '=', 'o.company_id').onRef('c.id', '=', 'o.campaign_id'),
    )
    .select(['c.id', 'o.mode', 'o.title', 'o.subtitle', 'c.title as campaign_title'])
    .select(sql<boolean>`o.description <> ''`.as('described'))
    .where('o.company_id', '=', companyId)
    .where('c.archived_at', 'is', null);
}

type Row = { id: number; mode: string; title: string; subtitle: string; campaign_title: string; described: boolean };

function toOpening(row: Row): Opening {
  return {
    campaignId: row.id,
    mode: row.mode as Mode,
    title: shorten(row.title || row.campaign_title),
    subtitle: row.subtitle,
    hasDescription: row.described,
  };
}

export function shorten(text: string, longest = longestField): string {
  return text.length <= longest
    ? text
    : `${text
        .slice(0, longest - 1)
        .trimEnd()
        .toWellFormed()}…`;
}

/** As what the campaign is offered. */
export async function readMode(trx: Trx, companyId: number, campaignId: number): Promise<Mode> {
  const row = await trx
    .selectFrom('openings')
    .select('mode')
    .where('company_id', '=', companyId)
    .where('campaign_id', '=', campaignId)
    .modifyEnd(prepared)
    .executeTakeFirst();
  return (row?.mode as Mode | undefined) ?? 'disabled';
}

/**
 * The campaign that a message names: by the end of a text that a link of ours has filled in, or by the keyword alone of one
 * that is offered to everybody.
 */
export async function campaignMeantBy(trx: Trx, companyId: number, text: string): Promise<number | null> {
  const [, ref = ''] = /(?:^|[\s([])(campaign-\d+)[)\].!]*\s*$/i.exec(text.slice(-200)) ?? [];
  const named = readCampaignRef(ref.toLowerCase());
  const keyword = named === null && text.length <= 100 ? foldKeyword(text) : '';
  if (named === null && !isKeyword(keyword)) return null;
  const row = await trx
    .selectFrom('campaigns as c')
    .leftJoin('openings as o', (join) =>
      join.onRef('o.company_id', '=', 'c.company_id').onRef('o.campaign_id', '=', 'c.id'),
    )
    .select('c.id')
    .where('c.company_id', '=', companyId)
    .where('c.archived_at', 'is', null)
    .where((is) =>
      named === null ? is.and([is('o.keyword', '=', keyword), is('o.mode', '<>', 'disabled')]) : is('c.id', '=', named),
    )
    .executeTakeFirst();
  return row?.id ?? null;
}
