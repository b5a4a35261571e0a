import { sql } from 'kysely';
import { requireApplication } from '#candidates/applications.ts';
import { afterCommit, type Trx } from '#platform/db.ts';
import { conflict, notFound } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { Services } from '#platform/services.ts';
import { outboxHint } from '../queue.ts';
import { unavailableWords } from '../why-not.ts';
import { words } from '../words.ts';

/**
 * Sends a message now that was held back for the company's hours: a person has decided so. Returns its application; throws
 * for one that does not wait.
 */
export async function sendHeld(
  trx: Trx,
  { hints }: Pick<Services, 'hints'>,
  session: Session,
  messageId: number,
): Promise<number> {
  const { companyId } = session;
  const message = await trx
    .selectFrom('messages')
    .select(['application_id', 'error_code'])
    .where('company_id', '=', companyId)
    .where('id', '=', messageId)
    .executeTakeFirst();
  if (!message || message.application_id === null) throw notFound('message');
  const application = await requireApplication(trx, session, message.application_id).catch(() => null);
  if (!application) throw notFound('message');
  // A limit is nobody's to pass by.
  if (message.error_code === 'prefix_limit') throw conflict('prefix_limit', unavailableWords.prefix_limit);
  const { rows } = await sql`
    update outbox set waits = false, not_before = null, due_at = now()
    where company_id = ${companyId} and message_id = ${messageId} and not_before is not null and claimed_by is null
    returning message_id`.execute(trx);
  if (rows.length === 0) throw conflict('not_held', words.notHeld);
  afterCommit(trx, () => hints.publish(outboxHint));
  return application.id;
}
