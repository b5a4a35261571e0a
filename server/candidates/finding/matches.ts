import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import type { FindQuery } from '../schema.ts';
import { type Found, findPeople, toTerms } from './people.ts';
import { type Group, readScope, type Scope, scopeSql } from './scope.ts';
import { countWithin, findMatching, type Many } from './sets/matching.ts';
import type { Sets } from './sets/store.ts';
import { allTexts, findTexts, toPhrases } from './texts.ts';

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
  }>`select a.id from applications a where ${scopeSql(scope)} and ${(await whomOf(trx, scope, query, null)).condition}`;
}

/** Exactly how many these are. */
export async function countMatching(trx: Trx, session: Session, query: FindQuery): Promise<number> {
  const matching = await selectMatching(trx, session, query);
  const { rows } = await sql<{ count: number }>`select count(*) as count from (${matching}) as matching`.execute(trx);
  return rows[0]?.count ?? 0;
}

/**
 * How many match by campaign and folder, whichever of these are chosen.
 * Plan (a million applications): Index Only Scan on applications_finding, then HashAggregate.
 */
export async function countGroups(trx: Trx, scope: Scope, query: FindQuery, sets: Sets | null): Promise<Group[]> {
  const whom = await whomOf(trx, scope, query, sets);
  const counted = sets && (await countWhom(trx, scope, query, whom, sets));
  if (counted) return counted;
  const { rows } = await sql<Group>`
    select a.campaign_id, a.folder, count(*) as count
    from applications a where ${scopeSql(withinReach(scope))} and ${whom.condition} group by a.campaign_id, a.folder`.execute(
    trx,
  );
  return rows;
}

/** Of few people, and without words and filter, PostgreSQL knows soonest. */
async function countWhom(trx: Trx, scope: Scope, query: FindQuery, whom: Whom, sets: Sets): Promise<Group[] | null> {
  if (query.q?.trim() ? !whom.many : scope.filter.length === 0) return null;
  const matching = await findMatching(trx, scope, sets, whom.many);
  return matching && countWithin(matching, scope.reach);
}

/** Whom words mean, as a condition on the application `a`; where these are `many`, as what can be held in memory too. */
type Whom = { condition: RawBuilder<unknown>; many: Many | null };

async function whomOf(trx: Trx, scope: Scope, query: FindQuery, sets: Sets | null): Promise<Whom> {
  const words = query.q?.trim();
  if (!words) return { condition: sql`true`, many: null };
  if (query.in === 'texts') {
    const phrases = toPhrases(words);
    const said = sets?.isReady(scope.companyId) ? allTexts(phrases) : await findTexts(trx, phrases);
    return { condition: said?.condition ?? sql`false`, many: said?.ids ? { ids: said.ids } : null };
  }
  const terms = toTerms(words);
  const number = /^\d{1,15}$/.test(words) ? Number(words) : null;
  const isHeld = sets && sets.isHeld(scope.companyId);
  const named = await findPeople(trx, terms, false, isHeld);
  const numbered = sql`(a.id = ${number}::int8 or a.candidate_id = ${number}::int8)`;
  if (number !== null) return { condition: named ? sql`(${numbered} or ${named.all})` : numbered, many: null };
  if (named && (await isAnybody(trx, scope, named))) return whomNamed(named);
  if (!/\p{L}{3}/u.test(words)) return whomNamed(null);
  return whomNamed(await findPeople(trx, terms, true, isHeld));
}

function whomNamed(found: Found | null): Whom {
  if (!found) return { condition: sql`false`, many: null };
  return { condition: found.all, many: found.criterion && { criterion: found.criterion } };
}

const withinReach = (scope: Scope) => ({ ...scope, campaigns: scope.reach, folders: null });

/** Whether anybody within reach is called so, whichever campaigns and folders are chosen: only then it is no slip. */
export async function isAnybody(trx: Trx, scope: Scope, { few, all, condition }: Found): Promise<boolean> {
  const { rows } = await sql`
    select from applications a where ${scopeSql(withinReach(scope))} and ${few ? all : condition} limit 1`.execute(trx);
  return rows.length > 0;
}
