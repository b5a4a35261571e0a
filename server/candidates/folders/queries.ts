import type { Trx } from '#platform/db.ts';

export function lockFolder(trx: Trx, companyId: number, key: string) {
  return trx
    .selectFrom('folders')
    .select(['key', 'name'])
    .where('company_id', '=', companyId)
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirst();
}

/** The campaigns of each folder that is not for all. */
export async function campaignsOf(trx: Trx, companyId: number): Promise<Map<string, number[]>> {
  const rows = await trx
    .selectFrom('folder_campaigns')
    .select(['folder', 'campaign_id'])
    .where('company_id', '=', companyId)
    .orderBy('campaign_id')
    .execute();
  const campaigns = new Map<string, number[]>();
  for (const { folder, campaign_id } of rows) campaigns.set(folder, [...(campaigns.get(folder) ?? []), campaign_id]);
  return campaigns;
}
