import { z } from 'zod';
import { hintApplication, lockApplication, recordEvent } from '#candidates/applications.ts';
import { resumeBot, stopBot } from '#interviews/bot.ts';
import { type Trx, withCompany } from '#platform/db.ts';
import { conflict } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { sendInvitation } from './invitation.ts';
import { listChannels, lockConversationOf, sendReply } from './replies.ts';
import { retryMessage } from './retry.ts';
import {
  applicationParams,
  channels,
  invitation,
  messageParams,
  newComment,
  newMessage,
  sent,
  timeline,
  timelineQuery,
  tokens,
} from './schema.ts';
import { readTimeline } from './timeline.ts';
import { tokenValuesOf } from './token-values.ts';
import { words } from './words.ts';

/** The recruiter's side of a conversation. */
export function conversationRoutes(app: App, services: Services): void {
  const config = { access: 'manager' as const };
  const describe = <S extends object>(summary: string, schema: S) => ({
    config,
    schema: { tags: ['conversations'], summary, ...schema },
  });
  const inCompany = <T>(session: Session, work: (trx: Trx) => Promise<T>) =>
    withCompany(services.db, session.companyId, work);
  const changing = <T>(session: Session, applicationId: number, work: (trx: Trx) => Promise<T>) =>
    inCompany(session, async (trx) => {
      const result = await work(trx);
      hintApplication(trx, services.hints, session.companyId, applicationId);
      return result;
    });
  const at = '/api/applications/:applicationId';

  app.get(
    `${at}/conversation`,
    describe('Messages, comments and events in order', {
      params: applicationParams,
      querystring: timelineQuery,
      response: { 200: timeline },
    }),
    ({ session, params, query }) =>
      inCompany(session, (trx) => readTimeline(trx, services, session, params.applicationId, query)),
  );

  app.get(
    `${at}/channels`,
    describe('By which channels the candidate can be written to now', {
      params: applicationParams,
      response: { 200: channels },
    }),
    ({ session, params }) => inCompany(session, (trx) => listChannels(trx, services, session, params.applicationId)),
  );

  app.get(
    `${at}/tokens`,
    describe('What the tokens stand for with this candidate', { params: applicationParams, response: { 200: tokens } }),
    ({ session, params }) =>
      inCompany(session, (trx) => tokenValuesOf(trx, services.config, session, params.applicationId)),
  );

  app.post(
    `${at}/messages`,
    describe('Write to the candidate; stops the bot', {
      params: applicationParams,
      body: newMessage,
      response: { 201: sent },
    }),
    async ({ session, params, body }, reply) =>
      reply
        .code(201)
        .send(
          await changing(session, params.applicationId, (trx) =>
            sendReply(trx, services, session, params.applicationId, body),
          ),
        ),
  );

  app.post(
    `${at}/comments`,
    describe('Note something for colleagues; never reaches the candidate', {
      params: applicationParams,
      body: newComment,
      response: { 201: z.object({ id: z.number() }) },
    }),
    async ({ session, params, body }, reply) => {
      const id = await changing(session, params.applicationId, (trx) =>
        addComment(trx, session, params.applicationId, body.body),
      );
      return reply.code(201).send({ id });
    },
  );

  app.post(
    `${at}/invitation`,
    describe('Send the campaign’s invitation again', {
      params: applicationParams,
      body: invitation,
      response: { 201: z.object({ messages: z.number() }) },
    }),
    async ({ session, params, body }, reply) => {
      const messages = await changing(session, params.applicationId, (trx) =>
        sendInvitation(trx, services, session, params.applicationId, body ?? {}),
      );
      return reply.code(201).send({ messages });
    },
  );

  app.put(
    `${at}/bot`,
    describe('Let the bot go on', { params: applicationParams, response: { 204: z.null() } }),
    async ({ session, params }, reply) => {
      await changing(session, params.applicationId, async (trx) =>
        resumeBot(trx, services, await lockConversationOf(trx, session, params.applicationId), session.userId),
      );
      return reply.code(204).send(null);
    },
  );

  app.delete(
    `${at}/bot`,
    describe('Stop the bot', { params: applicationParams, response: { 204: z.null() } }),
    async ({ session, params }, reply) => {
      await changing(session, params.applicationId, async (trx) => {
        const application = await lockConversationOf(trx, session, params.applicationId);
        if (!(await stopBot(trx, application, session.userId))) throw conflict('bot_not_running', words.botNotRunning);
      });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/messages/:messageId/retry',
    describe('Send a failed message again', { params: messageParams, response: { 200: sent } }),
    ({ session, params }) =>
      inCompany(session, async (trx) => {
        const { applicationId, ...message } = await retryMessage(trx, services, session, params.messageId);
        hintApplication(trx, services.hints, session.companyId, applicationId);
        return message;
      }),
  );
}

async function addComment(trx: Trx, session: Session, applicationId: number, body: string): Promise<number> {
  // Where its person is being merged, it is of whom they are then.
  const application = await lockApplication(trx, session, applicationId);
  const { id } = await trx
    .insertInto('comments')
    .values({
      company_id: session.companyId,
      application_id: application.id,
      candidate_id: application.candidate_id,
      user_id: session.userId,
      body,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await recordEvent(trx, application, {
    kind: 'commented',
    actor: 'user',
    userId: session.userId,
    data: { commentId: id },
  });
  return id;
}
