import type { Trx } from '#platform/db.ts';
import { conflict, invalidField, RuleError } from '#platform/errors.ts';
import { forPrograms } from '#platform/sentences.ts';
import type { ApplicationRow, NewEvent } from './applications.ts';
import { recordEvent } from './applications.ts';
import { words as folderWords } from './folders/words.ts';
import { requireReason } from './reasons/reasons.ts';
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

/**
 * Whose candidates a folder takes: of all campaigns (null), or of these. It stays so until the transaction ends. Throws where
 * nobody can be moved there.
 */
export async function requireFolder(trx: Trx, companyId: number, key: string): Promise<Set<number> | null> {
  const folder = await trx
    .selectFrom('folders')
    .select('all_campaigns')
    .where('company_id', '=', companyId)
    .where('key', '=', key)
    .forKeyShare()
    .executeTakeFirst();
  if (!folder) throw invalidField('folder', words.noFolder);
  if (key === 'no_campaign') throw conflict('not_possible', words.notPossible);
  if (folder.all_campaigns) return null;
  const campaigns = await trx
    .selectFrom('folder_campaigns')
    .select('campaign_id')
    .where('company_id', '=', companyId)
    .where('folder', '=', key)
    .execute();
  return new Set(campaigns.map((row) => row.campaign_id));
}

type MoveOptions = {
  /** Where the mover saw it: if a colleague was faster, nothing moves and the error names them. */
  from?: string | undefined;
  /** Why; a person who moves somebody may have to say it (`reason_needed`). */
  reasonId?: number | undefined;
};

/**
 * Moves a locked application. `from` is where the mover saw it: if somebody else was faster, nothing moves and the error
 * names them (`moved_meanwhile`, with `by`, `to` and `at`, an ISO time, among its fields), also where they moved it to the
 * same folder: then nothing is sent a second time. Throws `not_in_campaign` for a folder that its campaign does not have.
 */
export async function moveApplication(
  trx: Trx,
  application: ApplicationRow,
  to: string,
  by: Omit<NewEvent, 'kind'>,
  { from, reasonId }: MoveOptions = {},
): Promise<void> {
  if (from !== undefined && application.folder !== from) {
    const last = await lastMove(trx, application);
    // Their own move, asked for again because its answer got lost.
    const again = application.folder === to && last?.user_id === by.userId;
    if (!again) throw movedMeanwhile(application, last);
  }
  if (application.folder === to) return;
  const { company_id: companyId, campaign_id: campaignId } = application;
  const campaigns = await requireFolder(trx, companyId, to);
  if (campaigns && !campaigns.has(campaignId ?? 0)) throw conflict('not_in_campaign', folderWords.notInCampaign);
  const reason = by.actor === 'user' ? await requireReason(trx, companyId, to, reasonId) : null;
  await trx
    .updateTable('applications')
    .set({ folder: to, reason_id: reason?.id ?? null })
    .where('company_id', '=', companyId)
    .where('id', '=', application.id)
    .execute();
  await recordEvent(trx, application, {
    ...by,
    kind: moveKind(to),
    data: { ...by.data, from: application.folder, to, ...(reason && { reason: reason.name }) },
    reasonId: reason?.id ?? null,
  });
}

type LastMove = { name: string | null; user_id: string | null; at: Date } | undefined;

function lastMove(trx: Trx, application: ApplicationRow): Promise<LastMove> {
  return trx
    .selectFrom('application_events as e')
    .leftJoin('users as u', (join) => join.onRef('u.company_id', '=', 'e.company_id').onRef('u.id', '=', 'e.user_id'))
    .select(['u.name', 'e.user_id', 'e.at'])
    .where('e.company_id', '=', application.company_id)
    .where('e.application_id', '=', application.id)
    .where('e.kind', 'in', moveKinds)
    .orderBy('e.id', 'desc')
    .executeTakeFirst();
}

function movedMeanwhile(application: ApplicationRow, last: LastMove): RuleError {
  const by = last?.name ?? '';
  return new RuleError(409, 'moved_meanwhile', words.movedMeanwhile(by), {
    by: forPrograms(by),
    to: forPrograms(application.folder),
    at: forPrograms(last?.at.toISOString() ?? ''),
  });
}
