import type { Trx } from '#platform/db.ts';
import { RuleError } from '#platform/errors.ts';
import { forPrograms } from '#platform/sentences.ts';
import type { ApplicationRow } from './applications.ts';
import { words } from './words.ts';

type Value = {
  /** As the event of a correction names it. */
  field: string;
  /** What the editor read when they began; undefined where they do not say. */
  seen: string | null | undefined;
  /** What stands there. */
  now: string | null;
};

/**
 * Whoever corrects a value that a colleague corrected meanwhile is told so, with what stands there by now: nothing is
 * overwritten that the editor has not seen. The error `edited_meanwhile` has `by`, `now` and `at` (an ISO time, or nothing)
 * among its fields. To be asked only of what would change, with the row locked.
 */
export async function requireSeen(trx: Trx, application: ApplicationRow, { field, seen, now }: Value): Promise<void> {
  if (seen === undefined || (seen ?? '') === (now ?? '')) return;
  const last = await lastEdit(trx, application, field, now);
  const by = last?.name ?? '';
  throw new RuleError(409, 'edited_meanwhile', words.editedMeanwhile(by, now ?? ''), {
    by: forPrograms(by),
    now: forPrograms(now ?? ''),
    at: forPrograms(last?.at.toISOString() ?? ''),
  });
}

/** Who brought the value there; a person can be corrected at each of their applications. */
function lastEdit(trx: Trx, { company_id, candidate_id }: ApplicationRow, field: string, to: string | null) {
  return trx
    .selectFrom('application_events as e')
    .innerJoin('applications as a', (join) =>
      join.onRef('a.company_id', '=', 'e.company_id').onRef('a.id', '=', 'e.application_id'),
    )
    .leftJoin('users as u', (join) => join.onRef('u.company_id', '=', 'e.company_id').onRef('u.id', '=', 'e.user_id'))
    .select(['u.name', 'e.at'])
    .where('e.company_id', '=', company_id)
    .where('a.candidate_id', '=', candidate_id)
    .where('e.kind', '=', 'edited')
    .where('e.data', '@>', JSON.stringify({ changes: [{ field, to }] }))
    .orderBy('e.id', 'desc')
    .executeTakeFirst();
}
