import { z } from 'zod';
import { afterCommit, type Trx, withCompany } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { hintApplication, lockApplication } from './applications.ts';
import { folderColors } from './folders/schema.ts';
import { addLabel, changeLabel, countLabels, createLabel, deleteLabel, listLabels, removeLabel } from './labels.ts';
import { givenName } from './name.ts';
import { applicationParams, id, label } from './schema.ts';

const labelParams = z.object({ labelId: id });
const ofApplication = applicationParams.extend(labelParams.shape);
const name = givenName(60);

/** The company's labels, which everybody makes and puts on, and owners keep in order. */
export function labelRoutes(app: App, { db, hints }: Pick<Services, 'db' | 'hints'>): void {
  const describe = <A extends 'owner' | 'manager', S extends object>(access: A, summary: string, schema: S) => ({
    config: { access },
    schema: { tags: ['candidates'], summary, ...schema },
  });
  const changing = <T>({ companyId }: Session, work: (trx: Trx) => Promise<T>) =>
    withCompany(db, companyId, async (trx) => {
      afterCommit(trx, () => hints.publish({ companyId, topic: 'labels' }));
      return work(trx);
    });
  /** Those who carry it show it. */
  const changingAll = async (session: Session, work: (trx: Trx) => Promise<void>) => {
    const { companyId } = session;
    await changing(session, work);
    hints.publish({ companyId, topic: 'applications' });
    hints.publish({ companyId, topic: 'application' });
  };
  const nothing = { 204: z.null() };

  app.get(
    '/api/labels',
    describe('manager', 'The company’s labels', { response: { 200: z.array(label) } }),
    ({ session }) => withCompany(db, session.companyId, (trx) => listLabels(trx, session.companyId)),
  );

  app.post(
    '/api/labels',
    describe('manager', 'Make a label', { body: z.object({ name }), response: { 200: label } }),
    ({ session, body }) => changing(session, (trx) => createLabel(trx, session.companyId, body.name)),
  );

  app.get(
    '/api/label-counts',
    describe('owner', 'How many candidates carry each label', {
      response: { 200: z.array(z.object({ id: z.number(), count: z.number() })) },
    }),
    ({ session }) => withCompany(db, session.companyId, (trx) => countLabels(trx, session.companyId)),
  );

  app.patch(
    '/api/labels/:labelId',
    describe('owner', 'Rename or recolour a label', {
      params: labelParams,
      body: z.object({ name, color: z.enum(folderColors) }).partial(),
      response: nothing,
    }),
    async ({ session, params, body }, reply) => {
      await changingAll(session, (trx) => changeLabel(trx, session.companyId, params.labelId, body));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/labels/:labelId',
    describe('owner', 'Delete a label, and take it off everybody', { params: labelParams, response: nothing }),
    async ({ session, params }, reply) => {
      await changingAll(session, (trx) => deleteLabel(trx, session, params.labelId));
      return reply.code(204).send(null);
    },
  );

  for (const [method, change] of [
    ['PUT', addLabel],
    ['DELETE', removeLabel],
  ] as const)
    app.route({
      method,
      url: '/api/applications/:applicationId/labels/:labelId',
      ...describe('manager', method === 'PUT' ? 'Put a label on' : 'Take a label off', {
        params: ofApplication,
        response: nothing,
      }),
      handler: async (request, reply) => {
        const { session } = request;
        const { applicationId, labelId } = ofApplication.parse(request.params);
        await withCompany(db, session.companyId, async (trx) => {
          const application = await lockApplication(trx, session, applicationId);
          await change(trx, application, labelId, session.userId);
          hintApplication(trx, hints, session.companyId, applicationId);
        });
        return reply.code(204).send(null);
      },
    });
}
