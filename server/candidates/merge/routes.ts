import { z } from 'zod';
import { withCompany } from '#platform/db.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { applicationParams, id } from '../schema.ts';
import { mergeCandidates, undoMerge } from './merge.ts';

/** Two candidates are one person, says a recruiter; and takes it back. */
export function mergeRoutes(app: App, services: Services): void {
  app.post(
    '/api/applications/:applicationId/merges/:mergedApplicationId',
    {
      config: { access: 'manager' },
      schema: {
        tags: ['candidates'],
        summary: 'Make another application’s person the same as this one’s',
        params: applicationParams.extend({ mergedApplicationId: id }),
        response: { 201: z.object({ mergeId: z.number(), candidateId: z.number() }) },
      },
    },
    async ({ session, params }, reply) => {
      const ids = { keptApplicationId: params.applicationId, mergedApplicationId: params.mergedApplicationId };
      const merge = await withCompany(services.db, session.companyId, (trx) =>
        mergeCandidates(trx, services, session, ids),
      );
      return reply.code(201).send(merge);
    },
  );

  app.delete(
    '/api/merges/:mergeId',
    {
      config: { access: 'manager' },
      schema: {
        tags: ['candidates'],
        summary: 'Take two merged candidates apart',
        params: z.object({ mergeId: id }),
        response: { 204: z.null() },
      },
    },
    async ({ session, params }, reply) => {
      await withCompany(services.db, session.companyId, (trx) => undoMerge(trx, services, session, params.mergeId));
      return reply.code(204).send(null);
    },
  );
}
