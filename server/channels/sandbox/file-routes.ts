import { invalid } from '#platform/errors.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { largestFile, sendFileAsCandidate } from './acting.ts';
import * as schema from './schema.ts';
import { words } from './words.ts';

/** A voice note or a picture of a candidate, as the raw body. */
export function sandboxFileRoutes(app: App, services: Services): void {
  app.register(async (encapsulated) => {
    const scope = encapsulated as unknown as App;
    scope.addContentTypeParser(
      /^(audio|video|image)\/|^application\/(octet-stream|pdf)/,
      { parseAs: 'buffer' },
      (_request, body, done) => done(null, body),
    );
    scope.post(
      '/api/sandbox/phone/files',
      {
        config: { access: 'owner' as const },
        bodyLimit: largestFile,
        schema: {
          tags: ['sandbox'],
          summary: 'Send a file as the candidate',
          querystring: schema.fileQuery,
          response: { 201: schema.written },
        },
      },
      async ({ session, query: { name, ...on }, body, headers }, reply) => {
        if (!Buffer.isBuffer(body)) throw invalid(words.noFile);
        const file = { body, contentType: headers['content-type'] ?? '', name };
        return reply.code(201).send({ id: await sendFileAsCandidate(services, session.companyId, on, file) });
      },
    );
  });
}
