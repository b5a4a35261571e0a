import type { Members } from './matching.ts';

/** Where a page begins: behind this moment, in the list's order. */
export type PageOf = { sort: 'added' | 'active'; descending: boolean; limit: number; after: string | null };

/** So many rows are looked up by their ids in a few milliseconds. */
const most = 5_000;
const lastSecond = 2 ** 32 - 1;

/** `last`: the second of the last of them, in seconds since 1970; null where all members are among them. */
export type Chosen = { ids: number[]; last: number | null };

/**
 * Ids among which the page is, whose rows have yet to be sorted: moments are held to the second, so those of its last second
 * come along, as do those of the second that it begins in. Null where these are too many.
 */
export function idsOfPage(members: Members, { sort, descending, limit, after }: PageOf): Chosen | null {
  const start = after === null ? 0 : rankOf(secondOf(after), descending);
  const isAll = members.count <= most;
  const ids = new Float64Array(members.count);
  const ranks = new Uint32Array(members.count);
  let count = 0;
  members.each((id, part, place) => {
    const rank = rankOf(part[sort][place] as number, descending);
    if (!isAll && rank < start) return;
    ids[count] = id;
    ranks[count] = rank;
    count += 1;
  });
  if (isAll) return { ids: [...ids], last: null };
  const end = lastRank(ranks.subarray(0, count), start, limit);
  const chosen: number[] = [];
  for (let at = 0; at < count; at++) if ((ranks[at] as number) <= end) chosen.push(ids[at] as number);
  return chosen.length > most ? null : { ids: chosen, last: rankOf(end, descending) };
}

/** Of PostgreSQL's text for a moment, in UTC. */
function secondOf(moment: string): number {
  const second = Math.floor(Date.parse(moment.replace(' ', 'T').replace('+00', 'Z')) / 1000);
  return Math.max(0, Math.min(lastSecond, second));
}

/** Seconds in the list's order: what comes first has the least. */
const rankOf = (second: number, descending: boolean) => (descending ? lastSecond - second : second);

/** The rank with which `limit` behind those of `start` are complete, found in two steps: its first 16 bits, then the others. */
function lastRank(ranks: Uint32Array, start: number, limit: number): number {
  const coarse = new Uint32Array(65_536);
  for (const rank of ranks) if (rank > start) coarse[rank >>> 16] = (coarse[rank >>> 16] as number) + 1;
  let before = 0;
  let step = 0;
  while (step < coarse.length && before + (coarse[step] as number) < limit) before += coarse[step++] as number;
  if (step === coarse.length) return lastSecond;
  const fine = new Uint32Array(65_536);
  for (const rank of ranks)
    if (rank > start && rank >>> 16 === step) fine[rank & 65_535] = (fine[rank & 65_535] as number) + 1;
  let within = 0;
  while (before + (fine[within] as number) < limit) before += fine[within++] as number;
  return step * 65_536 + within;
}
