import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';

export type ExportRow = {
  id: number;
  candidateId: number;
  firstName: string;
  lastName: string;
  email: string | null;
  phone: string | null;
  folder: string;
  folderName: string | null;
  source: string;
  /** In the company's time zone, `2026-11-21T09:30:00`. */
  added: string;
  completed: string | null;
  others: Record<string, unknown>;
  labels: string[] | null;
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

/** The applications of a campaign after this id, in the order in which they were added. */
export async function exportPage(
  trx: Trx,
  companyId: number,
  campaignId: number,
  after: number,
  limit: number,
): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`
    with page as (
      select * from applications where company_id = ${companyId} and campaign_id = ${campaignId} and id > ${after} order by id limit ${limit}
    )
    select a.id, a.candidate_id as "candidateId", c.first_name as "firstName", c.last_name as "lastName", c.email, c.phone,
      a.folder, f.name as "folderName", a.source, a.others,
      to_char(a.added_at at time zone co.time_zone, 'YYYY-MM-DD"T"HH24:MI:SS') as added,
      to_char(a.completed_at at time zone co.time_zone, 'YYYY-MM-DD"T"HH24:MI:SS') as completed,
      (select array_agg(coalesce(l.automatic, l.name) order by l.id) from application_labels al
        join labels l on l.company_id = al.company_id and l.id = al.label_id
        where al.company_id = a.company_id and al.application_id = a.id) as labels,
      (select json_agg(json_build_object('question', question_id, 'kind', kind, 'text', text, 'number', number,
          'choice', choice_id, 'transcript', transcript, 'seconds', duration_ms / 1000))
        from answers an where an.company_id = a.company_id and an.application_id = a.id) as answers
    from page a
    join companies co on co.id = a.company_id
    join candidates c on c.company_id = a.company_id and c.id = a.candidate_id
    left join folders f on f.company_id = a.company_id and f.key = a.folder
    order by a.id`.execute(trx);
  return rows;
}

/**
 * Of the applications after this id, as many as are read at once: the names of further details, the first in alphabetical
 * order (by code points, as here), and the last id; null where there are no more.
 */
export async function detailNamesPage(
  trx: Trx,
  companyId: number,
  campaignId: number,
  after: number,
  limits: { rows: number; names: number },
): Promise<{ names: string[]; last: number | null }> {
  const { rows } = await sql<{ names: string[]; last: number | null }>`
    with page as materialized (
      select id, others from applications where company_id = ${companyId} and campaign_id = ${campaignId} and id > ${after}
      order by id limit ${limits.rows}
    )
    select (select max(id) from page) as last,
      array(select distinct name collate "C" as name from page cross join lateral jsonb_object_keys(others) as keys (name)
        where jsonb_typeof(others) = 'object' order by name limit ${limits.names}) as names`.execute(trx);
  return rows[0] ?? { names: [], last: null };
}

/** Every version of the campaign's interview, the newest first. */
export async function interviewVersions(trx: Trx, companyId: number, campaignId: number): Promise<unknown[]> {
  const rows = await trx
    .selectFrom('interviews')
    .select('definition')
    .where('company_id', '=', companyId)
    .where('campaign_id', '=', campaignId)
    .orderBy('version', 'desc')
    .execute();
  return rows.map((row) => row.definition);
}

export async function exportHead(trx: Trx, companyId: number, campaignId: number, userId: string) {
  return trx
    .selectFrom('campaigns as c')
    .innerJoin('companies as co', 'co.id', 'c.company_id')
    .innerJoin('users as u', (join) => join.onRef('u.company_id', '=', 'c.company_id').on('u.id', '=', userId))
    .select(['c.title', 'co.time_zone as timeZone', 'u.language'])
    .where('c.company_id', '=', companyId)
    .where('c.id', '=', campaignId)
    .executeTakeFirstOrThrow();
}
