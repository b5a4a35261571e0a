import { z } from 'zod';
import { photoUrl } from '#accounts/photos.ts';
import { withCompany } from '#platform/db.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { requireApplication } from '../applications.ts';
import { applicationParams as params } from '../schema.ts';
import { followViewers, nameViewers } from './viewers.ts';

const tags = ['candidates'];
const config = { access: 'manager' as const };
const viewer = z.object({ id: z.string(), name: z.string(), photoUrl: z.string().nullable() });

/** Who looks at an application at this moment. */
export function viewerRoutes(app: App, services: Services): void {
  const { db } = services;
  const viewers = followViewers(services.hints);

  app.put(
    '/api/applications/:applicationId/viewing',
    {
      config,
      schema: {
        tags,
        summary: 'Say, each few seconds, that you look at it; answers who else does',
        params,
        response: { 200: z.array(viewer) },
      },
    },
    async ({ session, params: { applicationId } }) => {
      const others = await withCompany(db, session.companyId, async (trx) => {
        await requireApplication(trx, session, applicationId);
        return nameViewers(trx, session.companyId, viewers.others(session, applicationId));
      });
      viewers.come(session, applicationId);
      return others.map(({ photoKey, ...person }) => ({ ...person, photoUrl: photoUrl(services.config, photoKey) }));
    },
  );

  app.delete(
    '/api/applications/:applicationId/viewing',
    {
      config,
      schema: { tags, summary: 'Say that you look at it no more', params, response: { 204: z.null() } },
    },
    async ({ session, params: { applicationId } }, reply) => {
      await withCompany(db, session.companyId, (trx) => requireApplication(trx, session, applicationId));
      viewers.leave(session, applicationId);
      return reply.code(204).send(null);
    },
  );
}
