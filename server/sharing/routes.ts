import { z } from 'zod';
import { applicationParams } from '#candidates/schema.ts';
import { withCompany } from '#platform/db.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { linksPage, linksQuery, madeShare, mailBody, shareBody, shareParams, shareView } from './schema.ts';
import { listLinks, listShares, mailShare, revokeShare, shareApplication } from './shares.ts';

/** Links by which somebody without an account sees an application. */
export function shareRoutes(app: App, services: Services): void {
  const { db } = services;
  const config = { access: 'manager' as const };
  const tags = ['sharing'];

  app.get(
    '/api/applications/:applicationId/shares',
    {
      config,
      schema: {
        tags,
        summary: 'Links to an application',
        params: applicationParams,
        response: { 200: z.array(shareView) },
      },
    },
    ({ session, params }) =>
      withCompany(db, session.companyId, (trx) => listShares(trx, session, params.applicationId)),
  );

  app.get(
    '/api/shares',
    {
      config,
      schema: {
        tags,
        summary: 'Links to all applications in reach, the newest first',
        querystring: linksQuery,
        response: { 200: linksPage },
      },
    },
    ({ session, query }) => withCompany(db, session.companyId, (trx) => listLinks(trx, session, query)),
  );

  app.post(
    '/api/applications/:applicationId/shares',
    {
      config,
      schema: {
        tags,
        summary: 'Make a link; it is shown in this answer alone',
        params: applicationParams,
        body: shareBody,
        response: { 201: madeShare },
      },
    },
    async ({ session, params, body }, reply) => {
      const made = await withCompany(db, session.companyId, (trx) =>
        shareApplication(trx, services, session, params.applicationId, body),
      );
      return reply.code(201).header('cache-control', 'no-store').send(made);
    },
  );

  app.post(
    '/api/applications/:applicationId/shares/:shareId/mails',
    {
      config,
      schema: {
        tags,
        summary: 'Mail a link to up to eight people',
        params: shareParams,
        body: mailBody,
        response: { 200: shareView },
      },
    },
    ({ session, params, body }) =>
      withCompany(db, session.companyId, (trx) => mailShare(trx, services, session, params, body)),
  );

  app.delete(
    '/api/applications/:applicationId/shares/:shareId',
    { config, schema: { tags, summary: 'Revoke a link', params: shareParams, response: { 204: z.null() } } },
    async ({ session, params }, reply) => {
      await withCompany(db, session.companyId, (trx) => revokeShare(trx, services, session, params));
      return reply.code(204).send(null);
    },
  );
}
