import { z } from 'zod';
import { requireCampaign } from '#campaigns/policy.ts';
import { findIntakeCampaign } from '#candidates/intake-campaigns.ts';
import { withCompany } from '#platform/db.ts';
import type { App } from '#platform/http/server.ts';
import { languageOf } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { readColumn } from './attribute-values.ts';
import { cancelImport, requireImport, startImport, uploadImport } from './imports.ts';
import { listImports } from './queries.ts';
import type { Reading } from './reading.ts';
import { firstProblems, refusalsFile } from './refusals.ts';
import {
  campaignParams,
  cellRead,
  importBody,
  importParams,
  present,
  problem,
  startBody,
  valuesQuery,
} from './schema.ts';
import { words } from './words.ts';

/** Lists of candidates from a CSV file: upload, mapping, progress, what was not taken. */
export function importRoutes(app: App, services: Services): void {
  const { db, hints } = services;
  const config = { access: 'manager' as const };
  const tags = ['imports'];

  app.post(
    '/api/campaigns/:campaignId/imports',
    { config, schema: { tags, params: campaignParams, response: { 201: importBody } } },
    async (request, reply) => {
      const { session } = request;
      const { campaignId } = request.params;
      await withCompany(db, session.companyId, (trx) => requireCampaign(trx, session, campaignId));
      const importId = await uploadImport(services, request, campaignId);
      const row = await withCompany(db, session.companyId, (trx) => requireImport(trx, session, importId));
      return reply.code(201).send(present(row));
    },
  );

  app.get(
    '/api/campaigns/:campaignId/imports',
    { config, schema: { tags, params: campaignParams, response: { 200: z.array(importBody) } } },
    (request) =>
      withCompany(db, request.session.companyId, async (trx) => {
        await requireCampaign(trx, request.session, request.params.campaignId);
        return (await listImports(trx, request.session.companyId, request.params.campaignId)).map(present);
      }),
  );

  app.get(
    '/api/imports/:importId',
    { config, schema: { tags, params: importParams, response: { 200: importBody } } },
    (request) =>
      withCompany(db, request.session.companyId, async (trx) =>
        present(await requireImport(trx, request.session, request.params.importId)),
      ),
  );

  app.get(
    '/api/imports/:importId/values',
    { config, schema: { tags, params: importParams, querystring: valuesQuery, response: { 200: z.array(cellRead) } } },
    async ({ session, params, query }) => {
      const row = await withCompany(db, session.companyId, (trx) => requireImport(trx, session, params.importId));
      const campaign = await findIntakeCampaign(services, session.companyId, row.campaign_id);
      return campaign ? readColumn(row.reading as unknown as Reading, query.column, query.attribute, campaign) : [];
    },
  );

  app.get(
    '/api/imports/:importId/problems',
    { config, schema: { tags, params: importParams, response: { 200: z.array(problem) } } },
    ({ session, params }) =>
      withCompany(db, session.companyId, async (trx) =>
        firstProblems(trx, await requireImport(trx, session, params.importId)),
      ),
  );

  app.post(
    '/api/imports/:importId/start',
    { config, schema: { tags, params: importParams, body: startBody, response: { 200: importBody } } },
    (request) =>
      withCompany(db, request.session.companyId, async (trx) => {
        await startImport(services, trx, request.session, request.params.importId, request.body);
        return present(await requireImport(trx, request.session, request.params.importId));
      }),
  );

  app.post(
    '/api/imports/:importId/cancel',
    { config, schema: { tags, params: importParams, response: { 200: importBody } } },
    async (request) => {
      const { session, params } = request;
      const row = await withCompany(db, session.companyId, async (trx) => {
        await cancelImport(trx, session, params.importId);
        return requireImport(trx, session, params.importId);
      });
      hints.publish({ companyId: session.companyId, topic: 'imports', id: params.importId });
      return present(row);
    },
  );

  app.get(
    '/api/imports/:importId/refusals.csv',
    { config, schema: { tags, params: importParams } },
    async (request, reply) => {
      const row = await withCompany(db, request.session.companyId, (trx) =>
        requireImport(trx, request.session, request.params.importId),
      );
      const name = `${row.file_name.replace(/\.[^.]*$/, '')} - ${words.problems[languageOf(row.language)]}.csv`;
      reply.header('content-type', 'text/csv; charset=utf-8');
      reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
      return reply.send(refusalsFile(services, row));
    },
  );
}
