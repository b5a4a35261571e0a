import { z } from 'zod';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { exportCampaign, xlsxType } from './campaign-export.ts';

const params = z.object({ campaignId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });

/** Tables to take away. */
export function exportRoutes(app: App, services: Services): void {
  app.get(
    '/api/campaigns/:campaignId/export.xlsx',
    {
      config: { access: 'manager' },
      schema: { tags: ['campaigns'], summary: 'The candidates of a campaign with their answers, as XLSX', params },
    },
    async ({ session, params }, reply) => {
      const { fileName, stream } = await exportCampaign(services, session, params.campaignId);
      reply.header('content-type', xlsxType);
      reply.header('cache-control', 'no-store');
      reply.header('content-disposition', `attachment; filename*=UTF-8''${encode(fileName)}`);
      return reply.send(stream);
    },
  );
}

function encode(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
}
