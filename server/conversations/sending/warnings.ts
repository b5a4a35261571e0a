import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import { forgetCounters } from './counters.ts';
import { warnedAt } from './settings.ts';

/** The recurring job that writes to the owners when the month's cap on SMS comes near; once a month. */
export async function warnOfUse({ db, jobs, hints }: Pick<Services, 'db' | 'jobs' | 'hints'>): Promise<void> {
  const owners = await withSystem(db, async (trx) => {
    const { rows } = await sql<{ id: string; companyId: number }>`
      with near as (
        update sms_counters c set warned_at = now()
        from sending_settings s join companies o on o.id = s.company_id
        where s.company_id = c.company_id and c.kind = 'month' and c.key = '' and c.warned_at is null and s.sms_cap > 0
          and c.since = date_trunc('month', now() at time zone o.time_zone) and c.used >= s.sms_cap * ${warnedAt}::numeric
        returning c.company_id
      )
      select u.id, u.company_id as "companyId" from users u join near n on n.company_id = u.company_id
      where u.role = 'owner' and u.deactivated_at is null`.execute(trx);
    for (const { id } of rows) await jobs.enqueue(trx, 'send-system-mail', { kind: 'sms-cap', userId: id });
    return rows;
  });
  for (const companyId of new Set(owners.map((owner) => owner.companyId)))
    hints.publish({ companyId, topic: 'sending' });
}

/** The recurring job that forgets the days and hours of limits that are over. */
export function forgetSmsCounters({ db }: Pick<Services, 'db'>): Promise<void> {
  return withSystem(db, forgetCounters);
}
