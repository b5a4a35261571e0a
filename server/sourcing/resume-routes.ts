import { z } from 'zod';
import { hintApplication, lockApplication, requireApplication } from '#candidates/applications.ts';
import { replaceResume } from '#candidates/resume.ts';
import { applicationParams } from '#candidates/schema.ts';
import { withCompany } from '#platform/db.ts';
import { invalidField } from '#platform/errors.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { input } from '#platform/words.ts';
import { largestResume, tooLarge, withResume } from './resumes.ts';
import { withForm } from './upload.ts';

const shared = { tags: ['candidates'], params: applicationParams, response: { 204: z.null() } };
const config = { access: 'manager' as const };

/** A recruiter uploads, replaces or removes the résumé of somebody who is a candidate already. */
export function resumeRoutes(app: App, services: Services): void {
  app.put(
    '/api/applications/:applicationId/resume',
    {
      config,
      bodyLimit: largestResume + 1024 * 1024,
      schema: {
        ...shared,
        summary: 'Upload a résumé of up to 10 MB (PDF, DOCX, DOC, RTF, ODT, TXT, JPEG, PNG, WebP) as `file` of a form',
      },
    },
    async (request, reply) => {
      const { session, params } = request;
      const { companyId, userId } = session;
      await withCompany(services.db, companyId, (trx) => requireApplication(trx, session, params.applicationId));
      if (!request.isMultipart()) throw invalidField('file', input.fileNeeded);
      await withForm(request, { fileField: 'file', maxBytes: largestResume, tooLarge }, async ({ file }) => {
        if (!file) throw invalidField('file', input.fileNeeded);
        await withResume(services, companyId, file, (resume) =>
          withCompany(services.db, companyId, async (trx) => {
            const application = await lockApplication(trx, session, params.applicationId);
            await replaceResume(trx, application, resume, userId);
            hintApplication(trx, services.hints, companyId, application.id);
          }),
        );
      });
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/applications/:applicationId/resume',
    { config, schema: { ...shared, summary: 'Remove the résumé' } },
    async ({ session, params }, reply) => {
      await withCompany(services.db, session.companyId, async (trx) => {
        const application = await lockApplication(trx, session, params.applicationId);
        await replaceResume(trx, application, null, session.userId);
        hintApplication(trx, services.hints, session.companyId, application.id);
      });
      return reply.code(204).send(null);
    },
  );
}
