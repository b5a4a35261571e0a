import type { ChannelKind } from '#channels/channel.ts';
import { prepared, type Trx } from '#platform/db.ts';
import { type InterviewDefinition, interviewDefinition } from './definition.ts';
import type { EngineState } from './engine/types.ts';

export type InterviewSession = {
  companyId: number;
  applicationId: number;
  version: number;
  definition: InterviewDefinition;
  /** In which the bot speaks. */
  language: string;
  state: EngineState;
  /** Where the bot spoke last. */
  channel: ChannelKind;
  stoppedAt: Date | null;
  startedAt: Date;
  completedAt: Date | null;
};

/** The interview of this application, where one has begun. */
export async function readSession(
  trx: Trx,
  companyId: number,
  applicationId: number,
): Promise<InterviewSession | null> {
  const row = await trx
    .selectFrom('interview_sessions as s')
    .innerJoin('interviews as i', (join) =>
      join
        .onRef('i.company_id', '=', 's.company_id')
        .onRef('i.campaign_id', '=', 's.campaign_id')
        .onRef('i.version', '=', 's.version'),
    )
    .innerJoin('campaigns as c', (join) =>
      join.onRef('c.company_id', '=', 's.company_id').onRef('c.id', '=', 's.campaign_id'),
    )
    .select([
      's.version',
      's.state',
      's.channel',
      's.stopped_at',
      's.started_at',
      's.completed_at',
      'i.definition',
      'c.language',
    ])
    .where('s.company_id', '=', companyId)
    .where('s.application_id', '=', applicationId)
    .modifyEnd(prepared)
    .executeTakeFirst();
  if (!row) return null;
  return {
    companyId,
    applicationId,
    version: row.version,
    definition: interviewDefinition.parse(row.definition),
    language: row.language,
    state: row.state as unknown as EngineState,
    channel: row.channel as ChannelKind,
    stoppedAt: row.stopped_at,
    startedAt: row.started_at,
    completedAt: row.completed_at,
  };
}

/** Begins with the version that the campaign has now; the application keeps it. Null without a campaign. */
export async function createSession(
  trx: Trx,
  application: { company_id: number; id: number; campaign_id: number | null },
  state: EngineState,
): Promise<InterviewSession | null> {
  if (application.campaign_id === null) return null;
  await trx
    .insertInto('interview_sessions')
    .columns(['company_id', 'application_id', 'campaign_id', 'version', 'state'])
    .expression((e) =>
      e
        .selectFrom('campaigns as c')
        .innerJoin('interviews as i', (join) =>
          join
            .onRef('i.company_id', '=', 'c.company_id')
            .onRef('i.campaign_id', '=', 'c.id')
            .onRef('i.version', '=', 'c.interview_version'),
        )
        .select((s) => [
          'c.company_id',
          s.cast<number>(s.val(application.id), 'bigint').as('application_id'),
          'c.id',
          'i.version',
          s.cast<string>(s.val(JSON.stringify(state)), 'jsonb').as('state'),
        ])
        .where('c.company_id', '=', application.company_id)
        .where('c.id', '=', application.campaign_id),
    )
    .onConflict((on) => on.doNothing())
    .modifyEnd(prepared)
    .execute();
  return readSession(trx, application.company_id, application.id);
}

export async function saveSession(
  trx: Trx,
  session: InterviewSession,
  change: {
    state: EngineState;
    channel?: ChannelKind;
    stopped?: { at: Date; by: string | null } | null;
    completedAt?: Date;
  },
): Promise<void> {
  await trx
    .updateTable('interview_sessions')
    .set({
      state: JSON.stringify(change.state),
      ...(change.channel ? { channel: change.channel } : {}),
      ...(change.stopped === undefined
        ? {}
        : { stopped_at: change.stopped?.at ?? null, stopped_by: change.stopped?.by ?? null }),
      ...(change.completedAt ? { completed_at: change.completedAt } : {}),
    })
    .where('company_id', '=', session.companyId)
    .where('application_id', '=', session.applicationId)
    .modifyEnd(prepared)
    .execute();
}
