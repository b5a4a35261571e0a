import { sql } from 'kysely';
import type { ApplicationRow } from '#candidates/applications.ts';
import type { Trx } from '#platform/db.ts';
import { readMode } from './openings.ts';

/** Somebody who was invited to the interview, or has begun it, is a candidate also where others only ask. */
export async function isInquiry(
  trx: Trx,
  { company_id: companyId, id, campaign_id: campaignId }: Pick<ApplicationRow, 'company_id' | 'id' | 'campaign_id'>,
): Promise<boolean> {
  if (campaignId === null || (await readMode(trx, companyId, campaignId)) !== 'inquiry') return false;
  const { rows } = await sql`
    select from interview_sessions where company_id = ${companyId} and application_id = ${id}
    union all
    select from application_events where company_id = ${companyId} and application_id = ${id} and kind = 'invited'
    limit 1`.execute(trx);
  return rows.length === 0;
}
