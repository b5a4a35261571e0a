import { z } from 'zod';
import { withCompany } from '#platform/db.ts';
import { says } from '#platform/http/issues.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { input } from '#platform/words.ts';
import { id, template } from '../schema.ts';
import { deleteLetter, listSavedLetters, renameLetter, saveLetter } from './saved.ts';
import { words } from './words.ts';

const tags = ['campaigns'];
const config = { access: 'manager' as const };
const params = z.object({ letterId: id });
const name = z
  .string()
  .trim()
  .min(1, says(words.nameNeeded))
  .max(80, says(input.tooLong(80)));
const written = template.pick({ subject: true, body: true, document: true });

const savedLetter = written.extend({
  id: z.number(),
  name: z.string(),
  createdBy: z.string().nullable(),
  updatedAt: z.string(),
  can: z.object({ change: z.boolean() }),
});

/** Mails that the whole company begins others with; their maker and owners rename and delete them. */
export function savedLetterRoutes(app: App, { db, config: { publicUrl } }: Services): void {
  app.get(
    '/api/mail-templates',
    { config, schema: { tags, summary: 'Mails to begin others with', response: { 200: z.array(savedLetter) } } },
    ({ session }) => withCompany(db, session.companyId, (trx) => listSavedLetters(trx, session)),
  );

  app.post(
    '/api/mail-templates',
    {
      config,
      schema: {
        tags,
        summary: 'Keep a mail to begin others with',
        body: written.extend({ name }),
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ session, body }, reply) => {
      const letterId = await withCompany(db, session.companyId, (trx) => saveLetter(trx, session, publicUrl, body));
      return reply.code(201).send({ id: letterId });
    },
  );

  app.patch(
    '/api/mail-templates/:letterId',
    { config, schema: { tags, summary: 'Rename it', params, body: z.object({ name }), response: { 204: z.null() } } },
    async ({ session, params, body }, reply) => {
      await withCompany(db, session.companyId, (trx) => renameLetter(trx, session, params.letterId, body.name));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/mail-templates/:letterId',
    { config, schema: { tags, summary: 'Delete it', params, response: { 204: z.null() } } },
    async ({ session, params }, reply) => {
      await withCompany(db, session.companyId, (trx) => deleteLetter(trx, session, params.letterId));
      return reply.code(204).send(null);
    },
  );
}
