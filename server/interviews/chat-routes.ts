import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { afterCommit } from '#platform/db.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { markRead, presentFrame, readChat, withChat } from './chat.ts';
import { chatFileRoutes } from './chat-file-routes.ts';
import { afterQuery, chatParams, chatUpdate, chatView, messageBody, openedBody, readBody } from './chat-schema.ts';
import { readChatToken } from './links.ts';
import { receive, toPayload } from './receive.ts';
import { recordingRoutes } from './recording-routes.ts';

/** The candidate's page. Whoever has the link is the candidate; there is no other sign-in. */
export function chatRoutes(app: App, services: Services): void {
  const { config, hints } = services;
  // Many candidates share an address (a training room, a phone network); each link has its own allowance, and an
  // address that tries links that are none gets little.
  const limited = (max: number, timeWindow = '1 minute') => ({
    access: 'public' as const,
    rateLimit: {
      timeWindow,
      max: (_request: FastifyRequest, key: string) => (key.startsWith('link ') ? max : 30),
      keyGenerator: (request: FastifyRequest) => {
        const { token = '' } = request.params as { token?: string };
        const link = readChatToken(config, token);
        return link ? `link ${link.companyId} ${link.applicationId}` : `address ${request.ip}`;
      },
    },
  });
  const tags = ['chat'];

  app.get(
    '/api/chat/:token',
    {
      config: limited(120),
      schema: {
        tags,
        summary: 'The conversation, and where the interview stands',
        params: chatParams,
        response: { 200: chatView },
      },
    },
    (request) =>
      withChat(services, request.params.token, async (trx, chat) => ({
        ...presentFrame(chat),
        ...(await readChat(trx, config, chat, 0)),
      })),
  );

  app.get(
    '/api/chat/:token/messages',
    {
      config: limited(300),
      schema: {
        tags,
        summary: 'What is new',
        params: chatParams,
        querystring: afterQuery,
        response: { 200: chatUpdate },
      },
    },
    (request) =>
      withChat(services, request.params.token, (trx, chat) => readChat(trx, config, chat, request.query.after)),
  );

  app.post(
    '/api/chat/:token/opened',
    {
      config: limited(60),
      schema: {
        tags,
        summary: 'The page was opened; the first time begins the interview',
        params: chatParams,
        querystring: afterQuery,
        body: openedBody,
        response: { 200: chatUpdate },
      },
    },
    (request) =>
      receive(services, request.params.token, request.body.clientKey, request.query.after, () => ({ kind: 'opened' })),
  );

  app.post(
    '/api/chat/:token/messages',
    {
      config: limited(60),
      schema: {
        tags,
        summary: 'Send a text, a choice or a recording',
        params: chatParams,
        querystring: afterQuery,
        body: messageBody,
        response: { 200: chatUpdate },
      },
    },
    (request) =>
      receive(services, request.params.token, request.body.clientKey, request.query.after, (chat) =>
        toPayload(services, chat, request.body),
      ),
  );

  app.post(
    '/api/chat/:token/read',
    {
      config: limited(120),
      schema: {
        tags,
        summary: 'Everything up to this message was seen',
        params: chatParams,
        body: readBody,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await withChat(services, request.params.token, async (trx, chat) => {
        if ((await markRead(trx, chat, request.body.messageId)) === 0) return;
        afterCommit(trx, () =>
          hints.publish({ companyId: chat.companyId, topic: 'application', id: chat.applicationId }),
        );
      });
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/chat/:token/events',
    { config: limited(30), schema: { hide: true, params: chatParams } },
    async (request, reply) => {
      const { token } = request.params;
      const { companyId, applicationId } = await withChat(services, token, async (_trx, chat) => chat);
      (app as unknown as FastifyInstance).streamHints(request, reply, {
        holder: `chat ${companyId} ${applicationId}`,
        companyId,
        wants: (hint) => hint.topic === 'application' && Number(hint.id) === applicationId,
        stillAllowed: () =>
          withChat(services, token, async () => true).catch((error) => {
            if ((error as { status?: number }).status === 404) return false;
            throw error;
          }),
      });
    },
  );

  // Up to 15 MB each, kept for a day where no message has it: more than the longest interview needs, and no disk is filled.
  recordingRoutes(app, services, limited(60, '1 hour'));
  chatFileRoutes(app, services, limited(60, '1 hour'));
}
