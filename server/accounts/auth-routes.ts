import { z } from 'zod';
import { afterCommit, withSystem } from '#platform/db.ts';
import type { App } from '#platform/http/server.ts';
import { sessionEnded } from '#platform/http/sse.ts';
import type { Services } from '#platform/services.ts';
import { enterAs, openToWrite, sameSite } from './entering.ts';
import { readReset, requestReset, useReset } from './password-resets.ts';
import { hashPassword } from './passwords.ts';
import * as schema from './schema.ts';
import { setSessionCookie } from './sessions.ts';
import { forgetTries, signIn } from './sign-in.ts';

const tags = ['sign-in'];

/** Signing in, and the way back in for those who forgot their password. */
export function authRoutes(app: App, services: Services): void {
  const { config, db, hints, jobs } = services;
  const open = { config: openToWrite, onRequest: sameSite(services) };

  app.post(
    '/api/auth/sign-in',
    {
      ...open,
      schema: {
        tags,
        summary: 'Sign in',
        body: z.object({ email: z.string().trim().max(254), password: schema.password }),
        response: { 204: schema.none },
      },
    },
    async (request, reply) => {
      setSessionCookie(reply, config, await signIn(db, request, request.body));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/auth/password-reset-requests',
    {
      ...open,
      schema: {
        tags,
        summary: 'Ask for a link to a new password; the answer is the same whoever has an account',
        body: z.object({ email: schema.email }),
        response: { 202: schema.none },
      },
    },
    async (request, reply) => {
      await withSystem(db, (trx) => requestReset(trx, jobs, request.body.email));
      return reply.code(202).send(null);
    },
  );

  app.post(
    '/api/auth/password-resets',
    {
      ...open,
      schema: {
        tags,
        summary: 'Set a new password by such a link; ends all sessions and signs in',
        body: z.object({ token: schema.token, password: schema.password }),
        response: { 204: schema.none },
      },
    },
    async (request, reply) => {
      const { token, password } = request.body;
      const { email } = await withSystem(db, (trx) => readReset(trx, token));
      const hashed = await hashPassword(password, email);
      return enterAs(services, request, reply, async (trx) => {
        const user = await useReset(trx, token, hashed, request.ip);
        afterCommit(trx, () => {
          forgetTries(user.email);
          hints.publish({ companyId: user.companyId, topic: sessionEnded, id: user.id });
        });
        return user.id;
      });
    },
  );
}
