import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';
import { conflict, forbidden, invalidField, notFound } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { oneAtATime } from '#platform/one-at-a-time.ts';
import { templateProblems } from '../tokens.ts';
import { words } from '../words.ts';
import type { NewQuickReply, QuickReply, QuickReplyChange } from './schema.ts';

/** Of one person, and of the company: the menu shows all, and nobody finds anything among more. */
const most = 300;

const columns = ['id', 'user_id', 'title', 'body'] as const;
type Row = { id: number; user_id: string | null; title: string; body: string };

/** The company's and one's own, by title. */
export async function listQuickReplies(trx: Trx, session: Session): Promise<QuickReply[]> {
  const rows = await trx
    .selectFrom('quick_replies')
    .select(columns)
    .where('company_id', '=', session.companyId)
    .where((e) => e.or([e('user_id', 'is', null), e('user_id', '=', session.userId)]))
    .orderBy((e) => e.fn('lower', ['title']))
    .orderBy('id')
    .execute();
  return rows.map((row) => present(row, session));
}

export async function createQuickReply(trx: Trx, session: Session, given: NewQuickReply): Promise<QuickReply> {
  requireTokens(given.body);
  if (given.shared) requireOwner(session);
  const userId = given.shared ? null : session.userId;
  await requireRoom(trx, session, userId);
  const row = await trx
    .insertInto('quick_replies')
    .values({
      company_id: session.companyId,
      user_id: userId,
      title: given.title,
      body: given.body,
      created_by: session.userId,
    })
    .returning(columns)
    .executeTakeFirstOrThrow();
  return present(row, session);
}

export async function changeQuickReply(
  trx: Trx,
  session: Session,
  id: number,
  { title, body, shared }: QuickReplyChange,
): Promise<QuickReply> {
  const before = await requireOwn(trx, session, id);
  if (body !== undefined) requireTokens(body);
  if (shared) requireOwner(session);
  const userId = shared === undefined ? before.user_id : shared ? null : session.userId;
  if (userId !== before.user_id) await requireRoom(trx, session, userId);
  const row = await trx
    .updateTable('quick_replies')
    .set({ title: title ?? before.title, body: body ?? before.body, user_id: userId, updated_at: new Date() })
    .where('company_id', '=', session.companyId)
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow();
  return present(row, session);
}

export async function deleteQuickReply(trx: Trx, session: Session, id: number): Promise<void> {
  await requireOwn(trx, session, id);
  await trx.deleteFrom('quick_replies').where('company_id', '=', session.companyId).where('id', '=', id).execute();
}

/** One that may be changed. A colleague's own is none that one knows of. */
async function requireOwn(trx: Trx, session: Session, id: number): Promise<Row> {
  const row = await trx
    .selectFrom('quick_replies')
    .select(columns)
    .where('company_id', '=', session.companyId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row || (row.user_id !== null && row.user_id !== session.userId)) throw notFound('quick reply');
  if (row.user_id === null) requireOwner(session);
  return row;
}

function requireOwner({ role }: Session): void {
  if (role !== 'owner') throw forbidden(words.sharedByOwners);
}

function requireTokens(body: string): void {
  const [problem] = templateProblems(body);
  if (problem) throw invalidField('body', problem.words);
}

async function requireRoom(trx: Trx, { companyId }: Session, userId: string | null): Promise<void> {
  await oneAtATime(trx, companyId, 'quick replies');
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from quick_replies
    where company_id = ${companyId} and user_id is not distinct from ${userId}::uuid`.execute(trx);
  if ((rows[0]?.count ?? 0) >= most) throw conflict('too_many_quick_replies', words.tooManyQuickReplies(most));
}

function present({ id, user_id, title, body }: Row, session: Session): QuickReply {
  const shared = user_id === null;
  return { id, title, body, shared, canEdit: !shared || session.role === 'owner' };
}
