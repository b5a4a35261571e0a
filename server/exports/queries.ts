import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '#campaigns/policy.ts';
import type { Trx } from '#platform/db.ts';

export type ExportRow = {
  id: number;
  candidateId: number;
  campaignId: number | null;
  firstName: string;
  lastName: string;
  email: string | null;
  phone: string | null;
  campaign: string | null;
  folder: string;
  folderName: string | null;
  source: string;
  assignee: string | null;
  resume: string | null;
  lastMessage: string | null;
  /** In the company's time zone, `2026-11-21T09:30:00`. */
  added: string;
  completed: string | null;
  active: string;
  others: Record<string, unknown>;
  labels: string[] | null;
  /** Whose interview they had: they may have been moved since. */
  interviewCampaign: number | null;
  answers: ExportAnswer[] | null;
};

export type ExportAnswer = {
  question: string;
  kind: string;
  text: string | null;
  number: number | null;
  choice: string | null;
  transcript: string | null;
  seconds: number | null;
};

/**
 * The applications of these ids that are there and within reach, by id. Each table is probed
 * by its index, an id at a time.
 */
export async function exportPage(
  trx: Trx,
  companyId: number,
  ids: number[],
  reach: Reach,
  needs: { answers: boolean; labels: boolean },
): Promise<ExportRow[]> {
  const local = (moment: string) =>
    sql`to_char(${sql.ref(moment)} at time zone co.time_zone, 'YYYY-MM-DD"T"HH24:MI:SS')`;
  const { rows } = await sql<ExportRow>`
    select a.id, a.candidate_id as "candidateId", a.campaign_id as "campaignId", c.first_name as "firstName",
      c.last_name as "lastName", c.email, c.phone, ca.title as campaign, a.folder, f.name as "folderName", a.source, a.others,
      u.name as assignee, a.resume_name as resume, a.last_message as "lastMessage",
      ${local('a.added_at')} as added, ${local('a.completed_at')} as completed, ${local('a.last_activity_at')} as active,
      ${needs.labels ? labelsOf : sql`null`} as labels, ${needs.answers ? answersOf : sql`null`} as answers,
      coalesce(s.campaign_id, a.campaign_id) as "interviewCampaign"
    from applications a
    join companies co on co.id = a.company_id
    join candidates c on c.company_id = a.company_id and c.id = a.candidate_id
    left join campaigns ca on ca.company_id = a.company_id and ca.id = a.campaign_id
    left join folders f on f.company_id = a.company_id and f.key = a.folder
    left join users u on u.company_id = a.company_id and u.id = a.assignee_id
    left join interview_sessions s on s.company_id = a.company_id and s.application_id = a.id
    where a.company_id = ${companyId} and a.id = any (${ids}::bigint[])
      ${reach === 'all' ? sql`` : sql`and a.campaign_id = any (${reach}::bigint[])`}
    order by a.id`.execute(trx);
  return rows;
}

const labelsOf = sql`(
  select array_agg(coalesce(l.automatic, l.name) order by l.id) from application_labels al
  join labels l on l.company_id = al.company_id and l.id = al.label_id
  where al.company_id = a.company_id and al.application_id = a.id)`;

const answersOf = sql`(
  select json_agg(json_build_object('question', question_id, 'kind', kind, 'text', text, 'number', number,
    'choice', choice_id, 'transcript', transcript, 'seconds', duration_ms / 1000))
  from answers an where an.company_id = a.company_id and an.application_id = a.id)`;

const idsARow = 20_000;

/** All ids of a query that has a column `id`, in their order: eight bytes each, however many they are. */
export async function readIds(trx: Trx, query: RawBuilder<unknown>): Promise<Float64Array> {
  const { rows } = await sql<{ ids: string; count: number }>`
    select string_agg(id::text, ',' order by id) as ids, count(*)::int as count from (
      select id, (row_number() over (order by id) - 1) / ${sql.lit(idsARow)} as part from (${query}) as chosen
    ) numbered group by part order by part`.execute(trx);
  const ids = new Float64Array(rows.reduce((sum, { count }) => sum + count, 0));
  let at = 0;
  for (const row of rows) for (const id of row.ids.split(',')) ids[at++] = Number(id);
  return ids;
}

/** What these applications have beyond what all have: names of further details, the first in order, and campaigns. */
export async function readExtent(
  trx: Trx,
  companyId: number,
  ids: number[],
  mostNames: number,
): Promise<{ names: string[]; campaigns: number[] }> {
  const { rows } = await sql<{ names: string[]; campaigns: string[] }>`
    with page as materialized (
      select a.id, a.campaign_id, a.others from applications a
      where a.company_id = ${companyId} and a.id = any (${ids}::bigint[])
    )
    select array(select distinct coalesce(s.campaign_id, p.campaign_id) from page p
        left join interview_sessions s on s.company_id = ${companyId} and s.application_id = p.id
        where coalesce(s.campaign_id, p.campaign_id) is not null) as campaigns,
      array(select distinct name collate "C" as name from page cross join lateral jsonb_object_keys(others) as keys (name)
        where jsonb_typeof(others) = 'object' order by name limit ${mostNames}) as names`.execute(trx);
  return { names: rows[0]?.names ?? [], campaigns: rows[0]?.campaigns.map(Number) ?? [] };
}

/** Every version of these campaigns' interviews, each campaign's newest first. */
export async function interviewVersions(trx: Trx, companyId: number, campaigns: number[]) {
  return trx
    .selectFrom('interviews')
    .select(['campaign_id as campaignId', 'definition'])
    .where('company_id', '=', companyId)
    .where('campaign_id', '=', sql<number>`any (${campaigns}::bigint[])`)
    .orderBy('campaign_id')
    .orderBy('version', 'desc')
    .execute();
}

export async function exportHead(trx: Trx, companyId: number, userId: string) {
  return trx
    .selectFrom('companies as co')
    .innerJoin('users as u', 'u.company_id', 'co.id')
    .select([
      'co.time_zone as timeZone',
      'co.managers_export as managersExport',
      'u.language',
      'u.role',
      'u.deactivated_at',
    ])
    .where('co.id', '=', companyId)
    .where('u.id', '=', userId)
    .executeTakeFirst();
}

export async function campaignTitle(trx: Trx, companyId: number, campaignId: number): Promise<string> {
  const { title } = await trx
    .selectFrom('campaigns')
    .select('title')
    .where('company_id', '=', companyId)
    .where('id', '=', campaignId)
    .executeTakeFirstOrThrow();
  return title;
}
