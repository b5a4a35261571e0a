import type { Trx } from '#platform/db.ts';
import { invalidField } from '#platform/errors.ts';
import { words } from './words.ts';

export type Assignee = {
  id: string;
  name: string;
  /** The campaigns that they reach. */
  reach: 'all' | ReadonlySet<number>;
};

/** Somebody of the team to whom candidates can be given, with what they reach; throws where there is nobody of this id. */
export async function requireAssignee(trx: Trx, companyId: number, userId: string): Promise<Assignee> {
  const user = await trx
    .selectFrom('users')
    .select(['id', 'name', 'role'])
    .where('company_id', '=', companyId)
    .where('id', '=', userId)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst();
  if (!user) throw invalidField('userId', words.noMember);
  if (user.role === 'owner') return { id: user.id, name: user.name, reach: 'all' };
  const rows = await trx
    .selectFrom('campaign_members')
    .select('campaign_id')
    .where('company_id', '=', companyId)
    .where('user_id', '=', userId)
    .execute();
  return { id: user.id, name: user.name, reach: new Set(rows.map((row) => row.campaign_id)) };
}

/** Whether this person may see who applied to this campaign; who came without one is an owner's matter. */
export function canBeGiven({ reach }: Assignee, campaignId: number | null): boolean {
  return reach === 'all' || (campaignId !== null && reach.has(campaignId));
}
