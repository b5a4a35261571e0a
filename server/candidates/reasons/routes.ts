import { z } from 'zod';
import { afterCommit, type Trx, withCompany } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { changeReason, createReason, orderReasons, readReasonCounts, readReasons, saveRules } from './reasons.ts';
import {
  changedReason,
  newReason,
  reasonCounts,
  reasonCountsQuery,
  reasonOrder,
  reasonParams,
  reasonRules,
  reasons,
} from './schema.ts';

/** Why candidates are shortlisted and rejected, in the company's own words. */
export function moveReasonRoutes(app: App, { db, hints }: Pick<Services, 'db' | 'hints'>): void {
  const describe = <A extends 'owner' | 'manager', S extends object>(access: A, summary: string, schema: S) => ({
    config: { access },
    schema: { tags: ['candidates'], summary, ...schema },
  });
  const changing = <T>({ companyId }: Session, work: (trx: Trx) => Promise<T>) =>
    withCompany(db, companyId, async (trx) => {
      afterCommit(trx, () => hints.publish({ companyId, topic: 'move-reasons' }));
      return work(trx);
    });
  const nothing = { 204: z.null() };

  app.get(
    '/api/move-reasons',
    describe('manager', 'Reasons for shortlisting and rejecting', { response: { 200: reasons } }),
    ({ session }) => withCompany(db, session.companyId, (trx) => readReasons(trx, session.companyId)),
  );

  app.post(
    '/api/move-reasons',
    describe('owner', 'Add a reason', { body: newReason, response: { 201: z.object({ id: z.number() }) } }),
    async ({ session, body: { folder, name } }, reply) =>
      reply
        .code(201)
        .send({ id: await changing(session, (trx) => createReason(trx, session.companyId, folder, name)) }),
  );

  app.patch(
    '/api/move-reasons/:reasonId',
    describe('owner', 'Rename, archive or restore a reason', {
      params: reasonParams,
      body: changedReason,
      response: nothing,
    }),
    async ({ session, params, body }, reply) => {
      await changing(session, (trx) => changeReason(trx, session.companyId, params.reasonId, body));
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/api/move-reason-order',
    describe('owner', 'Put the reasons of a folder into another order', { body: reasonOrder, response: nothing }),
    async ({ session, body }, reply) => {
      await changing(session, (trx) => orderReasons(trx, session.companyId, body.folder, body.ids));
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/api/move-reason-rules',
    describe('owner', 'Say which moves need a reason', { body: reasonRules, response: nothing }),
    async ({ session, body }, reply) => {
      await changing(session, (trx) => saveRules(trx, session.companyId, body));
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/move-reason-counts',
    describe('manager', 'How often each reason was given, and for how many it holds now', {
      querystring: reasonCountsQuery,
      response: { 200: reasonCounts },
    }),
    ({ session, query }) => withCompany(db, session.companyId, (trx) => readReasonCounts(trx, session, query)),
  );
}
