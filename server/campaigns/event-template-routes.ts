import { withCompany } from '#platform/db.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { eventTemplates, eventTemplatesBody, readEventTemplates, saveEventTemplates } from './event-templates.ts';
import { campaignParams as params } from './schema.ts';

const tags = ['campaigns'];
const config = { access: 'manager' as const };
const url = '/api/campaigns/:campaignId/whatsapp-templates';

/** Which templates of WhatsApp go out by themselves. */
export function eventTemplateRoutes(app: App, services: Services): void {
  const response = { 200: eventTemplates };

  app.get(
    url,
    { config, schema: { tags, summary: 'Which WhatsApp templates go out at which event', params, response } },
    ({ session, params: { campaignId } }) =>
      withCompany(services.db, session.companyId, (trx) => readEventTemplates(trx, session, campaignId)),
  );

  app.put(
    url,
    {
      config,
      schema: { tags, summary: 'Set which WhatsApp templates go out', params, body: eventTemplatesBody, response },
    },
    async ({ session, params: { campaignId }, body }) => {
      const saved = await withCompany(services.db, session.companyId, async (trx) => {
        await saveEventTemplates(trx, session, campaignId, body.events);
        return readEventTemplates(trx, session, campaignId);
      });
      services.hints.publish({ companyId: session.companyId, topic: 'campaigns' });
      return saved;
    },
  );
}
