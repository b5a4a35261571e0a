import { z } from 'zod';
import { hintApplication, lockApplication, recordEvent } from '#candidates/applications.ts';
import { type Trx, withCompany } from '#platform/db.ts';
import { conflict } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { liftBounce } from './consent.ts';
import { reachOf } from './reach.ts';
import { requireRecipient } from './recipients.ts';
import { applicationParams } from './schema.ts';
import { words } from './words.ts';

/** The mark of an address that mail has come back from. */
export function bounceRoutes(app: App, services: Pick<Services, 'config' | 'db' | 'hints'>): void {
  app.delete(
    '/api/applications/:applicationId/bounce',
    {
      config: { access: 'manager' },
      schema: {
        tags: ['conversations'],
        summary: 'Let mail leave again for an address from which it came back',
        params: applicationParams,
        response: { 204: z.null() },
      },
    },
    async ({ session, params }, reply) => {
      await withCompany(services.db, session.companyId, async (trx) => {
        await deliverAgain(trx, services, session, params.applicationId);
        hintApplication(trx, services.hints, session.companyId, params.applicationId);
      });
      return reply.code(204).send(null);
    },
  );
}

/** Somebody knows better, as where a mailbox was full of errors for a day. Throws where no mail came back. */
async function deliverAgain(
  trx: Trx,
  { config }: Pick<Services, 'config'>,
  session: Session,
  applicationId: number,
): Promise<void> {
  const application = await lockApplication(trx, session, applicationId);
  const { address, reason } = (await reachOf(trx, await requireRecipient(trx, config, application))).email;
  const { companyId, userId } = session;
  const lifted =
    address !== null && reason === 'bounced' && (await liftBounce(trx, { companyId, channel: 'email', address }));
  if (!lifted) throw conflict('not_bounced', words.notBounced);
  await recordEvent(trx, application, { kind: 'bounce-lifted', actor: 'user', userId });
}
