import { prepared, type Trx } from '#platform/db.ts';
import { notFound } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';

export type Reach = 'all' | number[];

/** The campaigns that this user sees: an owner all, a manager those they are a member of. */
export async function reachableCampaigns(trx: Trx, session: Session): Promise<Reach> {
  if (session.role === 'owner') return 'all';
  const rows = await trx
    .selectFrom('campaign_members')
    .select('campaign_id')
    .where('company_id', '=', session.companyId)
    .where('user_id', '=', session.userId)
    .orderBy('campaign_id')
    .modifyEnd(prepared)
    .execute();
  return rows.map((row) => row.campaign_id);
}

/** Throws where there is no such campaign for this user. */
export async function requireCampaign(trx: Trx, session: Session, campaignId: number): Promise<void> {
  const reach = await reachableCampaigns(trx, session);
  if (reach !== 'all' && !reach.includes(campaignId)) throw notFound('campaign');
  const row = await trx
    .selectFrom('campaigns')
    .select('id')
    .where('company_id', '=', session.companyId)
    .where('id', '=', campaignId)
    .executeTakeFirst();
  if (!row) throw notFound('campaign');
}

/** The same, and until the transaction ends nobody deletes it: a deletion waits, and then finds what was added. */
export async function holdCampaign(trx: Trx, session: Session, campaignId: number): Promise<void> {
  await trx
    .selectFrom('campaigns')
    .select('id')
    .where('company_id', '=', session.companyId)
    .where('id', '=', campaignId)
    .forKeyShare()
    .execute();
  await requireCampaign(trx, session, campaignId);
}

/** Whoever came without a campaign is an owner's matter. */
export function reaches(reach: Reach, campaignId: number | null): boolean {
  return reach === 'all' || (campaignId !== null && reach.includes(campaignId));
}
