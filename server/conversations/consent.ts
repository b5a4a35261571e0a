import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '#platform/db.ts';

/** Addresses of one channel, and when it was said of them; without that it is now. */
export type Said = { companyId: number; channel: string; addresses: string[]; at?: Date | null | undefined };

/**
 * Which of the addresses have opted out, in lower case. Until the transaction ends nobody else changes the consent of any
 * of them: what was said last holds, and not what was stored last.
 */
export async function lockConsent(trx: Trx, { companyId, channel, addresses }: Omit<Said, 'at'>): Promise<Set<string>> {
  if (addresses.length === 0) return new Set();
  const given = [...new Set(addresses.map((one) => one.toLowerCase()))];
  await sql`
    select pg_advisory_xact_lock(key) from (
      select hashtextextended(erased_address(${companyId}, ${channel}, address), 0) as key
      from unnest(${given}::text[]) as address order by key
    ) keys`.execute(trx);
  const { rows } = await sql<{ address: string }>`
    select g.address from unnest(${given}::text[]) as g (address)
    join suppressions s on s.company_id = ${companyId} and s.channel = ${channel} and s.reason in ('stop', 'unsubscribed')
      and s.address = any (array[g.address, erased_address(${companyId}, ${channel}, g.address)])`.execute(trx);
  return new Set(rows.map(({ address }) => address));
}

/** Where that sending of the message `m` went: sent again, it may have gone elsewhere. */
export function sentTo(retries = 0) {
  return sql`case when m.retries = ${retries} then m.to_address else (
    select s.to_address from spent_sendings s
    where s.company_id = m.company_id and s.message_id = m.id and s.retries = ${retries}) end`;
}

/** They do not want to be written to there, unless they have said later that they do. */
export async function optOut(trx: Trx, said: Said, reason: 'stop' | 'unsubscribed'): Promise<void> {
  const { companyId, channel, addresses, at = null } = said;
  await lockConsent(trx, said);
  await sql`
    insert into suppressions as s (company_id, channel, address, reason, created_at)
    select distinct ${companyId}::bigint, ${channel}, lower(g.address), ${reason}, least(now(), ${at}::timestamptz)
    from unnest(${addresses}::text[]) as g (address)
    where not exists (
      select from opt_ins i
      where i.company_id = ${companyId} and i.channel = ${channel}
        and i.digest = erased_address(${companyId}, ${channel}, g.address) and i.at > least(now(), ${at}::timestamptz))
    on conflict (company_id, channel, address) do update
    set ${optedOut},
      created_at = case s.reason when 'bounced' then excluded.created_at else greatest(s.created_at, excluded.created_at) end`.execute(
    trx,
  );
}

/** They want to be written to there again, unless they have said later that they do not. What has come back from there comes back still. */
export async function optIn(trx: Trx, said: Said): Promise<void> {
  const { companyId, channel, addresses, at = null } = said;
  await lockConsent(trx, said);
  await sql`
    insert into opt_ins as i (company_id, channel, digest, at)
    select distinct ${companyId}::bigint, ${channel}, erased_address(${companyId}, ${channel}, g.address), least(now(), ${at}::timestamptz)
    from unnest(${addresses}::text[]) as g (address)
    on conflict (company_id, channel, digest) do update set at = greatest(i.at, excluded.at)`.execute(trx);
  const taken = sql`
    s.company_id = ${companyId} and s.channel = ${channel} and s.reason in ('stop', 'unsubscribed')
      and s.address in (
        select unnest(array[lower(g.address), erased_address(${companyId}, ${channel}, g.address)])
        from unnest(${addresses}::text[]) as g (address))
      and s.created_at <= least(now(), ${at}::timestamptz)`;
  await sql`
    update suppressions s set reason = 'bounced', created_at = s.bounced_at
    where ${taken} and s.bounced_at is not null`.execute(trx);
  await sql`delete from suppressions s where ${taken}`.execute(trx);
}

/** Since when they do not want to be written to there; null where they do. */
export async function optedOutSince(trx: Trx, { companyId, channel, address }: Address): Promise<Date | null> {
  const { rows } = await sql<{ created_at: Date }>`
    select created_at from suppressions
    where company_id = ${companyId} and channel = ${channel} and reason in ('stop', 'unsubscribed')
      and address = any (array[lower(${address}), erased_address(${companyId}, ${channel}, lower(${address}))])
    order by created_at limit 1`.execute(trx);
  return rows[0]?.created_at ?? null;
}

type Address = { companyId: number; channel: string; address: string };

/** Nobody is at these addresses, whatever was said of them before. */
export async function markBounced(trx: Trx, addresses: Address[]): Promise<void> {
  await mark(
    trx,
    addresses,
    'bounced',
    sql`bounced_at = case s.reason when 'bounced' then s.bounced_at else now() end`,
  );
}

/** The provider says of these addresses that they have opted out. */
export async function markOptedOut(trx: Trx, addresses: Address[]): Promise<void> {
  await mark(trx, addresses, 'stop', optedOut);
}

const optedOut = sql`
  reason = case s.reason when 'bounced' then excluded.reason else s.reason end,
  bounced_at = case s.reason when 'bounced' then coalesce(s.bounced_at, s.created_at) else s.bounced_at end`;

async function mark(trx: Trx, addresses: Address[], reason: 'stop' | 'bounced', known: RawBuilder<unknown>) {
  if (addresses.length === 0) return;
  await sql`
    insert into suppressions as s (company_id, channel, address, reason)
    select distinct "companyId", channel, lower(address), ${reason}
    from json_to_recordset(${JSON.stringify(addresses)}::json) as g ("companyId" bigint, channel text, address text)
    order by 1, 2, 3
    on conflict (company_id, channel, address) do update set ${known}`.execute(trx);
}

/** Somebody is there after all; whether they want to be written to is another matter. Returns whether there was such a mark. */
export async function liftBounce(
  trx: Trx,
  { companyId, channel, address }: { companyId: number; channel: string; address: string },
): Promise<boolean> {
  const there = sql`
    company_id = ${companyId} and channel = ${channel}
      and address = any (array[lower(${address}), erased_address(${companyId}, ${channel}, ${address})])`;
  const lifted = await sql`delete from suppressions where ${there} and reason = 'bounced'`.execute(trx);
  const hidden = await sql`
    update suppressions set bounced_at = null where ${there} and bounced_at is not null`.execute(trx);
  return (lifted.numAffectedRows ?? 0n) + (hidden.numAffectedRows ?? 0n) > 0n;
}

/** Nothing that old is repeated by any provider. */
export async function forgetOptIns(trx: Trx): Promise<void> {
  await sql`delete from opt_ins where at < now() - interval '30 days'`.execute(trx);
}
