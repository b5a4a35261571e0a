import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { sendFile } from '#platform/blobs/download.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { findSharedFile, propose, readShared, withShare } from './guest.ts';
import { fileParams, guestParams, guestView, verdictBody } from './schema.ts';

const tags = ['sharing'];

/** What somebody with a link sees. Whoever has it is the guest; there is no other sign-in. */
export function guestRoutes(app: App, services: Services): void {
  const limited = (max: number) => ({ access: 'public' as const, rateLimit: { max, timeWindow: '1 minute' } });

  app.get(
    '/api/shared/:token',
    {
      config: limited(60),
      schema: { tags, summary: 'What a link shows', params: guestParams, response: { 200: guestView } },
    },
    async ({ params, ip }, reply) => {
      hide(reply);
      return withShare(services, { ...params, ip }, (trx, share) => readShared(trx, services, share));
    },
  );

  app.post(
    '/api/shared/:token/verdicts',
    {
      config: limited(20),
      schema: {
        tags,
        summary: 'Propose to shortlist or to reject',
        params: guestParams,
        body: verdictBody,
        response: { 204: z.null() },
      },
    },
    async ({ params, ip, body }, reply) => {
      await withShare(services, { ...params, ip }, (trx, share) => propose(trx, services, share, body));
      return hide(reply).code(204).send(null);
    },
  );

  app.get(
    '/api/shared-files/:token',
    { config: limited(300), schema: { hide: true, params: fileParams } },
    async (request, reply) => {
      const file = await findSharedFile(services, request.params.token);
      return sendFile(request, hide(reply), services.blobs, file, 'no-store');
    },
  );
}

function hide(reply: FastifyReply): FastifyReply {
  return reply.headers({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow' });
}
