import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { forbidden, notFound, RuleError } from '#platform/errors.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import type { WebhookRequest } from './adapter.ts';
import { readWebhookToken } from './connections.ts';
import { gatherWebhook } from './webhook-batches.ts';
import { withConnection } from './webhooks.ts';
import { words } from './words.ts';

const params = z.object({ channel: z.string().max(100), token: z.string().max(100) });
/** What Meta may send at once. */
const largestBody = 3 * 1024 * 1024;

/** Where providers tell what came in and what became of messages. The address names the connection; the signature proves who calls. */
export async function webhookRoutes(app: App, services: Services): Promise<void> {
  await app.register(async (plain) => {
    const scope = plain as unknown as App;
    // Signatures are over the very bytes, so here nothing parses them.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    // Nobody but who knows an address gets as far as sending so much.
    scope.addHook('onRequest', async (request) => {
      requireIds(services, (request.params as { token?: string }).token);
    });
    const options = {
      config: { access: 'public' as const },
      bodyLimit: largestBody,
      schema: { hide: true, params },
    };

    scope.post('/webhooks/:channel/:token', options, async (request, reply) => {
      const { channel, token } = request.params;
      const ids = requireIds(services, token);
      return answer(reply, await gatherWebhook(services, { ...ids, channel }, toWebhook(services, request)));
    });

    scope.get('/webhooks/:channel/:token', options, async (request, reply) =>
      answer(
        reply,
        await withConnection(services, request.params, async (_trx, { adapter, connected }) => {
          if (!adapter.handshake) throw new RuleError(405, 'post_only', words.postOnly);
          const body = adapter.handshake(toWebhook(services, request), connected);
          if (body === null) throw forbidden(words.wrongHandshake);
          return { contentType: 'text/plain', body };
        }),
      ),
    );
  });
}

function requireIds({ config }: Services, token = '') {
  const ids = readWebhookToken(config, token);
  if (!ids) throw notFound('address');
  return ids;
}

function toWebhook({ config }: Services, request: FastifyRequest): WebhookRequest {
  return {
    url: config.publicUrl + request.url,
    query: request.query as Record<string, unknown>,
    headers: request.headers,
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  };
}

function answer(reply: FastifyReply, { contentType, body }: { contentType: string; body: string }) {
  return reply.type(contentType).send(body);
}
