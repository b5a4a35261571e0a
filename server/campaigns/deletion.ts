import { sql } from 'kysely';
import { type Trx, withCompany } from '#platform/db.ts';
import { forbidden, invalid, notFound } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { Services } from '#platform/services.ts';
import { mayDelete } from './campaigns.ts';
import { requireCampaign } from './policy.ts';

/** Applications that go in one transaction: short enough that nobody waits for it. */
const perTransaction = 2_000;

/**
 * Deletes the campaign with its applications, answers, comments and events; the candidates and what was said with them
 * stay. Only an owner or its maker may, and only with its title typed. It is gone at once for everybody; a job then
 * takes away what it held, part by part.
 */
export async function deleteCampaign(
  trx: Trx,
  services: Pick<Services, 'jobs'>,
  session: Session,
  campaignId: number,
  typedTitle: string,
): Promise<void> {
  await requireCampaign(trx, session, campaignId);
  const row = await trx
    .selectFrom('campaigns')
    .select(['title', 'created_by'])
    .where('company_id', '=', session.companyId)
    .where('id', '=', campaignId)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound('campaign');
  if (!mayDelete(session, row.created_by))
    throw forbidden('Only an owner or the maker of this campaign can delete it.');
  if (typedTitle.trim() !== row.title)
    throw invalid('title: type the title of the campaign exactly as it is.', {
      title: 'is not the title of this campaign',
    });
  await trx
    .updateTable('campaigns')
    .set({ deleted_at: new Date() })
    .where('company_id', '=', session.companyId)
    .where('id', '=', campaignId)
    .execute();
  await services.jobs.enqueue(trx, 'erase-campaign', { companyId: session.companyId, campaignId });
}

/** The job: what belonged to a deleted campaign, then the campaign. A repeated try goes on where the last one ended. */
export async function eraseCampaign(
  { db, hints }: Pick<Services, 'db' | 'hints'>,
  { companyId, campaignId }: { companyId: number; campaignId: number },
): Promise<void> {
  while ((await withCompany(db, companyId, (trx) => erasePart(trx, companyId, campaignId))) > 0)
    hints.publish({ companyId, topic: 'applications' });
  await withCompany(db, companyId, (trx) =>
    trx
      .deleteFrom('campaigns')
      .where('company_id', '=', companyId)
      .where('id', '=', campaignId)
      .where('deleted_at', 'is not', null)
      .execute(),
  );
}

async function erasePart(trx: Trx, companyId: number, campaignId: number): Promise<number> {
  const rows = await trx
    .selectFrom('applications')
    .select(['id', 'candidate_id'])
    .where('company_id', '=', companyId)
    .where('campaign_id', '=', campaignId)
    .limit(perTransaction)
    .execute();
  const ids = rows.map((row) => row.id);
  const people = rows.map((row) => row.candidate_id);
  const those = sql<boolean>`company_id = ${companyId} and application_id = any (${ids}::bigint[])`;
  await trx
    .deleteFrom('comments')
    .where(those)
    .where('candidate_id', '=', sql<number>`any (${people}::bigint[])`)
    .execute();
  await trx.deleteFrom('application_events').where(those).execute();
  await trx
    .deleteFrom('applications')
    .where('company_id', '=', companyId)
    .where('id', '=', sql<number>`any (${ids}::bigint[])`)
    .execute();
  return ids.length;
}
