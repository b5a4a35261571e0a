import { z } from 'zod';
import { afterCommit, type Trx, withCompany } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { changedSavedView, newSavedView, savedView, savedViewParams } from './schema.ts';
import { changeSavedView, createSavedView, deleteSavedView, listSavedViews } from './views.ts';

/** Searches of the Leads screen under a name. */
export function savedViewRoutes(app: App, { db, hints }: Pick<Services, 'db' | 'hints'>): void {
  const config = { access: 'manager' as const };
  const describe = <S extends object>(summary: string, schema: S) => ({
    config,
    schema: { tags: ['candidates'], summary, ...schema },
  });
  const changing = <T>({ companyId }: Session, work: (trx: Trx) => Promise<T>) =>
    withCompany(db, companyId, async (trx) => {
      afterCommit(trx, () => hints.publish({ companyId, topic: 'saved-views' }));
      return work(trx);
    });

  app.get(
    '/api/saved-views',
    describe('The company’s saved views and one’s own', { response: { 200: z.array(savedView) } }),
    ({ session }) => withCompany(db, session.companyId, (trx) => listSavedViews(trx, session)),
  );

  app.post(
    '/api/saved-views',
    describe('Save a view', { body: newSavedView, response: { 201: savedView } }),
    async ({ session, body }, reply) =>
      reply.code(201).send(await changing(session, (trx) => createSavedView(trx, session, body))),
  );

  app.patch(
    '/api/saved-views/:savedViewId',
    describe('Change a saved view', { params: savedViewParams, body: changedSavedView, response: { 200: savedView } }),
    ({ session, params, body }) => changing(session, (trx) => changeSavedView(trx, session, params.savedViewId, body)),
  );

  app.delete(
    '/api/saved-views/:savedViewId',
    describe('Delete a saved view', { params: savedViewParams, response: { 204: z.null() } }),
    async ({ session, params }, reply) => {
      await changing(session, (trx) => deleteSavedView(trx, session, params.savedViewId));
      return reply.code(204).send(null);
    },
  );
}
