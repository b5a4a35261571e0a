import { z } from 'zod';
import { withSystem } from '#platform/db.ts';
import { invalid, notFound, RuleError } from '#platform/errors.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { checkPassword, passwordMatches, setPassword } from './passwords.ts';
import * as schema from './schema.ts';
import { clearSessionCookie, endSessions } from './sessions.ts';
import { checkTimeZone } from './users.ts';

const tags = ['account'];
const manager = { access: 'manager' as const };

const sessionItem = z.object({
  id: z.string(),
  device: z.string().nullable(),
  ipAddress: z.string().nullable(),
  lastSeenAt: z.string(),
  createdAt: z.string(),
  current: z.boolean(),
});

/** One's own account. Identity rows are written as the system, and only ever those of the session's own user. */
export function accountRoutes(app: App, { config, db }: Services): void {
  app.get(
    '/api/session',
    { config: manager, schema: { tags, summary: 'Who is signed in', response: { 200: schema.sessionView } } },
    async ({ session }) => {
      const row = await withSystem(db, (trx) =>
        trx
          .selectFrom('users as u')
          .innerJoin('companies as c', 'c.id', 'u.company_id')
          .select([
            'u.name',
            'u.email',
            'u.language',
            'u.time_zone',
            'c.name as company',
            'c.country',
            'c.language as company_language',
            'c.time_zone as company_time_zone',
          ])
          .where('u.id', '=', session.userId)
          .executeTakeFirstOrThrow(),
      );
      return {
        user: {
          id: session.userId,
          name: row.name,
          email: row.email,
          role: session.role,
          language: row.language,
          timeZone: row.time_zone,
          photoUrl: null,
        },
        company: {
          id: session.companyId,
          name: row.company,
          country: row.country,
          language: row.company_language,
          timeZone: row.company_time_zone,
        },
        supportEmail: config.supportEmail ?? null,
      };
    },
  );

  app.delete(
    '/api/session',
    { config: manager, schema: { tags, summary: 'Sign out', response: { 204: schema.none } } },
    async ({ session }, reply) => {
      await withSystem(db, (trx) => trx.deleteFrom('sessions').where('id', '=', session.sessionId).execute());
      clearSessionCookie(reply, config);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/account/sessions',
    { config: manager, schema: { tags, summary: 'Where you are signed in', response: { 200: z.array(sessionItem) } } },
    async ({ session }) => {
      const rows = await withSystem(db, (trx) =>
        trx
          .selectFrom('sessions')
          .selectAll()
          .where('user_id', '=', session.userId)
          .where('expires_at', '>', new Date())
          .orderBy('updated_at', 'desc')
          .execute(),
      );
      return rows.map((row) => ({
        id: row.id,
        device: row.user_agent,
        ipAddress: row.ip_address,
        lastSeenAt: row.updated_at.toISOString(),
        createdAt: row.created_at.toISOString(),
        current: row.id === session.sessionId,
      }));
    },
  );

  app.delete(
    '/api/account/sessions/:sessionId',
    {
      config: manager,
      schema: {
        tags,
        summary: 'Sign out elsewhere',
        params: z.object({ sessionId: z.uuid() }),
        response: { 204: schema.none },
      },
    },
    async ({ session, params }, reply) => {
      const ended = await withSystem(db, (trx) =>
        trx
          .deleteFrom('sessions')
          .where('user_id', '=', session.userId)
          .where('id', '=', params.sessionId)
          .returning('id')
          .executeTakeFirst(),
      );
      if (!ended) throw notFound('session');
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/account/sessions',
    { config: manager, schema: { tags, summary: 'Sign out everywhere else', response: { 204: schema.none } } },
    async ({ session }, reply) => {
      await withSystem(db, (trx) => endSessions(trx, session.userId, session.sessionId));
      return reply.code(204).send(null);
    },
  );

  app.patch(
    '/api/account',
    {
      config: manager,
      schema: {
        tags,
        summary: 'Change name, language, time zone or e-mail address',
        body: z.object({
          name: schema.name.optional(),
          language: schema.language.optional(),
          timeZone: schema.timeZone.nullable().optional(),
          email: schema.email.optional(),
          password: schema.password.optional(),
        }),
        response: { 204: schema.none },
      },
    },
    async ({ session, body }, reply) => {
      if (body.timeZone) checkTimeZone(body.timeZone);
      await withSystem(db, async (trx) => {
        if (body.email !== undefined) await confirmPassword(trx, session.userId, body.password ?? '');
        const { name, language, timeZone, email } = body;
        await trx
          .updateTable('users')
          .set({
            name,
            language,
            email,
            ...(timeZone !== undefined && { time_zone: timeZone }),
            updated_at: new Date(),
          })
          .where('id', '=', session.userId)
          .execute()
          .catch((error: { code?: string }) => {
            if (error.code === '23505')
              throw invalid('email: is not possible; use another one.', { email: 'is not possible; use another one' });
            throw error;
          });
      });
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/api/account/password',
    {
      config: { ...manager, rateLimit: { max: 10, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'Change the password; ends other sessions',
        body: z.object({ current: schema.password, new: schema.password }),
        response: { 204: schema.none },
      },
    },
    async ({ session, body }, reply) => {
      await withSystem(db, async (trx) => {
        const email = await confirmPassword(trx, session.userId, body.current, 'current');
        checkPassword(body.new, email, 'new');
        await setPassword(trx, session.userId, body.new);
        await endSessions(trx, session.userId, session.sessionId);
      });
      return reply.code(204).send(null);
    },
  );
}

async function confirmPassword(
  trx: Parameters<typeof setPassword>[0],
  userId: string,
  password: string,
  field = 'password',
): Promise<string> {
  const row = await trx
    .selectFrom('users as u')
    .leftJoin('passwords as p', 'p.user_id', 'u.id')
    .select(['u.email', 'p.hash'])
    .where('u.id', '=', userId)
    .executeTakeFirstOrThrow();
  if (!(await passwordMatches(row.hash, password)))
    throw new RuleError(400, 'wrong_password', 'The current password is not right.', { [field]: 'is not right' });
  return row.email;
}
