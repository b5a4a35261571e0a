import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import type { Format } from './files.ts';
import type { Chosen, ExportView, State } from './schema.ts';

type Row = NonNullable<Awaited<ReturnType<typeof findRow>>>;
type Kind = ExportView['of'];
export type OwnExport = Omit<Row, 'state' | 'format' | 'chosen' | 'kind'> & {
  state: State;
  format: Format;
  kind: Kind;
  /** Null once it is over. */
  chosen: Chosen | null;
};
export type OpenExport = OwnExport & { chosen: Chosen };

export async function insertExport(
  trx: Trx,
  { companyId, userId }: Session,
  values: { format: Format; columns: string[]; kind: Kind; chosen: Chosen; fileName: string },
): Promise<number> {
  const { id } = await trx
    .insertInto('exports')
    .values({
      company_id: companyId,
      user_id: userId,
      format: values.format,
      columns: values.columns,
      kind: values.kind,
      chosen: JSON.stringify(values.chosen),
      file_name: values.fileName,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

function findRow(trx: Trx, companyId: number, exportId: number) {
  return trx
    .selectFrom('exports')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('id', '=', exportId)
    .executeTakeFirst();
}

/** Of this user alone: a table that somebody else made is theirs. */
export async function findOwn(
  trx: Trx,
  { companyId, userId }: Pick<Session, 'companyId' | 'userId'>,
  exportId: number,
): Promise<OwnExport | null> {
  const row = (await findRow(trx, companyId, exportId)) as OwnExport | undefined;
  return row?.user_id === userId ? row : null;
}

export async function listOwn(trx: Trx, { companyId, userId }: Session, since: Date): Promise<OwnExport[]> {
  const found = await trx
    .selectFrom('exports')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('user_id', '=', userId)
    .where('created_at', '>', since)
    .orderBy('id', 'desc')
    .limit(50)
    .execute();
  return found as OwnExport[];
}

export async function countOpen(trx: Trx, companyId: number, userId: string): Promise<{ own: number; all: number }> {
  const { rows } = await sql<{ own: number; all: number }>`
    select count(*) filter (where user_id = ${userId})::int as own, count(*)::int as all from exports
    where company_id = ${companyId} and state in ('waiting', 'running')`.execute(trx);
  return rows[0] ?? { own: 0, all: 0 };
}

/** A new try takes it from whoever wrote it before; null where it was cancelled, or is over. */
export async function beginTurn(trx: Trx, companyId: number, exportId: number): Promise<OpenExport | null> {
  const row = await trx
    .updateTable('exports')
    .set({ state: 'running', started_at: new Date(), done: 0, total: null, turn: sql<number>`turn + 1` })
    .where('company_id', '=', companyId)
    .where('id', '=', exportId)
    .where('state', 'in', ['waiting', 'running'])
    .returningAll()
    .executeTakeFirst();
  return (row as OpenExport | undefined) ?? null;
}

type Change = {
  state?: State;
  total?: number;
  done?: number;
  size?: number;
  blob_key?: string;
  error?: string;
  campaigns?: number[];
  outside_campaigns?: boolean;
  finished_at?: Date;
};

/** False where it is over, or where another turn than this goes on with it. Who was chosen is forgotten when it ends. */
export async function changeOpen(
  trx: Trx,
  companyId: number,
  exportId: number,
  values: Change,
  turn?: number,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('exports')
    .set({ ...values, ...(values.finished_at && { chosen: null }) })
    .where('company_id', '=', companyId)
    .where('id', '=', exportId)
    .where('state', 'in', ['waiting', 'running'])
    .$if(turn !== undefined, (query) => query.where('turn', '=', turn ?? 0))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

const peopleARow = 20_000;

/** Who is in it, of these applications, from now on: an erasure that has begun is waited for, so these do not hold its people. */
export async function holdPeople(trx: Trx, { company_id, id }: OwnExport, ids: Float64Array): Promise<void> {
  await trx.deleteFrom('export_people').where('company_id', '=', company_id).where('export_id', '=', id).execute();
  for (let at = 0; at < ids.length; at += peopleARow)
    await sql`
      insert into export_people (company_id, export_id, number, first_id, last_id, candidates)
      select ${company_id}, ${id}, ${at / peopleARow}, min(candidate_id), max(candidate_id), array_agg(candidate_id order by candidate_id)
      from (select distinct candidate_id from applications
        where company_id = ${company_id} and id = any (${[...ids.subarray(at, at + peopleARow)]}::bigint[])) as theirs
      having count(*) > 0`.execute(trx);
}

export async function deleteExport(trx: Trx, companyId: number, exportId: number): Promise<void> {
  await trx.deleteFrom('exports').where('company_id', '=', companyId).where('id', '=', exportId).execute();
}

export async function rememberChoice(
  trx: Trx,
  { companyId, userId }: Session,
  format: Format,
  columns: string[],
): Promise<void> {
  await trx
    .insertInto('export_choices')
    .values({ company_id: companyId, user_id: userId, format, columns })
    .onConflict((conflict) => conflict.columns(['company_id', 'user_id']).doUpdateSet({ format, columns }))
    .execute();
}

export async function lastChoice(
  trx: Trx,
  { companyId, userId }: Session,
): Promise<{ format: Format; columns: string[] } | null> {
  const row = await trx
    .selectFrom('export_choices')
    .select(['format', 'columns'])
    .where('company_id', '=', companyId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row ? { format: row.format as Format, columns: row.columns } : null;
}
