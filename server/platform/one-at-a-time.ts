import { sql } from 'kysely';
import type { Trx } from './db.ts';

/**
 * Whoever asks for the same of this company next waits until this transaction ends. Asked before what a limit allows is
 * counted, so that those who come at once do not all see room for one more.
 */
export async function oneAtATime(trx: Trx, companyId: number, what: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${what}, ${companyId}))`.execute(trx);
}
