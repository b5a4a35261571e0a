import type { Trx } from '#platform/db.ts';
import type { ApplicationRow } from './applications.ts';

/** By whose habits numbers of this application's people are written: the campaign's country, else the company's. */
export async function countryOf(trx: Trx, application: ApplicationRow): Promise<string> {
  const row = await trx
    .selectFrom('companies as o')
    .leftJoin('campaigns as c', (join) =>
      join.onRef('c.company_id', '=', 'o.id').on('c.id', '=', application.campaign_id),
    )
    .select((e) => e.fn.coalesce('c.country', 'o.country').as('country'))
    .where('o.id', '=', application.company_id)
    .executeTakeFirstOrThrow();
  return row.country;
}
