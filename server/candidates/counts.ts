import { sql } from 'kysely';
import { type Trx, withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';

/** How far back the frequent folding of the activity ledger looks; what comes in later waits for the night's. */
const recent = '1 hour';

/**
 * Folds the lines of each group of the ledgers (see migration 0007) into one. Sums stay the same in every snapshot:
 * lines go and their sum comes in one transaction, and a line that is not committed yet is left for the next time.
 */
export async function foldCounts({ db }: Pick<Services, 'db'>): Promise<void> {
  await withSystem(db, (trx) => foldFolders(trx));
  await withSystem(db, (trx) => foldActivity(trx, sql`bucket >= now() - ${recent}::interval`));
}

/** The whole activity ledger: also what came in with a date in the past. */
export async function foldAllCounts({ db }: Pick<Services, 'db'>): Promise<void> {
  await withSystem(db, (trx) => foldFolders(trx));
  await withSystem(db, (trx) => foldActivity(trx, sql`true`));
}

async function foldFolders(trx: Trx): Promise<void> {
  await sql`
    with grown as (
      select company_id, campaign_id, folder from folder_counts group by 1, 2, 3 having count(*) > 1
    ), gone as (
      delete from folder_counts f using grown g
      where f.company_id = g.company_id and f.campaign_id is not distinct from g.campaign_id and f.folder = g.folder
      returning f.company_id, f.campaign_id, f.folder, f.amount
    )
    insert into folder_counts (company_id, campaign_id, folder, amount)
    select company_id, campaign_id, folder, sum(amount) from gone group by 1, 2, 3`.execute(trx);
}

async function foldActivity(trx: Trx, which: ReturnType<typeof sql>): Promise<void> {
  await sql`
    with grown as (
      select company_id, campaign_id, kind, bucket from activity_counts where ${which} group by 1, 2, 3, 4 having count(*) > 1
    ), gone as (
      delete from activity_counts a using grown g
      where a.company_id = g.company_id and a.bucket = g.bucket and a.kind = g.kind and a.campaign_id is not distinct from g.campaign_id
      returning a.company_id, a.campaign_id, a.kind, a.bucket, a.amount
    )
    insert into activity_counts (company_id, campaign_id, kind, bucket, amount)
    select company_id, campaign_id, kind, bucket, sum(amount) from gone group by 1, 2, 3, 4`.execute(trx);
}
