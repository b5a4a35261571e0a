import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';
import type { Group } from '../matches.ts';
import { eachPlace, partOf, partSize, placeOf, readPlaces } from './bits.ts';

type Name = Pick<Group, 'campaign_id' | 'folder'>;

/**
 * In which campaign and folder each application is: for each part of the ids the number of its group, 0 for no application,
 * and of how many in all. `names` grows and is shared by all that were made of each other; the others are never changed once made.
 */
export type Groups = {
  parts: ReadonlyMap<number, Uint16Array>;
  counts: readonly number[];
  names: Name[];
  numbers: Map<string, number>;
};

/** So many campaigns with folders have a number. */
const mostGroups = 65_535;

/** Plan (a million applications): Index Only Scan on applications_campaign_active, in parallel. Null where there are too many groups. */
export async function readGroups(trx: Trx, companyId: number): Promise<Groups | null> {
  const rows = await readPlaces<Name>(
    trx,
    sql`select a.id, a.campaign_id, a.folder from applications a where a.company_id = ${companyId}`,
    sql`campaign_id, folder,`,
  );
  const parts = new Map<number, Uint16Array>();
  const counts: number[] = [0];
  const groups: Groups = { parts, counts, names: [{ campaign_id: null, folder: '' }], numbers: new Map() };
  for (const { part, places, ...name } of rows) {
    const number = numberOf(groups, name);
    if (number > mostGroups) return null;
    const numbers = parts.get(part) ?? new Uint16Array(partSize);
    parts.set(part, numbers);
    counts[number] = (counts[number] ?? 0) + places.length / 2;
    for (const place of eachPlace(places)) numbers[place] = number;
  }
  return groups;
}

/** `folder` null: there is no such application any more. Null where there are too many groups now. */
export function withMoves(
  groups: Groups,
  moves: { id: number; campaign_id: number | null; folder: string | null }[],
): Groups | null {
  const parts = new Map(groups.parts);
  const counts = [...groups.counts];
  for (const { id, campaign_id, folder } of moves) {
    const number = folder === null ? 0 : numberOf(groups, { campaign_id, folder });
    if (number > mostGroups) return null;
    const before = groups.parts.get(partOf(id));
    let numbers = parts.get(partOf(id));
    const former = numbers?.[placeOf(id)] ?? 0;
    if (former === number) continue;
    if (!numbers || numbers === before) {
      numbers = before ? Uint16Array.from(before) : new Uint16Array(partSize);
      parts.set(partOf(id), numbers);
    }
    numbers[placeOf(id)] = number;
    if (former > 0) counts[former] = (counts[former] as number) - 1;
    if (number > 0) counts[number] = (counts[number] ?? 0) + 1;
  }
  return { ...groups, parts, counts };
}

function numberOf({ names, numbers }: Groups, name: Name): number {
  const key = `${name.campaign_id} ${name.folder}`;
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, names.length);
  return names.push({ campaign_id: name.campaign_id, folder: name.folder }) - 1;
}

export const sizeOfGroups = ({ parts }: Groups) => parts.size * partSize * 2;
