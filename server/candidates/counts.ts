import { sql } from 'kysely';
import { type Trx, withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';

/**
 * Folds the lines of each group of the ledgers (see migrations 0007, 0970 and 0992) that has got new ones into one. Sums stay
 * the same in every snapshot: lines go and their sum comes in one transaction, and a line that is not committed yet is left
 * for the next time. What is new is found by an index of its own, so the cost is that of the news and not of the ledger.
 */
export async function foldCounts({ db }: Pick<Services, 'db'>): Promise<void> {
  await withSystem(db, foldFolders);
  await withSystem(db, foldDays);
  await withSystem(db, foldLabels);
  await withSystem(db, foldActivity);
}

async function foldFolders(trx: Trx): Promise<void> {
  await sql`
    with grown as (
      select distinct company_id, campaign_id, folder, source, assignee_id from folder_counts where not folded
    ), gone as (
      delete from folder_counts f using grown g
      where f.company_id = g.company_id and f.campaign_id is not distinct from g.campaign_id and f.folder = g.folder
        and f.source = g.source and f.assignee_id is not distinct from g.assignee_id
      returning f.company_id, f.campaign_id, f.folder, f.source, f.assignee_id, f.amount
    )
    insert into folder_counts (company_id, campaign_id, folder, source, assignee_id, amount, folded)
    select company_id, campaign_id, folder, source, assignee_id, sum(amount), true
    from gone group by 1, 2, 3, 4, 5 having sum(amount) <> 0`.execute(trx);
}

async function foldDays(trx: Trx): Promise<void> {
  await sql`
    with grown as (
      select distinct company_id, campaign_id, folder, field, day from day_counts where not folded
    ), gone as (
      delete from day_counts d using grown g
      where d.company_id = g.company_id and d.field = g.field and d.day = g.day
        and d.campaign_id is not distinct from g.campaign_id and d.folder = g.folder
      returning d.company_id, d.campaign_id, d.folder, d.field, d.day, d.amount
    )
    insert into day_counts (company_id, campaign_id, folder, field, day, amount, folded)
    select company_id, campaign_id, folder, field, day, sum(amount), true
    from gone group by 1, 2, 3, 4, 5 having sum(amount) <> 0`.execute(trx);
}

async function foldLabels(trx: Trx): Promise<void> {
  await sql`
    with grown as (
      select distinct company_id, campaign_id, folder, label_id from label_counts where not folded
    ), gone as (
      delete from label_counts l using grown g
      where l.company_id = g.company_id and l.label_id is not distinct from g.label_id
        and l.campaign_id is not distinct from g.campaign_id and l.folder = g.folder
      returning l.company_id, l.campaign_id, l.folder, l.label_id, l.amount
    )
    insert into label_counts (company_id, campaign_id, folder, label_id, amount, folded)
    select company_id, campaign_id, folder, label_id, sum(amount), true
    from gone group by 1, 2, 3, 4 having sum(amount) <> 0`.execute(trx);
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
