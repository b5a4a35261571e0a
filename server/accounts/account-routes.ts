import { z } from 'zod';
import type { App } from '#platform/http/server.ts';
import { sessionEnded } from '#platform/http/sse.ts';
import type { Services } from '#platform/services.ts';
import { changeAccount, changePassword } from './account.ts';
import * as schema from './schema.ts';
import { checkTimeZone } from './users.ts';

const tags = ['account'];
const manager = { access: 'manager' as const };

/** One's own account. */
export function accountRoutes(app: App, { db, hints }: Services): void {
  app.patch(
    '/api/account',
    {
      config: manager,
      schema: {
        tags,
        summary: 'Change name, language, time zone, whether one is away, or with the password the e-mail address',
        body: z.object({
          name: schema.name.optional(),
          language: schema.language.optional(),
          timeZone: schema.timeZone.nullable().optional(),
          email: schema.email.optional(),
          away: z.boolean().optional(),
          password: schema.password.optional(),
        }),
        response: { 204: schema.none },
      },
    },
    async ({ session, body }, reply) => {
      if (body.timeZone) checkTimeZone(body.timeZone);
      await changeAccount(db, session, body);
      hints.publish({ companyId: session.companyId, topic: 'team' });
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/api/account/password',
    {
      config: manager,
      schema: {
        tags,
        summary: 'Change the password; ends other sessions',
        body: z.object({ current: schema.password, new: schema.password }),
        response: { 204: schema.none },
      },
    },
    async ({ session, body }, reply) => {
      await changePassword(db, session, body);
      hints.publish({ companyId: session.companyId, topic: sessionEnded, id: session.userId });
      return reply.code(204).send(null);
    },
  );
}
