import { CompiledQuery } from 'kysely';
import type { Trx } from '#platform/db.ts';
import { storableJson } from './status.ts';

/** Takes concluded messages out of the outbox; not those that were sent again since. Returns the ids of those that were still in it. */
export async function removeFromOutbox(
  trx: Trx,
  messages: { companyId: number; messageId: number; retries?: number }[],
): Promise<Set<number>> {
  const { rows } = await trx.executeQuery<{ messageId: number }>(
    CompiledQuery.raw(
      `delete from outbox o using json_to_recordset($1::json) as g ("companyId" bigint, "messageId" bigint, retries int)
       where o.company_id = g."companyId" and o.message_id = g."messageId" and (g.retries is null or g.retries = (
         select m.retries from messages m where m.company_id = g."companyId" and m.id = g."messageId")) returning o.message_id as "messageId" /* prepared */`,
      [JSON.stringify(messages)],
    ),
  );
  return new Set(rows.map(({ messageId }) => messageId));
}

export type Postponement = {
  companyId: number;
  messageId: number;
  claimId: string;
  delayMs: number;
  code: string;
  detail: string;
  /** Not the message's fault: it does not come nearer to being given up. */
  uncounted?: boolean;
  /** Held back until then, instead of the delay: it holds up nothing behind it. */
  until?: Date;
};

/** Back into the queue until later, with the reason on the message. Only what is still held by the same claim. */
export async function postpone(trx: Trx, messages: Postponement[]): Promise<void> {
  if (messages.length === 0) return;
  await trx.executeQuery(
    CompiledQuery.raw(
      `with given as (
         select * from json_to_recordset($1::json) as g (
           "companyId" bigint, "messageId" bigint, "claimId" uuid, "delayMs" bigint, code text, detail text, uncounted boolean,
           until timestamptz)
       ), again as (
         update outbox o
         set claimed_by = null, claimed_until = null, not_before = g.until,
           due_at = coalesce(g.until, now() + g."delayMs" * interval '1 millisecond'),
           attempts = o.attempts - case when g.uncounted then 1 else 0 end
         from given g where o.company_id = g."companyId" and o.message_id = g."messageId" and o.claimed_by = g."claimId"
         returning o.company_id, o.message_id
       )
       update messages m set status = 'queued', status_at = now(), error_code = nullif(g.code, ''), error_detail = nullif(left(g.detail, 500), '')
       from given g join again on again.company_id = g."companyId" and again.message_id = g."messageId"
       where m.company_id = g."companyId" and m.id = g."messageId" and m.status = 'sending'`,
      [storableJson(messages)],
    ),
  );
}
