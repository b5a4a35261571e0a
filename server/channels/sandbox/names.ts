import { sql } from 'kysely';
import { withCompany } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import type { ChannelKind } from '../channel.ts';

/** How whoever has this account calls themselves, on it or on another of the same phone; empty where they never said. */
export async function readSandboxName(
  { db }: Pick<Services, 'db'>,
  companyId: number,
  channel: ChannelKind,
  address: string,
): Promise<string> {
  const { rows } = await withCompany(db, companyId, (trx) =>
    sql<{ name: string }>`
      select other.name from sandbox_accounts a
      join sandbox_accounts other on other.company_id = a.company_id and other.phone = a.phone and other.name is not null
      where a.company_id = ${companyId} and a.channel = ${channel} and a.address = ${address}
      order by other.channel = a.channel desc limit 1`.execute(trx),
  );
  return rows[0]?.name ?? '';
}
