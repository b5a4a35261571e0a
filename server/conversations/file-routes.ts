import { requireApplication } from '#candidates/applications.ts';
import { maxFileBytes } from '#channels/files.ts';
import { withCompany } from '#platform/db.ts';
import { invalidField } from '#platform/errors.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { input } from '#platform/words.ts';
import { keepFile } from './files.ts';
import { applicationParams, keptFile } from './schema.ts';

/** A file that a recruiter is about to send, as the file of a form; its reference then goes with the message. */
export function fileRoutes(app: App, services: Services): void {
  app.post(
    '/api/applications/:applicationId/files',
    {
      config: { access: 'manager' },
      bodyLimit: maxFileBytes + 1024 * 1024,
      schema: {
        tags: ['conversations'],
        summary: 'Upload a file of up to 25 MB that is to be sent to the candidate',
        params: applicationParams,
        response: { 201: keptFile },
      },
    },
    async (request, reply) => {
      const { session, params } = request;
      const { companyId, userId } = session;
      await withCompany(services.db, companyId, (trx) => requireApplication(trx, session, params.applicationId));
      const part = request.isMultipart() ? await request.file({ limits: { fileSize: maxFileBytes } }) : undefined;
      if (!part) throw invalidField('file', input.fileNeeded);
      const { filename: name, mimetype: contentType } = part;
      const kept = await keepFile(
        services,
        { companyId, userId, applicationId: params.applicationId },
        { name, contentType, body: await part.toBuffer() },
      );
      return reply.code(201).send(kept);
    },
  );
}
