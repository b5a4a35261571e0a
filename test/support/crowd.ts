import { sql } from 'kysely';
import { type Database, withSystem } from '#platform/db.ts';

/** So many people in one folder of a campaign, with neither phone nor mail, in few statements. Their applications' ids, in order. */
export async function createCrowd(
  db: Database,
  { companyId, campaignId }: { companyId: number; campaignId: number },
  count: number,
  folder = 'inbox',
): Promise<number[]> {
  return withSystem(db, async (trx) => {
    const { rows } = await sql<{ id: number }>`
      with person as (
        insert into candidates (company_id, first_name, last_name)
        select ${companyId}, 'Crowd', 'Person ' || n from generate_series(1, ${count}::int) n returning id
      )
      insert into applications (company_id, campaign_id, candidate_id, source, folder)
      select ${companyId}, ${campaignId}, id, 'manual', ${folder} from person returning id`.execute(trx);
    return rows.map(({ id }) => id).sort((a, b) => a - b);
  });
}
