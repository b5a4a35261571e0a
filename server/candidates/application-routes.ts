import { z } from 'zod';
import { holdTurns } from '#campaigns/turns.ts';
import { lockConversationOf } from '#conversations/replies.ts';
import { withCompany } from '#platform/db.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { deleteApplication } from './deletion.ts';
import { readHistory } from './history.ts';
import { applicationParams, history, id } from './schema.ts';
import { moveToCampaign } from './transfer.ts';

const params = applicationParams;

/** What becomes of one application as a whole: its history, its campaign, its end. */
export function applicationRoutes(app: App, services: Services): void {
  const { db, hints } = services;

  app.get(
    '/api/applications/:applicationId/history',
    {
      config: { access: 'manager' },
      schema: {
        tags: ['candidates'],
        summary: 'A page of every change, the newest first',
        params,
        querystring: z.object({
          before: z.string().max(60).optional(),
          limit: z.coerce.number().int().min(1).max(100).default(30),
        }),
        response: { 200: history },
      },
    },
    ({ session, params, query }) =>
      withCompany(db, session.companyId, (trx) => readHistory(trx, session, params.applicationId, query)),
  );

  app.put(
    '/api/applications/:applicationId/campaign',
    {
      config: { access: 'manager' },
      schema: {
        tags: ['candidates'],
        summary: 'Move to another campaign; who has not begun the interview gets its invitation where that is on',
        params,
        body: z.object({ campaignId: id }),
        response: { 200: z.object({ invitations: z.number() }) },
      },
    },
    ({ session, params, body }) =>
      withCompany(db, session.companyId, async (trx) => {
        await holdTurns(trx, session.companyId, [body.campaignId]);
        const application = await lockConversationOf(trx, session, params.applicationId);
        return { invitations: await moveToCampaign(trx, services, session, application, body.campaignId) };
      }),
  );

  app.delete(
    '/api/applications/:applicationId',
    {
      config: { access: 'owner' },
      schema: {
        tags: ['candidates'],
        summary: 'Delete an application for good; what was said with the person stays',
        params,
        response: { 204: z.null() },
      },
    },
    async ({ session, params }, reply) => {
      await withCompany(db, session.companyId, async (trx) => {
        const application = await lockConversationOf(trx, session, params.applicationId);
        await deleteApplication(trx, hints, application, session);
      });
      return reply.code(204).send(null);
    },
  );
}
