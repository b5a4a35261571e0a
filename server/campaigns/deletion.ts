import { sql } from 'kysely';
import { recordAudit } from '#accounts/audit.ts';
import { closeOpening } from '#openings/openings.ts';
import { discardBlobs } from '#platform/blobs/loose.ts';
import { afterCommit, type Trx, withSystem } from '#platform/db.ts';
import { forbidden, invalidField, notFound } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { oneAtATime } from '#platform/one-at-a-time.ts';
import type { Services } from '#platform/services.ts';
import { mayDelete } from './campaigns.ts';
import { requireCampaign } from './policy.ts';
import { audioKeysOf, audioKeysUsed } from './queries.ts';
import { words } from './words.ts';

/**
 * Deletes the campaign with its applications, answers, recordings, comments and events; the candidates and the texts
 * that were exchanged with them stay. Only an owner or its maker may, and only with its title typed. It is gone at once
 * for everybody; a job then takes away what it held, part by part.
 */
export async function deleteCampaign(
  trx: Trx,
  services: Pick<Services, 'hints' | 'jobs'>,
  session: Session,
  campaignId: number,
  typedTitle: string,
): Promise<void> {
  const { companyId, userId } = session;
  await requireCampaign(trx, session, campaignId);
  // Waits for those who are adding to it at this moment.
  const row = await trx
    .selectFrom('campaigns')
    .select(['title', 'created_by'])
    .where('company_id', '=', companyId)
    .where('id', '=', campaignId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound('campaign');
  if (!mayDelete(session, row.created_by)) throw forbidden(words.makersOnly);
  if (typedTitle.trim() !== row.title) throw invalidField('title', words.notItsTitle);
  await closeOpening(trx, companyId, campaignId);
  const marked = await trx
    .insertInto('campaign_deletions')
    .values({ company_id: companyId, campaign_id: campaignId, deleted_by: userId })
    .onConflict((on) => on.doNothing())
    .returning('campaign_id')
    .executeTakeFirst();
  if (!marked) throw notFound('campaign');
  await recordAudit(trx, session, 'campaign-deleted', { campaignId, title: row.title });
  await services.jobs.enqueue(trx, 'erase-campaign', { companyId, campaignId });
  afterCommit(trx, () => services.hints.publish({ companyId, topic: 'applications' }));
}

type Campaign = { companyId: number; campaignId: number };

/** Rows that go in one transaction: few enough that nobody waits for it. */
const rowsAPart = 2_000;

/** The job: what belonged to a deleted campaign, then the campaign. A repeated try goes on where the last one ended. */
export async function eraseCampaign({ db }: Pick<Services, 'db'>, campaign: Campaign): Promise<void> {
  for (const erasePart of [eraseApplications, eraseMovedInterviews, eraseRefusals, eraseImports])
    while ((await withSystem(db, (trx) => erasePart(trx, campaign))) > 0);
  await withSystem(db, (trx) => eraseItself(trx, campaign));
}

async function eraseApplications(trx: Trx, { companyId, campaignId }: Campaign): Promise<number> {
  const rows = await trx
    .selectFrom('applications as a')
    .innerJoin('campaign_deletions as d', (join) =>
      join.onRef('d.company_id', '=', 'a.company_id').onRef('d.campaign_id', '=', 'a.campaign_id'),
    )
    .select(['a.id', 'a.candidate_id', 'a.resume_key'])
    .where('a.company_id', '=', companyId)
    .where('a.campaign_id', '=', campaignId)
    .limit(rowsAPart)
    // Nobody adds an answer between this and the end.
    .forUpdate('a')
    .execute();
  if (rows.length === 0) return 0;
  const ids = rows.map((row) => row.id);
  const theirs = sql`company_id = ${companyId} and application_id = any (${ids}::bigint[])`;
  const said = sql`${theirs} and candidate_id = any (${rows.map((row) => row.candidate_id)}::bigint[])`;
  const { rows: files } = await sql<{ key: string }>`
    select blob_key as key from answers where ${theirs} and blob_key is not null
    union
    select file ->> 'key' from messages, jsonb_array_elements(attachments) as file where ${said} and attachments <> '[]'`.execute(
    trx,
  );
  const resumes = rows.flatMap((row) => row.resume_key ?? []);
  await discardBlobs(trx, companyId, [...resumes, ...files.map((file) => file.key)]);
  // A message that was nothing but a recording would be left without any content.
  await sql`delete from messages where ${said} and attachments <> '[]' and body = ''`.execute(trx);
  await sql`update messages set attachments = '[]' where ${said} and attachments <> '[]'`.execute(trx);
  await sql`delete from comments where ${said}`.execute(trx);
  await sql`delete from application_events where ${theirs}`.execute(trx);
  await sql`delete from applications where company_id = ${companyId} and id = any (${ids}::bigint[])`.execute(trx);
  return rows.length;
}

/** Interviews of the campaign that went along to another one with their applications. */
async function eraseMovedInterviews(trx: Trx, { companyId, campaignId }: Campaign): Promise<number> {
  const { rows } = await sql<{ application_id: number; blob_key: string | null }>`
    with theirs as (
      delete from interview_sessions where (company_id, application_id) in (
        select s.company_id, s.application_id from campaign_deletions d join interview_sessions s using (company_id, campaign_id)
        where d.company_id = ${companyId} and d.campaign_id = ${campaignId} limit ${rowsAPart})
      returning company_id, application_id
    ), gone as (
      delete from answers a using theirs t
      where a.company_id = t.company_id and a.application_id = t.application_id
      returning a.application_id, a.blob_key
    )
    select t.application_id, case when not exists (
      -- What is part of the conversation stays there.
      select from applications p join messages m on m.company_id = p.company_id and m.candidate_id = p.candidate_id
      where p.company_id = ${companyId} and p.id = t.application_id
        and m.attachments @> jsonb_build_array(jsonb_build_object('key', g.blob_key))) then g.blob_key end as blob_key
    from theirs t left join gone g using (application_id)`.execute(trx);
  await discardBlobs(
    trx,
    companyId,
    rows.flatMap((row) => row.blob_key ?? []),
  );
  return rows.length;
}

async function eraseRefusals(trx: Trx, { companyId, campaignId }: Campaign): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from import_refusals where (company_id, import_id, row_number) in (
      select r.company_id, r.import_id, r.row_number
      from campaign_deletions d join imports i using (company_id, campaign_id)
      join import_refusals r on r.company_id = i.company_id and r.import_id = i.id
      where d.company_id = ${companyId} and d.campaign_id = ${campaignId} limit ${rowsAPart})`.execute(trx);
  return Number(numAffectedRows);
}

async function eraseImports(trx: Trx, { companyId, campaignId }: Campaign): Promise<number> {
  const { rows } = await sql<{ blob_key: string }>`
    delete from imports where (company_id, id) in (
      select i.company_id, i.id from campaign_deletions d join imports i using (company_id, campaign_id)
      where d.company_id = ${companyId} and d.campaign_id = ${campaignId} limit ${rowsAPart})
    returning blob_key`.execute(trx);
  await discardBlobs(
    trx,
    companyId,
    rows.map((row) => row.blob_key),
  );
  return rows.length;
}

/** A copy of the campaign has the same sound files: those stay. */
async function eraseItself(trx: Trx, { companyId, campaignId }: Campaign): Promise<void> {
  const keys = await audioKeysOf(trx, companyId, campaignId);
  const { numAffectedRows } = await sql`
    delete from campaigns c using campaign_deletions d
    where c.company_id = ${companyId} and c.id = ${campaignId} and d.company_id = c.company_id and d.campaign_id = c.id`.execute(
    trx,
  );
  if (numAffectedRows === 0n) return;
  // What the figures still counted of people who were erased. Nobody holds these any more: of two campaigns that go at once
  // the second counts what the first has left of somebody.
  await oneAtATime(trx, companyId, 'figures of the erased');
  await sql`
    delete from application_events e where e.company_id = ${companyId} and e.campaign_id = ${campaignId}
      and not exists (select from applications a where a.company_id = e.company_id and a.id = e.application_id)`.execute(
    trx,
  );
  const used = await audioKeysUsed(trx, companyId, keys);
  await discardBlobs(
    trx,
    companyId,
    keys.filter((key) => !used.has(key)),
  );
}
