import { withCompany } from '#platform/db.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { folderCounts, listApplications } from '../lists.ts';
import { counts, findQuery, list, listQuery } from '../schema.ts';
import { createSets } from './sets/store.ts';
import { suggest, suggestions } from './suggestions.ts';

/** The lists of the Leads screen, their counts, and what filters may be given. */
export function findingRoutes(app: App, { db, log }: Pick<Services, 'db' | 'log'>): void {
  const manager = { access: 'manager' as const };
  const sets = createSets();

  app.get(
    '/api/applications',
    {
      config: manager,
      schema: {
        tags: ['candidates'],
        summary: 'A page of applications',
        querystring: listQuery,
        response: { 200: list },
      },
    },
    (request) => {
      const { companyId } = request.session;
      sets.prepare(db, companyId).catch((error) => log.warn({ err: error, companyId }, 'The roll could not be read.'));
      return withCompany(db, companyId, (trx) => listApplications(trx, request.session, request.query, sets));
    },
  );

  app.get(
    '/api/folder-counts',
    {
      config: manager,
      schema: {
        tags: ['candidates'],
        summary: 'How many are in each folder and campaign',
        querystring: findQuery,
        response: { 200: counts },
      },
    },
    (request) =>
      withCompany(db, request.session.companyId, (trx) => folderCounts(trx, request.session, request.query, sets)),
  );

  app.get(
    '/api/filter-suggestions',
    {
      config: manager,
      schema: {
        tags: ['candidates'],
        summary: 'Values that a filter may be given',
        response: { 200: suggestions },
      },
    },
    ({ session }) => withCompany(db, session.companyId, (trx) => suggest(trx, session)),
  );
}
