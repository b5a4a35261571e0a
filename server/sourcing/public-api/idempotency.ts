import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';

/** Answers are repeated for a day; an hourly job forgets the older ones, some at a time so that no lock is long. */
export async function forgetIdempotencyKeys(services: Services): Promise<void> {
  for (;;) {
    const forgotten = await withSystem(services.db, (trx) =>
      sql`
        delete from idempotency_keys where (company_id, key, campaign_id) in (
          select company_id, key, campaign_id from idempotency_keys where created_at < now() - interval '1 day' limit 5000
        )`.execute(trx),
    );
    if ((forgotten.numAffectedRows ?? 0n) < 5000n) return;
  }
}
