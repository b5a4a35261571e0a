import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';
import { conflict, invalid, notFound } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { finishLetter, type WrittenLetter } from './letters.ts';
import { words } from './words.ts';

/** More than that nobody finds their way in. */
const mostSaved = 200;

/** The mails that the company keeps to begin others with, by name. */
export async function listSavedLetters(trx: Trx, session: Session) {
  const rows = await trx
    .selectFrom('saved_letters as l')
    .leftJoin('users as u', (join) =>
      join.onRef('u.company_id', '=', 'l.company_id').onRef('u.id', '=', 'l.created_by'),
    )
    .select([
      'l.id',
      'l.name',
      'l.subject',
      'l.document',
      'l.body',
      'l.created_by',
      'l.updated_at',
      'u.name as creator',
    ])
    .where('l.company_id', '=', session.companyId)
    .orderBy(sql`lower(l.name)`)
    .orderBy('l.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    subject: row.subject,
    document: row.document as Record<string, unknown> | null,
    body: row.body,
    createdBy: row.creator,
    updatedAt: row.updated_at.toISOString(),
    can: { change: mayChange(session, row.created_by) },
  }));
}

/** Keeps a mail under a name that the company has not given yet. What could not be sent can not be kept either. */
export async function saveLetter(
  trx: Trx,
  session: Session,
  publicUrl: string,
  { name, ...written }: WrittenLetter & { name: string },
): Promise<number> {
  const { companyId, userId } = session;
  const finished = await finishLetter(trx, companyId, written, { language: 'en', publicUrl });
  if ('problems' in finished) throw invalid(words.refused, finished.problems);
  await holdNames(trx, companyId);
  const names = await namesOf(trx, companyId);
  if (names.length >= mostSaved) throw conflict('too_many_templates', words.tooManyTemplates(mostSaved));
  refuseTaken(names, name);
  const { subject, body, document } = finished.letter;
  const { id } = await trx
    .insertInto('saved_letters')
    .values({
      company_id: companyId,
      name,
      subject,
      document: document && JSON.stringify(document),
      body: document ? '' : body,
      created_by: userId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function renameLetter(trx: Trx, session: Session, letterId: number, name: string): Promise<void> {
  await requireMine(trx, session, letterId);
  await holdNames(trx, session.companyId);
  const others = (await namesOf(trx, session.companyId)).filter(({ id }) => id !== letterId);
  refuseTaken(others, name);
  await trx
    .updateTable('saved_letters')
    .set({ name, updated_at: new Date() })
    .where('company_id', '=', session.companyId)
    .where('id', '=', letterId)
    .execute();
}

export async function deleteLetter(trx: Trx, session: Session, letterId: number): Promise<void> {
  await requireMine(trx, session, letterId);
  await trx
    .deleteFrom('saved_letters')
    .where('company_id', '=', session.companyId)
    .where('id', '=', letterId)
    .execute();
}

async function requireMine(trx: Trx, session: Session, letterId: number): Promise<void> {
  const row = await trx
    .selectFrom('saved_letters')
    .select('created_by')
    .where('company_id', '=', session.companyId)
    .where('id', '=', letterId)
    .forUpdate()
    .executeTakeFirst();
  if (!row || !mayChange(session, row.created_by)) throw notFound('template');
}

function mayChange(session: Session, createdBy: string | null): boolean {
  return session.role === 'owner' || createdBy === session.userId;
}

/** Of two that take a name at once, the second waits and finds it taken. */
async function holdNames(trx: Trx, companyId: number): Promise<void> {
  await trx.selectFrom('companies').select('id').where('id', '=', companyId).forNoKeyUpdate().execute();
}

function namesOf(trx: Trx, companyId: number) {
  return trx.selectFrom('saved_letters').select(['id', 'name']).where('company_id', '=', companyId).execute();
}

function refuseTaken(taken: { name: string }[], name: string): void {
  if (taken.some((one) => one.name.toLowerCase() === name.toLowerCase())) throw conflict('name_taken', words.nameTaken);
}
