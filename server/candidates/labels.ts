import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';
import { conflict, RuleError } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { oneAtATime } from '#platform/one-at-a-time.ts';
import { type ApplicationRow, recordEvent, recordEvents } from './applications.ts';
import { words } from './words.ts';

/** Beside the automatic ones. */
const most = 200;
/** From how many it is taken off in one transaction: a second or two. */
const mostCarriers = 20_000;

export async function listLabels(trx: Trx, companyId: number) {
  return trx
    .selectFrom('labels')
    .select(['id', 'name', 'automatic', 'color'])
    .where('company_id', '=', companyId)
    .orderBy('automatic')
    .orderBy('name')
    .execute();
}

/** Makes a label; one of the same name, whatever its case, is given back instead. Throws where there are too many. */
export async function createLabel(trx: Trx, companyId: number, name: string) {
  const present = await findByName(trx, companyId, name);
  if (present) return present;
  await oneAtATime(trx, companyId, 'labels');
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from labels where company_id = ${companyId} and automatic is null`.execute(trx);
  const made = await findByName(trx, companyId, name);
  if (made) return made;
  if ((rows[0]?.count ?? 0) >= most) throw conflict('too_many_labels', words.tooManyLabels(most));
  return trx
    .insertInto('labels')
    .values({ company_id: companyId, name })
    .returning(['id', 'name', 'automatic', 'color'])
    .executeTakeFirstOrThrow();
}

function findByName(trx: Trx, companyId: number, name: string) {
  return trx
    .selectFrom('labels')
    .select(['id', 'name', 'automatic', 'color'])
    .where('company_id', '=', companyId)
    .where((e) => e(e.fn('lower', ['name']), '=', e.fn('lower', [e.val(name)])))
    .executeTakeFirst();
}

/** How many carry each that anybody carries. Plan: label_counts_group, a few lines for each label, campaign and folder. */
export async function countLabels(trx: Trx, companyId: number): Promise<{ id: number; count: number }[]> {
  const { rows } = await sql<{ id: number; count: number }>`
    select label_id as id, sum(amount)::bigint as count from label_counts
    where company_id = ${companyId} and label_id is not null group by label_id having sum(amount) > 0`.execute(trx);
  return rows;
}

/** Throws where another one is called so, and for another name of one that Parley puts on, which each language names. */
export async function changeLabel(
  trx: Trx,
  companyId: number,
  labelId: number,
  { name, color }: { name?: string | undefined; color?: string | undefined },
): Promise<void> {
  await oneAtATime(trx, companyId, 'labels');
  const label = await findLabel(trx, companyId, labelId);
  if (name !== undefined && name !== label.name) {
    if (label.automatic) throw conflict('automatic_label', words.automaticName);
    const same = await findByName(trx, companyId, name);
    if (same && same.id !== labelId)
      throw new RuleError(409, 'name_taken', words.labelTaken, { name: words.labelTaken });
  }
  await trx
    .updateTable('labels')
    .set({ name: name ?? label.name, color: color ?? label.color })
    .where('company_id', '=', companyId)
    .where('id', '=', labelId)
    .execute();
}

/**
 * Takes it off everybody, with an event for each, and deletes it. Throws for one that Parley puts on, and where so many
 * carry it that the rest of the company would wait for this (`label_in_use`): bulk actions take it off part by part.
 */
export async function deleteLabel(trx: Trx, { companyId, userId }: Session, labelId: number): Promise<void> {
  const label = await findLabel(trx, companyId, labelId);
  if (label.automatic) throw conflict('automatic_label', words.automaticKept);
  const carriers = await lockCarriers(trx, companyId, labelId);
  if (carriers.length > mostCarriers) throw conflict('label_in_use', words.labelInUse(mostCarriers));
  await sql`
    delete from application_labels where company_id = ${companyId} and label_id = ${labelId}
      and application_id = any (${carriers.map(({ id }) => id)}::bigint[])`.execute(trx);
  const of = carriers.map((row) => ({ ...row, data: { label: label.name } }));
  if (of.length > 0) await recordEvents(trx, companyId, { of, kind: 'unlabelled', actor: 'user', userId });
  // Whoever was just getting it is waited for, and loses it with the label.
  await trx.deleteFrom('labels').where('company_id', '=', companyId).where('id', '=', labelId).execute();
}

/**
 * Who carries it, held in the order of their ids as bulk actions hold them: whoever labels holds the application first and
 * asks for the label then. At most one more than are taken off at once.
 * Plan: Index Only Scan on application_labels_label, then the applications by their key.
 */
async function lockCarriers(trx: Trx, companyId: number, labelId: number) {
  const { rows } = await sql<Pick<ApplicationRow, 'id' | 'candidate_id' | 'campaign_id'>>`
    select id, candidate_id, campaign_id from applications
    where company_id = ${companyId} and id in (
      select application_id from application_labels
      where company_id = ${companyId} and label_id = ${labelId} limit ${mostCarriers + 1})
    order by id for no key update`.execute(trx);
  return rows;
}

/** The label, where people may put it on. Taking one off is always possible. */
export async function requireOwnLabel(trx: Trx, companyId: number, labelId: number, on: boolean) {
  const label = await findLabel(trx, companyId, labelId);
  if (on && label.automatic) throw conflict('automatic_label', words.automaticLabel(label.name));
  return label;
}

export async function addLabel(trx: Trx, application: ApplicationRow, labelId: number, userId: string): Promise<void> {
  const label = await requireOwnLabel(trx, application.company_id, labelId, true);
  const added = await trx
    .insertInto('application_labels')
    .values({ company_id: application.company_id, application_id: application.id, label_id: labelId, added_by: userId })
    .onConflict((on) => on.doNothing())
    .returning('label_id')
    .executeTakeFirst();
  if (added)
    await recordEvent(trx, application, { kind: 'labelled', actor: 'user', userId, data: { label: label.name } });
}

export async function removeLabel(
  trx: Trx,
  application: ApplicationRow,
  labelId: number,
  userId: string,
): Promise<void> {
  const label = await findLabel(trx, application.company_id, labelId);
  const removed = await trx
    .deleteFrom('application_labels')
    .where('company_id', '=', application.company_id)
    .where('application_id', '=', application.id)
    .where('label_id', '=', labelId)
    .returning('label_id')
    .executeTakeFirst();
  if (removed)
    await recordEvent(trx, application, { kind: 'unlabelled', actor: 'user', userId, data: { label: label.name } });
}

async function findLabel(trx: Trx, companyId: number, labelId: number) {
  const label = await trx
    .selectFrom('labels')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('id', '=', labelId)
    .executeTakeFirst();
  if (!label) throw new RuleError(404, 'not_found', words.noLabel);
  return label;
}
