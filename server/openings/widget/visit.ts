import type { FastifyReply, FastifyRequest } from 'fastify';
import { chatToken, readChatToken } from '#interviews/links.ts';
import type { Config } from '#platform/config.ts';
import type { Trx } from '#platform/db.ts';

type Signing = Pick<Config, 'secret' | 'publicUrl'>;

const keptDays = 30;
const cookieName = (companyId: number) => `parley_visit_${companyId.toString(36)}`;

/** The browser comes back to this chat. In a frame of another site the cookie is that site's alone, and no trace elsewhere. */
export function rememberVisit(
  reply: FastifyReply,
  config: Signing,
  link: { companyId: number; applicationId: number; linkVersion: number },
): void {
  const secure = config.publicUrl.startsWith('https:');
  reply.setCookie(cookieName(link.companyId), chatToken(config, link), {
    path: '/w',
    httpOnly: true,
    maxAge: keptDays * 86_400,
    ...(secure ? { secure, sameSite: 'none', partitioned: true } : { sameSite: 'lax' }),
  });
}

/** The path of the chat that this browser was in, as long as its link holds. */
export async function readVisit(
  trx: Trx,
  config: Signing,
  request: FastifyRequest,
  companyId: number,
): Promise<string | null> {
  const token = request.cookies[cookieName(companyId)];
  const link = token ? readChatToken(config, token) : null;
  if (!link || link.companyId !== companyId) return null;
  const row = await trx
    .selectFrom('applications')
    .select('link_version')
    .where('company_id', '=', companyId)
    .where('id', '=', link.applicationId)
    .executeTakeFirst();
  return row?.link_version === link.linkVersion ? `/c/${token}` : null;
}
