import { z } from 'zod';
import { type Trx, withCompany } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { cancelBulk, listBulks, prepareBulk, readBulk, readResults, startBulk, undoBulk } from './bulk.ts';
import { bulkAction, bulkParams, results, resultsQuery, selection, startBody } from './schema.ts';

/** Something done to many: select, confirm, look how far it is, cancel, see what became of each, undo. */
export function bulkRoutes(app: App, services: Services): void {
  const config = { access: 'manager' as const };
  const describe = <S extends object>(summary: string, schema: S) => ({
    config,
    schema: { tags: ['bulk'], summary, ...schema },
  });
  const inCompany = <T>(session: Session, work: (trx: Trx) => Promise<T>) =>
    withCompany(services.db, session.companyId, work);

  app.get(
    '/api/bulk-actions',
    describe('One’s own bulk actions of the last day', { response: { 200: z.array(bulkAction) } }),
    ({ session }) => inCompany(session, (trx) => listBulks(trx, session)),
  );

  app.post(
    '/api/bulk-actions',
    describe('Hold fast who is selected, and how many they are; nothing is done yet', {
      body: selection,
      response: { 201: bulkAction },
    }),
    async ({ session, body }, reply) =>
      reply.code(201).send(await inCompany(session, (trx) => prepareBulk(trx, session, body))),
  );

  app.get(
    '/api/bulk-actions/:bulkId',
    describe('How far a bulk action is', { params: bulkParams, response: { 200: bulkAction } }),
    ({ session, params }) => inCompany(session, (trx) => readBulk(trx, session, params.bulkId)),
  );

  app.post(
    '/api/bulk-actions/:bulkId/start',
    describe('Do it to all who were held fast', {
      params: bulkParams,
      body: startBody,
      response: { 200: bulkAction },
    }),
    ({ session, params, body }) =>
      inCompany(session, (trx) => startBulk(trx, services, session, params.bulkId, body.action)),
  );

  app.post(
    '/api/bulk-actions/:bulkId/cancel',
    describe('End a bulk action where it stands', { params: bulkParams, response: { 200: bulkAction } }),
    ({ session, params }) => inCompany(session, (trx) => cancelBulk(trx, services, session, params.bulkId)),
  );

  app.post(
    '/api/bulk-actions/:bulkId/undo',
    describe('Take back what it has changed, where nobody changed it since', {
      params: bulkParams,
      response: { 201: bulkAction },
    }),
    async ({ session, params }, reply) =>
      reply.code(201).send(await inCompany(session, (trx) => undoBulk(trx, services, session, params.bulkId))),
  );

  app.get(
    '/api/bulk-actions/:bulkId/results',
    describe('What became of each', { params: bulkParams, querystring: resultsQuery, response: { 200: results } }),
    ({ session, params, query }) => inCompany(session, (trx) => readResults(trx, session, params.bulkId, query)),
  );
}
