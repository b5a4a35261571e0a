import { sql } from 'kysely';
import { discardBlobs } from '#platform/blobs/loose.ts';
import type { Trx } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';

const lockOf = (companyId: number) => sql`hashtextextended(${`exports of ${companyId}`}, 0)`;

/** Whoever writes down who is in a table waits for the erasures that have begun: those they take are not in it. */
export async function waitForErasures(trx: Trx, companyId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${lockOf(companyId)})`.execute(trx);
}

/**
 * Takes these people out of the tables that were written of them: a finished one goes with its file, and one that is being
 * written is begun again. In the transaction of the erasure, which others that begin to write wait for.
 * Plan: the few exports of a company by export_people's key, one list of ids for each of these people unpacked.
 */
export async function eraseFromExports(
  trx: Trx,
  { jobs }: Pick<Services, 'jobs'>,
  companyId: number,
  candidateIds: number[],
): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lockOf(companyId)})`.execute(trx);
  const { rows } = await sql<{ id: number; state: string; blob_key: string | null }>`
    select id, state, blob_key from exports e
    where company_id = ${companyId} and state in ('running', 'finished') and exists (
      select from unnest(${candidateIds}::bigint[]) as theirs (id)
      join export_people p on p.company_id = ${companyId} and theirs.id between p.first_id and p.last_id
      where p.export_id = e.id and theirs.id = any (p.candidates))
    order by id for update`.execute(trx);
  const idsOf = (wanted: string) => rows.flatMap(({ id, state }) => (state === wanted ? [id] : []));
  await discardBlobs(
    trx,
    companyId,
    rows.flatMap(({ blob_key }) => blob_key ?? []),
  );
  await sql`delete from exports where company_id = ${companyId} and id = any (${idsOf('finished')}::bigint[])`.execute(
    trx,
  );
  await sql`
    update exports set state = 'waiting', turn = turn + 1
    where company_id = ${companyId} and id = any (${idsOf('running')}::bigint[])`.execute(trx);
  for (const exportId of idsOf('running')) await jobs.enqueue(trx, 'write-export', { companyId, exportId });
}
