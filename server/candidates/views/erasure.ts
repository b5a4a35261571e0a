import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';
import { readFilter } from '../finding/filter.ts';

/**
 * Saved views that search for somebody who is being erased: by one of their addresses, or by a word of their name that nobody
 * else in the company has. They go, as they would find nobody. Views are few, so all of the company are read.
 */
export async function eraseFromViews(
  trx: Trx,
  companyId: number,
  { words, addresses }: { words: string[]; addresses: string[] },
): Promise<void> {
  if (words.length === 0 && addresses.length === 0) return;
  const views = await trx
    .selectFrom('saved_views')
    .select(['id', 'name', 'search'])
    .where('company_id', '=', companyId)
    .execute();
  const said = views.map(({ id, name, search }) => ({ id, text: [name, ...textsOf(search as Search)].join('\n') }));
  const tails = addresses.filter((one) => /^\+\d{8,}$/.test(one)).map((one) => one.slice(-8));
  await sql`
    delete from saved_views v using json_to_recordset(${JSON.stringify(said)}::json) as s (id bigint, text text)
    where v.company_id = ${companyId} and v.id = s.id and (
      regexp_split_to_array(fold_text(s.text), '[^[:alnum:]]+') && ${words}::text[]
      or exists (select from unnest(${addresses}::text[]) as a where position(a in lower(s.text)) > 0)
      or exists (select from unnest(${tails}::text[]) as tail where position(tail in regexp_replace(s.text, '[^0-9\n]', '', 'g')) > 0))`.execute(
    trx,
  );
}

type Search = { q?: string; filter?: string };

/** What somebody typed: the names of fields and conditions are the program's. */
function textsOf({ q = '', filter }: Search): string[] {
  const values = conditionsOf(filter);
  if (!values) return [q, filter ?? ''];
  return [q, ...values.flatMap((condition) => ('value' in condition ? [condition.value].flat().map(String) : []))];
}

/** Null for what was saved before a rule was made that refuses it. */
function conditionsOf(filter: string | undefined) {
  try {
    return readFilter(filter).flatMap((part) => ('any' in part ? part.any : [part]));
  } catch {
    return null;
  }
}
