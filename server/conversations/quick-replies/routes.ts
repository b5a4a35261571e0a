import { z } from 'zod';
import { afterCommit, type Trx, withCompany } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { changeQuickReply, createQuickReply, deleteQuickReply, listQuickReplies } from './quick-replies.ts';
import { changedQuickReply, newQuickReply, quickReply, quickReplyParams } from './schema.ts';

/** Texts that are sent again and again. */
export function quickReplyRoutes(app: App, { db, hints }: Pick<Services, 'db' | 'hints'>): void {
  const config = { access: 'manager' as const };
  const describe = <S extends object>(summary: string, schema: S) => ({
    config,
    schema: { tags: ['conversations'], summary, ...schema },
  });
  const changing = <T>({ companyId }: Session, work: (trx: Trx) => Promise<T>) =>
    withCompany(db, companyId, async (trx) => {
      afterCommit(trx, () => hints.publish({ companyId, topic: 'quick-replies' }));
      return work(trx);
    });

  app.get(
    '/api/quick-replies',
    describe('The company’s quick replies and one’s own', { response: { 200: z.array(quickReply) } }),
    ({ session }) => withCompany(db, session.companyId, (trx) => listQuickReplies(trx, session)),
  );

  app.post(
    '/api/quick-replies',
    describe('Make a quick reply', { body: newQuickReply, response: { 201: quickReply } }),
    async ({ session, body }, reply) =>
      reply.code(201).send(await changing(session, (trx) => createQuickReply(trx, session, body))),
  );

  app.patch(
    '/api/quick-replies/:quickReplyId',
    describe('Change a quick reply', {
      params: quickReplyParams,
      body: changedQuickReply,
      response: { 200: quickReply },
    }),
    ({ session, params, body }) =>
      changing(session, (trx) => changeQuickReply(trx, session, params.quickReplyId, body)),
  );

  app.delete(
    '/api/quick-replies/:quickReplyId',
    describe('Delete a quick reply', { params: quickReplyParams, response: { 204: z.null() } }),
    async ({ session, params }, reply) => {
      await changing(session, (trx) => deleteQuickReply(trx, session, params.quickReplyId));
      return reply.code(204).send(null);
    },
  );
}
