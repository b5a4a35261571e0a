import { sql } from 'kysely';
import { recordAudit } from '#accounts/audit.ts';
import type { Trx } from '#platform/db.ts';
import { invalidField } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { requireCampaign } from './policy.ts';
import { setTurns } from './turns.ts';
import { words } from './words.ts';

type Member = {
  id: string;
  name: string;
  email: string;
  role: 'owner' | 'manager';
  member: boolean;
  reaches: boolean;
  /** Their place in the round robin, from 1; null: not in it. */
  turn: number | null;
  away: boolean;
  deactivated: boolean;
};

/**
 * The whole team, who of it has this campaign, and among whom its new candidates go round. Owners reach every campaign
 * without being members. Who is deactivated is named only where they would have a turn.
 */
export async function listMembers(trx: Trx, session: Session, campaignId: number): Promise<Member[]> {
  await requireCampaign(trx, session, campaignId);
  const { rows } = await sql<Member>`
    select u.id, u.name, u.email, u.role, m.user_id is not null as member,
      m.user_id is not null or u.role = 'owner' as reaches, r.position as turn,
      u.unavailable_since is not null as away, u.deactivated_at is not null as deactivated
    from users u
    left join campaign_members m on m.company_id = u.company_id and m.user_id = u.id and m.campaign_id = ${campaignId}
    left join campaign_rotation_members r
      on r.company_id = u.company_id and r.user_id = u.id and r.campaign_id = ${campaignId}
    where u.company_id = ${session.companyId} and (u.deactivated_at is null or r.position is not null)
    order by m.added_at nulls last, u.name, u.id`.execute(trx);
  return rows;
}

/**
 * Sets who has the campaign and, where `turns` is given, who gets its new candidates in which order. A manager can not
 * take it from themselves: nobody would give it back.
 */
export async function setMembers(
  trx: Trx,
  session: Session,
  campaignId: number,
  { userIds, turns }: { userIds: string[]; turns?: string[] | undefined },
): Promise<void> {
  await requireCampaign(trx, session, campaignId);
  const wanted = [...new Set(userIds)];
  if (session.role !== 'owner' && !wanted.includes(session.userId)) throw invalidField('userIds', words.notYourself);
  const roles = await rolesOf(trx, session.companyId, [...wanted, ...(turns ?? [])]);
  if (wanted.some((id) => !roles.has(id))) throw invalidField('userIds', words.strangers);
  await replaceMembers(trx, session, campaignId, wanted);
  if (!turns) return;
  if (turns.some((id) => !roles.has(id))) throw invalidField('turns', words.strangers);
  if (new Set(turns).size < turns.length) throw invalidField('turns', words.turnTwice);
  if (turns.some((id) => roles.get(id) !== 'owner' && !wanted.includes(id)))
    throw invalidField('turns', words.turnWithoutAccess);
  await setTurns(trx, session.companyId, campaignId, turns);
}

async function rolesOf(trx: Trx, companyId: number, userIds: string[]): Promise<Map<string, string>> {
  const rows = await trx
    .selectFrom('users')
    .select(['id', 'role'])
    .where('company_id', '=', companyId)
    .where('id', '=', sql<string>`any (${userIds}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row.role]));
}

async function replaceMembers(trx: Trx, session: Session, campaignId: number, wanted: string[]): Promise<void> {
  const { companyId, userId } = session;
  const removed = await trx
    .deleteFrom('campaign_members')
    .where('company_id', '=', companyId)
    .where('campaign_id', '=', campaignId)
    .where('user_id', '<>', sql<string>`all (${wanted}::uuid[])`)
    .returning('user_id as id')
    .execute();
  const { rows: added } = await sql<{ id: string }>`
    insert into campaign_members (company_id, campaign_id, user_id, added_by)
    select ${companyId}, ${campaignId}, id, ${userId} from unnest(${wanted}::uuid[]) with ordinality as w (id, place)
    order by place
    on conflict do nothing returning user_id as id`.execute(trx);
  if (added.length + removed.length === 0) return;
  const names = await trx
    .selectFrom('users')
    .select(['id', 'name'])
    .where('company_id', '=', companyId)
    .where('id', '=', sql<string>`any (${[...added, ...removed].map(({ id }) => id)}::uuid[])`)
    .orderBy('name')
    .execute();
  const namesOf = (rows: { id: string }[]) =>
    names.filter((user) => rows.some(({ id }) => id === user.id)).map(({ name }) => name);
  const data = { campaignId, added: namesOf(added), removed: namesOf(removed) };
  await recordAudit(trx, session, 'members-changed', data);
}
