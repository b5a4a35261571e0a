import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';
import { conflict } from '#platform/errors.ts';
import { type ApplicationRow, recordEvent } from './applications.ts';
import { words } from './words.ts';

/** Gives a locked application a new access code; the old one opens nothing any more. Throws where the interview is over. */
export async function refreshPin(trx: Trx, application: ApplicationRow, userId: string): Promise<void> {
  if (application.completed_at) throw conflict('interview_completed', words.interviewCompleted);
  await trx
    .updateTable('applications')
    .set({ access_code: sql<string>`next_access_code()` })
    .where('company_id', '=', application.company_id)
    .where('id', '=', application.id)
    .execute();
  await recordEvent(trx, application, { kind: 'pin-refreshed', actor: 'user', userId });
}
