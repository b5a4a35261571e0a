import type { FastifyReply } from 'fastify';
import { readChatToken } from '#interviews/links.ts';
import type { Config } from '#platform/config.ts';
import { type Database, type Trx, withCompany } from '#platform/db.ts';

/** Origins of the sites in whose pages this company's web chat may stand. */
export async function readSites(trx: Trx, companyId: number): Promise<string[]> {
  const row = await trx.selectFrom('companies').select('widget_sites').where('id', '=', companyId).executeTakeFirst();
  return row?.widget_sites ?? [];
}

/** Lets these sites, and nobody else, show this answer in a frame. */
export function allowFrames(reply: FastifyReply, sites: string[]): void {
  if (sites.length === 0) return;
  const policy = String(reply.getHeader('content-security-policy') ?? '');
  const allowed = policy.replace(/frame-ancestors [^;]*/, `frame-ancestors ${sites.join(' ')}`);
  reply.header('content-security-policy', allowed).removeHeader('x-frame-options');
}

/** The sites that may show the page at this path: the chat of a candidate is shown by those of its company. */
export function framesOf({ config, db }: { config: Pick<Config, 'secret'>; db: Database }) {
  return async (path: string, reply: FastifyReply): Promise<void> => {
    const link = path.startsWith('/c/') ? readChatToken(config, path.slice(3)) : null;
    if (link) allowFrames(reply, await withCompany(db, link.companyId, (trx) => readSites(trx, link.companyId)));
  };
}
