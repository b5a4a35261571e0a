import { type SqlBool, sql } from 'kysely';
import type { Trx } from '#platform/db.ts';

export type CampaignRow = Awaited<ReturnType<typeof campaignRows>>[number];

/** `archived` null: those in use and those put away alike. */
export async function campaignRows(trx: Trx, companyId: number, ids: number[] | null, archived: boolean | null) {
  return trx
    .selectFrom('campaigns as c')
    .leftJoin('users as u', (join) =>
      join.onRef('u.company_id', '=', 'c.company_id').onRef('u.id', '=', 'c.created_by'),
    )
    .innerJoin('interviews as i', (join) =>
      join
        .onRef('i.company_id', '=', 'c.company_id')
        .onRef('i.campaign_id', '=', 'c.id')
        .onRef('i.version', '=', 'c.interview_version'),
    )
    .leftJoin('openings as o', (join) =>
      join.onRef('o.company_id', '=', 'c.company_id').onRef('o.campaign_id', '=', 'c.id'),
    )
    .select([
      'o.mode',
      'c.id',
      'c.title',
      'c.country',
      'c.language',
      'c.archived_at',
      'c.created_at',
      'c.created_by',
      'c.interview_version',
      'u.name as creator',
    ])
    .select(sql<number>`jsonb_array_length(i.definition -> 'questions')`.as('questions'))
    .where('c.company_id', '=', companyId)
    .$if(ids !== null, (query) => query.where('c.id', '=', sql<number>`any (${ids}::bigint[])`))
    .$if(archived !== null, (query) => query.where('c.archived_at', archived ? 'is not' : 'is', null))
    .orderBy('c.id', 'desc')
    .execute();
}

/** By campaign, the number of applications in each folder that holds some. */
export async function campaignCounts(
  trx: Trx,
  companyId: number,
  ids: number[],
): Promise<Map<number, Record<string, number>>> {
  const rows = await trx
    .selectFrom('folder_counts')
    .select(['campaign_id', 'folder', sql<number>`sum(amount)::bigint`.as('count')])
    .where('company_id', '=', companyId)
    .where('campaign_id', '=', sql<number>`any (${ids}::bigint[])`)
    .groupBy(['campaign_id', 'folder'])
    .having(sql<SqlBool>`sum(amount) <> 0`)
    .execute();
  const counts = new Map<number, Record<string, number>>();
  for (const { campaign_id, folder, count } of rows) {
    if (campaign_id === null) continue;
    const folders = counts.get(campaign_id) ?? {};
    folders[folder] = count;
    counts.set(campaign_id, folders);
  }
  return counts;
}

/** The sound files of all versions of the campaign's interview. */
export async function audioKeysOf(trx: Trx, companyId: number, campaignId: number): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select distinct audio #>> '{}' as key
    from interviews, jsonb_path_query(definition, 'strict $.**.audioBlobKey') as audio
    where company_id = ${companyId} and campaign_id = ${campaignId}`.execute(trx);
  return rows.map((row) => row.key);
}

/** Those of the keys that are in any interview of the company. */
export async function audioKeysUsed(trx: Trx, companyId: number, keys: string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const { rows } = await sql<{ key: string }>`
    select distinct audio #>> '{}' as key
    from interviews, jsonb_path_query(definition, 'strict $.**.audioBlobKey') as audio
    where company_id = ${companyId} and audio #>> '{}' = any (${keys}::text[])`.execute(trx);
  return new Set(rows.map((row) => row.key));
}
