import type { Trx } from '#platform/db.ts';
import { noCampaign } from '../../schema.ts';
import type { Group } from '../matches.ts';
import type { Scope } from '../scope.ts';
import { type Bits, countBits, countNumbers, eachBit, hasBit, matchingWords, partSize, type Term } from './bits.ts';
import { type Asked, criteriaOf } from './criteria.ts';
import type { Found, Sets } from './store.ts';

/** How many match by campaign and folder within the user's reach, whichever are chosen; null where sets are of no use. */
export async function countBySets(trx: Trx, scope: Scope, sets: Sets): Promise<Group[] | null> {
  const found = await findMatching(trx, scope, sets);
  if (!found) return null;
  const counts = countGroups(found);
  const isSeen = seenBy(scope.reach, null, found.deleted);
  return found.groups.names.flatMap((name, group) => {
    const count = counts[group] ?? 0;
    return group > 0 && count > 0 && isSeen(name) ? [{ ...name, count }] : [];
  });
}

/** Who matches within the scope, and how many of how `many` that are in the campaigns and folders at all. */
export type Members = { count: number; many: number; has(id: number): boolean; ids(): number[] };

/** Null where sets are of no use. */
export async function membersBySets(trx: Trx, scope: Scope, sets: Sets): Promise<Members | null> {
  const found = await findMatching(trx, scope, sets);
  if (!found) return null;
  const { groups, parts } = found;
  const counts = countGroups(found);
  const isSeen = seenBy(scope.campaigns, scope.folders, found.deleted);
  const seen = groups.names.map((name, group) => group > 0 && isSeen(name));
  const sum = (of: readonly number[]) => of.reduce((all, count, group) => (seen[group] ? all + count : all), 0);
  const ids = () => {
    const all: number[] = [];
    for (const [part, words] of parts)
      eachBit(words, (place) => {
        if (seen[groups.parts.get(part)?.[place] ?? 0]) all.push(part * partSize + place);
      });
    return all;
  };
  return { count: sum(counts), many: sum(groups.counts), has: (id) => hasBit(parts, id), ids };
}

/** `parts`: who match, wherever they are; bits of ids that no application has mean nothing. */
type Matching = Found & { parts: Map<number, Int32Array> };

async function findMatching(trx: Trx, scope: Scope, sets: Sets): Promise<Matching | null> {
  const asked = criteriaOf(scope.filter, scope.companyId, scope.context);
  const criteria = [...new Map(asked.flat().map(({ criterion }) => [criterion.key, criterion])).values()];
  const found = await sets.find(trx, scope.companyId, criteria);
  if (!found) return null;
  const bits = new Map(criteria.map(({ key }, index) => [key, found.sets[index] as Bits]));
  const termOf = ({ criterion, negated }: Asked): Term => ({ bits: bits.get(criterion.key) ?? new Map(), negated });
  const all = asked.map((terms) => terms.map(termOf));
  const parts = new Map([...found.groups.parts.keys()].map((part) => [part, matchingWords(all, part)]));
  return { ...found, parts };
}

/** By the number of the group. What takes time is each one that is looked at: of the most the others are. */
function countGroups({ groups, parts }: Matching): number[] {
  let bits = 0;
  for (const words of parts.values()) bits += countBits(words);
  const most = bits > (parts.size * partSize) / 2;
  const counts: number[] = groups.names.map(() => 0);
  for (const [part, numbers] of groups.parts) countNumbers(parts.get(part) as Int32Array, most, numbers, counts);
  return most ? counts.map((count, group) => (groups.counts[group] ?? 0) - count) : counts;
}

function seenBy(campaigns: number[] | null, folders: string[] | null, deleted: number[]) {
  return ({ campaign_id, folder }: Pick<Group, 'campaign_id' | 'folder'>) =>
    (campaign_id === null || !deleted.includes(campaign_id)) &&
    (campaigns?.includes(campaign_id ?? noCampaign) ?? true) &&
    (folders?.includes(folder) ?? true);
}
