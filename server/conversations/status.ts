import { CompiledQuery } from 'kysely';
import type { ChannelKind } from '#channels/channel.ts';
import type { Trx } from '#platform/db.ts';
import type { Hints } from '#platform/events.ts';

/**
 * The way of a message, each step of which outranks those before it. A failure outranks "sent" (a provider tells of it
 * afterwards); that the candidate has it outranks a failure.
 */
export const messageStatuses = ['queued', 'sending', 'unknown', 'sent', 'failed', 'delivered', 'read'] as const;
export type MessageStatus = (typeof messageStatuses)[number];

export type StatusChange = {
  companyId: number;
  messageId: number;
  /** Of which sending this is; of an earlier one, it is no news any more. Absent: of that which there is. */
  retries?: number;
  status: MessageStatus;
  providerId?: string | null;
  errorCode?: string | null;
  errorDetail?: string | null;
};

// Rows are locked in one order: a worker and a webhook may move the same ones at the same moment.
const advance = `
  with g as (
    select * from json_to_recordset($1::json) as g (
      "companyId" bigint, "messageId" bigint, retries int, status text, "providerId" text, "errorCode" text, "errorDetail" text
    )
  ), locked as (
    select m.company_id, m.id from g join messages m on m.company_id = g."companyId" and m.id = g."messageId"
    order by m.company_id, m.id for no key update of m
  )
  update messages m
  set status = g.status, status_at = now(), provider_id = coalesce(g."providerId", m.provider_id),
    error_code = g."errorCode", error_detail = left(g."errorDetail", 500)
  from g join locked on locked.company_id = g."companyId" and locked.id = g."messageId"
  where m.company_id = locked.company_id and m.id = locked.id and m.direction = 'out'
    and m.retries = coalesce(g.retries, m.retries)
    and array_position($2::text[], g.status) > array_position($2::text[], m.status)
  returning m.company_id as "companyId", m.id as "messageId", m.application_id as "applicationId" /* prepared */`;

export type ChangedMessage = { companyId: number; messageId: number; applicationId: number | null };

/** Moves messages on, never back: news that come late or twice change nothing. Returns those that moved. */
export async function advanceStatus(trx: Trx, changes: StatusChange[]): Promise<ChangedMessage[]> {
  if (changes.length === 0) return [];
  const query = CompiledQuery.raw(advance, [storableJson(furthest(changes)), messageStatuses]);
  return (await trx.executeQuery<ChangedMessage>(query)).rows;
}

/** Of several steps of one message the last: a statement changes a row only once. */
function furthest(changes: StatusChange[]): StatusChange[] {
  const last = new Map<number, StatusChange>();
  for (const change of changes) {
    const before = last.get(change.messageId);
    if (!before || rankOf(change) > rankOf(before)) last.set(change.messageId, change);
  }
  return [...last.values()];
}

const rankOf = ({ status }: StatusChange) => messageStatuses.indexOf(status);

const mostHints = 50;

/** Lists do not show delivery, so only open profiles are told; of a blast all of the company's at once. */
export function hintChanged(hints: Hints, changed: ChangedMessage[]): void {
  for (const [companyId, ofCompany] of Map.groupBy(changed, (message) => message.companyId)) {
    const ids = new Set(ofCompany.flatMap(({ applicationId }) => applicationId ?? []));
    if (ids.size > mostHints) hints.publish({ companyId, topic: 'application' });
    else for (const id of ids) hints.publish({ companyId, topic: 'application', id });
  }
}

/** What a provider says may hold characters that PostgreSQL stores in no text; for one of them no outcome is lost. */
export function storableJson(value: object): string {
  return JSON.stringify(value, (_key, part) => (typeof part === 'string' ? storableText(part) : part));
}

export function storableText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** Which of a provider's ids stand on messages of ours, or did before these were sent again. */
export async function findKnownIds(
  trx: Trx,
  companyId: number,
  channel: ChannelKind,
  providerIds: string[],
): Promise<Set<string>> {
  if (providerIds.length === 0) return new Set();
  const rows = await trx
    .selectFrom('messages')
    .select('provider_id')
    .where('company_id', '=', companyId)
    .where('channel', '=', channel)
    .where('provider_id', 'in', providerIds)
    .unionAll((spent) =>
      spent
        .selectFrom('spent_sendings')
        .select('provider_id')
        .where('company_id', '=', companyId)
        .where('provider_id', 'in', providerIds),
    )
    .execute();
  return new Set(rows.flatMap((row) => row.provider_id ?? []));
}
