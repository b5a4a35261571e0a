import { sql } from 'kysely';
import type { z } from 'zod';
import { copyOpening } from '#openings/openings.ts';
import { afterCommit, type Trx } from '#platform/db.ts';
import { notFound } from '#platform/errors.ts';
import type { Hints } from '#platform/events.ts';
import type { Session } from '#platform/http/access.ts';
import { copyEventTemplates } from './event-templates.ts';
import { compileLetter } from './letters/compile.ts';
import { holdCampaign, reachableCampaigns, requireCampaign } from './policy.ts';
import { type CampaignRow, campaignCounts, campaignRows } from './queries.ts';
import type { CampaignView, campaignChange, newCampaign } from './schema.ts';
import { defaultInterview } from './templates/default-interview.ts';
import { predefinedTemplates } from './templates/predefined.ts';
import { copyTurns } from './turns.ts';

/** Makes a campaign that works at once: predefined texts and a first interview in its language, its maker a member. */
export async function createCampaign(
  trx: Trx,
  companyId: number,
  userId: string | null,
  values: z.infer<typeof newCampaign>,
): Promise<number> {
  const { id } = await trx
    .insertInto('campaigns')
    .values({ company_id: companyId, ...values, created_by: userId })
    .returning('id')
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('interviews')
    .values({
      company_id: companyId,
      campaign_id: id,
      version: 1,
      definition: JSON.stringify(defaultInterview(values.language)),
      created_by: userId,
    })
    .execute();
  await addPredefinedTemplates(trx, companyId, id, values.language);
  if (userId)
    await trx
      .insertInto('campaign_members')
      .values({ company_id: companyId, campaign_id: id, user_id: userId, added_by: userId })
      .execute();
  return id;
}

async function addPredefinedTemplates(
  trx: Trx,
  companyId: number,
  campaignId: number,
  language: string,
): Promise<void> {
  const rows = await Promise.all(
    predefinedTemplates(language).map(async ({ document, ...template }) => {
      const { subject: title, body } = template;
      // There is no picture in it.
      const letter = document && (await compileLetter(document, { language, title, publicUrl: '' }));
      return {
        company_id: companyId,
        campaign_id: campaignId,
        ...template,
        body: letter ? letter.html : body,
        plain_text: letter && letter.text,
        document: document && JSON.stringify(document),
      };
    }),
  );
  await trx.insertInto('message_templates').values(rows).execute();
}

/** The campaigns this user reaches, newest first, each with the counts of its folders. */
export async function listCampaigns(trx: Trx, session: Session, archived: boolean): Promise<CampaignView[]> {
  const reach = await reachableCampaigns(trx, session);
  const rows = await campaignRows(trx, session.companyId, reach === 'all' ? null : reach, archived);
  const counts = await campaignCounts(
    trx,
    session.companyId,
    rows.map((row) => row.id),
  );
  return rows.map((row) => toView(row, counts, session));
}

export async function readCampaign(trx: Trx, session: Session, campaignId: number) {
  await requireCampaign(trx, session, campaignId);
  const [row] = await campaignRows(trx, session.companyId, [campaignId], null);
  if (!row) throw notFound('campaign');
  const counts = await campaignCounts(trx, session.companyId, [campaignId]);
  const ofCampaign = { company_id: session.companyId, campaign_id: campaignId };
  const interview = await trx
    .selectFrom('interviews')
    .select(['version', 'definition'])
    .where((e) => e.and(ofCampaign))
    .where('version', '=', row.interview_version)
    .executeTakeFirstOrThrow();
  const templates = await trx
    .selectFrom('message_templates')
    .select(['event', 'channel', 'enabled', 'subject', 'body', 'document', 'plain_text'])
    .where((e) => e.and(ofCampaign))
    .orderBy('event')
    .orderBy('channel')
    .execute();
  const members = await trx
    .selectFrom('campaign_members')
    .select('user_id')
    .where((e) => e.and(ofCampaign))
    .orderBy('added_at')
    .execute();
  return { ...toView(row, counts, session), interview, templates, members: members.map((member) => member.user_id) };
}

function toView(row: CampaignRow, counts: Map<number, Record<string, number>>, session: Session): CampaignView {
  const folders = counts.get(row.id) ?? {};
  return {
    id: row.id,
    title: row.title,
    country: row.country,
    language: row.language,
    archivedAt: row.archived_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by ? { id: row.created_by, name: row.creator ?? '' } : null,
    counts: { inbox: folders.inbox ?? 0, completed: folders.completed ?? 0, shortlisted: folders.shortlisted ?? 0 },
    marks: { autoCall: false, chatbot: row.questions > 0, inquiry: row.mode === 'inquiry' },
    can: { edit: true, delete: mayDelete(session, row.created_by) },
  };
}

export function mayDelete(session: Session, createdBy: string | null): boolean {
  return session.role === 'owner' || createdBy === session.userId;
}

export async function changeCampaign(
  trx: Trx,
  session: Session,
  campaignId: number,
  change: z.infer<typeof campaignChange>,
): Promise<void> {
  await requireCampaign(trx, session, campaignId);
  await trx
    .updateTable('campaigns')
    .set({ ...change, updated_at: new Date() })
    .where('company_id', '=', session.companyId)
    .where('id', '=', campaignId)
    .execute();
}

export async function setArchived(trx: Trx, session: Session, campaignId: number, archived: boolean): Promise<void> {
  await requireCampaign(trx, session, campaignId);
  await trx
    .updateTable('campaigns')
    .set({ archived_at: archived ? sql`coalesce(archived_at, now())` : null, updated_at: new Date() })
    .where('company_id', '=', session.companyId)
    .where('id', '=', campaignId)
    .execute();
}

/** A new campaign with the settings, texts, interview and members of this one, and none of its candidates. */
export async function duplicateCampaign(
  trx: Trx,
  session: Session,
  campaignId: number,
  title: string,
): Promise<number> {
  // The copy has the same sound files.
  await holdCampaign(trx, session, campaignId);
  const source = await readCampaign(trx, session, campaignId);
  const { id } = await trx
    .insertInto('campaigns')
    .values({
      company_id: session.companyId,
      title,
      country: source.country,
      language: source.language,
      created_by: session.userId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const ofCopy = { company_id: session.companyId, campaign_id: id };
  await trx
    .insertInto('interviews')
    .values({
      ...ofCopy,
      version: 1,
      definition: JSON.stringify(source.interview.definition),
      created_by: session.userId,
    })
    .execute();
  await trx
    .insertInto('message_templates')
    .values(
      source.templates.map(({ document, ...template }) => ({
        ...ofCopy,
        ...template,
        document: document && JSON.stringify(document),
      })),
    )
    .execute();
  await copyOpening(trx, session.companyId, campaignId, id);
  await copyEventTemplates(trx, session.companyId, campaignId, id);
  const members = [...new Set([session.userId, ...source.members])];
  await trx
    .insertInto('campaign_members')
    .values(members.map((userId) => ({ ...ofCopy, user_id: userId, added_by: session.userId })))
    .execute();
  await copyTurns(trx, session.companyId, campaignId, id);
  return id;
}

/** What goes with the campaign: shown before it is deleted. */
export async function campaignLosses(trx: Trx, session: Session, campaignId: number) {
  await requireCampaign(trx, session, campaignId);
  const folders = (await campaignCounts(trx, session.companyId, [campaignId])).get(campaignId) ?? {};
  const { imports } = await trx
    .selectFrom('imports')
    .select((e) => e.fn.countAll<number>().as('imports'))
    .where('company_id', '=', session.companyId)
    .where('campaign_id', '=', campaignId)
    .executeTakeFirstOrThrow();
  return { applications: Object.values(folders).reduce((sum, count) => sum + count, 0), imports };
}

export function hintCampaigns(trx: Trx, hints: Hints, companyId: number): void {
  afterCommit(trx, () => hints.publish({ companyId, topic: 'campaigns' }));
}
