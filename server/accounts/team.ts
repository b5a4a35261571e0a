import { hashToken, randomToken } from '#platform/crypto.ts';
import type { Trx } from '#platform/db.ts';
import { conflict, forbidden, notFound, RuleError } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { checkPassword, setPassword } from './passwords.ts';
import { endSessions } from './sessions.ts';

const invitationDays = 14;

export async function listTeam(trx: Trx, companyId: number) {
  const rows = await trx
    .selectFrom('users as u')
    .select(['u.id', 'u.name', 'u.email', 'u.role', 'u.weekly_statistics', 'u.deactivated_at', 'u.created_at'])
    .select((e) => [
      e
        .selectFrom('sessions as s')
        .select((s) => s.fn.max('s.updated_at').as('seen'))
        .whereRef('s.user_id', '=', 'u.id')
        .as('seen_at'),
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
    lastSeenAt: row.seen_at?.toISOString() ?? null,
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
  if (!row)
    throw new RuleError(
      404,
      'invitation_invalid',
      'This invitation is not valid any more. Ask the owner of the company for a new one.',
    );
  return row;
}

export async function acceptInvitation(trx: Trx, token: string, name: string, password: string): Promise<string> {
  const invitation = await readInvitation(trx, token);
  checkPassword(password, invitation.email);
  const taken = await trx
    .updateTable('user_invitations')
    .set({ accepted_at: new Date() })
    .where('token_hash', '=', hashToken(token))
    .where('accepted_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!taken) throw new RuleError(404, 'invitation_invalid', 'This invitation was used already. Sign in instead.');
  await trx.updateTable('users').set({ name, updated_at: new Date() }).where('id', '=', invitation.user_id).execute();
  await setPassword(trx, invitation.user_id, password);
  return invitation.user_id;
}

/** Every change that touches who is an owner waits for the others of its company. */
async function lockTeam(trx: Trx, companyId: number): Promise<void> {
  await trx.selectFrom('companies').select('id').where('id', '=', companyId).forUpdate().execute();
}

async function member(trx: Trx, session: Session, userId: string) {
  await lockTeam(trx, session.companyId);
  const me = await trx
    .selectFrom('users')
    .select('role')
    .where('company_id', '=', session.companyId)
    .where('id', '=', session.userId)
    .executeTakeFirst();
  if (me?.role !== 'owner') throw forbidden('Only an owner of the company can do this.');
  const user = await trx
    .selectFrom('users')
    .selectAll()
    .where('company_id', '=', session.companyId)
    .where('id', '=', userId)
    .executeTakeFirst();
  if (!user) throw notFound('user');
  return user;
}

async function keepAnOwner(trx: Trx, companyId: number, without: string): Promise<void> {
  const other = await trx
    .selectFrom('users')
    .select('id')
    .where('company_id', '=', companyId)
    .where('role', '=', 'owner')
    .where('deactivated_at', 'is', null)
    .where('id', '<>', without)
    .executeTakeFirst();
  if (!other)
    throw conflict('last_owner', 'A company always keeps one owner. Transfer the ownership to somebody first.');
}

export async function setDeactivated(trx: Trx, session: Session, userId: string, deactivated: boolean): Promise<void> {
  const user = await member(trx, session, userId);
  if (deactivated && user.role === 'owner') await keepAnOwner(trx, session.companyId, userId);
  await trx
    .updateTable('users')
    .set({ deactivated_at: deactivated ? (user.deactivated_at ?? new Date()) : null, updated_at: new Date() })
    .where('company_id', '=', session.companyId)
    .where('id', '=', userId)
    .execute();
  if (deactivated) await endSessions(trx, userId);
}

export async function deleteUser(trx: Trx, session: Session, userId: string): Promise<void> {
  const user = await member(trx, session, userId);
  if (user.role === 'owner') await keepAnOwner(trx, session.companyId, userId);
  await trx.deleteFrom('users').where('company_id', '=', session.companyId).where('id', '=', userId).execute();
}

/** The other becomes an owner, and the one who gives it away a manager. */
export async function transferOwnership(trx: Trx, session: Session, userId: string): Promise<void> {
  const user = await member(trx, session, userId);
  if (user.deactivated_at) throw conflict('deactivated', 'Reactivate this user first.');
  if (userId === session.userId) return;
  const roles = [
    { id: userId, role: 'owner' },
    { id: session.userId, role: 'manager' },
  ];
  for (const { id, role } of roles)
    await trx
      .updateTable('users')
      .set({ role, updated_at: new Date() })
      .where('company_id', '=', session.companyId)
      .where('id', '=', id)
      .execute();
}
