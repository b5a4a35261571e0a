import { z } from 'zod';
import { afterCommit, withSystem } from '#platform/db.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { recordAudit } from './audit.ts';
import { enterAs, openToRead, openToWrite, sameSite } from './entering.ts';
import { hashPassword } from './passwords.ts';
import * as schema from './schema.ts';
import { checkSetupToken, setUp, setupNeeded } from './setup.ts';
import { acceptInvitation, readInvitation } from './team.ts';
import { checkTimeZone } from './users.ts';

const tags = ['sign-in'];
const invitation = z.object({ token: schema.token });

/** How accounts begin: the first company by the terminal's link, everybody else by an invitation. */
export function setupRoutes(app: App, services: Services): void {
  const { db, hints } = services;
  const onRequest = sameSite(services);

  app.get(
    '/api/setup',
    {
      config: openToRead,
      schema: {
        tags,
        summary: 'Whether the first company is still to be made',
        response: { 200: z.object({ needed: z.boolean() }) },
      },
    },
    async () => ({ needed: await withSystem(db, setupNeeded) }),
  );

  app.post(
    '/api/setup',
    {
      config: openToWrite,
      onRequest,
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
    async (request, reply) => {
      const { token, password, ...input } = request.body;
      checkTimeZone(input.timeZone);
      await withSystem(db, (trx) => checkSetupToken(trx, services.config, token));
      const hashed = await hashPassword(password, input.email);
      return enterAs(services, request, reply, (trx) =>
        setUp(trx, services.config, token, { ...input, password: hashed }, request.ip),
      );
    },
  );

  app.get(
    '/api/auth/invitations/:token',
    {
      config: openToRead,
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
      config: openToWrite,
      onRequest,
      schema: {
        tags,
        summary: 'Accept an invitation',
        params: invitation,
        body: z.object({ name: schema.name, password: schema.password }),
        response: { 204: schema.none },
      },
    },
    async (request, reply) => {
      const { token } = request.params;
      const { email } = await withSystem(db, (trx) => readInvitation(trx, token));
      const password = await hashPassword(request.body.password, email);
      return enterAs(services, request, reply, async (trx) => {
        const user = await acceptInvitation(trx, token, request.body.name, password);
        const { userId, companyId } = user;
        await recordAudit(trx, { ...user, address: request.ip }, 'invitation-accepted');
        afterCommit(trx, () => hints.publish({ companyId, topic: 'team' }));
        return userId;
      });
    },
  );
}
