import type { RawBuilder } from 'kysely';
import type { Trx } from '#platform/db.ts';
import { noCampaign } from '../../schema.ts';
import type { Group, Scope } from '../scope.ts';
import { type Bits, countBits, countNumbers, eachBit, matchingWords, partSize, readBits, type Term } from './bits.ts';
import { type Asked, type Criterion, criteriaOf } from './criteria.ts';
import type { Roll, RollPart } from './roll.ts';
import type { Found, Sets } from './store.ts';

/** `words`: who match, wherever they are; bits of ids that no application has mean nothing. */
export type Matching = { roll: Roll; deleted: number[]; words: Map<number, Int32Array> };

/** By words: a criterion that can be held, or a query of the applications' ids that is asked each time. */
export type Many = { criterion: Criterion } | { ids: RawBuilder<unknown> };

/** Who meets the filter and, where it is not null, is one of these; null where sets are of no use. */
export async function findMatching(
  trx: Trx,
  scope: Scope,
  sets: Sets,
  among: Many | null = null,
): Promise<Matching | null> {
  const asked = criteriaOf(scope.filter, scope.companyId, scope.context);
  if (among && 'criterion' in among) asked.push([{ criterion: among.criterion, negated: false }]);
  const criteria = [...new Map(asked.flat().map(({ criterion }) => [criterion.key, criterion])).values()];
  const found = await sets.find(trx, scope.companyId, criteria);
  if (!found) return null;
  const termOf = termsOf(found, criteria);
  const all = asked.map((terms) => terms.map(termOf));
  if (among && 'ids' in among) all.push([{ bits: await readBits(trx, among.ids), negated: false }]);
  const words = new Map([...found.roll.parts.keys()].map((number) => [number, matchingWords(all, number)]));
  return { roll: found.roll, deleted: found.deleted, words };
}

function termsOf({ sets }: Found, criteria: Criterion[]) {
  const bits = new Map(criteria.map(({ key }, index) => [key, sets[index] as Bits]));
  return ({ criterion, negated }: Asked): Term => ({ bits: bits.get(criterion.key) ?? new Map(), negated });
}

/** How many there are by campaign and folder within the user's reach. */
export function countWithin(matching: Matching, reach: number[] | null): Group[] {
  const counts = countGroups(matching);
  const isSeen = seenBy(reach, null, matching.deleted);
  return matching.roll.names.flatMap((name, group) => {
    const count = counts[group] ?? 0;
    return group > 0 && count > 0 && isSeen(name) ? [{ ...name, count }] : [];
  });
}

/** What takes time is each one that is looked at: of the most, the others are. */
function countGroups({ roll, words }: Matching): number[] {
  let bits = 0;
  for (const part of words.values()) bits += countBits(part);
  const most = bits > (words.size * partSize) / 2;
  const counts: number[] = roll.names.map(() => 0);
  for (const [number, { groups }] of roll.parts) countNumbers(words.get(number) as Int32Array, most, groups, counts);
  return most ? counts.map((count, group) => (roll.counts[group] ?? 0) - count) : counts;
}

/** Who match within the campaigns and folders that were chosen. */
export type Members = { count: number; each(found: (id: number, part: RollPart, place: number) => void): void };

export function membersOf(matching: Matching, scope: Scope): Members {
  const { roll, words } = matching;
  const isSeen = seenBy(scope.campaigns, scope.folders, matching.deleted);
  const seen = roll.names.map((name, group) => group > 0 && isSeen(name));
  const count = countGroups(matching).reduce((sum, some, group) => (seen[group] ? sum + some : sum), 0);
  return {
    count,
    each(found) {
      for (const [number, part] of roll.parts)
        eachBit(words.get(number) as Int32Array, (place) => {
          if (seen[part.groups[place] as number]) found(number * partSize + place, part, place);
        });
    },
  };
}

function seenBy(campaigns: number[] | null, folders: string[] | null, deleted: number[]) {
  return ({ campaign_id, folder }: Pick<Group, 'campaign_id' | 'folder'>) =>
    (campaign_id === null || !deleted.includes(campaign_id)) &&
    (campaigns?.includes(campaign_id ?? noCampaign) ?? true) &&
    (folders?.includes(folder) ?? true);
}
