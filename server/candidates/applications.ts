import { sql } from 'kysely';
import { type Reach, reachableCampaigns, reaches } from '#campaigns/policy.ts';
import { afterCommit, prepared, type Trx } from '#platform/db.ts';
import { conflict, notFound } from '#platform/errors.ts';
import type { Hints } from '#platform/events.ts';
import type { Session } from '#platform/http/access.ts';
import { words } from './words.ts';

export type ApplicationRow = NonNullable<Awaited<ReturnType<typeof findApplication>>>;

/** The application where this user reaches it. Throws the same for one that is not there and one that is somebody else's. */
export async function requireApplication(trx: Trx, session: Session, applicationId: number): Promise<ApplicationRow> {
  return within(await reachableCampaigns(trx, session), await findApplication(trx, session.companyId, applicationId));
}

/** The same, and nobody else changes it until this transaction ends. */
export async function lockApplication(trx: Trx, session: Session, applicationId: number): Promise<ApplicationRow> {
  const reach = await reachableCampaigns(trx, session);
  within(reach, await findApplication(trx, session.companyId, applicationId));
  // While this waited it may have been moved to where they do not reach.
  return within(reach, await applicationQuery(trx, session.companyId, applicationId).forUpdate().executeTakeFirst());
}

/**
 * The application, and nobody else changes its person until this transaction ends. `read` reads it once that is so: where
 * the application is to be locked too, everybody locks the person first. Throws where the person was merged while this
 * waited: what somebody wants of them was meant for one of the two.
 */
export async function holdPerson(
  trx: Trx,
  session: Session,
  applicationId: number,
  read: typeof lockApplication = requireApplication,
): Promise<ApplicationRow> {
  const { company_id, candidate_id } = await requireApplication(trx, session, applicationId);
  await trx
    .selectFrom('candidates')
    .select('id')
    .where('company_id', '=', company_id)
    .where('id', '=', candidate_id)
    .forNoKeyUpdate()
    .modifyEnd(prepared)
    .execute();
  const application = await read(trx, session, applicationId);
  if (application.candidate_id !== candidate_id) throw conflict('merged_meanwhile', words.mergedBefore);
  return application;
}

function within<Row extends { campaign_id: number | null }>(reach: Reach, row: Row | undefined): Row {
  if (!row || !reaches(reach, row.campaign_id)) throw notFound('application');
  return row;
}

function findApplication(trx: Trx, companyId: number, applicationId: number) {
  return applicationQuery(trx, companyId, applicationId).executeTakeFirst();
}

function applicationQuery(trx: Trx, companyId: number, applicationId: number) {
  return trx.selectFrom('applications').selectAll().where('company_id', '=', companyId).where('id', '=', applicationId);
}

export type NewEvent = {
  kind: string;
  actor: 'user' | 'candidate' | 'bot' | 'system' | 'api';
  userId?: string | null;
  data?: Record<string, unknown>;
  /** Why, of a move. */
  reasonId?: number | null;
};

/** What happened, by whom; counted by the rollups in the same transaction. */
export async function recordEvent(
  trx: Trx,
  application: Pick<ApplicationRow, 'company_id' | 'id' | 'candidate_id' | 'campaign_id'>,
  event: NewEvent,
): Promise<void> {
  await trx
    .insertInto('application_events')
    .values({
      company_id: application.company_id,
      application_id: application.id,
      candidate_id: application.candidate_id,
      campaign_id: application.campaign_id,
      kind: event.kind,
      actor: event.actor,
      user_id: event.userId ?? null,
      data: JSON.stringify(event.data ?? {}),
      reason_id: event.reasonId ?? null,
    })
    .modifyEnd(prepared)
    .execute();
}

export type EventsOfMany = Omit<NewEvent, 'data'> & {
  of: (Pick<ApplicationRow, 'id' | 'candidate_id' | 'campaign_id'> & { data: Record<string, unknown> })[];
};

/** The same happened to many. Returns the event's id by the application's. */
export async function recordEvents(trx: Trx, companyId: number, events: EventsOfMany): Promise<Map<number, number>> {
  const { of, kind, actor, userId = null, reasonId = null } = events;
  const { rows } = await sql<{ id: number; application_id: number }>`
    insert into application_events (company_id, application_id, candidate_id, campaign_id, kind, actor, user_id, data, reason_id)
    select ${companyId}, e.application_id, e.candidate_id, e.campaign_id, ${kind}, ${actor}, ${userId}, e.data, ${reasonId}::bigint
    from unnest(${of.map(({ id }) => id)}::bigint[], ${of.map((one) => one.candidate_id)}::bigint[],
      ${of.map((one) => one.campaign_id)}::bigint[], ${of.map(({ data }) => JSON.stringify(data))}::jsonb[])
      as e (application_id, candidate_id, campaign_id, data)
    returning id, application_id ${prepared}`.execute(trx);
  return new Map(rows.map((row) => [row.application_id, row.id]));
}

/** Tells the open browsers once the change is there to be seen. */
export function hintApplication(trx: Trx, hints: Hints, companyId: number, applicationId: number): void {
  afterCommit(trx, () => {
    hints.publish({ companyId, topic: 'application', id: applicationId });
    hints.publish({ companyId, topic: 'applications' });
  });
}
