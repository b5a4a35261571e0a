import { z } from 'zod';
import { type Trx, withCompany } from '#platform/db.ts';
import { notFound } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { createApiKey, revokeApiKey } from './api-keys.ts';
import * as schema from './schema.ts';
import { deleteUser, listTeam, setDeactivated, transferOwnership } from './team.ts';
import { checkTimeZone, createUser } from './users.ts';

const tags = ['company'];
const manager = { access: 'manager' as const };
const owner = { access: 'owner' as const };

export function companyRoutes(app: App, services: Services): void {
  const { db, hints, jobs } = services;

  app.get(
    '/api/company',
    { config: manager, schema: { tags, summary: 'The company', response: { 200: schema.companyView } } },
    ({ session }) => withCompany(db, session.companyId, (trx) => readCompany(trx, session.companyId)),
  );

  app.patch(
    '/api/company',
    {
      config: owner,
      schema: {
        tags,
        summary: 'Change the company’s settings',
        body: z.object({
          name: schema.name.optional(),
          country: schema.country.optional(),
          language: schema.language.optional(),
          timeZone: schema.timeZone.optional(),
        }),
        response: { 200: schema.companyView },
      },
    },
    ({ session, body }) => {
      if (body.timeZone) checkTimeZone(body.timeZone);
      const { name, country, language, timeZone } = body;
      return withCompany(db, session.companyId, async (trx) => {
        if (Object.keys(body).length > 0)
          await trx
            .updateTable('companies')
            .set({ name, country, language, time_zone: timeZone })
            .where('id', '=', session.companyId)
            .execute();
        return readCompany(trx, session.companyId);
      });
    },
  );

  app.get(
    '/api/team',
    {
      config: manager,
      schema: { tags, summary: 'Everybody with an account', response: { 200: z.array(schema.teamMember) } },
    },
    ({ session }) => withCompany(db, session.companyId, (trx) => listTeam(trx, session.companyId)),
  );

  app.post(
    '/api/team/invitations',
    {
      config: owner,
      schema: {
        tags,
        summary: 'New manager account',
        body: z.object({ email: schema.email, name: schema.name }),
        response: { 201: z.object({ id: z.string() }) },
      },
    },
    async ({ session, body }, reply) => {
      const id = await withCompany(db, session.companyId, async (trx) => {
        const { language } = await readCompany(trx, session.companyId);
        const userId = await createUser(trx, session.companyId, { ...body, role: 'manager', language });
        await jobs.enqueue(trx, 'send-system-mail', { kind: 'invitation', userId });
        return userId;
      });
      hints.publish({ companyId: session.companyId, topic: 'team' });
      return reply.code(201).send({ id });
    },
  );

  const change = (
    method: 'PUT' | 'DELETE' | 'POST',
    url: string,
    summary: string,
    work: (trx: Trx, session: Session, userId: string) => Promise<unknown>,
  ) =>
    app.route({
      method,
      url,
      config: owner,
      schema: { tags, summary, params: schema.userParams, response: { 204: schema.none } },
      handler: async (request, reply) => {
        const { session } = request;
        const { userId } = schema.userParams.parse(request.params);
        await withCompany(db, session.companyId, (trx) => work(trx, session, userId));
        hints.publish({ companyId: session.companyId, topic: 'team' });
        hints.publish({ companyId: session.companyId, topic: 'session-ended', id: userId });
        return reply.code(204).send(null);
      },
    });
  change('PUT', '/api/team/:userId/deactivation', 'Deactivate; ends their sessions at once', (trx, session, userId) =>
    setDeactivated(trx, session, userId, true),
  );
  change('DELETE', '/api/team/:userId/deactivation', 'Reactivate', (trx, session, userId) =>
    setDeactivated(trx, session, userId, false),
  );
  change('DELETE', '/api/team/:userId', 'Delete the account', deleteUser);
  change('POST', '/api/team/:userId/ownership', 'Transfer the ownership', transferOwnership);
  change('POST', '/api/team/:userId/invitation', 'Send the invitation again', async (trx, session, userId) => {
    const user = await trx
      .selectFrom('users')
      .select('id')
      .where('company_id', '=', session.companyId)
      .where('id', '=', userId)
      .executeTakeFirst();
    if (!user) throw notFound('user');
    await jobs.enqueue(trx, 'send-system-mail', { kind: 'invitation', userId });
  });

  apiKeyRoutes(app, services);
}

function apiKeyRoutes(app: App, { db }: Services): void {
  app.get(
    '/api/api-keys',
    {
      config: owner,
      schema: { tags, summary: 'The keys of the public API', response: { 200: z.array(schema.apiKey) } },
    },
    async ({ session }) => {
      const rows = await withCompany(db, session.companyId, (trx) =>
        trx
          .selectFrom('api_keys')
          .selectAll()
          .where('company_id', '=', session.companyId)
          .where('revoked_at', 'is', null)
          .orderBy('id')
          .execute(),
      );
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        key: row.key,
        requestsPerMinute: row.requests_per_minute,
        createdAt: row.created_at.toISOString(),
        lastUsedAt: row.last_used_at?.toISOString() ?? null,
      }));
    },
  );

  app.post(
    '/api/api-keys',
    {
      config: owner,
      schema: {
        tags,
        summary: 'New key; the secret is shown this once',
        body: z.object({ name: schema.name, requestsPerMinute: z.number().int().positive().max(1_000_000).nullish() }),
        response: { 201: z.object({ id: z.number(), key: z.string(), secret: z.string() }) },
      },
    },
    async ({ session, body }, reply) =>
      reply
        .code(201)
        .send(
          await withCompany(db, session.companyId, (trx) =>
            createApiKey(trx, session.companyId, { ...body, createdBy: session.userId }),
          ),
        ),
  );

  app.delete(
    '/api/api-keys/:apiKeyId',
    {
      config: owner,
      schema: {
        tags,
        summary: 'Revoke a key',
        params: z.object({ apiKeyId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
        response: { 204: schema.none },
      },
    },
    async ({ session, params }, reply) => {
      await withCompany(db, session.companyId, (trx) => revokeApiKey(trx, session.companyId, params.apiKeyId));
      return reply.code(204).send(null);
    },
  );
}

async function readCompany(trx: Trx, companyId: number) {
  const row = await trx.selectFrom('companies').selectAll().where('id', '=', companyId).executeTakeFirstOrThrow();
  return { id: row.id, name: row.name, country: row.country, language: row.language, timeZone: row.time_zone };
}
