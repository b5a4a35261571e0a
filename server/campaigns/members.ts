import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';
import { invalidField } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { requireCampaign } from './policy.ts';
import { words } from './words.ts';

/** The whole team, and who of it has this campaign. Owners reach every campaign without being members. */
export async function listMembers(trx: Trx, session: Session, campaignId: number) {
  await requireCampaign(trx, session, campaignId);
  const { rows } = await sql<{ id: string; name: string; email: string; role: 'owner' | 'manager'; member: boolean }>`
    select u.id, u.name, u.email, u.role, m.user_id is not null as member
    from users u left join campaign_members m on m.company_id = u.company_id and m.user_id = u.id and m.campaign_id = ${campaignId}
    where u.company_id = ${session.companyId} and u.deactivated_at is null
    order by m.added_at nulls last, u.name, u.id`.execute(trx);
  return rows.map((row) => ({ ...row, reaches: row.member || row.role === 'owner' }));
}

/** Sets who has the campaign. A manager can not take it from themselves: nobody would give it back. */
export async function setMembers(trx: Trx, session: Session, campaignId: number, userIds: string[]): Promise<void> {
  await requireCampaign(trx, session, campaignId);
  const wanted = [...new Set(userIds)];
  if (session.role !== 'owner' && !wanted.includes(session.userId)) throw invalidField('userIds', words.notYourself);
  const known = await trx
    .selectFrom('users')
    .select('id')
    .where('company_id', '=', session.companyId)
    .where('id', '=', sql<string>`any (${wanted}::uuid[])`)
    .execute();
  if (known.length !== wanted.length) throw invalidField('userIds', words.strangers);
  await trx
    .deleteFrom('campaign_members')
    .where('company_id', '=', session.companyId)
    .where('campaign_id', '=', campaignId)
    .where('user_id', '<>', sql<string>`all (${wanted}::uuid[])`)
    .execute();
  if (wanted.length > 0)
    await trx
      .insertInto('campaign_members')
      .values(
        wanted.map((userId) => ({
          company_id: session.companyId,
          campaign_id: campaignId,
          user_id: userId,
          added_by: session.userId,
        })),
      )
      .onConflict((on) => on.doNothing())
      .execute();
}
