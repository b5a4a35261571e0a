import { z } from 'zod';
import { withCompany } from '#platform/db.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { createApiKey, followRevocations, listApiKeys, revokeApiKey } from './api-keys.ts';
import { recordAudit } from './audit.ts';
import * as schema from './schema.ts';

const tags = ['API keys'];
const config = { access: 'owner' as const };

/** The keys of the public API; an owner's matter. */
export function apiKeyRoutes(app: App, { db, hints }: Services): void {
  const unfollow = followRevocations(hints);
  app.addHook('onClose', async () => unfollow());

  app.get(
    '/api/api-keys',
    { config, schema: { tags, summary: 'The keys of the public API', response: { 200: z.array(schema.apiKey) } } },
    ({ session }) => withCompany(db, session.companyId, (trx) => listApiKeys(trx, session.companyId)),
  );

  app.post(
    '/api/api-keys',
    {
      config,
      schema: {
        tags,
        summary: 'New key; the secret is shown this once',
        body: z.object({ name: schema.name, requestsPerMinute: z.number().int().positive().max(1_000_000).nullish() }),
        response: { 201: z.object({ id: z.number(), key: z.string(), secret: z.string() }) },
      },
    },
    async ({ session, body }, reply) => {
      const created = await withCompany(db, session.companyId, async (trx) => {
        const made = await createApiKey(trx, session.companyId, { ...body, createdBy: session.userId });
        await recordAudit(trx, session, 'api-key-made', { keyId: made.id, name: body.name });
        return made;
      });
      return reply.code(201).send(created);
    },
  );

  app.delete(
    '/api/api-keys/:apiKeyId',
    {
      config,
      schema: {
        tags,
        summary: 'Revoke a key',
        params: z.object({ apiKeyId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
        response: { 204: schema.none },
      },
    },
    async ({ session, params }, reply) => {
      const key = await withCompany(db, session.companyId, async (trx) => {
        const revoked = await revokeApiKey(trx, session.companyId, params.apiKeyId);
        await recordAudit(trx, session, 'api-key-revoked', { keyId: params.apiKeyId, name: revoked.name });
        return revoked.key;
      });
      hints.publish({ companyId: session.companyId, topic: 'api-keys', id: key });
      return reply.code(204).send(null);
    },
  );
}
