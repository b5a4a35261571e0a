import { sql } from 'kysely';
import { discardBlobs } from '#platform/blobs/loose.ts';
import { hashToken, randomToken } from '#platform/crypto.ts';
import type { Trx } from '#platform/db.ts';
import { conflict, forbidden, notFound, RuleError } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { words as platformWords } from '#platform/words.ts';
import { recordAudit } from './audit.ts';
import { type PasswordHash, setPassword } from './passwords.ts';
import { endSessions } from './sessions.ts';
import { awayChange } from './users.ts';
import { words } from './words.ts';

const invitationDays = 14;

/** Everybody of the company, in the order in which they came; `photoKey` is the blob's. */
export async function listTeam(trx: Trx, companyId: number) {
  const rows = await trx
    .selectFrom('users as u')
    .select(['u.id', 'u.name', 'u.email', 'u.role', 'u.weekly_statistics', 'u.deactivated_at', 'u.last_seen_at'])
    .select('u.unavailable_since')
    .select([
      'u.photo_key',
      (e) =>
        e.exists(e.selectFrom('passwords as p').select('p.user_id').whereRef('p.user_id', '=', 'u.id')).as('accepted'),
    ])
    .where('u.company_id', '=', companyId)
    .orderBy('u.created_at')
    .orderBy('u.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role as 'owner' | 'manager',
    weeklyStatistics: row.weekly_statistics,
    status: row.deactivated_at ? ('deactivated' as const) : row.accepted ? ('active' as const) : ('invited' as const),
    away: row.unavailable_since !== null,
    photoKey: row.photo_key,
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
  }));
}

/** A fresh invitation; earlier ones of this user end. Its token is given back once, for the mail. */
export async function issueInvitation(
  trx: Trx,
  companyId: number,
  userId: string,
  invitedBy: string | null,
): Promise<string> {
  const token = randomToken(24);
  await trx.deleteFrom('user_invitations').where('company_id', '=', companyId).where('user_id', '=', userId).execute();
  await trx
    .insertInto('user_invitations')
    .values({
      company_id: companyId,
      user_id: userId,
      token_hash: hashToken(token),
      invited_by: invitedBy,
      expires_at: new Date(Date.now() + invitationDays * 86_400_000),
    })
    .execute();
  return token;
}

/** Needs a transaction of the system: the company is not known before the token is. */
export async function readInvitation(trx: Trx, token: string) {
  const row = await trx
    .selectFrom('user_invitations as i')
    .innerJoin('users as u', 'u.id', 'i.user_id')
    .innerJoin('companies as c', 'c.id', 'i.company_id')
    .select(['i.company_id', 'u.id as user_id', 'u.email', 'u.name', 'c.name as company'])
    .where('i.token_hash', '=', hashToken(token))
    .where('i.expires_at', '>', new Date())
    .where('i.accepted_at', 'is', null)
    .where('u.deactivated_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw new RuleError(404, 'invitation_invalid', words.invitationInvalid);
  return row;
}

export async function acceptInvitation(
  trx: Trx,
  token: string,
  name: string,
  password: PasswordHash,
): Promise<{ userId: string; companyId: number }> {
  const invitation = await readInvitation(trx, token);
  const taken = await trx
    .updateTable('user_invitations')
    .set({ accepted_at: new Date() })
    .where('token_hash', '=', hashToken(token))
    .where('accepted_at', 'is', null)
    .returning('company_id')
    .executeTakeFirst();
  if (!taken) throw new RuleError(404, 'invitation_invalid', words.invitationUsed);
  await trx.updateTable('users').set({ name, updated_at: new Date() }).where('id', '=', invitation.user_id).execute();
  await setPassword(trx, invitation.user_id, password);
  return { userId: invitation.user_id, companyId: taken.company_id };
}

/**
 * Every change to a team waits for the others of its company, so that two at once can not leave it without an owner. The
 * lock lets through who only refers to the company, such as an application that comes in.
 */
async function lockTeam(trx: Trx, companyId: number): Promise<void> {
  await trx.selectFrom('companies').select('id').where('id', '=', companyId).forNoKeyUpdate().execute();
}

/** Locks the team and reads the one who is to be changed; throws where the caller is no owner any more. */
async function lockMember(trx: Trx, session: Session, userId: string) {
  await lockTeam(trx, session.companyId);
  const me = await readUser(trx, session.companyId, session.userId);
  if (me?.role !== 'owner' || me.deactivated_at) throw forbidden(platformWords.ownersOnly);
  const user = await readUser(trx, session.companyId, userId);
  if (!user) throw notFound('user');
  return user;
}

function readUser(trx: Trx, companyId: number, userId: string) {
  return trx
    .selectFrom('users as u')
    .leftJoin('passwords as p', 'p.user_id', 'u.id')
    .select(['u.name', 'u.role', 'u.deactivated_at', 'u.photo_key', 'p.user_id as accepted'])
    .where('u.company_id', '=', companyId)
    .where('u.id', '=', userId)
    .executeTakeFirst();
}

/** One who can sign in: an invitation may never be accepted. */
async function keepAnOwner(trx: Trx, companyId: number, without: string): Promise<void> {
  const other = await trx
    .selectFrom('users as u')
    .innerJoin('passwords as p', 'p.user_id', 'u.id')
    .select('u.id')
    .where('u.company_id', '=', companyId)
    .where('u.role', '=', 'owner')
    .where('u.deactivated_at', 'is', null)
    .where('u.id', '<>', without)
    .executeTakeFirst();
  if (!other) throw conflict('last_owner', words.lastOwner);
}

type UserChange = {
  role?: 'owner' | 'manager';
  deactivated_at?: Date | null;
  weekly_statistics?: boolean | undefined;
} & ReturnType<typeof awayChange>;

async function changeUser(trx: Trx, companyId: number, userId: string, change: UserChange): Promise<void> {
  await trx
    .updateTable('users')
    .set({ ...change, updated_at: new Date() })
    .where('company_id', '=', companyId)
    .where('id', '=', userId)
    .execute();
}

export async function setDeactivated(trx: Trx, session: Session, userId: string, deactivated: boolean): Promise<void> {
  const user = await lockMember(trx, session, userId);
  if (Boolean(user.deactivated_at) === deactivated) return;
  if (deactivated && user.role === 'owner') await keepAnOwner(trx, session.companyId, userId);
  await changeUser(trx, session.companyId, userId, { deactivated_at: deactivated ? new Date() : null });
  if (deactivated) await endSessions(trx, userId);
  const kind = deactivated ? 'user-deactivated' : 'user-reactivated';
  await recordAudit(trx, session, kind, { userId, name: user.name });
}

export async function deleteUser(trx: Trx, session: Session, userId: string): Promise<void> {
  const user = await lockMember(trx, session, userId);
  if (user.role === 'owner') await keepAnOwner(trx, session.companyId, userId);
  await recordUnassigned(trx, session, userId);
  await recordAudit(trx, session, 'user-deleted', { userId, name: user.name });
  await trx.deleteFrom('users').where('company_id', '=', session.companyId).where('id', '=', userId).execute();
  if (user.photo_key) await discardBlobs(trx, session.companyId, [user.photo_key]);
}

/** Their candidates are nobody's from now on, and each one's history says whose they were. */
async function recordUnassigned(trx: Trx, session: Session, userId: string): Promise<void> {
  await sql`
    insert into application_events (company_id, application_id, candidate_id, campaign_id, kind, actor, user_id, data)
    select a.company_id, a.id, a.candidate_id, a.campaign_id, 'unassigned', 'user', ${session.userId},
      jsonb_build_object('name', null, 'former', u.name)
    from applications a join users u on u.company_id = a.company_id and u.id = a.assignee_id
    where a.company_id = ${session.companyId} and a.assignee_id = ${userId}`.execute(trx);
}

/** The other becomes an owner, and the one who gives it away a manager. */
export async function transferOwnership(trx: Trx, session: Session, userId: string): Promise<void> {
  const user = await lockMember(trx, session, userId);
  if (user.deactivated_at) throw conflict('deactivated', words.deactivated);
  if (!user.accepted) throw conflict('not_accepted', words.notAccepted);
  if (userId === session.userId) return;
  await changeUser(trx, session.companyId, userId, { role: 'owner' });
  await changeUser(trx, session.companyId, session.userId, { role: 'manager' });
  await recordAudit(trx, session, 'ownership-transferred', { userId, name: user.name });
}

type MemberChange = { weeklyStatistics?: boolean | undefined; away?: boolean | undefined };

/** Changes what is given. */
export async function changeMember(
  trx: Trx,
  session: Session,
  userId: string,
  { weeklyStatistics, away }: MemberChange,
): Promise<void> {
  await lockMember(trx, session, userId);
  await changeUser(trx, session.companyId, userId, { weekly_statistics: weeklyStatistics, ...awayChange(away) });
}

/** Throws where this user needs no invitation: a second one would be a second way to set their password. */
export async function checkInvitable(trx: Trx, session: Session, userId: string): Promise<void> {
  const user = await lockMember(trx, session, userId);
  if (user.deactivated_at) throw conflict('deactivated', words.deactivated);
  if (user.accepted) throw conflict('accepted_already', words.acceptedAlready);
}
