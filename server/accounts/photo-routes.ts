import type { FastifyRequest } from 'fastify';
import { invalidField, RuleError } from '#platform/errors.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { input, words } from '#platform/words.ts';
import { maxPhotoBytes, removePhoto, replacePhoto } from './photos.ts';
import * as schema from './schema.ts';

const tags = ['account'];
const config = { access: 'manager' as const };

/** One's photo, as the raw body or as the file of a form. */
export function photoRoutes(app: App, services: Services): void {
  app.register(async (encapsulated) => {
    const scope = encapsulated as unknown as App;
    scope.addContentTypeParser(/^image\/|^application\/octet-stream/, { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    scope.put(
      '/api/account/photo',
      {
        config,
        bodyLimit: maxPhotoBytes,
        schema: { tags, summary: 'Upload a JPEG, PNG or WebP picture of up to 5 MB', response: { 200: schema.photo } },
      },
      async (request) => {
        const file = request.isMultipart() ? await fileOfForm(request) : request.body;
        if (!Buffer.isBuffer(file) || file.length === 0) throw invalidField('photo', input.fileNeeded);
        const photoUrl = await replacePhoto(services, request.session, file);
        services.hints.publish({ companyId: request.session.companyId, topic: 'team' });
        return { photoUrl };
      },
    );
    scope.delete(
      '/api/account/photo',
      { config, schema: { tags, summary: 'Remove the photo', response: { 204: schema.none } } },
      async (request, reply) => {
        await removePhoto(services, request.session);
        services.hints.publish({ companyId: request.session.companyId, topic: 'team' });
        return reply.code(204).send(null);
      },
    );
  });
}

/** The one file of a form, up to the size of a photo; undefined where there is none. */
export async function fileOfForm(request: FastifyRequest): Promise<Buffer | undefined> {
  try {
    const part = await request.file({ limits: { fileSize: maxPhotoBytes } });
    return await part?.toBuffer();
  } catch (error) {
    // What the form's parser can not make out has no status of its own.
    if ((error as { statusCode?: number }).statusCode) throw error;
    throw new RuleError(400, 'invalid_form', words.brokenForm((error as Error).message));
  }
}
