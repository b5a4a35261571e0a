import type { Trx } from '#platform/db.ts';
import { conflict, invalidField, notFound } from '#platform/errors.ts';
import { type ApplicationRow, recordEvent } from './applications.ts';
import { words } from './words.ts';

export async function listLabels(trx: Trx, companyId: number) {
  return trx
    .selectFrom('labels')
    .select(['id', 'name', 'automatic', 'color'])
    .where('company_id', '=', companyId)
    .orderBy('automatic')
    .orderBy('name')
    .execute();
}

/** Makes a label; one of the same name, whatever its case, is given back instead. */
export async function createLabel(trx: Trx, companyId: number, name: string) {
  const clean = name.trim();
  if (!clean || clean.includes('\0')) throw invalidField('name', words.labelNeeded);
  await trx
    .insertInto('labels')
    .values({ company_id: companyId, name: clean })
    .onConflict((on) => on.doNothing())
    .execute();
  const row = await trx
    .selectFrom('labels')
    .select(['id', 'name', 'automatic', 'color'])
    .where('company_id', '=', companyId)
    .where((e) => e(e.fn('lower', ['name']), '=', e.fn('lower', [e.val(clean)])))
    .executeTakeFirstOrThrow();
  return row;
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
  if (!label) throw notFound('label');
  return label;
}
