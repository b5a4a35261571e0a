import { Readable } from 'node:stream';
import { z } from 'zod';
import { invalidField } from '#platform/errors.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { input } from '#platform/words.ts';
import { keepPicture, maxPictureBytes, readPicture } from './pictures.ts';

/** Pictures of mails: uploaded by the team, shown to whoever has the mail. */
export function pictureRoutes(app: App, services: Services): void {
  app.register(async (encapsulated) => {
    const scope = encapsulated as unknown as App;
    scope.addContentTypeParser(/^image\/|^application\/octet-stream/, { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    scope.post(
      '/api/mail-pictures',
      {
        config: { access: 'manager', rateLimit: { max: 60, timeWindow: '1 minute' } },
        bodyLimit: maxPictureBytes,
        schema: {
          tags: ['campaigns'],
          summary: 'Upload a PNG, JPEG, GIF or WebP picture of up to 2 MB for mails',
          response: { 201: z.object({ src: z.string() }) },
        },
      },
      async (request, reply) => {
        const part = request.isMultipart() ? await request.file({ limits: { fileSize: maxPictureBytes } }) : null;
        const file = part ? await part.toBuffer() : request.body;
        if (!Buffer.isBuffer(file)) throw invalidField('file', input.fileNeeded);
        return reply.code(201).send({ src: await keepPicture(services, request.session, file) });
      },
    );
  });

  app.get(
    '/pictures/:token',
    {
      config: { access: 'public', rateLimit: { max: 1200, timeWindow: '1 minute' } },
      schema: { hide: true, params: z.object({ token: z.string().max(64) }) },
    },
    async (request, reply) => {
      const { contentType, size, stream } = await readPicture(services, request.params.token);
      reply.headers({
        'content-type': contentType,
        'content-length': size,
        'content-disposition': 'inline',
        'content-security-policy': "sandbox; default-src 'none'",
        'cache-control': 'public, max-age=31536000, immutable',
        // Mailboxes on the web show it on their own pages.
        'cross-origin-resource-policy': 'cross-origin',
      });
      if (request.method !== 'HEAD') return reply.send(stream);
      stream.destroy();
      return reply.send(Readable.from([]));
    },
  );
}
