import type { Trx } from '#platform/db.ts';
import { noCampaign } from '../../schema.ts';
import type { Group } from '../matches.ts';
import type { Scope } from '../scope.ts';
import { type Bits, eachBit, matchingWords, partSize, type Term } from './bits.ts';
import { type Asked, criteriaOf } from './criteria.ts';
import type { Found, Sets } from './store.ts';

/** How many match by campaign and folder within the user's reach, whichever are chosen; null where sets are of no use. */
export async function countBySets(trx: Trx, scope: Scope, sets: Sets): Promise<Group[] | null> {
  const found = await findSets(trx, scope, sets);
  if (!found) return null;
  const counts = new Float64Array(found.groups.names.length);
  eachMatching(found, (_, group) => {
    counts[group] = (counts[group] as number) + 1;
  });
  const isSeen = seenBy(scope.reach, null, found.deleted);
  return found.groups.names.flatMap((name, group) => {
    const count = counts[group] as number;
    return count > 0 && isSeen(name) ? [{ ...name, count }] : [];
  });
}

/** Ids of all that match within the scope; null where there are more than `most`, or sets are of no use. */
export async function idsBySets(trx: Trx, scope: Scope, sets: Sets, most: number): Promise<number[] | null> {
  const found = await findSets(trx, scope, sets);
  if (!found) return null;
  const isSeen = seenBy(scope.campaigns, scope.folders, found.deleted);
  const seen = found.groups.names.map((name, group) => group > 0 && isSeen(name));
  const ids: number[] = [];
  eachMatching(found, (id, group) => {
    if (seen[group] && ids.length <= most) ids.push(id);
  });
  return ids.length > most ? null : ids;
}

type Matching = Found & { all: Term[][] };

async function findSets(trx: Trx, scope: Scope, sets: Sets): Promise<Matching | null> {
  const asked = criteriaOf(scope.filter, scope.companyId, scope.context);
  const criteria = [...new Map(asked.flat().map(({ criterion }) => [criterion.key, criterion])).values()];
  const found = await sets.find(trx, scope.companyId, criteria);
  if (!found) return null;
  const bits = new Map(criteria.map(({ key }, index) => [key, found.sets[index] as Bits]));
  const termOf = ({ criterion, negated }: Asked): Term => ({ bits: bits.get(criterion.key) ?? new Map(), negated });
  return { ...found, all: asked.map((terms) => terms.map(termOf)) };
}

/** Every application that matches, with the number of its group. */
function eachMatching({ groups, all }: Matching, found: (id: number, group: number) => void): void {
  for (const [part, numbers] of groups.parts) {
    const first = part * partSize;
    eachBit(matchingWords(all, part), (place) => {
      const group = numbers[place] as number;
      if (group > 0) found(first + place, group);
    });
  }
}

function seenBy(campaigns: number[] | null, folders: string[] | null, deleted: number[]) {
  return ({ campaign_id, folder }: Pick<Group, 'campaign_id' | 'folder'>) =>
    (campaign_id === null || !deleted.includes(campaign_id)) &&
    (campaigns?.includes(campaign_id ?? noCampaign) ?? true) &&
    (folders?.includes(folder) ?? true);
}
