import type { Trx } from '#platform/db.ts';
import { conflict, invalidField, RuleError } from '#platform/errors.ts';
import { forPrograms } from '#platform/sentences.ts';
import type { ApplicationRow, NewEvent } from './applications.ts';
import { recordEvent } from './applications.ts';
import { words } from './words.ts';

/** Folders whose entry is an event of its own, read by the analytics. */
const eventOfFolder: Record<string, string> = {
  shortlisted: 'shortlisted',
  rejected: 'rejected',
  hired: 'hired',
  on_hold: 'held',
};

/** All kinds of events that tell of another folder. */
export const moveKinds = [...Object.values(eventOfFolder), 'moved', 'completed', 'campaign-moved'];

export function moveKind(to: string): string {
  return eventOfFolder[to] ?? 'moved';
}

/** Throws where nobody can be moved to this folder. */
export async function requireFolder(trx: Trx, companyId: number, key: string): Promise<void> {
  const folder = await trx
    .selectFrom('folders')
    .select('key')
    .where('company_id', '=', companyId)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!folder) throw invalidField('folder', words.noFolder);
  if (key === 'no_campaign') throw conflict('not_possible', words.notPossible);
}

/**
 * Moves a locked application. `from` is where the mover saw it: if a colleague was faster, nothing moves and the error
 * names them (`moved_meanwhile`, with `by` and `to` among its fields).
 */
export async function moveApplication(
  trx: Trx,
  application: ApplicationRow,
  to: string,
  by: Omit<NewEvent, 'kind'>,
  from?: string,
): Promise<void> {
  if (application.folder === to) return;
  if (from !== undefined && application.folder !== from) throw await movedMeanwhile(trx, application);
  await requireFolder(trx, application.company_id, to);
  await trx
    .updateTable('applications')
    .set({ folder: to })
    .where('company_id', '=', application.company_id)
    .where('id', '=', application.id)
    .execute();
  await recordEvent(trx, application, {
    ...by,
    kind: moveKind(to),
    data: { ...by.data, from: application.folder, to },
  });
}

async function movedMeanwhile(trx: Trx, application: ApplicationRow): Promise<RuleError> {
  const last = await trx
    .selectFrom('application_events as e')
    .leftJoin('users as u', (join) => join.onRef('u.company_id', '=', 'e.company_id').onRef('u.id', '=', 'e.user_id'))
    .select('u.name')
    .where('e.company_id', '=', application.company_id)
    .where('e.application_id', '=', application.id)
    .where('e.kind', 'in', moveKinds)
    .orderBy('e.id', 'desc')
    .executeTakeFirst();
  const by = last?.name ?? '';
  return new RuleError(409, 'moved_meanwhile', words.movedMeanwhile(by), {
    by: forPrograms(by),
    to: forPrograms(application.folder),
  });
}
