import { z } from 'zod';
import { recordAudit } from '#accounts/audit.ts';
import { type Trx, withCompany } from '#platform/db.ts';
import { notFound } from '#platform/errors.ts';
import type { App } from '#platform/http/server.ts';
import { languageOf } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { openingUrl } from '../links.ts';
import { listOpenings } from '../openings.ts';
import { allowFrames, readSites } from './frames.ts';
import { readWidgetToken, widgetSnippet, widgetUrl } from './links.ts';
import { menuPage } from './menu-page.ts';
import * as schema from './schema.ts';
import { readVisit } from './visit.ts';

type WidgetServices = Pick<Services, 'config' | 'db'>;

const tags = ['channels'];
const onOnePage = 30;

/** The web chat on a careers site: what an owner sets, and the page that stands in its frame. */
export function widgetRoutes(app: App, services: WidgetServices): void {
  const { config, db } = services;
  const read = async (trx: Trx, companyId: number) => ({
    sites: await readSites(trx, companyId),
    snippet: widgetSnippet(config, companyId),
    url: widgetUrl(config, companyId),
  });

  app.get(
    '/api/widget',
    {
      config: { access: 'owner' },
      schema: { tags, summary: 'The web chat for careers sites', response: { 200: schema.widget } },
    },
    ({ session }) => withCompany(db, session.companyId, (trx) => read(trx, session.companyId)),
  );

  app.put(
    '/api/widget',
    {
      config: { access: 'owner' },
      schema: {
        tags,
        summary: 'Say on which sites it may stand',
        body: schema.widgetBody,
        response: { 200: schema.widget },
      },
    },
    ({ session, body }) =>
      withCompany(db, session.companyId, async (trx) => {
        await trx
          .updateTable('companies')
          .set({ widget_sites: body.sites })
          .where('id', '=', session.companyId)
          .execute();
        await recordAudit(trx, session, 'sites-changed', { sites: body.sites });
        return read(trx, session.companyId);
      }),
  );

  // The button asks, so that no site that is not named shows a frame which would stay empty.
  app.get(
    '/w/:token/site',
    {
      config: { access: 'public', rateLimit: { max: 120, timeWindow: '1 minute' } },
      schema: { hide: true, params: z.object({ token: z.string().max(100) }) },
    },
    async (request, reply) => {
      const companyId = readWidgetToken(config, request.params.token);
      reply.headers({ 'access-control-allow-origin': '*', 'cache-control': 'no-store' });
      if (companyId === null) throw notFound('page');
      const sites = await withCompany(db, companyId, (trx) => readSites(trx, companyId));
      return reply.code(sites.includes(request.headers.origin ?? '') ? 204 : 403).send();
    },
  );

  app.get(
    '/w/:token',
    {
      config: { access: 'public', rateLimit: { max: 120, timeWindow: '1 minute' } },
      schema: {
        hide: true,
        params: z.object({ token: z.string().max(100) }),
        // Whatever else stands in the address is no reason to show nothing.
        querystring: z.object({
          menu: z.string().optional().catch(undefined),
          from: z.coerce.number().int().min(0).max(10_000).catch(0),
        }),
      },
    },
    async (request, reply) => {
      const companyId = readWidgetToken(config, request.params.token);
      if (companyId === null) throw notFound('page');
      const { menu, from } = request.query;
      const shown = await withCompany(db, companyId, async (trx) => {
        allowFrames(reply, await readSites(trx, companyId));
        const visit = menu === undefined ? await readVisit(trx, config, request, companyId) : null;
        return visit ? { visit } : { page: await readMenu(trx, config, companyId, from, request.params.token) };
      });
      reply.header('cache-control', 'no-store');
      if (shown.visit) return reply.redirect(shown.visit, 303);
      return reply.type('text/html; charset=utf-8').send(shown.page);
    },
  );
}

async function readMenu(
  trx: Trx,
  config: WidgetServices['config'],
  companyId: number,
  from: number,
  token: string,
): Promise<string> {
  const company = await trx
    .selectFrom('companies')
    .select(['name', 'language'])
    .where('id', '=', companyId)
    .executeTakeFirst();
  if (!company) throw notFound('page');
  const found = await listOpenings(trx, companyId, { from, limit: onOnePage });
  return menuPage({
    language: languageOf(company.language),
    company: company.name,
    openings: found
      .slice(0, onOnePage)
      .map((opening) => ({ ...opening, href: openingUrl(config, { companyId, campaignId: opening.campaignId }) })),
    more: found.length > onOnePage ? `/w/${token}?menu&from=${from + onOnePage}` : null,
  });
}
