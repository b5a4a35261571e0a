import type { Members } from './matching.ts';
import type { RollPart } from './roll.ts';

/** Where a page begins: behind this moment, in the list's order. */
export type PageOf = { sort: 'added' | 'active'; descending: boolean; limit: number; after: string | null };

/** So many rows are looked up by their ids in a few milliseconds. */
const most = 5_000;
const lastSecond = 2 ** 32 - 1;

/**
 * Ids among which the page is, whose rows have yet to be sorted: moments are held to the second, so those of its last second
 * come along, as do those of the second that it begins in. Null where these are too many.
 */
export function idsOfPage(members: Members, { sort, descending, limit, after }: PageOf): number[] | null {
  if (members.count <= most) return collect(members, () => true);
  const start = after === null ? 0 : rankOf(secondOf(after), descending);
  if (Number.isNaN(start)) return null;
  const ranks = (visit: (rank: number) => void) =>
    members.each((_, part, place) => {
      const rank = rankOf(part[sort][place] as number, descending);
      if (rank >= start) visit(rank);
    });
  const end = lastRank(ranks, start, limit);
  let count = 0;
  ranks((rank) => {
    if (rank <= end) count += 1;
  });
  if (count > most) return null;
  return collect(members, (part, place) => {
    const rank = rankOf(part[sort][place] as number, descending);
    return rank >= start && rank <= end;
  });
}

/** Of PostgreSQL's text for a moment, in UTC. */
const secondOf = (moment: string) => Math.floor(Date.parse(moment.replace(' ', 'T').replace('+00', 'Z')) / 1000);

/** Seconds in the list's order: what comes first has the least. */
const rankOf = (second: number, descending: boolean) => (descending ? lastSecond - second : second);

/** The rank with which `limit` behind those of `start` are complete, found in two steps: which 4,096 ranks, then which. */
function lastRank(ranks: (visit: (rank: number) => void) => void, start: number, limit: number): number {
  const coarse = new Uint32Array(2 ** 20);
  ranks((rank) => {
    if (rank > start) coarse[rank >>> 12] = (coarse[rank >>> 12] as number) + 1;
  });
  let before = 0;
  let step = 0;
  while (step < coarse.length && before + (coarse[step] as number) < limit) before += coarse[step++] as number;
  if (step === coarse.length) return lastSecond;
  const fine = new Uint32Array(4096);
  ranks((rank) => {
    if (rank > start && rank >>> 12 === step) fine[rank & 4095] = (fine[rank & 4095] as number) + 1;
  });
  let within = 0;
  while (before + (fine[within] as number) < limit) before += fine[within++] as number;
  return step * 4096 + within;
}

function collect(members: Members, isWanted: (part: RollPart, place: number) => boolean): number[] {
  const ids: number[] = [];
  members.each((id, part, place) => {
    if (isWanted(part, place)) ids.push(id);
  });
  return ids;
}
