import { sql } from 'kysely';
import { prepared, type Trx } from '#platform/db.ts';

/**
 * Holds the turns of these campaigns (company, ids) until the transaction ends. It comes before the ids of applications
 * are drawn, else turns and ids might have another order; and before people are locked, whom others lock after it too.
 */
export const holdTurnsText = `
  select from campaign_rotations where company_id = $1 and campaign_id = any ($2::bigint[])
  order by campaign_id for no key update`;

/** The same for a transaction of ours. */
export async function holdTurns(trx: Trx, companyId: number, campaignIds: number[]): Promise<void> {
  if (campaignIds.length === 0) return;
  await sql`
    select from campaign_rotations where company_id = ${companyId} and campaign_id = any (${campaignIds}::bigint[])
    order by campaign_id for no key update ${prepared}`.execute(trx);
}

/** Who gets the next candidate of this campaign; null where nobody takes turns. The caller holds the turns. */
export async function takeTurn(trx: Trx, companyId: number, campaignId: number): Promise<string | null> {
  const { rows } = await sql<{ turns: string[] | null }>`
    select take_turns(${companyId}, ${campaignId}, 1) as turns ${prepared}`.execute(trx);
  return rows[0]?.turns?.[0] ?? null;
}

/** In their order; the one whose turn is next stays next, or whoever of the rest comes after them. */
export async function setTurns(trx: Trx, companyId: number, campaignId: number, userIds: string[]): Promise<void> {
  await sql`
    insert into campaign_rotations (company_id, campaign_id) values (${companyId}, ${campaignId})
    on conflict (company_id, campaign_id) do update set campaign_id = excluded.campaign_id`.execute(trx);
  const { rows: before } = await sql<{ user_id: string }>`
    select m.user_id from campaign_rotation_members m
    join campaign_rotations r on r.company_id = m.company_id and r.campaign_id = m.campaign_id
    where m.company_id = ${companyId} and m.campaign_id = ${campaignId}
    order by m.position <= r.last_position, m.position`.execute(trx);
  const next = before.map((row) => userIds.indexOf(row.user_id)).find((position) => position >= 0) ?? 0;
  await sql`
    delete from campaign_rotation_members where company_id = ${companyId} and campaign_id = ${campaignId}`.execute(trx);
  await sql`
    insert into campaign_rotation_members (company_id, campaign_id, position, user_id)
    select ${companyId}, ${campaignId}, position, user_id
    from unnest(${userIds}::uuid[]) with ordinality as m (user_id, position)`.execute(trx);
  await sql`
    update campaign_rotations set last_position = ${next}
    where company_id = ${companyId} and campaign_id = ${campaignId}`.execute(trx);
}

/** A duplicate begins with the same people in the same order. */
export async function copyTurns(trx: Trx, companyId: number, from: number, to: number): Promise<void> {
  const { rows } = await sql<{ user_id: string }>`
    select user_id from campaign_rotation_members
    where company_id = ${companyId} and campaign_id = ${from} order by position`.execute(trx);
  if (rows.length > 0)
    await setTurns(
      trx,
      companyId,
      to,
      rows.map((row) => row.user_id),
    );
}
