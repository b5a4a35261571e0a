import { sql } from 'kysely';
import { recordAudit } from '#accounts/audit.ts';
import { discardBlobs } from '#platform/blobs/loose.ts';
import type { Trx } from '#platform/db.ts';
import type { Hints } from '#platform/events.ts';
import type { Session } from '#platform/http/access.ts';
import { type ApplicationRow, hintApplication } from './applications.ts';

/**
 * Deletes a locked application for good: answers, résumé, labels, comments and events. The person stays, and so does what
 * was said with them (M10), recordings that are part of it included. That only an owner may is the caller's to ask.
 */
export async function deleteApplication(
  trx: Trx,
  hints: Hints,
  application: ApplicationRow,
  session: Session,
): Promise<void> {
  const { company_id: companyId, id, candidate_id: candidateId, campaign_id: campaignId, resume_key } = application;
  const theirs = sql`company_id = ${companyId} and application_id = ${id}`;
  const { rows: recordings } = await sql<{ key: string }>`
    select blob_key as key from answers where ${theirs} and blob_key is not null
    except
    select file ->> 'key' from messages, jsonb_array_elements(attachments) as file
    where company_id = ${companyId} and candidate_id = ${candidateId} and attachments <> '[]'`.execute(trx);
  const keys = recordings.map(({ key }) => key);
  await discardBlobs(trx, companyId, resume_key ? [...keys, resume_key] : keys);
  await sql`delete from comments where ${theirs} and candidate_id = ${candidateId}`.execute(trx);
  await sql`delete from application_events where ${theirs}`.execute(trx);
  await sql`delete from applications where company_id = ${companyId} and id = ${id}`.execute(trx);
  const data = { applicationId: id, candidateId, campaignId };
  await recordAudit(trx, session, 'application-deleted', data);
  hintApplication(trx, hints, companyId, id);
}
