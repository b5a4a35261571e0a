import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';

/** The recurring job that writes to the owners of connections that wait for them; once for each time. */
export function warnOfChannels({ db, jobs }: Pick<Services, 'db' | 'jobs'>): Promise<void> {
  return withSystem(db, async (trx) => {
    const { rows } = await sql<{ id: string }>`
      with blocked as (
        update channel_connections set warned_at = now()
        where paused_until = 'infinity' and warned_at is null and disconnected_at is null returning company_id
      )
      select distinct u.id from users u join blocked b on b.company_id = u.company_id
      where u.role = 'owner' and u.deactivated_at is null`.execute(trx);
    for (const { id } of rows) await jobs.enqueue(trx, 'send-system-mail', { kind: 'channel', userId: id });
  });
}
