import { requireApplication } from '#candidates/applications.ts';
import { maxFileBytes } from '#channels/files.ts';
import { withCompany } from '#platform/db.ts';
import { invalidField } from '#platform/errors.ts';
import type { App } from '#platform/http/server.ts';
import { limitUploads } from '#platform/http/uploads.ts';
import type { Services } from '#platform/services.ts';
import { input } from '#platform/words.ts';
import { keepFile } from './files.ts';
import { applicationParams, keptFile } from './schema.ts';

/** More than anybody attaches by hand; one who only uploads fills no disk with it before somebody looks. */
const limits = { mostAtOnce: 6, mostBytes: 4 * 1024 ** 3, windowMs: 24 * 3_600_000 };

/** A file that a recruiter is about to send, as the file of a form; its reference then goes with the message. */
export function fileRoutes(app: App, services: Services): void {
  const limited = limitUploads(limits);
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
      const bound = { companyId, userId, applicationId: params.applicationId };
      const kept = await limited(session, async (count) => {
        const limits = { fileSize: maxFileBytes + 1 };
        const part = request.isMultipart() ? await request.file({ limits, throwFileSizeLimit: false }) : undefined;
        if (!part) throw invalidField('file', input.fileNeeded);
        const { filename: name, mimetype: contentType } = part;
        return keepFile(services, bound, { name, contentType, body: count(part.file) });
      });
      return reply.code(201).send(kept);
    },
  );
}
