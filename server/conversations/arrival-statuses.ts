import { sql } from 'kysely';
import type { Arrival } from '#channels/arrival.ts';
import { noteTrouble } from '#channels/connection-health.ts';
import type { Connection } from '#channels/connections.ts';
import type { Sending } from '#channels/reference.ts';
import { afterCommit, prepared, type Trx } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import { markBounced, sentTo } from './consent.ts';
import { removeFromOutbox } from './outbox-queries.ts';
import { advanceStatus, hintChanged, type StatusChange, storableJson } from './status.ts';

type Status = Extract<Arrival, { kind: 'status' }>;
type Watermark = Extract<Arrival, { kind: 'watermark' }>;

/** A status also tells that the provider has the message, whatever became of the answer to its sender. */
export async function storeStatuses(
  trx: Trx,
  { hints }: Pick<Services, 'hints'>,
  { companyId, connectionId, adapter }: Connection,
  statuses: Status[],
): Promise<void> {
  if (statuses.length === 0) return;
  const messages = await findMessages(trx, companyId, adapter.kind, statuses);
  const changes: StatusChange[] = [];
  for (const [at, { sending, providerId, status, errorCode, errorDetail, bounced, trouble }] of statuses.entries()) {
    const message = messages[at];
    // Late news of an earlier sending say nothing about that which was asked for since.
    const current = message && (sending?.retries ?? message.retries) === message.retries;
    if (current)
      changes.push({
        companyId,
        messageId: message.id,
        retries: message.retries,
        status,
        providerId,
        errorCode,
        errorDetail,
      });
    if (message && bounced)
      await suppressAddressOf(trx, companyId, sending ?? { messageId: message.id, retries: message.retries });
    if (trouble && errorCode) {
      await noteTrouble(trx, { companyId, connectionId, code: errorCode, detail: errorDetail ?? '' });
      afterCommit(trx, () => hints.publish({ companyId, topic: 'channels' }));
    }
  }
  if (changes.length === 0) return;
  const moved = await advanceStatus(trx, changes);
  await removeFromOutbox(trx, moved);
  afterCommit(trx, () => hintChanged(hints, moved));
}

/** Only what the provider is known to have taken: what is being sent at this moment may be later than this. */
export async function storeWatermark(
  trx: Trx,
  { hints }: Pick<Services, 'hints'>,
  { companyId, adapter }: Connection,
  { identity, status, until }: Watermark,
): Promise<void> {
  const rows = await trx
    .selectFrom('messages as m')
    .innerJoin('candidate_contacts as c', (join) =>
      join.onRef('c.company_id', '=', 'm.company_id').onRef('c.candidate_id', '=', 'm.candidate_id'),
    )
    .select('m.id')
    .where('c.company_id', '=', companyId)
    .where('c.kind', '=', identity.kind)
    .where('c.value', '=', identity.value)
    .where('m.channel', '=', adapter.kind)
    .where('m.direction', '=', 'out')
    .where('m.status', 'in', status === 'read' ? ['sent', 'delivered'] : ['sent'])
    .where('m.created_at', '<=', until)
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('spent_sendings as s')
            .whereRef('s.company_id', '=', 'm.company_id')
            .whereRef('s.message_id', '=', 'm.id')
            .where('s.spent_at', '>', until),
        ),
      ),
    )
    .execute();
  const changes = rows.map(({ id }) => ({ companyId, messageId: id, status }));
  const moved = await advanceStatus(trx, changes);
  afterCommit(trx, () => hintChanged(hints, moved));
}

/** Of each status the message that it is about: by our own reference where there is one, else by the provider's id. */
async function findMessages(
  trx: Trx,
  companyId: number,
  channel: string,
  statuses: Status[],
): Promise<({ id: number; retries: number } | undefined)[]> {
  const given = statuses.map(({ sending, providerId }, at) => ({ at, messageId: sending?.messageId, providerId }));
  const { rows } = await sql<{ at: number; id: number; retries: number }>`
    select g.at, m.id, m.retries from json_to_recordset(${storableJson(given)}::json) as g (at int, "messageId" bigint, "providerId" text)
    cross join lateral (
      select id, retries from messages where company_id = ${companyId} and id = g."messageId" and channel = ${channel} and direction = 'out'
      union all
      select id, retries from messages
      where g."messageId" is null and company_id = ${companyId} and channel = ${channel} and provider_id = g."providerId"
        and direction = 'out'
      limit 1
    ) m ${prepared}`.execute(trx);
  const found = new Map(rows.map(({ at, ...message }) => [at, message]));
  return statuses.map((_, at) => found.get(at));
}

/** The address to which that sending went. */
async function suppressAddressOf(trx: Trx, companyId: number, { messageId, retries }: Sending): Promise<void> {
  const { rows } = await sql<{ channel: string; address: string }>`
    select m.channel, coalesce(${sentTo(retries)}, m.to_address) as address from messages m
    where m.company_id = ${companyId} and m.id = ${messageId} and m.to_address is not null`.execute(trx);
  await markBounced(
    trx,
    rows.map((row) => ({ companyId, ...row })),
  );
}
