import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';

export type MailboxIds = { companyId: number; connectionId: number };

/** A mailbox that this worker reads; `holder` is the session's own name, which fences off whoever held it before. */
export type HeldMailbox = MailboxIds & { holder: string };

/** How far it is read. `readAt` is when somebody did last, or else when it was connected. */
export type Position = { place: string; uidValidity: number | null; lastUid: number; readAt: Date };

/** Takes mailboxes that nobody reads now; those of new connections too. */
export async function holdMailboxes(trx: Trx, limit: number, leaseMs: number): Promise<HeldMailbox[]> {
  await sql`
    insert into mailboxes (company_id, connection_id, read_at)
    select company_id, id, created_at from channel_connections
    where provider = 'mail' and disconnected_at is null and settings ->> 'imapHost' <> ''
    on conflict do nothing`.execute(trx);
  const { rows } = await sql<HeldMailbox>`
    update mailboxes m
    set held_by = gen_random_uuid(), held_until = now() + ${leaseMs} * interval '1 millisecond'
    from (
      select b.company_id, b.connection_id from mailboxes b
      join channel_connections c on c.company_id = b.company_id and c.id = b.connection_id
      where b.due_at <= now() and (b.held_until is null or b.held_until < now())
        and c.disconnected_at is null and c.settings ->> 'imapHost' <> ''
      order by b.due_at limit ${limit} for update of b skip locked
    ) free
    where m.company_id = free.company_id and m.connection_id = free.connection_id
    returning m.company_id as "companyId", m.connection_id as "connectionId", m.held_by as holder`.execute(trx);
  return rows;
}

/**
 * A sign of life of its reader. Tells the connection as it is now, as a digest; null where it has ended or somebody else
 * reads the mailbox.
 */
export async function keepMailbox(trx: Trx, held: HeldMailbox, leaseMs: number): Promise<string | null> {
  const { rows } = await sql<{ digest: string }>`
    update mailboxes m set held_until = now() + ${leaseMs} * interval '1 millisecond'
    from channel_connections c
    where m.company_id = ${held.companyId} and m.connection_id = ${held.connectionId} and m.held_by = ${held.holder}
      and c.company_id = m.company_id and c.id = m.connection_id and c.disconnected_at is null
    returning md5(c.credentials || c.settings::text) as digest`.execute(trx);
  return rows[0]?.digest ?? null;
}

/** Leaves it to whoever comes next: at once, or with `failed` after a pause that grows. */
export async function releaseMailbox(trx: Trx, held: HeldMailbox, failed: boolean): Promise<void> {
  await sql`
    update mailboxes
    set held_by = null, held_until = null, failures = case when ${failed} then least(failures + 1, 30) else 0 end,
      due_at = now() + case when ${failed} then least(5 * 2 ^ failures, 600) else 0 end * interval '1 second'
    where company_id = ${held.companyId} and connection_id = ${held.connectionId} and held_by = ${held.holder}`.execute(
    trx,
  );
}

export async function readPosition(trx: Trx, { companyId, connectionId }: MailboxIds): Promise<Position> {
  const row = await trx
    .selectFrom('mailboxes')
    .select(['place', 'uid_validity as uidValidity', 'last_uid as lastUid', 'read_at as readAt'])
    .where('company_id', '=', companyId)
    .where('connection_id', '=', connectionId)
    .executeTakeFirstOrThrow();
  return row;
}

/** The hold is somebody else's by now: what was about to be stored is theirs to store. */
export class MailboxLost extends Error {
  override readonly name = 'MailboxLost';
}

/** Moves on, in the transaction that stores what was read. Throws where the mailbox is no longer this reader's. */
export async function movePosition(
  trx: Trx,
  held: HeldMailbox,
  to: { place: string; uidValidity: number; lastUid: number },
): Promise<void> {
  const { numAffectedRows } = await sql`
    update mailboxes
    set place = ${to.place}, uid_validity = ${to.uidValidity}, last_uid = ${to.lastUid}, read_at = now(), failures = 0,
      stuck_uid = null, stuck_times = 0
    where company_id = ${held.companyId} and connection_id = ${held.connectionId} and held_by = ${held.holder}`.execute(
    trx,
  );
  if (numAffectedRows !== 1n) throw new MailboxLost('Somebody else reads this mailbox now.');
}

/** It was not tried after all: what was missing is nothing of the mail. */
export async function uncountTry(trx: Trx, held: HeldMailbox, uid: number): Promise<void> {
  await sql`
    update mailboxes set stuck_times = greatest(stuck_times - 1, 0)
    where company_id = ${held.companyId} and connection_id = ${held.connectionId} and held_by = ${held.holder}
      and stuck_uid = ${uid}`.execute(trx);
}

/** Counts that a mail is about to be taken. Returns how often it has been tried, this time included. */
export async function countTry(trx: Trx, held: HeldMailbox, uid: number): Promise<number> {
  const { rows } = await sql<{ times: number }>`
    update mailboxes
    set stuck_times = case when stuck_uid = ${uid} then stuck_times + 1 else 1 end, stuck_uid = ${uid}
    where company_id = ${held.companyId} and connection_id = ${held.connectionId} and held_by = ${held.holder}
    returning stuck_times as times`.execute(trx);
  if (!rows[0]) throw new MailboxLost('Somebody else reads this mailbox now.');
  return rows[0].times;
}
