import { z } from 'zod';
import { recordAudit } from '#accounts/audit.ts';
import { withCompany } from '#platform/db.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { endConnection } from './connections.ts';
import * as schema from './schema.ts';
import { connectChannel, presentChannels } from './settings.ts';

const tags = ['channels'];
const config = { access: 'owner' as const };

/** By which providers the company's messages travel; an owner's matter. Secrets come in here and never go out. */
export function channelRoutes(app: App, services: Services): void {
  app.get(
    '/api/channels',
    {
      config,
      schema: {
        tags,
        summary: 'The channels, and by what they are connected',
        response: { 200: z.array(schema.channel) },
      },
    },
    ({ session }) => presentChannels(services, session.companyId),
  );

  app.put(
    '/api/channels',
    {
      config: { ...config, rateLimit: { max: 30, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'Connect a channel; the credentials are tried first',
        body: schema.newConnection,
        response: { 200: schema.connected },
      },
    },
    ({ session, body }) => connectChannel(services, session, body),
  );

  app.delete(
    '/api/channels/:connectionId',
    {
      config,
      schema: {
        tags,
        summary: 'Disconnect; messages stay in the sandbox from now on',
        params: z.object({ connectionId: schema.connectionId }),
        response: { 204: z.null() },
      },
    },
    async ({ session, params }, reply) => {
      const { companyId } = session;
      const { connectionId } = params;
      await withCompany(services.db, companyId, async (trx) => {
        const channel = await endConnection(trx, companyId, connectionId);
        await recordAudit(trx, session, 'channel-disconnected', { connectionId, channel });
      });
      services.hints.publish({ companyId, topic: 'channels' });
      return reply.code(204).send(null);
    },
  );
}
