import { z } from 'zod';
import { notifyCandidate, previewNotification } from '#conversations/notify.ts';
import { withCompany } from '#platform/db.ts';
import { invalidField } from '#platform/errors.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { hintApplication, holdPerson, lockApplication, requireApplication } from './applications.ts';
import { editCandidate } from './edit.ts';
import { toItem } from './lists.ts';
import { moveApplication } from './moves.ts';
import { readProfile, readResponses } from './profile.ts';
import { loadItems } from './queries.ts';
import { applicationParams, editBody, item, moveBody, notification, profile, response } from './schema.ts';
import { words } from './words.ts';

export function candidateRoutes(app: App, services: Services): void {
  const { db, hints } = services;
  const manager = { access: 'manager' as const };

  app.get(
    '/api/applications/:applicationId',
    {
      config: manager,
      schema: { tags: ['candidates'], summary: 'The profile', params: applicationParams, response: { 200: profile } },
    },
    (request) =>
      withCompany(db, request.session.companyId, (trx) =>
        readProfile(trx, services, request.session, request.params.applicationId),
      ),
  );

  app.get(
    '/api/applications/:applicationId/responses',
    {
      config: manager,
      schema: {
        tags: ['candidates'],
        summary: 'Questions and answers',
        params: applicationParams,
        response: { 200: z.array(response) },
      },
    },
    (request) =>
      withCompany(db, request.session.companyId, (trx) =>
        readResponses(trx, services, request.session, request.params.applicationId),
      ),
  );

  app.put(
    '/api/applications/:applicationId/folder',
    {
      config: manager,
      schema: {
        tags: ['candidates'],
        summary: 'Move to a folder',
        params: applicationParams,
        body: moveBody,
        response: { 200: item },
      },
    },
    (request) => {
      const { session, body, params } = request;
      const event = body.folder === 'shortlisted' || body.folder === 'rejected' ? body.folder : null;
      if (body.notify && !event) throw invalidField('notify', words.nothingToTell);
      return withCompany(db, session.companyId, async (trx) => {
        const application = await lockApplication(trx, session, params.applicationId);
        const by = { actor: 'user', userId: session.userId } as const;
        await moveApplication(trx, application, body.folder, by, { from: body.from, reasonId: body.reasonId });
        if (body.notify && event && application.folder !== event)
          await notifyCandidate(trx, services, { application, session, event, texts: body.notify });
        hintApplication(trx, hints, session.companyId, application.id);
        return toItem((await loadItems(trx, session.companyId, [application.id]))[0]!);
      });
    },
  );

  app.get(
    '/api/applications/:applicationId/notification',
    {
      config: manager,
      schema: {
        tags: ['candidates'],
        summary: 'What would be sent to the candidate at a shortlisting or rejection',
        params: applicationParams,
        querystring: z.object({ event: z.enum(['shortlisted', 'rejected']) }),
        response: { 200: notification },
      },
    },
    ({ session, params, query }) =>
      withCompany(db, session.companyId, async (trx) =>
        previewNotification(trx, services, await requireApplication(trx, session, params.applicationId), query.event),
      ),
  );

  app.patch(
    '/api/applications/:applicationId',
    {
      config: manager,
      schema: {
        tags: ['candidates'],
        summary: 'Correct name, e-mail, phone or source',
        params: applicationParams,
        body: editBody,
        response: { 200: item },
      },
    },
    (request) => {
      const { session, params } = request;
      return withCompany(db, session.companyId, async (trx) => {
        const application = await holdPerson(trx, session, params.applicationId);
        await editCandidate(trx, application, session.userId, request.body);
        hintApplication(trx, hints, session.companyId, application.id);
        return toItem((await loadItems(trx, session.companyId, [application.id]))[0]!);
      });
    },
  );

  app.post(
    '/api/applications/:applicationId/read',
    {
      config: manager,
      schema: { tags: ['candidates'], summary: 'Mark as read', params: applicationParams, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const { session, params } = request;
      await withCompany(db, session.companyId, async (trx) => {
        const application = await requireApplication(trx, session, params.applicationId);
        if (!application.unread) return;
        await trx
          .updateTable('applications')
          .set({ unread: false })
          .where('company_id', '=', session.companyId)
          .where('id', '=', application.id)
          .execute();
        hintApplication(trx, hints, session.companyId, application.id);
      });
      return reply.code(204).send(null);
    },
  );
}
