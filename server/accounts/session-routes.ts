import { z } from 'zod';
import { withSystem } from '#platform/db.ts';
import { notFound } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { App } from '#platform/http/server.ts';
import { sessionEnded } from '#platform/http/sse.ts';
import type { Services } from '#platform/services.ts';
import { photoUrl } from './photos.ts';
import * as schema from './schema.ts';
import { clearSessionCookie, endSessions, renewSessionCookie } from './sessions.ts';
import { readSession } from './users.ts';

const tags = ['account'];
const manager = { access: 'manager' as const };

/** Who is signed in, and where else. Identity rows are read as the system, and only ever those of the session's own user. */
export function sessionRoutes(app: App, { config, db, hints }: Services): void {
  const ended = ({ companyId, userId }: Session) => hints.publish({ companyId, topic: sessionEnded, id: userId });
  const end = (session: Session, sessionId: string) =>
    withSystem(db, (trx) =>
      trx
        .deleteFrom('sessions')
        .where('user_id', '=', session.userId)
        .where('id', '=', sessionId)
        .returning('id')
        .executeTakeFirst(),
    );

  app.get(
    '/api/session',
    { config: manager, schema: { tags, summary: 'Who is signed in', response: { 200: schema.sessionView } } },
    async (request, reply) => {
      const { user, company } = await withSystem(db, (trx) => readSession(trx, request.session));
      renewSessionCookie(request, reply, config);
      const { photoKey, ...rest } = user;
      return {
        user: { ...rest, photoUrl: photoUrl(config, photoKey) },
        company,
        supportEmail: config.supportEmail ?? null,
      };
    },
  );

  app.delete(
    '/api/session',
    { config: manager, schema: { tags, summary: 'Sign out', response: { 204: schema.none } } },
    async ({ session }, reply) => {
      await end(session, session.sessionId);
      ended(session);
      clearSessionCookie(reply, config);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/account/sessions',
    {
      config: manager,
      schema: { tags, summary: 'Where you are signed in', response: { 200: z.array(schema.sessionItem) } },
    },
    async ({ session }) => {
      const rows = await withSystem(db, (trx) =>
        trx
          .selectFrom('sessions')
          .select(['id', 'user_agent', 'ip_address', 'updated_at', 'created_at'])
          .where('user_id', '=', session.userId)
          .where('expires_at', '>', new Date())
          .orderBy('updated_at', 'desc')
          .orderBy('id')
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
      if (!(await end(session, params.sessionId))) throw notFound('session');
      ended(session);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/account/sessions',
    { config: manager, schema: { tags, summary: 'Sign out everywhere else', response: { 204: schema.none } } },
    async ({ session }, reply) => {
      await withSystem(db, (trx) => endSessions(trx, session.userId, session.sessionId));
      ended(session);
      return reply.code(204).send(null);
    },
  );
}
