import { z } from 'zod';
import { invalid } from '#platform/errors.ts';
import type { App } from '#platform/http/server.ts';
import { forPrograms } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { withChat } from './chat.ts';
import { keepChatFile, maxChatFileBytes } from './chat-files.ts';
import { chatParams } from './chat-schema.ts';

/** A file of the candidate's, as the file of a form. Its reference is then sent as a message. */
export function chatFileRoutes(app: App, services: Services, config: { access: 'public' }): void {
  app.post(
    '/api/chat/:token/files',
    {
      config,
      bodyLimit: maxChatFileBytes + 1024 * 1024,
      schema: {
        tags: ['chat'],
        summary: 'Upload a file of up to 15 MB',
        params: chatParams,
        response: { 201: z.object({ file: z.string() }) },
      },
    },
    async (request, reply) => {
      const chat = await withChat(services, request.params.token, async (_trx, found) => found);
      const part = request.isMultipart()
        ? await request.file({ limits: { fileSize: maxChatFileBytes + 1 } })
        : undefined;
      if (!part) throw invalid(forPrograms('Send the file as the file of a form.'));
      const { filename: name, mimetype: contentType } = part;
      const kept = await keepChatFile(services, chat, { name, contentType, body: await part.toBuffer() });
      return reply.code(201).send(kept);
    },
  );
}
