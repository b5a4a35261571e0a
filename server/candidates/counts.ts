import { sql } from 'kysely';
import { type Trx, withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';

/**
 * Folds the lines of each group of the ledgers (see migration 0007) that has got new ones into one. Sums stay the same in
 * every snapshot: lines go and their sum comes in one transaction, and a line that is not committed yet is left for the
 * next time. What is new is found by an index of its own, so the cost is that of the news and not of the ledger.
 */
export async function foldCounts({ db }: Pick<Services, 'db'>): Promise<void> {
  await withSystem(db, foldFolders);
  await withSystem(db, foldActivity);
}

async function foldFolders(trx: Trx): Promise<void> {
  await sql`
    with grown as (
      select distinct company_id, campaign_id, folder from folder_counts where not folded
    ), gone as (
      delete from folder_counts f using grown g
      where f.company_id = g.company_id and f.campaign_id is not distinct from g.campaign_id and f.folder = g.folder
      returning f.company_id, f.campaign_id, f.folder, f.amount
    )
    insert into folder_counts (company_id, campaign_id, folder, amount, folded)
    select company_id, campaign_id, folder, sum(amount), true from gone group by 1, 2, 3 having sum(amount) <> 0`.execute(
    trx,
  );
}

async function foldActivity(trx: Trx): Promise<void> {
  await sql`
    with grown as (
      select distinct company_id, campaign_id, kind, bucket from activity_counts where not folded
    ), gone as (
      delete from activity_counts a using grown g
      where a.company_id = g.company_id and a.bucket = g.bucket and a.kind = g.kind and a.campaign_id is not distinct from g.campaign_id
      returning a.company_id, a.campaign_id, a.kind, a.bucket, a.amount
    )
    insert into activity_counts (company_id, campaign_id, kind, bucket, amount, folded)
    select company_id, campaign_id, kind, bucket, sum(amount), true from gone group by 1, 2, 3, 4 having sum(amount) <> 0`.execute(
    trx,
  );
}
