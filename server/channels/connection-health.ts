import { sql } from 'kysely';
import { prepared, type Trx } from '#platform/db.ts';
import type { SenderTrouble, SendResult } from './channel.ts';

export type Sending = { companyId: number; connectionId: number; result: SendResult };

const firstPauseMs = 1000;
const longestPauseMs = 5 * 60_000;

/**
 * The breaker: trouble of the sender pauses its connection, twice as long each time in a row; after a pause one message
 * goes ahead of the others. What only its owner can put right pauses it until then. Returns the companies to be told.
 */
export async function noteSendings(trx: Trx, sendings: Sending[]): Promise<Set<number>> {
  const told = new Set<number>();
  for (const sending of sendings) {
    const { companyId, connectionId, result } = sending;
    if (result.outcome !== 'refused' || !result.trouble) continue;
    await noteTrouble(trx, { companyId, connectionId, ...result });
    told.add(companyId);
  }
  for (const ofConnection of Map.groupBy(sendings, ({ connectionId }) => connectionId).values()) {
    const [{ companyId, connectionId }] = ofConnection as [Sending];
    const results = ofConnection.map(({ result }) => result);
    const trouble = results.find((result) => troubleOf(result) === 'blocked') ?? results.find(troubleOf);
    const ids = { companyId, connectionId };
    const changed = trouble
      ? await pause(trx, ids, trouble as Trouble, troubleOf(trouble) as SenderTrouble)
      : await resume(trx, ids);
    const went = results.some(({ outcome }) => outcome === 'accepted') && !results.some(hasTrouble);
    if ((went && (await noteRecovery(trx, ids, 'sending'))) || changed) told.add(companyId);
  }
  return told;
}

/** The rate that was set aside for messages that did not leave is free again. */
export async function giveBack(trx: Trx, unsent: Ids[]): Promise<void> {
  for (const [connectionId, { length, 0: first }] of Map.groupBy(unsent, (one) => one.connectionId))
    await sql`
      update channel_connections set free_at = free_at - ${length} / rate * interval '1 second'
      where company_id = ${(first as Ids).companyId} and id = ${connectionId}`.execute(trx);
}

type Ids = { companyId: number; connectionId: number };
type Trouble = Extract<SendResult, { outcome: 'later' | 'unknown' }>;

function troubleOf(result: SendResult): SenderTrouble | null {
  return (result.outcome === 'later' || result.outcome === 'unknown') && result.sender ? result.sender : null;
}

function hasTrouble(result: SendResult): boolean {
  return troubleOf(result) !== null || (result.outcome === 'refused' && result.trouble === true);
}

/** Messages that were with the provider at the same time fail together: that is one failure. */
async function pause(trx: Trx, ids: Ids, result: Trouble, trouble: SenderTrouble): Promise<boolean> {
  const askedMs = result.outcome === 'later' ? (result.retryAfterMs ?? 0) : 0;
  const until =
    trouble === 'blocked'
      ? sql`'infinity'::timestamptz`
      : sql`now() + greatest(${askedMs}, least(${firstPauseMs} * 2 ^ failures, ${longestPauseMs})) * interval '1 millisecond'`;
  const { numAffectedRows } = await sql`
    update channel_connections
    set failures = least(failures + 1, 30), paused_until = ${until}, last_error_at = now(), recovered_at = null,
      last_error_code = ${result.code}, last_error = left(${result.detail}, 500)
    where company_id = ${ids.companyId} and id = ${ids.connectionId} and disconnected_at is null
      and (paused_until is null or paused_until <= now() or (${trouble === 'blocked'} and paused_until < 'infinity'))`.execute(
    trx,
  );
  return (numAffectedRows ?? 0n) > 0n;
}

async function resume(trx: Trx, { companyId, connectionId }: Ids): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update channel_connections set failures = 0, paused_until = null
    where company_id = ${companyId} and id = ${connectionId} and failures > 0
      and (paused_until is null or paused_until <= now()) ${prepared}`.execute(trx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** What its owner should know of, though messages go on. */
export async function noteTrouble(
  trx: Trx,
  { companyId, connectionId, ...error }: Ids & { code: string; detail: string },
) {
  await sql`
    update channel_connections
    set last_error_at = now(), recovered_at = null, last_error_code = ${error.code}, last_error = left(${error.detail}, 500)
    where company_id = ${companyId} and id = ${connectionId} and disconnected_at is null`.execute(trx);
}

/** What may go wrong apart from the rest, by how the codes of its errors begin: what is sent says nothing of a mailbox. */
const troubleCodes = { sending: '^(?!imap|mail_)', mailbox: '^imap', mail: '^mail_' } as const;

/** It works again: its last error is over where it was of this. Returns whether one was. */
export async function noteRecovery(
  trx: Trx,
  { companyId, connectionId }: Ids,
  of: keyof typeof troubleCodes,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update channel_connections set recovered_at = now()
    where company_id = ${companyId} and id = ${connectionId} and last_error_at is not null and recovered_at is null
      and last_error_code ~ ${troubleCodes[of]} ${prepared}`.execute(trx);
  return (numAffectedRows ?? 0n) > 0n;
}
