import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';

/**
 * Takes away what nobody looks at any more: lines of transactions that had ended half an hour ago, three times as long as
 * sets are held. Lines that a backup brought from another database, which was further on, go too.
 */
export async function forgetChanges({ db }: Pick<Services, 'db'>): Promise<void> {
  await withSystem(db, async (trx) => {
    await sql`
      with past as (select max(ended) as ended from application_change_marks where at < now() - interval '30 minutes')
      delete from application_changes c using past where c.xid < past.ended`.execute(trx);
    await sql`delete from application_changes where xid >= pg_snapshot_xmax(pg_current_snapshot())`.execute(trx);
    await sql`
      delete from application_change_marks
      where at < now() - interval '1 hour' or ended > pg_snapshot_xmax(pg_current_snapshot())`.execute(trx);
    await sql`insert into application_change_marks default values on conflict do nothing`.execute(trx);
  });
}
