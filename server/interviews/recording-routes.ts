import { Readable } from 'node:stream';
import { z } from 'zod';
import { invalid } from '#platform/errors.ts';
import type { App } from '#platform/http/server.ts';
import { forPrograms } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { withChat } from './chat.ts';
import { chatParams, recording } from './chat-schema.ts';
import { maxRecordingBytes, storeRecording } from './recordings.ts';

/** A recording, as the raw body or as a file of a form. Its reference is then sent as a message. */
export function recordingRoutes(app: App, services: Services, config: { access: 'public' }): void {
  app.register(async (encapsulated) => {
    const scope = encapsulated as unknown as App;
    scope.addContentTypeParser(/^(audio|video)\/|^application\/octet-stream/, (_request, payload, done) =>
      done(null, payload),
    );
    scope.post(
      '/api/chat/:token/audio',
      {
        config,
        bodyLimit: maxRecordingBytes + 1024 * 1024,
        schema: {
          tags: ['chat'],
          summary: 'Upload a recording',
          params: chatParams,
          querystring: z.object({ durationMs: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0) }),
          response: { 201: recording },
        },
      },
      async (request, reply) => {
        const chat = await withChat(services, request.params.token, async (_trx, found) => found);
        const file = request.isMultipart()
          ? await request.file({ limits: { fileSize: maxRecordingBytes + 1 } })
          : { file: request.body, mimetype: request.headers['content-type'] ?? '' };
        if (!(file?.file instanceof Readable))
          throw invalid(forPrograms('Send the recording as the body of the request, or as the file of a form.'));
        const { durationMs } = request.query;
        const stored = await storeRecording(services, chat, file.file, {
          contentType: file.mimetype,
          durationMs,
        });
        return reply.code(201).send(stored);
      },
    );
  });
}
