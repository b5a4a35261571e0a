import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';
import { conflict, forbidden, invalidField, notFound } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { oneAtATime } from '#platform/one-at-a-time.ts';
import { readFilter } from '../finding/filter.ts';
import type { NewSavedView, SavedView, SavedViewChange } from './schema.ts';
import { words } from './words.ts';

/** Of one person, and of the company. */
const most = 200;

type Row = {
  id: number;
  name: string;
  user_id: string | null;
  created_by: string | null;
  search: unknown;
  creator: string | null;
};

/** The company's and one's own, by name. */
export async function listSavedViews(trx: Trx, session: Session): Promise<SavedView[]> {
  const rows = await visible(trx, session)
    .orderBy((e) => e.fn('lower', ['v.name']))
    .orderBy('v.id')
    .execute();
  return rows.map((row) => present(row, session));
}

/** Throws for a filter that can not be read, and where there are too many. */
export async function createSavedView(trx: Trx, session: Session, given: NewSavedView): Promise<SavedView> {
  const { companyId: company_id, userId } = session;
  requireReadable(given.search);
  const user_id = given.shared ? null : userId;
  await requireRoom(trx, session, user_id);
  const search = JSON.stringify(given.search);
  const { id } = await trx
    .insertInto('saved_views')
    .values({ company_id, name: given.name, user_id, created_by: userId, search })
    .returning('id')
    .executeTakeFirstOrThrow();
  return present(await requireView(trx, session, id), session);
}

/** Throws the same for one that is not there and a colleague's own. */
export async function changeSavedView(
  trx: Trx,
  session: Session,
  id: number,
  { name, shared, search }: SavedViewChange,
): Promise<SavedView> {
  const before = await requireOwn(trx, session, id);
  if (search) requireReadable(search);
  const userId = shared === undefined ? before.user_id : shared ? null : session.userId;
  if (userId !== null && before.created_by !== session.userId) throw forbidden(words.notMade);
  if (userId !== before.user_id) await requireRoom(trx, session, userId);
  await trx
    .updateTable('saved_views')
    .set({
      name: name ?? before.name,
      user_id: userId,
      search: JSON.stringify(search ?? before.search),
      updated_at: new Date(),
    })
    .where('company_id', '=', session.companyId)
    .where('id', '=', id)
    .execute();
  return present(await requireView(trx, session, id), session);
}

export async function deleteSavedView(trx: Trx, session: Session, id: number): Promise<void> {
  await requireOwn(trx, session, id);
  await trx.deleteFrom('saved_views').where('company_id', '=', session.companyId).where('id', '=', id).execute();
}

function visible(trx: Trx, { companyId, userId }: Session) {
  return trx
    .selectFrom('saved_views as v')
    .leftJoin('users as u', (join) =>
      join.onRef('u.company_id', '=', 'v.company_id').onRef('u.id', '=', 'v.created_by'),
    )
    .select(['v.id', 'v.name', 'v.user_id', 'v.created_by', 'v.search', 'u.name as creator'])
    .where('v.company_id', '=', companyId)
    .where((e) => e.or([e('v.user_id', 'is', null), e('v.user_id', '=', userId)]));
}

async function requireView(trx: Trx, session: Session, id: number): Promise<Row> {
  const row = await visible(trx, session).where('v.id', '=', id).executeTakeFirst();
  if (!row) throw notFound('view');
  return row;
}

async function requireOwn(trx: Trx, session: Session, id: number): Promise<Row> {
  const row = await visible(trx, session).where('v.id', '=', id).forUpdate('v').executeTakeFirst();
  if (!row) throw notFound('view');
  if (!canEdit(row, session)) throw forbidden(words.othersView);
  return row;
}

function canEdit(row: Row, { role, userId }: Session): boolean {
  return row.user_id !== null || role === 'owner' || row.created_by === userId;
}

function requireReadable({ filter, q = '', folder = [] }: SavedView['search']): void {
  readFilter(filter);
  for (const text of [q, ...folder])
    if (text.includes('\0') || !text.isWellFormed()) throw invalidField('search', words.searchUnclean);
}

async function requireRoom(trx: Trx, { companyId }: Session, userId: string | null): Promise<void> {
  await oneAtATime(trx, companyId, 'saved views');
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from saved_views
    where company_id = ${companyId} and user_id is not distinct from ${userId}::uuid`.execute(trx);
  if ((rows[0]?.count ?? 0) >= most) throw conflict('too_many_views', words.tooMany(most));
}

function present(row: Row, session: Session): SavedView {
  return {
    id: row.id,
    name: row.name,
    shared: row.user_id === null,
    search: row.search as SavedView['search'],
    createdBy: row.creator,
    canEdit: canEdit(row, session),
  };
}
