import type { Config } from '#platform/config.ts';
import { type Trx, withCompany } from '#platform/db.ts';
import { conflict } from '#platform/errors.ts';
import type { Services } from '#platform/services.ts';
import type { ChannelKind } from '../channel.ts';
import { connectedKinds } from '../connections.ts';
import { isSandboxed } from '../registry.ts';
import type { OutageKind } from './taking.ts';
import { words } from './words.ts';

/** Whoever forgets that it fails is not left to wonder for long. */
const outageMs = 10 * 60_000;

/** A provider that is played to fail, and until when. */
export type Outage = { kind: OutageKind; until: string };

/** Lets the provider of a channel fail for ten minutes, or no more; throws where it is no channel of the sandbox. */
export function playOutage(
  { config, db }: { config: Pick<Config, 'smtpUrl'>; db: Services['db'] },
  companyId: number,
  channel: ChannelKind,
  kind: OutageKind | null,
): Promise<void> {
  return withCompany(db, companyId, async (trx) => {
    if (!isSandboxed(config, await connectedKinds(trx, companyId), channel))
      throw conflict('not_in_sandbox', words.notInSandbox);
    await trx
      .deleteFrom('sandbox_outages')
      .where('company_id', '=', companyId)
      .where('channel', '=', channel)
      .execute();
    if (kind === null) return;
    const row = { company_id: companyId, channel, kind, until: new Date(Date.now() + outageMs) };
    await trx
      .insertInto('sandbox_outages')
      .values(row)
      .onConflict((on) => on.columns(['company_id', 'channel']).doUpdateSet({ kind, until: row.until }))
      .execute();
  });
}

/** Null for a provider that works. */
export async function findOutage(trx: Trx, companyId: number, channel: ChannelKind): Promise<Outage | null> {
  const row = await trx
    .selectFrom('sandbox_outages')
    .select(['kind', 'until'])
    .where('company_id', '=', companyId)
    .where('channel', '=', channel)
    .where('until', '>', new Date())
    .executeTakeFirst();
  return row ? { kind: row.kind as OutageKind, until: row.until.toISOString() } : null;
}
