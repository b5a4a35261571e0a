import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Trx, withSystem } from '#platform/db.ts';
import { checkOrigin } from '#platform/http/access.ts';
import type { Services } from '#platform/services.ts';
import { setSessionCookie, startSession } from './sessions.ts';

/** For pages that are read without a session. */
export const openToRead = { access: 'public' as const, rateLimit: { max: 120, timeWindow: '1 minute' } };
/** For what changes something without a session: tight, by address. */
export const openToWrite = { access: 'public' as const, rateLimit: { max: 30, timeWindow: '1 minute' } };

/** Before the body is read: another site must not be able to sign a visitor in. */
export function sameSite({ config }: Services) {
  return async (request: FastifyRequest): Promise<void> => checkOrigin(request, config.publicUrl);
}

/** Signs in whom `work` returns, in the same transaction: an account is set up and entered, or neither. */
export async function enterAs(
  { db, config }: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (trx: Trx) => Promise<string>,
) {
  const token = await withSystem(db, async (trx) => startSession(trx, await work(trx), request));
  setSessionCookie(reply, config, token);
  return reply.code(204).send(null);
}
