import { z } from 'zod';
import { signedPath } from '#platform/blobs/download.ts';
import { type Trx, withCompany } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import type { App } from '#platform/http/server.ts';
import { limitedStream } from '#platform/http/streams.ts';
import type { Services } from '#platform/services.ts';
import { exportCampaign } from './campaign-export.ts';
import {
  cancelExport,
  exportOptions,
  listExports,
  readExport,
  removeExport,
  startExport,
  takeFile,
} from './exports.ts';
import { contentTypes } from './files.ts';
import { letManagersExport, mayManagersExport } from './permission.ts';
import { exportHead } from './queries.ts';
import { campaignParams, exportBody, exportParams, exportView, options, permission } from './schema.ts';

/** Long enough to follow it. */
const linkLifetimeMs = 60_000;

/** Tables to take away: a campaign's at once, and any other written by a job. */
export function exportRoutes(app: App, services: Services): void {
  const config = { access: 'manager' as const };
  const describe = <S extends object>(summary: string, schema: S) => ({
    config,
    schema: { tags: ['exports'], summary, ...schema },
  });
  const inCompany = <T>({ companyId }: Session, work: (trx: Trx) => Promise<T>) =>
    withCompany(services.db, companyId, work);

  app.get(
    '/api/campaigns/:campaignId/export.xlsx',
    describe('The candidates of a campaign with their answers, as XLSX', { params: campaignParams }),
    async ({ session, params }, reply) => {
      const { fileName, stream } = await limitedStream(session, () =>
        exportCampaign(services, session, params.campaignId),
      );
      reply.header('content-type', contentTypes.xlsx);
      reply.header('cache-control', 'no-store');
      reply.header('content-disposition', `attachment; filename*=UTF-8''${encode(fileName)}`);
      return reply.send(stream);
    },
  );

  app.get(
    '/api/export-options',
    describe('Which columns a table may have, and those chosen last', { response: { 200: options } }),
    ({ session }) =>
      inCompany(session, async (trx) => {
        const head = await exportHead(trx, session.companyId, session.userId);
        return exportOptions(trx, session, head?.language ?? 'en');
      }),
  );

  app.get(
    '/api/exports',
    describe('One’s own exports of the last days', { response: { 200: z.array(exportView) } }),
    ({ session }) => inCompany(session, (trx) => listExports(trx, session)),
  );

  app.post(
    '/api/exports',
    describe('Have a table of candidates written', { body: exportBody, response: { 201: exportView } }),
    async ({ session, body }, reply) =>
      reply.code(201).send(await inCompany(session, (trx) => startExport(trx, services, session, body))),
  );

  app.get(
    '/api/exports/:exportId',
    describe('How far an export is', { params: exportParams, response: { 200: exportView } }),
    ({ session, params }) => inCompany(session, (trx) => readExport(trx, session, params.exportId)),
  );

  app.post(
    '/api/exports/:exportId/cancel',
    describe('End an export where it stands', { params: exportParams, response: { 200: exportView } }),
    ({ session, params }) => inCompany(session, (trx) => cancelExport(trx, services, session, params.exportId)),
  );

  app.delete(
    '/api/exports/:exportId',
    describe('Remove an export and its file', { params: exportParams, response: { 204: z.null() } }),
    async ({ session, params }, reply) => {
      await inCompany(session, (trx) => removeExport(trx, services, session, params.exportId));
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/exports/:exportId/file',
    describe('Its file, by a link that soon ends', { params: exportParams }),
    async ({ session, params }, reply) => {
      const { key, fileName, format } = await inCompany(session, (trx) => takeFile(trx, session, params.exportId));
      const path = signedPath(services.config.secret, key, {
        filename: fileName,
        contentType: contentTypes[format],
        disposition: 'attachment',
        expiresAt: new Date(Date.now() + linkLifetimeMs),
      });
      return reply.header('cache-control', 'no-store').redirect(path, 302);
    },
  );

  permissionRoutes(app, services);
}

function permissionRoutes(app: App, { db }: Pick<Services, 'db'>): void {
  const config = { access: 'owner' as const };
  const tags = ['exports'];
  app.get(
    '/api/export-permission',
    { config, schema: { tags, summary: 'Whether managers may export', response: { 200: permission } } },
    ({ session: { companyId } }) =>
      withCompany(db, companyId, async (trx) => ({ managers: await mayManagersExport(trx, companyId) })),
  );
  app.put(
    '/api/export-permission',
    {
      config,
      schema: { tags, summary: 'Let managers export, or not', body: permission, response: { 200: permission } },
    },
    ({ session, body }) =>
      withCompany(db, session.companyId, async (trx) => {
        await letManagersExport(trx, session, body.managers);
        return body;
      }),
  );
}

function encode(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
}
