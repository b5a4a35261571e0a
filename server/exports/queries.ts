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
  /** Why they are in this folder, where somebody said so. */
  reason: string | null;
  source: string;
  assignee: string | null;
  resume: string | null;
  lastMessage: string | null;
  /** What the company's clocks show, in seconds since 1970 as if they stood in UTC. */
  added: number;
  completed: number | null;
  active: number;
  others: Record<string, unknown>;
  labels: string[] | null;
  /** Whose interview they had: they may have been moved since. */
  interviewCampaign: number | null;
  answers: ExportAnswer[] | null;
};

export type ExportAnswer = [
  question: string,
  kind: string,
  text: string | null,
  number: number | null,
  choice: string | null,
  transcript: string | null,
  seconds: number | null,
];

type Sql = RawBuilder<unknown>;
type Page = { companyId: number; ids: number[] };
type Part = { columns: Sql; from?: Sql | ((page: Page) => Sql) };

/**
 * What of a row is read together; a table asks for those alone that its columns show. Of what there can be several of, all
 * of a page is read at once: the index is gone through from id to neighbouring id, and not begun at its root for each.
 */
const parts = {
  person: {
    columns: sql`c.first_name as "firstName", c.last_name as "lastName", c.email, c.phone`,
    from: sql`join candidates c on c.company_id = a.company_id and c.id = a.candidate_id`,
  },
  campaign: {
    columns: sql`ca.title as campaign`,
    from: sql`left join campaigns ca on ca.company_id = a.company_id and ca.id = a.campaign_id`,
  },
  folder: {
    columns: sql`a.folder, f.name as "folderName"`,
    from: sql`left join folders f on f.company_id = a.company_id and f.key = a.folder`,
  },
  reason: {
    columns: sql`mr.name as reason`,
    from: sql`left join move_reasons mr on mr.company_id = a.company_id and mr.id = a.reason_id`,
  },
  assignee: {
    columns: sql`u.name as assignee`,
    from: sql`left join users u on u.company_id = a.company_id and u.id = a.assignee_id`,
  },
  others: { columns: sql`a.others` },
  rest: { columns: sql`a.source, a.resume_name as resume, a.last_message as "lastMessage"` },
  labels: {
    columns: sql`lb.labels`,
    from: ({ companyId, ids }: Page) => sql`left join (
      select x.application_id, array_agg(coalesce(l.automatic, l.name) order by l.id) as labels
      from application_labels x join labels l on l.company_id = x.company_id and l.id = x.label_id
      where x.company_id = ${companyId} and x.application_id = any (${ids}::bigint[]) group by x.application_id
    ) lb on lb.application_id = a.id`,
  },
  answers: {
    columns: sql`coalesce(s.campaign_id, a.campaign_id) as "interviewCampaign", an.answers`,
    from: ({ companyId, ids }: Page) => sql`
      left join interview_sessions s on s.company_id = a.company_id and s.application_id = a.id
      left join (
        select x.application_id, json_agg(json_build_array(x.question_id, x.kind, x.text, x.number, x.choice_id,
          x.transcript, x.duration_ms / 1000)) as answers
        from answers x where x.company_id = ${companyId} and x.application_id = any (${ids}::bigint[]) group by x.application_id
      ) an on an.application_id = a.id`,
  },
} satisfies Record<string, Part>;
export type ExportPart = keyof typeof parts;

/**
 * The applications of these ids that are there and within reach, in the order of the ids; of each its ids, its campaign, its
 * times and these parts.
 * Plan: Index Scan of each table by its primary key, Hash Left Join of labels and answers.
 */
export async function exportPage(
  trx: Trx,
  { companyId, timeZone }: { companyId: number; timeZone: string },
  ids: number[],
  reach: Reach,
  needs: ExportPart[],
): Promise<ExportRow[]> {
  // Half as much work for PostgreSQL as a text of it.
  const local = (moment: string) => sql`date_part('epoch', ${sql.ref(moment)} at time zone ${timeZone})`;
  const columns = needs.map((part) => sql`, ${parts[part].columns}`);
  const from = needs.map((part) => {
    const of: Part = parts[part];
    return typeof of.from === 'function' ? of.from({ companyId, ids }) : of.from;
  });
  const { rows } = await sql<ExportRow>`
    select a.id, a.candidate_id as "candidateId", a.campaign_id as "campaignId", ${local('a.added_at')} as added,
      ${local('a.completed_at')} as completed, ${local('a.last_activity_at')} as active ${joined(columns)}
    from applications a ${joined(from)}
    where a.company_id = ${companyId} and a.id = any (${ids}::bigint[])
      ${reach === 'all' ? sql`` : sql`and a.campaign_id = any (${reach}::bigint[])`}
    order by a.id`.execute(trx);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function joined(pieces: (Sql | undefined)[]): Sql {
  return pieces.length > 0
    ? sql.join(
        pieces.map((piece) => piece ?? sql``),
        sql` `,
      )
    : sql``;
}

const idsARow = 20_000;

export type ListOrder = { sort: 'added' | 'active'; order: 'asc' | 'desc' };

/**
 * All ids of a query that has a column `id`, by id or as a list of them stands: eight bytes each, however many they are.
 * Plan in a list's order: Hash Join of the chosen with applications_finding (Index Only Scan), then a sort.
 */
export async function readIds(
  trx: Trx,
  query: RawBuilder<unknown>,
  order: ListOrder | null = null,
): Promise<Float64Array> {
  const by = order ? inOrder(order) : sql`id`;
  const chosen = order
    ? sql`select a.id, a.added_at, a.last_activity_at from applications a where a.id in (${query})`
    : query;
  const { rows } = await sql<{ ids: string; count: number }>`
    select string_agg(id::text, ',' order by place) as ids, count(*)::int as count from (
      select id, place, (place - 1) / ${sql.lit(idsARow)} as part
      from (select id, row_number() over (order by ${by}) as place from (${chosen}) as chosen) placed
    ) numbered group by part order by part`.execute(trx);
  const ids = new Float64Array(rows.reduce((sum, { count }) => sum + count, 0));
  let at = 0;
  for (const row of rows) for (const id of row.ids.split(',')) ids[at++] = Number(id);
  return ids;
}

function inOrder({ sort, order }: ListOrder): Sql {
  const key = sql.ref(sort === 'added' ? 'added_at' : 'last_activity_at');
  const way = order === 'asc' ? sql`asc` : sql`desc`;
  return sql`${key} ${way}, id ${way}`;
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
