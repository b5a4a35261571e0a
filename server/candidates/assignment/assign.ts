import { sql } from 'kysely';
import { prepared, type Trx } from '#platform/db.ts';
import { invalidField } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { type ApplicationRow, recordEvent, recordEvents } from '../applications.ts';
import { words } from '../words.ts';

/** What an assignment needs to know of an application that is locked. */
export type Assignable = Pick<ApplicationRow, 'id' | 'candidate_id' | 'campaign_id' | 'assignee_id'>;
export type Given = 'given' | 'as it was' | 'no access';

/**
 * Gives them to somebody of the team, each where that one has access to its campaign, or to nobody (`userId` null).
 * Returns what became of each, and the name. Throws where there is nobody of this id.
 */
export async function assign(
  trx: Trx,
  { companyId, userId: by }: Session,
  held: Assignable[],
  userId: string | null,
): Promise<{ name: string; outcomes: Map<number, Given> }> {
  const to = userId === null ? null : await requireAssignee(trx, companyId, userId);
  const outcomes = new Map(held.map((row): [number, Given] => [row.id, outcomeOf(row, to)]));
  const given = held.filter(({ id }) => outcomes.get(id) === 'given');
  if (given.length > 0) {
    await sql`
      update applications set assignee_id = ${userId}
      where company_id = ${companyId} and id = any (${given.map(({ id }) => id)}::bigint[]) ${prepared}`.execute(trx);
    const of = given.map((row) => ({ ...row, data: { name: to?.name ?? null, userId } }));
    await recordEvents(trx, companyId, { of, kind: to ? 'assigned' : 'unassigned', actor: 'user', userId: by });
  }
  return { name: to?.name ?? '', outcomes };
}

type Assignee = {
  id: string;
  name: string;
  /** The campaigns that they reach. */
  reach: 'all' | ReadonlySet<number>;
};

/** Somebody of the team to whom candidates can be given; throws where there is nobody of this id. */
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

/** Who came without a campaign is an owner's matter. */
function outcomeOf(row: Assignable, to: Assignee | null): Given {
  if (row.assignee_id === (to?.id ?? null)) return 'as it was';
  if (!to || to.reach === 'all') return 'given';
  return row.campaign_id !== null && to.reach.has(row.campaign_id) ? 'given' : 'no access';
}

/** The active team in the order of their names, with who can be given a candidate of this campaign; `photoKey` is the blob's. */
export async function listAssignees(trx: Trx, companyId: number, campaignId: number | null) {
  const { rows } = await sql<{ id: string; name: string; photoKey: string | null; reaches: boolean; away: boolean }>`
    select u.id, u.name, u.photo_key as "photoKey", u.unavailable_since is not null as away,
      u.role = 'owner' or exists (
        select from campaign_members m
        where m.company_id = u.company_id and m.campaign_id = ${campaignId} and m.user_id = u.id) as reaches
    from users u where u.company_id = ${companyId} and u.deactivated_at is null
    order by lower(u.name), u.id`.execute(trx);
  return rows;
}

/** Tells in the history that somebody got it because it was their turn; nothing where it is nobody's. */
export async function recordTurn(
  trx: Trx,
  application: Pick<ApplicationRow, 'company_id' | 'id' | 'candidate_id' | 'campaign_id' | 'assignee_id'>,
): Promise<void> {
  const { company_id: companyId, assignee_id: userId } = application;
  if (userId === null) return;
  const { name } = await trx
    .selectFrom('users')
    .select('name')
    .where('company_id', '=', companyId)
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  await recordEvent(trx, application, { kind: 'assigned', actor: 'system', data: { name, userId, turn: true } });
}
