import { z } from 'zod';
import { afterCommit, withSystem } from '#platform/db.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { enterAs, openToRead, openToWrite, sameSite } from './entering.ts';
import * as schema from './schema.ts';
import { setUp, setupNeeded } from './setup.ts';
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
    (request, reply) => {
      checkTimeZone(request.body.timeZone);
      return enterAs(services, request, reply, (trx) => setUp(trx, request.body));
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
    (request, reply) =>
      enterAs(services, request, reply, async (trx) => {
        const { name, password } = request.body;
        const { userId, companyId } = await acceptInvitation(trx, request.params.token, name, password);
        afterCommit(trx, () => hints.publish({ companyId, topic: 'team' }));
        return userId;
      }),
  );
}
