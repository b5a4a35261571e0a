import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { writeLetter } from './letters.ts';
import * as schema from './schema.ts';

/** The files of a letter as base64, a third larger than they are, and its text. */
const bodyLimit = Math.ceil(schema.mostLetterBytes * 1.4) + 256 * 1024;

/** A candidate's mail, with its files in the same body: the page makes it for itself alone. */
export function sandboxLetterRoutes(app: App, services: Services): void {
  app.post(
    '/api/sandbox/phone/letters',
    {
      config: { access: 'owner' as const },
      bodyLimit,
      schema: {
        tags: ['sandbox'],
        summary: 'Write a mail as the candidate, or answer one',
        body: schema.letter,
        response: { 201: schema.written },
      },
    },
    async ({ session, body: { files, answers = null, subject = '', ...letter } }, reply) => {
      const read = files.map(({ content, ...file }) => ({ ...file, body: Buffer.from(content, 'base64') }));
      const id = await writeLetter(services, session.companyId, { ...letter, answers, subject, files: read });
      return reply.code(201).send({ id });
    },
  );
}
