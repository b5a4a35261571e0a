import { z } from 'zod';
import { withCompany } from '#platform/db.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { fetchSamples, fetchTemplates, templateConnection } from './fetch.ts';
import { approvedTemplate, presentTemplate } from './schema.ts';
import { listTemplates } from './templates.ts';

const tags = ['channels'];

/** The texts that WhatsApp has approved. They are written and approved there; here they are only used. */
export function templateRoutes(app: App, services: Services): void {
  const list = (companyId: number) =>
    withCompany(services.db, companyId, async (trx) => (await listTemplates(trx, companyId)).map(presentTemplate));
  const response = { 200: z.array(approvedTemplate) };

  app.get(
    '/api/whatsapp-templates',
    { config: { access: 'manager' }, schema: { tags, summary: 'The templates that WhatsApp knows', response } },
    async ({ session }) => {
      await fetchSamples(services, session.companyId);
      return list(session.companyId);
    },
  );

  app.put(
    '/api/whatsapp-templates',
    {
      config: { access: 'owner', rateLimit: { max: 10, timeWindow: '1 minute' } },
      schema: { tags, summary: 'Ask WhatsApp for its templates now', response },
    },
    async ({ session }) => {
      await fetchTemplates(services, await templateConnection(services, session.companyId));
      return list(session.companyId);
    },
  );
}
