import { z } from 'zod';
import { withCompany } from '#platform/db.ts';
import type { App } from '#platform/http/server.ts';
import { limitedStream } from '#platform/http/streams.ts';
import type { Services } from '#platform/services.ts';
import { applicationParams, folderKey } from '../schema.ts';
import { erasePerson } from './erase.ts';
import { exportPerson } from './person-export.ts';
import { countExpired, readRule, saveRule } from './retention.ts';

const rule = z.object({
  /** Since anything happened to any of a person's applications. */
  months: z.coerce.number().int().min(1).max(120),
  /** All of the person's applications stand in one of these. */
  folders: z.array(folderKey).min(1).max(100),
});
const ruleOrNone = z.object({ rule: rule.nullable() });
const config = { access: 'owner' as const };

/** What the law asks of whoever keeps people's data: give it out, erase it, and keep it no longer than needed. */
export function erasureRoutes(app: App, services: Services): void {
  const { db } = services;

  app.get(
    '/api/applications/:applicationId/person',
    {
      config,
      schema: { tags: ['privacy'], summary: 'All that is kept about a person, as a ZIP', params: applicationParams },
    },
    async ({ session, params }, reply) => {
      const { stream } = await limitedStream(session, async () => ({
        stream: await exportPerson(services, session, params.applicationId),
      }));
      return reply
        .type('application/zip')
        .header('content-disposition', `attachment; filename="person-${params.applicationId}.zip"`)
        .header('cache-control', 'no-store')
        .send(stream);
    },
  );

  app.delete(
    '/api/applications/:applicationId/person',
    {
      config,
      schema: {
        tags: ['privacy'],
        summary: 'Erase a person for good, with all applications, messages and files',
        params: applicationParams,
        response: { 204: z.null() },
      },
    },
    async ({ session, params }, reply) => {
      await erasePerson(services, session, params.applicationId);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/retention',
    { config, schema: { tags: ['privacy'], summary: 'How long people are kept', response: { 200: ruleOrNone } } },
    ({ session }) =>
      withCompany(db, session.companyId, async (trx) => ({ rule: await readRule(trx, session.companyId) })),
  );

  app.put(
    '/api/retention',
    {
      config,
      schema: {
        tags: ['privacy'],
        summary: 'Change how long people are kept; no rule is for ever',
        body: ruleOrNone,
        response: { 200: ruleOrNone },
      },
    },
    ({ session, body }) =>
      withCompany(db, session.companyId, async (trx) => {
        await saveRule(trx, session, body.rule);
        return { rule: await readRule(trx, session.companyId) };
      }),
  );

  app.post(
    '/api/retention/trial',
    {
      config,
      schema: {
        tags: ['privacy'],
        summary: 'How many people a rule would erase tonight; nothing is changed',
        body: rule,
        response: { 200: z.object({ candidates: z.number() }) },
      },
    },
    ({ session, body }) =>
      withCompany(db, session.companyId, async (trx) => ({
        candidates: await countExpired(trx, session.companyId, body),
      })),
  );
}
