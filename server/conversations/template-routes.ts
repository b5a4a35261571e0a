import { z } from 'zod';
import { hintApplication } from '#candidates/applications.ts';
import { fetchSamples } from '#channels/templates/fetch.ts';
import { approvedTemplate } from '#channels/templates/schema.ts';
import { withCompany } from '#platform/db.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { applicationParams as params, sent } from './schema.ts';
import { listTemplatesFor, newTemplateMessage, sendTemplate } from './template-messages.ts';

const tags = ['conversations'];
const config = { access: 'manager' as const };
const url = '/api/applications/:applicationId/template-messages';

const choice = z.object({
  /** Why none can be sent to this candidate; null where one can. */
  reason: z.string().nullable(),
  /** `values` is what the campaign puts into the gaps, for this candidate. */
  templates: z.array(approvedTemplate.extend({ values: z.record(z.string(), z.string()) })),
});

/** Approved texts, by which a candidate can be written to when the channel takes no other. */
export function templateMessageRoutes(app: App, services: Services): void {
  app.get(
    url,
    {
      config,
      schema: { tags, summary: 'The templates that can be sent to the candidate', params, response: { 200: choice } },
    },
    async ({ session, params: { applicationId } }) => {
      await fetchSamples(services, session.companyId);
      return withCompany(services.db, session.companyId, (trx) =>
        listTemplatesFor(trx, services, session, applicationId),
      );
    },
  );

  app.post(
    url,
    {
      config,
      schema: {
        tags,
        summary: 'Send a template; stops the bot',
        params,
        body: newTemplateMessage,
        response: { 201: sent },
      },
    },
    async ({ session, params: { applicationId }, body }, reply) => {
      const { companyId } = session;
      const message = await withCompany(services.db, companyId, async (trx) => {
        const queued = await sendTemplate(trx, services, session, applicationId, body);
        hintApplication(trx, services.hints, companyId, applicationId);
        return queued;
      });
      return reply.code(201).send(message);
    },
  );
}
