import type { FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { Config } from '#platform/config.ts';
import { hashToken, randomToken } from '#platform/crypto.ts';
import { type Database, type Trx, withSystem } from '#platform/db.ts';
import type { Authenticator, Session } from '#platform/http/access.ts';

const lifetimeDays = 30;
const renewAfterMs = 3_600_000;

/** Under https the `__Host-` prefix binds the cookie to this very host; plain http (a laptop) can not have it. */
export function sessionCookie(config: Pick<Config, 'publicUrl'>): { name: string; secure: boolean } {
  const secure = config.publicUrl.startsWith('https:');
  return { name: secure ? '__Host-parley' : 'parley', secure };
}

/** Needs a transaction of the system. The token is for the cookie alone; what is stored is its hash. */
export async function startSession(trx: Trx, userId: string, request: FastifyRequest): Promise<string> {
  const token = randomToken(32);
  await trx.deleteFrom('sessions').where('user_id', '=', userId).where('expires_at', '<=', new Date()).execute();
  await trx
    .insertInto('sessions')
    .values({
      user_id: userId,
      token: hashToken(token),
      ip_address: request.ip,
      user_agent: request.headers['user-agent']?.slice(0, 300) ?? null,
      expires_at: expiry(),
    })
    .execute();
  await trx.updateTable('users').set({ last_seen_at: new Date() }).where('id', '=', userId).execute();
  return token;
}

export function setSessionCookie(reply: FastifyReply, config: Config, token: string): void {
  const { name, secure } = sessionCookie(config);
  reply.setCookie(name, token, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: lifetimeDays * 86_400 });
}

/** Gives the cookie its full time again, as the session has; for a request that came with it. */
export function renewSessionCookie(request: FastifyRequest, reply: FastifyReply, config: Config): void {
  const token = request.cookies[sessionCookie(config).name];
  if (token) setSessionCookie(reply, config, token);
}

export function clearSessionCookie(reply: FastifyReply, config: Config): void {
  const { name, secure } = sessionCookie(config);
  reply.clearCookie(name, { path: '/', httpOnly: true, sameSite: 'lax', secure });
}

// Identity tables are read as their owner, in one round trip: every request of the recruiters' app begins with this.
const findSession = {
  name: 'find session',
  text: `
    select s.id as "sessionId", s.user_id as "userId", u.company_id as "companyId", u.role, s.updated_at as "seenAt"
    from sessions s join users u on u.id = s.user_id
    where s.token = $1 and s.expires_at > now() and u.deactivated_at is null`,
};

/** Who holds the request's cookie. A deactivated user and an ended session are nobody, from the next request on. */
export function sessionAuthenticator(db: Database, config: Config): Authenticator {
  const { name } = sessionCookie(config);
  return async (request) => {
    const token = request.cookies[name];
    if (!token || token.length > 100) return null;
    const { rows } = await db.pool.query<Session & { seenAt: Date }>({ ...findSession, values: [hashToken(token)] });
    const [row] = rows;
    if (!row) return null;
    const { seenAt, ...session } = row;
    if (Date.now() - seenAt.getTime() > renewAfterMs) await renew(db, session);
    return session;
  };
}

async function renew(db: Database, { sessionId, userId }: Session): Promise<void> {
  await withSystem(db, async (trx) => {
    const renewed = await trx
      .updateTable('sessions')
      .set({ expires_at: expiry(), updated_at: new Date() })
      .where('id', '=', sessionId)
      // A page begins with many requests at once; one of them is enough.
      .where('updated_at', '<', new Date(Date.now() - renewAfterMs))
      .returning('id')
      .executeTakeFirst();
    if (renewed) await trx.updateTable('users').set({ last_seen_at: sql`now()` }).where('id', '=', userId).execute();
  });
}

function expiry(): Date {
  return new Date(Date.now() + lifetimeDays * 86_400_000);
}

/** Ends a user's sessions at once; `except` stays. */
export async function endSessions(trx: Trx, userId: string, except?: string): Promise<void> {
  await trx
    .deleteFrom('sessions')
    .where('user_id', '=', userId)
    .$if(except !== undefined, (query) => query.where('id', '<>', except as string))
    .execute();
}
