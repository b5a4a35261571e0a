import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';

/** Selections that were never used go after a day, what was done after a month; one at a time, with its results. */
export async function forgetBulkActions({ db }: Pick<Services, 'db'>): Promise<void> {
  const forgetOne = () =>
    withSystem(db, async (trx) => {
      const { rows } = await sql`
        delete from bulk_actions where (company_id, id) in (
          select company_id, id from bulk_actions
          where created_at < now() - interval '30 days' or (created_at < now() - interval '1 day' and state = 'prepared')
          order by created_at limit 1) returning id`.execute(trx);
      return rows.length > 0;
    });
  while (await forgetOne());
}
