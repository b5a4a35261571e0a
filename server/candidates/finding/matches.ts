import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import type { FindQuery } from '../schema.ts';
import { findPeople, toTerms } from './people.ts';
import { readScope, type Scope, scopeSql } from './scope.ts';
import { findTexts, toPhrases } from './texts.ts';

/**
 * All applications that a list shows to this user page by page, as a statement of its own, `select a.id from …`, to be
 * counted, or to be read or stored by one that it is part of (`insert into … select id from (${…}) as matching`). It holds
 * good within this transaction. Throws for a filter that can not be read.
 */
export async function selectMatching(
  trx: Trx,
  session: Session,
  query: FindQuery,
): Promise<RawBuilder<{ id: number }>> {
  const scope = await readScope(trx, session, query);
  return sql<{
    id: number;
  }>`select a.id from applications a where ${scopeSql(scope)} and ${await wordsSql(trx, scope, query)}`;
}

/** Exactly how many these are. */
export async function countMatching(trx: Trx, session: Session, query: FindQuery): Promise<number> {
  const matching = await selectMatching(trx, session, query);
  const { rows } = await sql<{ count: number }>`select count(*) as count from (${matching}) as matching`.execute(trx);
  return rows[0]?.count ?? 0;
}

export type Group = { campaign_id: number | null; folder: string; count: number };

/**
 * How many match by campaign and folder, whichever of these are chosen.
 * Plan (a million applications): Index Only Scan on applications_finding, then HashAggregate.
 */
export async function countGroups(trx: Trx, scope: Scope, query: FindQuery): Promise<Group[]> {
  const whom = await wordsSql(trx, scope, query);
  const wide = { ...scope, campaigns: scope.reach, folders: null };
  const { rows } = await sql<Group>`
    select a.campaign_id, a.folder, count(*) as count
    from applications a where ${scopeSql(wide)} and ${whom} group by a.campaign_id, a.folder`.execute(trx);
  return rows;
}

/** Whom the words mean as a condition on the application `a`: as typed or by number, where none of the scope is it the nearest. */
async function wordsSql(trx: Trx, scope: Scope, query: FindQuery): Promise<RawBuilder<unknown>> {
  const words = query.q?.trim();
  if (!words) return sql`true`;
  if (query.in === 'texts') return (await findTexts(trx, toPhrases(words))) ?? sql`false`;
  const terms = toTerms(words);
  const number = /^\d{1,15}$/.test(words) ? Number(words) : null;
  const named = await findPeople(trx, terms, false);
  const numbered = sql`(a.id = ${number}::int8 or a.candidate_id = ${number}::int8)`;
  if (number !== null) return named ? sql`(${numbered} or ${named.all})` : numbered;
  if (named && (await isAnybody(trx, scope, named.few ? named.all : named.condition))) return named.all;
  if (!/\p{L}{3}/u.test(words)) return sql`false`;
  return (await findPeople(trx, terms, true))?.all ?? sql`false`;
}

async function isAnybody(trx: Trx, scope: Scope, whom: RawBuilder<unknown>): Promise<boolean> {
  const { rows } = await sql`select from applications a where ${scopeSql(scope)} and ${whom} limit 1`.execute(trx);
  return rows.length > 0;
}
