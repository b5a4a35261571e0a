import { type RawBuilder, sql } from 'kysely';
import { prepared, type Trx } from '#platform/db.ts';

/** Ids of up to so many applications are known when their page is looked for. */
const few = 1500;

/** At most eight words or, in quotation marks, sequences of words. */
export function toPhrases(words: string): string[] {
  const found = words.normalize('NFC').matchAll(/["“”«»]([^"“”«»]+)["“”«»]|[^\s"“”«»]+/g);
  return [...found].map(([whole, quoted]) => quoted ?? whole).slice(0, 8);
}

/** As a condition on the application `a` and, where they may be many, as a query of all their ids. */
export type Said = { condition: RawBuilder<unknown>; ids: RawBuilder<unknown> | null };

/** About whom all of this was written or said at once, by them, to them or in a comment; null where about nobody. */
export async function findTexts(trx: Trx, phrases: string[]): Promise<Said | null> {
  const { rows } = await sql<{ ids: number[] }>`
    select array(select find_texts(${phrases}::text[], ${sql.lit(few + 1)})) as ids ${prepared}`.execute(trx);
  const ids = rows[0]?.ids ?? [];
  if (ids.length === 0) return null;
  return ids.length <= few ? { condition: sql`a.id = any (${ids}::int8[])`, ids: null } : allTexts(phrases);
}

/** The same without looking how many there are, for whoever takes all of them anyway. */
export function allTexts(phrases: string[]): Said {
  const all = sql`select find_texts(${phrases}::text[], null)`;
  return { condition: sql`a.id in (${all})`, ids: all };
}

/** A piece of a text; `hit` where it is what was looked for. */
export type Piece = { text: string; hit: boolean };
export type Excerpt = { kind: 'message' | 'answer' | 'transcript' | 'comment'; pieces: Piece[]; at: string };
type Row = { id: number; kind: Excerpt['kind']; at: Date; headline: string };

// Of the private use area, so that no text has them.
const [start, stop] = ['\uE000', '\uE001'];
const options = `StartSel=${start}, StopSel=${stop}, MaxWords=14, MinWords=8, MaxFragments=1, ShortWord=0`;

/** The newest text of each of these applications that is what was looked for, around the words. */
export async function readExcerpts(
  trx: Trx,
  companyId: number,
  ids: number[],
  phrases: string[],
): Promise<Map<number, Excerpt>> {
  const message = sql`coalesce(m.subject || ' ', '') || m.body`;
  const answer = sql`coalesce(n.text || ' ', '') || coalesce(n.transcript, '')`;
  const { rows } = await sql<Row>`
    with wanted as materialized (select text_query(${phrases}::text[]) as query)
    select a.id, said.kind, said.at, ts_headline('words', spaced_text(said.text), query, ${options}) as headline
    from wanted, applications a cross join lateral (
      select 'message' as kind, m.created_at as at, ${message} as text from messages m
      where m.company_id = a.company_id and m.candidate_id = a.candidate_id
        and (m.application_id = a.id or m.application_id is null)
        and m.author in ('candidate', 'user') and text_words(${message}) @@ query
      union all
      select case when n.transcript is null then 'answer' else 'transcript' end, n.answered_at, ${answer} from answers n
      where n.company_id = a.company_id and n.application_id = a.id and text_words(${answer}) @@ query
      union all
      select 'comment', c.at, c.body from comments c
      where c.company_id = a.company_id and c.candidate_id = a.candidate_id and c.application_id = a.id
        and text_words(c.body) @@ query
      order by at desc limit 1
    ) said
    where a.company_id = ${companyId} and a.id = any (${ids}::int8[])`.execute(trx);
  return new Map(
    rows.map(({ id, kind, at, headline }) => [id, { kind, pieces: toPieces(headline), at: at.toISOString() }]),
  );
}

/** Spaces that were put around characters for the look-up are taken away again. */
function toPieces(headline: string): Piece[] {
  const close = headline
    .replace(/\s+/g, ' ')
    .replaceAll(new RegExp(`${stop}( ?)${start}`, 'g'), '$1')
    .replaceAll(/ ?([\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]) ?/g, '$1');
  const pieces = close.split(start).flatMap((part, index) => {
    const [hit, rest] = index === 0 ? ['', part] : part.split(stop);
    return [
      { text: hit ?? '', hit: true },
      { text: rest ?? '', hit: false },
    ];
  });
  return pieces.filter(({ text }) => text !== '');
}
