import { z } from 'zod';
import { afterCommit, type Trx, withCompany } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { hintApplication, lockApplication } from '../applications.ts';
import { applicationParams } from '../schema.ts';
import { attributesOf, setValue } from './application.ts';
import { changeAttribute, createAttribute, listAttributes, orderAttributes, requireAttribute } from './attributes.ts';
import { setDetail } from './detail.ts';
import {
  attribute,
  attributeOrder,
  attributeParams,
  attributeValue,
  changedAttribute,
  detailBody,
  newAttribute,
  valueBody,
  valueParams,
} from './schema.ts';

/** What a company wants to know of its candidates beyond their contacts. */
export function attributeRoutes(app: App, { db, hints, jobs }: Pick<Services, 'db' | 'hints' | 'jobs'>): void {
  const describe = <A extends 'owner' | 'manager', S extends object>(access: A, summary: string, schema: S) => ({
    config: { access },
    schema: { tags: ['candidates'], summary, ...schema },
  });
  const changing = <T>({ companyId }: Session, work: (trx: Trx) => Promise<T>) =>
    withCompany(db, companyId, async (trx) => {
      afterCommit(trx, () => hints.publish({ companyId, topic: 'attributes' }));
      return work(trx);
    });
  const nothing = { 204: z.null() };

  app.get(
    '/api/attributes',
    describe('manager', 'The company’s attributes', { response: { 200: z.array(attribute) } }),
    ({ session }) => withCompany(db, session.companyId, (trx) => listAttributes(trx, session.companyId)),
  );

  app.post(
    '/api/attributes',
    describe('owner', 'Add an attribute', { body: newAttribute, response: { 201: z.object({ id: z.number() }) } }),
    async ({ session, body }, reply) =>
      reply
        .code(201)
        .send({ id: await changing(session, (trx) => createAttribute(trx, jobs, session.companyId, body)) }),
  );

  app.patch(
    '/api/attributes/:attributeId',
    describe('owner', 'Change, archive or restore an attribute', {
      params: attributeParams,
      body: changedAttribute,
      response: nothing,
    }),
    async ({ session, params, body }, reply) => {
      await changing(session, (trx) => changeAttribute(trx, jobs, session.companyId, params.attributeId, body));
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/api/attribute-order',
    describe('owner', 'Put the attributes into another order', { body: attributeOrder, response: nothing }),
    async ({ session, body }, reply) => {
      await changing(session, (trx) => orderAttributes(trx, session.companyId, body.ids));
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/api/applications/:applicationId/attributes/:attributeId',
    describe('manager', 'Say what an application has of an attribute', {
      params: valueParams,
      body: valueBody,
      response: { 200: z.array(attributeValue) },
    }),
    ({ session, params, body }) =>
      withCompany(db, session.companyId, async (trx) => {
        const application = await lockApplication(trx, session, params.applicationId);
        const given = await requireAttribute(trx, session.companyId, params.attributeId);
        await setValue(trx, application, given, body, session.userId);
        hintApplication(trx, hints, session.companyId, application.id);
        return attributesOf(trx, await lockApplication(trx, session, params.applicationId));
      }),
  );

  app.put(
    '/api/applications/:applicationId/details',
    describe('manager', 'Correct a detail of an application that is no attribute', {
      params: applicationParams,
      body: detailBody,
      response: nothing,
    }),
    async ({ session, params, body }, reply) => {
      await withCompany(db, session.companyId, async (trx) => {
        const application = await lockApplication(trx, session, params.applicationId);
        await setDetail(trx, application, body, session.userId);
        hintApplication(trx, hints, session.companyId, application.id);
      });
      return reply.code(204).send(null);
    },
  );
}
