import { sql } from 'kysely';
import { z } from 'zod';
import { optOut, sentTo } from '#conversations/consent.ts';
import { withCompany } from '#platform/db.ts';
import { notFound } from '#platform/errors.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { readUnsubscribeToken } from './unsubscribe.ts';
import { unsubscribePage } from './unsubscribe-page.ts';

/**
 * The link of a mail's List-Unsubscribe header. Looking at it changes nothing, as mail scanners follow links; the button
 * of the page, and the one-click request of a mail program (RFC 8058), both are a POST.
 */
export function unsubscribeRoutes(app: App, services: Pick<Services, 'config' | 'db'>): void {
  const options = {
    config: { access: 'public' as const, rateLimit: { max: 60, timeWindow: '1 minute' } },
    schema: { hide: true, params: z.object({ token: z.string().max(100) }) },
  };

  app.get('/u/:token', options, async (request, reply) =>
    reply.type('text/html; charset=utf-8').send(await answer(services, request.params.token, false)),
  );

  app.post('/u/:token', options, async (request, reply) =>
    reply.type('text/html; charset=utf-8').send(await answer(services, request.params.token, true)),
  );
}

async function answer(services: Pick<Services, 'config' | 'db'>, token: string, unsubscribe: boolean): Promise<string> {
  const link = readUnsubscribeToken(services.config, token);
  if (!link) throw notFound('page');
  return withCompany(services.db, link.companyId, async (trx) => {
    const { rows } = await sql<{ address: string; company: string; language: string }>`
      select lower(${sentTo(link.retries)}) as address, o.name as company, coalesce(c.language, o.language) as language
      from messages m join companies o on o.id = m.company_id
      left join applications a on a.company_id = m.company_id and a.id = m.application_id
      left join campaigns c on c.company_id = a.company_id and c.id = a.campaign_id
      where m.company_id = ${link.companyId} and m.id = ${link.messageId} and m.channel = 'email'`.execute(trx);
    const [found] = rows;
    if (!found?.address) throw notFound('page');
    if (unsubscribe) {
      const said = { companyId: link.companyId, channel: 'email', addresses: [found.address] };
      await optOut(trx, said, 'unsubscribed');
    }
    return unsubscribePage(found.language, found.company, !unsubscribe);
  });
}
