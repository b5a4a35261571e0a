import { sql } from 'kysely';
import type pg from 'pg';
import { discardBlobs } from '#platform/blobs/loose.ts';
import type { Trx } from '#platform/db.ts';
import type { Reading } from './reading.ts';

export type ImportRow = NonNullable<Awaited<ReturnType<typeof findImport>>>;

export function findImport(trx: Trx, companyId: number, importId: number) {
  return imports(trx, companyId).where('i.id', '=', importId).executeTakeFirst();
}

export function listImports(trx: Trx, companyId: number, campaignId: number) {
  return imports(trx, companyId).where('i.campaign_id', '=', campaignId).orderBy('i.id', 'desc').limit(50).execute();
}

function imports(trx: Trx, companyId: number) {
  return (
    trx
      .selectFrom('imports as i')
      .leftJoin('users as u', (join) => join.onRef('u.company_id', '=', 'i.company_id').onRef('u.id', '=', 'i.user_id'))
      .selectAll('i')
      .select('u.name as user_name')
      // What is refused is told in the words of who uploaded the file.
      .select((e) => e.fn.coalesce('u.language', e.val('en')).as('language'))
      .where('i.company_id', '=', companyId)
  );
}

export type Progress = { created: number; duplicate: number; existing: number; refused: number; warned: number };
/** A row that was not taken, or one that was with a warning: then with its application. */
export type Problem = { row_number: number; cells: string[]; reason: string; application_id?: number };

const advanceText = `
  update imports set position = $4, bytes_read = greatest(bytes_read, $5), created = created + $6, duplicate = duplicate + $7,
    existing = existing + $8, refused = refused + $9, warned = warned + $10
  where company_id = $1 and id = $2 and state = 'running' and position = $3`;
const refusalsText = `
  insert into import_refusals (company_id, import_id, row_number, cells, reason, application_id)
  select $1, $2, row_number, cells, reason, application_id
  from json_to_recordset($3::json) as (row_number integer, cells jsonb, reason text, application_id bigint)`;

/**
 * Moves an import on from one row to another, in the transaction that stores those rows. False where it stands elsewhere
 * by now: it was cancelled, or another worker goes on with it.
 */
export async function advance(
  client: pg.PoolClient,
  at: { companyId: number; importId: number; from: number; to: number; bytesRead: number },
  progress: Progress,
  problems: Problem[],
): Promise<boolean> {
  const { created, duplicate, existing, refused: refusals, warned } = progress;
  const values = [
    at.companyId,
    at.importId,
    at.from,
    at.to,
    at.bytesRead,
    created,
    duplicate,
    existing,
    refusals,
    warned,
  ];
  const moved = await client.query({ name: 'import advance', text: advanceText, values });
  if (moved.rowCount !== 1) return false;
  if (problems.length > 0)
    await client.query({
      name: 'import refusals',
      text: refusalsText,
      values: [at.companyId, at.importId, JSON.stringify(problems)],
    });
  return true;
}

export async function insertImport(
  trx: Trx,
  values: {
    companyId: number;
    campaignId: number;
    userId: string;
    fileName: string;
    blobKey: string;
    size: number;
    reading: Reading;
  },
): Promise<number> {
  const row = await trx
    .insertInto('imports')
    .values({
      company_id: values.companyId,
      campaign_id: values.campaignId,
      user_id: values.userId,
      file_name: values.fileName,
      blob_key: values.blobKey,
      size: values.size,
      reading: JSON.stringify(values.reading),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/**
 * Changes the state where it is one of `from`; false where it is not. With the moment of its end, the file and the rows
 * that were shown of it go: nobody needs them any more.
 */
export async function changeState(
  trx: Trx,
  companyId: number,
  importId: number,
  from: string[],
  values: { state: string; reading?: Reading; error?: string | null; started_at?: Date; finished_at?: Date },
): Promise<boolean> {
  const { reading, ...rest } = values;
  const row = await trx
    .updateTable('imports')
    .set({
      ...rest,
      ...(reading ? { reading: JSON.stringify(reading) } : {}),
      ...(rest.finished_at ? { reading: sql<string>`jsonb_set(reading, '{preview}', '[]')` } : {}),
    })
    .where('company_id', '=', companyId)
    .where('id', '=', importId)
    .where('state', 'in', from)
    .returning('blob_key')
    .executeTakeFirst();
  if (row && rest.finished_at) await discardBlobs(trx, companyId, [row.blob_key]);
  return row !== undefined;
}

export function refusalsAfter(trx: Trx, companyId: number, importId: number, after: number, limit = 1000) {
  return trx
    .selectFrom('import_refusals')
    .select(['row_number', 'cells', 'reason'])
    .where('company_id', '=', companyId)
    .where('import_id', '=', importId)
    .where('row_number', '>', after)
    .orderBy('row_number')
    .limit(limit)
    .execute();
}
