import { sql } from 'kysely';
import { requireApplication } from '#candidates/applications.ts';
import type { ChannelKind } from '#channels/channel.ts';
import { afterCommit, type Trx } from '#platform/db.ts';
import { conflict, notFound } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { Services } from '#platform/services.ts';
import { outboxHint } from './queue.ts';
import { requireReach, requireTemplateReach } from './reach.ts';
import { loadRecipients } from './recipients.ts';
import { refuseRepeat } from './sending/repeats.ts';
import { words } from './words.ts';

type RetryServices = Pick<Services, 'config' | 'hints'>;

/** Sends a failed message again, to the address that the candidate has now. What is told of the failed sending is over then. */
export async function retryMessage(trx: Trx, services: RetryServices, session: Session, messageId: number) {
  const message = await trx
    .selectFrom('messages')
    .select([
      'id',
      'candidate_id',
      'application_id',
      'channel',
      'author',
      'subject',
      'body',
      'attachments',
      'status',
      'direction',
      'template',
    ])
    .where('company_id', '=', session.companyId)
    .where('id', '=', messageId)
    .forUpdate()
    .executeTakeFirst();
  if (!message || message.application_id === null) throw notFound('message');
  const application = await requireApplication(trx, session, message.application_id).catch(() => null);
  if (!application) throw notFound('message');
  if (message.direction !== 'out' || (message.status !== 'failed' && message.status !== 'unknown'))
    throw conflict('not_failed', words.notFailed);
  const recipient = (await loadRecipients(trx, services.config, session.companyId, [application.id])).get(
    application.id,
  );
  if (!recipient) throw notFound('message');
  const { candidate_id: candidateId, subject, body, attachments } = message;
  const channel = message.channel as ChannelKind;
  const address = message.template
    ? await requireTemplateReach(trx, recipient)
    : await requireReach(trx, recipient, channel, [{ body }]);
  if (message.author !== 'bot')
    await refuseRepeat(trx, session.companyId, { candidateId, channel, subject, body, attachments }, messageId);
  await sql`
    with spent as (
      insert into spent_sendings (company_id, message_id, retries, provider_id, to_address, status, error_code, error_detail)
      select company_id, id, retries, provider_id, to_address, status, error_code, error_detail from messages
      where company_id = ${session.companyId} and id = ${messageId}
    ), again as (
      update messages
      set status = 'queued', status_at = now(), error_code = null, error_detail = null, to_address = ${address},
        provider_id = null, retries = retries + 1
      where company_id = ${session.companyId} and id = ${messageId} returning company_id, id, candidate_id, channel
    )
    insert into outbox (company_id, message_id, candidate_id, channel)
    select company_id, id, candidate_id, channel from again`.execute(trx);
  afterCommit(trx, () => services.hints.publish(outboxHint));
  return { id: messageId, status: 'queued', applicationId: application.id };
}
