import { hintCampaigns } from '#campaigns/campaigns.ts';
import { campaignParams } from '#campaigns/schema.ts';
import { withCompany } from '#platform/db.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { readOpening, saveOpening } from './openings.ts';
import { openingPageRoutes } from './page-routes.ts';
import * as schema from './schema.ts';
import { widgetRoutes } from './widget/routes.ts';

const tags = ['campaigns'];
const config = { access: 'manager' as const };

/** How a campaign is offered in messengers, and the links that lead to it. */
export function openingRoutes(app: App, services: Services): void {
  app.get(
    '/api/campaigns/:campaignId/opening',
    {
      config,
      schema: {
        tags,
        summary: 'How the campaign is offered, and its links',
        params: campaignParams,
        response: { 200: schema.opening },
      },
    },
    ({ session, params }) =>
      withCompany(services.db, session.companyId, (trx) =>
        readOpening(trx, services.config, session, params.campaignId),
      ),
  );

  app.put(
    '/api/campaigns/:campaignId/opening',
    {
      config,
      schema: {
        tags,
        summary: 'Offer the campaign otherwise, or not at all',
        params: campaignParams,
        body: schema.openingBody,
        response: { 200: schema.opening },
      },
    },
    ({ session, params, body }) =>
      withCompany(services.db, session.companyId, async (trx) => {
        await saveOpening(trx, session, params.campaignId, body);
        hintCampaigns(trx, services.hints, session.companyId);
        return readOpening(trx, services.config, session, params.campaignId);
      }),
  );

  openingPageRoutes(app, services);
  widgetRoutes(app, services);
}
