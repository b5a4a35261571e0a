import { z } from 'zod';
import { createWebVisitor } from '#candidates/claims.ts';
import { chatLink } from '#interviews/links.ts';
import { type Trx, withCompany } from '#platform/db.ts';
import { notFound } from '#platform/errors.ts';
import type { App } from '#platform/http/server.ts';
import { languageOf } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { applicantForm, readApplicant } from './applicant.ts';
import { linksOf, readOpeningToken } from './links.ts';
import { shorten } from './openings.ts';
import { type OpeningPage, openingPage } from './page.ts';
import { allowFrames, readSites } from './widget/frames.ts';
import { rememberVisit } from './widget/visit.ts';

type PageServices = Pick<Services, 'config' | 'db' | 'hints'>;
const html = 'text/html; charset=utf-8';

/** The page of an opening. To look at it changes nothing; its button makes somebody an applicant, who goes on in the chat. */
export function openingPageRoutes(app: App, services: PageServices): void {
  const schema = { hide: true, params: z.object({ token: z.string().max(100) }) };
  const limited = (max: number) => ({ access: 'public' as const, rateLimit: { max, timeWindow: '1 minute' } });

  app.get('/j/:token', { config: limited(120), schema }, async (request, reply) => {
    const ids = readToken(services, request.params.token);
    const page = await withCompany(services.db, ids.companyId, async (trx) => {
      allowFrames(reply, await readSites(trx, ids.companyId));
      return readPage(trx, services, ids);
    });
    return reply
      .code(page.links ? 200 : 410)
      .type(html)
      .send(openingPage(page));
  });

  // Whoever presses it twice, or an apartment house behind one address, is no attack; a flood is.
  app.post('/j/:token', { config: limited(20), schema }, async (request, reply) => {
    const ids = readToken(services, request.params.token);
    const { companyId } = ids;
    const form = applicantForm.parse(request.body);
    const made = await withCompany(services.db, companyId, async (trx) => {
      allowFrames(reply, await readSites(trx, companyId));
      const page = await readPage(trx, services, ids);
      if (!page.links) return { page };
      const read = readApplicant(form, page.country, page.language);
      if (!read.person) return { page, problems: read.problems };
      return { page, applicationId: await createWebVisitor(trx, companyId, ids.campaignId, read.person) };
    });
    const { page, problems, applicationId } = made;
    if (problems) return reply.code(422).type(html).send(openingPage(page, { form, problems }));
    if (!applicationId) return reply.code(410).type(html).send(openingPage(page));
    services.hints.publish({ companyId, topic: 'applications' });
    const link = { companyId, applicationId, linkVersion: 1 };
    rememberVisit(reply, services.config, link);
    return reply.redirect(chatLink(services.config, link), 303);
  });
}

function readToken({ config }: PageServices, token: string) {
  const ids = readOpeningToken(config, token);
  if (!ids) throw notFound('page');
  return ids;
}

async function readPage(
  trx: Trx,
  { config }: PageServices,
  { companyId, campaignId }: { companyId: number; campaignId: number },
): Promise<OpeningPage & { country: string }> {
  const row = await trx
    .selectFrom('campaigns as c')
    .innerJoin('companies as o', 'o.id', 'c.company_id')
    .leftJoin('openings as p', (join) =>
      join.onRef('p.company_id', '=', 'c.company_id').onRef('p.campaign_id', '=', 'c.id'),
    )
    .select(['o.name as company', 'c.language', 'c.title as campaign', 'c.archived_at', 'c.country'])
    .select(['p.title', 'p.subtitle', 'p.description', 'p.keyword', 'p.mode'])
    .where('c.company_id', '=', companyId)
    .where('c.id', '=', campaignId)
    .executeTakeFirst();
  if (!row) throw notFound('page');
  return {
    language: languageOf(row.language),
    company: row.company,
    country: row.country,
    title: row.title || shorten(row.campaign, 200),
    subtitle: row.subtitle ?? '',
    description: row.description ?? '',
    keyword: row.keyword,
    asks: row.mode === 'inquiry',
    links: row.archived_at ? null : await linksOf(trx, config, { companyId, campaignId, asks: row.mode === 'inquiry' }),
  };
}
