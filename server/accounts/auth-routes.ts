import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { hashToken } from '#platform/crypto.ts';
import { type Trx, withSystem } from '#platform/db.ts';
import { RuleError } from '#platform/errors.ts';
import { checkOrigin } from '#platform/http/access.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { checkPassword, setPassword } from './passwords.ts';
import * as schema from './schema.ts';
import { endSessions, setSessionCookie, startSession } from './sessions.ts';
import { setUp, setupNeeded } from './setup.ts';
import { checkCredentials } from './sign-in.ts';
import { acceptInvitation, readInvitation } from './team.ts';
import { checkTimeZone } from './users.ts';

const tags = ['sign-in'];

/** What is open to those who are not signed in yet; tight limits by address. */
export function authRoutes(app: App, services: Services): void {
  const { config, db } = services;
  const open = { access: 'public' as const, rateLimit: { max: 20, timeWindow: '1 minute' } };
  const sameSite = async (request: FastifyRequest) => checkOrigin(request, config.publicUrl);
  const signInAs = async (request: FastifyRequest, reply: FastifyReply, work: (trx: Trx) => Promise<string>) => {
    const session = await withSystem(db, async (trx) => startSession(trx, await work(trx), request));
    setSessionCookie(reply, config, session);
    return reply.code(204).send(null);
  };

  app.post(
    '/api/auth/sign-in',
    {
      config: open,
      onRequest: sameSite,
      schema: {
        tags,
        summary: 'Sign in',
        body: z.object({ email: z.string().max(254), password: schema.password }),
        response: { 204: schema.none },
      },
    },
    (request, reply) =>
      signInAs(
        request,
        reply,
        async (trx) => (await checkCredentials(trx, request.body.email, request.body.password)).id,
      ),
  );

  app.post(
    '/api/auth/password-reset-requests',
    {
      config: open,
      onRequest: sameSite,
      schema: {
        tags,
        summary: 'Ask for a link to a new password',
        body: z.object({ email: schema.email }),
        response: { 202: schema.none },
      },
    },
    async (request, reply) => {
      await withSystem(db, async (trx) => {
        const user = await trx
          .selectFrom('users')
          .select('id')
          .where('email', '=', request.body.email)
          .where('deactivated_at', 'is', null)
          .executeTakeFirst();
        // The answer is the same for an address that nobody has.
        if (user) await services.jobs.enqueue(trx, 'send-system-mail', { kind: 'reset', userId: user.id });
      });
      return reply.code(202).send(null);
    },
  );

  app.post(
    '/api/auth/password-resets',
    {
      config: open,
      onRequest: sameSite,
      schema: {
        tags,
        summary: 'Set a new password',
        body: z.object({ token: schema.token, password: schema.password }),
        response: { 204: schema.none },
      },
    },
    (request, reply) =>
      signInAs(request, reply, async (trx) => {
        const { token, password } = request.body;
        const used = await trx
          .deleteFrom('password_resets')
          .where('token_hash', '=', hashToken(token))
          .where('expires_at', '>', new Date())
          .returning('user_id')
          .executeTakeFirst();
        const user =
          used &&
          (await trx
            .selectFrom('users')
            .select(['id', 'email'])
            .where('id', '=', used.user_id)
            .where('deactivated_at', 'is', null)
            .executeTakeFirst());
        if (!user) throw new RuleError(404, 'reset_invalid', 'This link is not valid any more. Ask for a new one.');
        checkPassword(password, user.email);
        await setPassword(trx, user.id, password);
        await endSessions(trx, user.id);
        return user.id;
      }),
  );

  const invitation = z.object({ token: schema.token });
  app.get(
    '/api/auth/invitations/:token',
    {
      config: open,
      schema: {
        tags,
        summary: 'Whose invitation this is',
        params: invitation,
        response: { 200: z.object({ email: z.string(), name: z.string(), company: z.string() }) },
      },
    },
    (request) => withSystem(db, (trx) => readInvitation(trx, request.params.token)),
  );

  app.post(
    '/api/auth/invitations/:token',
    {
      config: open,
      onRequest: sameSite,
      schema: {
        tags,
        summary: 'Accept an invitation',
        params: invitation,
        body: z.object({ name: schema.name, password: schema.password }),
        response: { 204: schema.none },
      },
    },
    (request, reply) =>
      signInAs(request, reply, (trx) =>
        acceptInvitation(trx, request.params.token, request.body.name, request.body.password),
      ),
  );

  app.get(
    '/api/setup',
    {
      config: open,
      schema: {
        tags,
        summary: 'Whether the first company is still to be made',
        response: { 200: z.object({ needed: z.boolean() }) },
      },
    },
    async () => ({
      needed: await withSystem(db, setupNeeded),
    }),
  );

  app.post(
    '/api/setup',
    {
      config: open,
      onRequest: sameSite,
      schema: {
        tags,
        summary: 'Make the first company and its owner',
        body: z.object({
          token: schema.token,
          companyName: schema.name,
          country: schema.country,
          timeZone: schema.timeZone,
          language: schema.language,
          ownerName: schema.name,
          email: schema.email,
          password: schema.password,
        }),
        response: { 204: schema.none },
      },
    },
    (request, reply) => {
      checkTimeZone(request.body.timeZone);
      return signInAs(request, reply, (trx) => setUp(trx, request.body));
    },
  );
}
