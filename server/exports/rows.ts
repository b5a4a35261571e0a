import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import type { Format } from './files.ts';
import type { Chosen, State } from './schema.ts';

type Row = NonNullable<Awaited<ReturnType<typeof findRow>>>;
export type OwnExport = Omit<Row, 'state' | 'format' | 'chosen'> & { state: State; format: Format; chosen: Chosen };

export async function insertExport(
  trx: Trx,
  { companyId, userId }: Session,
  values: { format: Format; columns: string[]; chosen: Chosen; fileName: string },
): Promise<number> {
  const { id } = await trx
    .insertInto('exports')
    .values({
      company_id: companyId,
      user_id: userId,
      format: values.format,
      columns: values.columns,
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
export async function beginTurn(trx: Trx, companyId: number, exportId: number): Promise<OwnExport | null> {
  const row = await trx
    .updateTable('exports')
    .set({ state: 'running', started_at: new Date(), done: 0, total: null, turn: sql<number>`turn + 1` })
    .where('company_id', '=', companyId)
    .where('id', '=', exportId)
    .where('state', 'in', ['waiting', 'running'])
    .returningAll()
    .executeTakeFirst();
  return (row as OwnExport | undefined) ?? null;
}

type Change = {
  state?: State;
  total?: number;
  done?: number;
  size?: number;
  blob_key?: string;
  error?: string;
  finished_at?: Date;
};

/** False where it is over, or where another turn than this goes on with it. */
export async function changeOpen(
  trx: Trx,
  companyId: number,
  exportId: number,
  values: Change,
  turn?: number,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('exports')
    .set(values)
    .where('company_id', '=', companyId)
    .where('id', '=', exportId)
    .where('state', 'in', ['waiting', 'running'])
    .$if(turn !== undefined, (query) => query.where('turn', '=', turn ?? 0))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
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
