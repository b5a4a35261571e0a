import { sql } from 'kysely';
import { holdCampaign } from '#campaigns/policy.ts';
import { takeTurn } from '#campaigns/turns.ts';
import { notifyCandidate } from '#conversations/notify.ts';
import type { Trx } from '#platform/db.ts';
import { conflict, invalidField, RuleError } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { Services } from '#platform/services.ts';
import { type ApplicationRow, hintApplication, recordEvent } from './applications.ts';
import { recordTurn } from './assignment/assign.ts';
import { words } from './words.ts';

/**
 * Moves an application to another campaign. The caller holds that campaign's turns, then the conversation and the
 * application (`lockConversationOf`). It joins in the Inbox, or in Completed where its interview is; an interview that has begun stays
 * with it. Who has not begun gets the campaign's invitation where that is switched on. Refused are the campaign in which it
 * is (`same_campaign`), an archived one, and one to which the person has applied already (`already_applied`). Returns how
 * many invitations go out.
 */
export async function moveToCampaign(
  trx: Trx,
  services: Pick<Services, 'config' | 'hints'>,
  session: Session,
  application: ApplicationRow,
  campaignId: number,
): Promise<number> {
  const { company_id: companyId, id } = application;
  if (application.campaign_id === campaignId) throw conflict('same_campaign', words.sameCampaign);
  await holdCampaign(trx, session, campaignId).catch((error: unknown) => {
    throw error instanceof RuleError ? invalidField('campaignId', words.noCampaign) : error;
  });
  const campaigns = await titlesOf(trx, companyId, [campaignId, application.campaign_id ?? 0]);
  const target = campaigns.get(campaignId);
  if (!target) throw invalidField('campaignId', words.noCampaign);
  if (target.archived_at) throw conflict('campaign_archived', words.campaignArchived(target.title));
  await refuseSecond(trx, application, campaignId, target.title);
  const begun = await hasBegun(trx, companyId, id);
  const assignee_id = await assigneeThere(trx, application, campaignId);
  const folder = application.completed_at ? 'completed' : 'inbox';
  await trx
    .updateTable('applications')
    .set({ campaign_id: campaignId, folder, assignee_id })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .execute();
  const moved = { ...application, campaign_id: campaignId, folder, assignee_id };
  const before = campaigns.get(application.campaign_id ?? 0)?.title ?? null;
  const data = { from: application.folder, to: folder, fromCampaign: before, toCampaign: target.title };
  await recordEvent(trx, moved, { kind: 'campaign-moved', actor: 'user', userId: session.userId, data });
  if (assignee_id !== application.assignee_id) await recordNewAssignee(trx, moved);
  const invited = begun
    ? 0
    : await notifyCandidate(trx, services, { application: moved, event: 'invitation', moved: true });
  if (invited > 0) await recordEvent(trx, moved, { kind: 'invited', actor: 'system' });
  hintApplication(trx, services.hints, companyId, id);
  return invited;
}

async function titlesOf(trx: Trx, companyId: number, ids: number[]) {
  const rows = await trx
    .selectFrom('campaigns')
    .select(['id', 'title', 'archived_at'])
    .where('company_id', '=', companyId)
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

async function refuseSecond(trx: Trx, application: ApplicationRow, campaignId: number, title: string): Promise<void> {
  const present = await trx
    .selectFrom('applications')
    .select('id')
    .where('company_id', '=', application.company_id)
    .where('candidate_id', '=', application.candidate_id)
    .where('campaign_id', '=', campaignId)
    .executeTakeFirst();
  if (present) throw conflict('already_applied', words.alreadyApplied(title));
}

async function hasBegun(trx: Trx, companyId: number, applicationId: number): Promise<boolean> {
  const row = await trx
    .selectFrom('interview_sessions')
    .select('application_id')
    .where('company_id', '=', companyId)
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whoever reaches the new campaign keeps it; else it is the turn of whoever is next there, or nobody's. */
async function assigneeThere(trx: Trx, application: ApplicationRow, campaignId: number): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select u.id from users u
    where u.company_id = ${application.company_id} and u.id = ${application.assignee_id} and u.deactivated_at is null and (u.role = 'owner' or exists (
      select from campaign_members m
      where m.company_id = u.company_id and m.campaign_id = ${campaignId} and m.user_id = u.id))`.execute(trx);
  return rows[0]?.id ?? takeTurn(trx, application.company_id, campaignId);
}

async function recordNewAssignee(trx: Trx, moved: ApplicationRow): Promise<void> {
  if (moved.assignee_id) return recordTurn(trx, moved);
  await recordEvent(trx, moved, { kind: 'unassigned', actor: 'system' });
}
