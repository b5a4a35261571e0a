import type { Readable } from 'node:stream';
import { sql } from 'kysely';
import { type Trx, withCompany, withSystem } from '../db.ts';
import type { Services } from '../services.ts';
import { newBlobKey } from './store.ts';

type Stored = { key: string; size: number };

/**
 * Keeps a file to which nothing refers yet. The transaction that writes its key down also claims it; who does not within
 * a day, perhaps because the program was killed, finds it gone.
 */
export async function storeBlob(
  { db, blobs }: Pick<Services, 'db' | 'blobs'>,
  companyId: number,
  body: Buffer | Readable,
  options: { contentType: string; maxBytes: number },
): Promise<Stored> {
  const key = newBlobKey(companyId);
  await withCompany(db, companyId, (trx) =>
    sql`insert into loose_blobs (company_id, key, due_at) values (${companyId}, ${key}, now() + interval '1 day')`.execute(
      trx,
    ),
  );
  return { key, size: await blobs.put(key, body, options) };
}

/**
 * A row refers to these from now on. Returns those that were free to be claimed; one that is due is not, since the file may
 * be gone already by a collector that was killed before it could say so.
 */
export async function claimBlobs(trx: Trx, companyId: number, keys: string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await trx
    .deleteFrom('loose_blobs')
    .where('company_id', '=', companyId)
    .where('key', 'in', keys)
    .where('due_at', '>', sql<Date>`now()`)
    .returning('key')
    .execute();
  return new Set(rows.map((row) => row.key));
}

/** Nothing refers to these any more once this transaction has committed: the files go soon afterwards. */
export async function discardBlobs(trx: Trx, companyId: number, keys: string[]): Promise<void> {
  if (keys.length === 0) return;
  await sql`
    insert into loose_blobs (company_id, key, due_at) select ${companyId}, key, now() from unnest(${keys}::text[]) as key
    on conflict (company_id, key) do update set due_at = now()`.execute(trx);
}

/** A file that may not have been needed; a claimed one stays. Never throws: at worst the file is there for a day. */
export async function discardUnclaimed(
  { db, log }: Pick<Services, 'db' | 'log'>,
  companyId: number,
  key: string,
): Promise<void> {
  await withCompany(db, companyId, (trx) =>
    sql`update loose_blobs set due_at = now() where company_id = ${companyId} and key = ${key}`.execute(trx),
  ).catch((error) => log.warn({ err: error }, 'unneeded file not discarded yet'));
}

const atOnce = 50;

/** The job: deletes the files that are due. One that can not be deleted now is tried again an hour later. */
export async function collectBlobs({ db, blobs, log }: Pick<Services, 'db' | 'blobs' | 'log'>): Promise<void> {
  for (;;) {
    const taken = await withSystem(db, async (trx) => {
      // Locked until the files are gone: whoever wants to claim one of them waits, and finds that there is none.
      const { rows } = await sql<{ company_id: number; key: string }>`
        select company_id, key from loose_blobs where due_at <= now()
        order by due_at limit ${atOnce} for update skip locked`.execute(trx);
      const outcomes = await Promise.all(
        rows.map(async ({ company_id, key }) => {
          const failed = await blobs.delete(key).then(
            () => false,
            (error) => (log.warn({ err: error }, 'file not deleted'), true),
          );
          return { company_id, key, failed };
        }),
      );
      const given = sql`json_to_recordset(${JSON.stringify(outcomes)}::json) as g (company_id bigint, key text, failed boolean)`;
      await sql`
        delete from loose_blobs b using ${given} where b.company_id = g.company_id and b.key = g.key and not g.failed`.execute(
        trx,
      );
      await sql`
        update loose_blobs b set due_at = now() + interval '1 hour'
        from ${given} where b.company_id = g.company_id and b.key = g.key and g.failed`.execute(trx);
      return rows.length;
    });
    if (taken < atOnce) return;
  }
}
