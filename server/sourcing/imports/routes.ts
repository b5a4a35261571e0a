import { z } from 'zod';
import { requireCampaign } from '#campaigns/policy.ts';
import { withCompany } from '#platform/db.ts';
import type { App } from '#platform/http/server.ts';
import { languageOf } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { cancelImport, requireImport, startImport, uploadImport } from './imports.ts';
import { type ImportRow, listImports } from './queries.ts';
import { columnMapping, delimiters, encodings, type Reading } from './reading.ts';
import { refusalsFile } from './refusals.ts';
import { words } from './words.ts';

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const campaignParams = z.object({ campaignId: id });
const importParams = z.object({ importId: id });
const startBody = z.object({ mapping: columnMapping.min(1).max(200), hasHeader: z.boolean() });

const importBody = z.object({
  id: z.number(),
  campaignId: z.number(),
  fileName: z.string(),
  size: z.number(),
  state: z.enum(['uploaded', 'waiting', 'running', 'finished', 'cancelled', 'failed']),
  reading: z.object({
    encoding: z.enum(encodings),
    delimiter: z.enum(delimiters),
    hasHeader: z.boolean(),
    headers: z.array(z.string()),
    mapping: columnMapping,
    preview: z.array(z.array(z.string())),
  }),
  counts: z.object({
    total: z.number(),
    created: z.number(),
    duplicate: z.number(),
    existing: z.number(),
    refused: z.number(),
  }),
  /** From 0 to 1. */
  progress: z.number(),
  error: z.string().nullable(),
  refusalsUrl: z.string().nullable(),
  user: z.object({ id: z.string(), name: z.string() }).nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
});

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
      const name = `${row.file_name.replace(/\.[^.]*$/, '')} - ${words.notImported[languageOf(row.language)]}.csv`;
      reply.header('content-type', 'text/csv; charset=utf-8');
      reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
      return reply.send(refusalsFile(services, row));
    },
  );
}

function present(row: ImportRow): z.infer<typeof importBody> {
  const { created, duplicate, existing, refused } = row;
  const progress = row.state === 'finished' ? 1 : Math.min(0.99, row.size > 0 ? row.bytes_read / row.size : 0);
  return {
    id: row.id,
    campaignId: row.campaign_id,
    fileName: row.file_name,
    size: row.size,
    state: row.state as z.infer<typeof importBody>['state'],
    reading: row.reading as unknown as Reading,
    counts: { total: created + existing + refused, created, duplicate, existing, refused },
    progress,
    error: row.error,
    refusalsUrl: refused > 0 ? `/api/imports/${row.id}/refusals.csv` : null,
    user: row.user_id && row.user_name ? { id: row.user_id, name: row.user_name } : null,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
