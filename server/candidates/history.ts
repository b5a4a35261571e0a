import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';
import { invalidField } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { requireApplication } from './applications.ts';
import { words } from './words.ts';

type Row = {
  rank: number;
  id: number;
  micros: number;
  at: Date;
  actor: string;
  name: string | null;
  kind: string;
  data: unknown;
};

/**
 * Every change of an application, and what people and campaigns sent about it, the newest first, with who and when. What the
 * bot says is the conversation's matter. Plan: application_events_application backwards and messages_candidate, both of one
 * candidate, so a few hundred rows are sorted at most.
 */
export async function readHistory(
  trx: Trx,
  session: Session,
  applicationId: number,
  page: { before?: string | undefined; limit: number },
) {
  const {
    company_id: companyId,
    id,
    candidate_id: candidateId,
  } = await requireApplication(trx, session, applicationId);
  const before = page.before === undefined ? null : readCursor(page.before);
  const { rows } = await sql<Row>`
    select h.rank, h.id, h.at, h.actor, h.kind, h.data, u.name, (extract(epoch from h.at) * 1000000)::bigint as micros
    from (
      select 0 as rank, id, at, actor, user_id, kind, data from application_events
      where company_id = ${companyId} and application_id = ${id}
      union all
      select 1, id, created_at, case when author = 'user' then 'user' else 'system' end, user_id, 'sent',
        jsonb_build_object('channel', channel, 'purpose', purpose, 'status', status)
      from messages
      where company_id = ${companyId} and candidate_id = ${candidateId} and application_id = ${id}
        and direction = 'out' and author in ('user', 'system')
    ) h
    left join users u on u.company_id = ${companyId} and u.id = h.user_id
    where ${
      before
        ? sql`(h.at, h.rank, h.id) < (timestamptz 'epoch' + ${before[0]} * interval '1 microsecond', ${before[1]}::int, ${before[2]}::bigint)`
        : sql`true`
    }
    order by h.at desc, h.rank desc, h.id desc limit ${page.limit + 1}`.execute(trx);
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => ({
      id: `${row.rank}-${row.id}`,
      at: row.at.toISOString(),
      kind: row.kind,
      actor: row.actor,
      by: row.name,
      data: row.data as Record<string, unknown>,
    })),
    nextCursor: rows.length > page.limit && last ? `${last.micros}.${last.rank}.${last.id}` : null,
  };
}

function readCursor(text: string): [number, number, number] {
  const parts = /^(\d{1,16})\.([01])\.(\d{1,15})$/.exec(text);
  if (!parts) throw invalidField('before', words.foreignCursor);
  return [Number(parts[1]), Number(parts[2]), Number(parts[3])];
}
