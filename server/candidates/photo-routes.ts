import { z } from 'zod';
import { fileOfForm } from '#accounts/photo-routes.ts';
import { maxPhotoBytes } from '#accounts/photos.ts';
import { withCompany } from '#platform/db.ts';
import { invalidField } from '#platform/errors.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { input } from '#platform/words.ts';
import { requireApplication } from './applications.ts';
import { removePhoto, replacePhoto } from './photos.ts';
import { applicationParams } from './schema.ts';

const config = { access: 'manager' as const };

/** A candidate's picture, as the file of a form. */
export function candidatePhotoRoutes(app: App, services: Services): void {
  app.put(
    '/api/applications/:applicationId/photo',
    {
      config,
      bodyLimit: maxPhotoBytes + 1024 * 1024,
      schema: {
        tags: ['candidates'],
        summary: 'Upload a JPEG, PNG or WebP picture of up to 5 MB',
        params: applicationParams,
        response: { 200: z.object({ photoUrl: z.string() }) },
      },
    },
    async (request) => {
      const { session, params } = request;
      await withCompany(services.db, session.companyId, (trx) =>
        requireApplication(trx, session, params.applicationId),
      );
      const file = request.isMultipart() ? await fileOfForm(request) : undefined;
      if (!file || file.length === 0) throw invalidField('photo', input.fileNeeded);
      return { photoUrl: await replacePhoto(services, session, params.applicationId, file) };
    },
  );

  app.delete(
    '/api/applications/:applicationId/photo',
    {
      config,
      schema: {
        tags: ['candidates'],
        summary: 'Remove the picture',
        params: applicationParams,
        response: { 204: z.null() },
      },
    },
    async ({ session, params }, reply) => {
      await removePhoto(services, session, params.applicationId);
      return reply.code(204).send(null);
    },
  );
}
