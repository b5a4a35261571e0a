import type { Trx } from '#platform/db.ts';

/**
 * The interview as this application has it: the one that it began, also where it was moved to another campaign since, or the
 * campaign's current one. Null without either.
 */
export async function interviewOf(trx: Trx, companyId: number, applicationId: number) {
  const row = await trx
    .selectFrom('applications as a')
    .leftJoin('interview_sessions as s', (join) =>
      join.onRef('s.company_id', '=', 'a.company_id').onRef('s.application_id', '=', 'a.id'),
    )
    .innerJoin('campaigns as c', (join) =>
      join
        .onRef('c.company_id', '=', 'a.company_id')
        .on((e) => e('c.id', '=', e.fn.coalesce('s.campaign_id', 'a.campaign_id'))),
    )
    .innerJoin('interviews as i', (join) =>
      join
        .onRef('i.company_id', '=', 'c.company_id')
        .onRef('i.campaign_id', '=', 'c.id')
        .on((e) => e('i.version', '=', e.fn.coalesce('s.version', 'c.interview_version'))),
    )
    .leftJoin('users as u', (join) =>
      join.onRef('u.company_id', '=', 's.company_id').onRef('u.id', '=', 's.stopped_by'),
    )
    .select(['i.definition', 's.started_at', 's.completed_at', 's.stopped_at', 'u.name as stopped_by'])
    .where('a.company_id', '=', companyId)
    .where('a.id', '=', applicationId)
    .executeTakeFirst();
  return row ?? null;
}

export type Answer = Awaited<ReturnType<typeof answersOf>>[number];

export async function answersOf(trx: Trx, companyId: number, applicationId: number) {
  return trx
    .selectFrom('answers')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('application_id', '=', applicationId)
    .orderBy('position')
    .execute();
}
