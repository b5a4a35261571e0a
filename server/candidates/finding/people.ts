import { type RawBuilder, sql } from 'kysely';
import { prepared, type Trx } from '#platform/db.ts';
import type { Criterion } from './sets/criteria.ts';

/** Up to so many people are looked up one by one; of more, a list is walked in its order, and its page is full soon. */
const few = 1500;
/** The newest, of whom a tenth are the sign of a crowd. */
const sample = 200;

/** `criterion`: by which many are held in memory; null where they are few. */
export type Found = {
  few: boolean;
  condition: RawBuilder<unknown>;
  all: RawBuilder<unknown>;
  criterion: Criterion | null;
};

/**
 * Whom words mean, as a condition on the application `a`: all of them in name, e-mail or phone, or else (`nearest`) names
 * like them. `condition` suits a page of a list, `all` everybody at once; null where there is nobody. They are counted up
 * to a bound first, by the trigram index: left to its estimates, the planner walks a million rows for a word that nobody has.
 * Not so a crowd, such as half of all addresses, for the index would look through all of them; a page of the list is full soon.
 * Nor those who are held already (`isHeld`, by the criterion's key).
 * Plan (a million candidates, 200,000 name words): Bitmap Index Scan on candidates_search, 5 ms; `nearest` before it: Index
 * Only Scan on name_words_pkey for some 500 words that are one slip away, Bitmap Index Scan on name_words_similar, 15 ms.
 */
export async function findPeople(
  trx: Trx,
  terms: string[],
  nearest: boolean,
  isHeld: ((key: string) => boolean) | null = null,
): Promise<Found | null> {
  const patterns = await patternsOf(trx, terms, nearest);
  const many = manyPeople(terms, nearest, patterns);
  if (isHeld?.(many.criterion.key) || (await isCrowd(trx, patterns))) return many;
  const { rows } = await sql<{ ids: number[] }>`
    select array(select find_people(${terms}::text[], ${nearest}, ${sql.lit(few + 1)})) as ids ${prepared}`.execute(
    trx,
  );
  const ids = rows[0]?.ids ?? [];
  if (ids.length === 0) return null;
  if (ids.length > few) return many;
  const condition = sql`a.candidate_id = any (${ids}::int8[])`;
  return { few: true, condition, all: condition, criterion: null };
}

/** Plan: Index Scan Backward on candidates_pkey, as far as the sample. */
async function isCrowd(trx: Trx, patterns: string[][]): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`
    select count(*) filter (where ${likeSql(patterns)})::int as count
    from (select search_text from candidates where company_id = current_company() order by id desc limit ${sample}) c`.execute(
    trx,
  );
  return (rows[0]?.count ?? 0) > sample / 10;
}

function manyPeople(terms: string[], nearest: boolean, patterns: string[][]): Found & { criterion: Criterion } {
  const members = sql`select find_people(${terms}::text[], ${nearest}, null)`;
  // A value, rather than `exists`, which the planner would turn into a join of everybody.
  const condition = sql`(
    select ${likeSql(patterns)} from candidates c where c.company_id = a.company_id and c.id = a.candidate_id)`;
  const key = JSON.stringify(['people', patterns]);
  const all = sql`a.candidate_id in (${members})`;
  return { few: false, condition, all, criterion: { key, holds: condition, members, of: 'candidate' } };
}

/** Of each word what somebody's text is like who has it. */
async function patternsOf(trx: Trx, terms: string[], nearest: boolean): Promise<string[][]> {
  const { rows } = await sql<{ patterns: string[] }>`
    select search_patterns(term, ${nearest}) as patterns
    from unnest(${terms}::text[]) with ordinality as t (term, place) order by place`.execute(trx);
  return rows.map(({ patterns }) => patterns);
}

function likeSql(all: string[][]): RawBuilder<unknown> {
  return sql.join(
    all.map((patterns) => sql`c.search_text like any (${patterns}::text[])`),
    sql` and `,
  );
}

/** Scripts that put no space between the parts of a name. */
const unspaced = /^[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]+$/;

/**
 * At most eight words, in a phone number only its digits, without the zeros of dialling: "0917 123" finds +63917123.
 * "刘 伟" is one word like "刘伟", for names have come in either way.
 */
export function toTerms(words: string): string[] {
  if (/^(?=.*\d)[+(]?[\d\s().\-/]{4,}$/.test(words)) return [words.replace(/\D/g, '').replace(/^0+(?=\d)/, '')];
  const terms = words.normalize('NFC').split(/\s+/).slice(0, 8);
  const joined = terms.join('');
  return terms.length === 2 && joined.length <= 8 && unspaced.test(joined) ? [joined] : terms;
}
