import { claimBlobs, discardBlobs } from '#platform/blobs/loose.ts';
import type { Trx } from '#platform/db.ts';
import { invalidField } from '#platform/errors.ts';
import { input } from '#platform/words.ts';
import { type ApplicationRow, recordEvent } from './applications.ts';

/** A recruiter gives a locked application another résumé, or none. */
export async function replaceResume(
  trx: Trx,
  application: ApplicationRow,
  resume: { key: string; name: string } | null,
  userId: string,
): Promise<void> {
  const { company_id: companyId, id, resume_key: before } = application;
  if (!resume && !before) return;
  if (resume && (await claimBlobs(trx, companyId, [resume.key])).size === 0)
    throw invalidField('file', input.fileNeeded);
  await trx
    .updateTable('applications')
    .set({ resume_key: resume?.key ?? null, resume_name: resume?.name ?? null })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .execute();
  if (before) await discardBlobs(trx, companyId, [before]);
  const kind = !resume ? 'resume-removed' : before ? 'resume-replaced' : 'resume-added';
  const data = { name: resume?.name ?? application.resume_name };
  await recordEvent(trx, application, { kind, actor: 'user', userId, data });
}
