import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';
import type { Group } from '../scope.ts';
import { partOf, partSize, placeOf } from './bits.ts';

type Name = Pick<Group, 'campaign_id' | 'folder'>;

/** By place: the number of its group, 0 for no application; seconds since 1970 when added and last active; the candidate's id. */
export type RollPart = { groups: Uint16Array; added: Uint32Array; active: Uint32Array; candidates: Uint32Array };

/**
 * All applications of a company: where they stand, and what lists are in order of. `names` are the groups, a campaign and a
 * folder each, and grow, shared by all rolls that were made of each other; `counts` are how many there are of each.
 * Parts are never changed once made.
 */
export type Roll = {
  parts: ReadonlyMap<number, RollPart>;
  counts: readonly number[];
  names: Name[];
  numbers: Map<string, number>;
};
/** `folder` null: there is no such application any more. */
export type Entry = {
  id: number;
  campaign_id: number | null;
  folder: string | null;
  candidate_id: number;
  added: number;
  active: number;
};

const mostGroups = 65_535;
const mostId = 2 ** 32 - 1;
const batch = 50_000;
/** Bytes of a record: two ids, then seconds twice, and the group. */
const recordSize = 28;

/** Seconds since 1970, as far as 32 bits go: what lies beyond is in order with the others, only not among itself. */
export const secondsSql = (column: 'a.added_at' | 'a.last_activity_at') =>
  sql`greatest(0, least(${sql.lit(mostId)}, floor(date_part('epoch', ${sql.ref(column)}))))`;

/**
 * Batches see what others have done since the first; that is in application_changes. Null where a company has too many groups
 * or ids too large to be held. Plan of a batch: Index Only Scan on applications_finding as far as the batch goes, Hash Left Join.
 */
export async function readRoll(trx: Trx, companyId: number): Promise<Roll | null> {
  const known = await sql<Name>`
    select distinct campaign_id, folder from folder_counts where company_id = ${companyId}`.execute(trx);
  const roll = { parts: new Map<number, RollPart>(), counts: [0], names: [] as Name[], numbers: new Map() };
  numberOf(roll, { campaign_id: null, folder: '' });
  for (const name of known.rows) numberOf(roll, name);
  if (roll.names.length > mostGroups) return null;
  for (let after: Place | null = null, more = true; more; ) {
    const { records, ...last }: Batch = await readBatch(trx, companyId, roll.names, after);
    for (let at = 0; at < records.length; at += recordSize) if (!addRecord(roll, records, at)) return null;
    more = records.length === batch * recordSize;
    after = last;
  }
  return roll;
}

type Place = { at: string; id: number };
type Batch = Place & { records: Buffer };

async function readBatch(trx: Trx, companyId: number, names: Name[], after: Place | null): Promise<Batch> {
  const { rows } = await sql<Batch>`
    with a as materialized (
      select a.id, a.candidate_id, a.campaign_id, a.folder, a.added_at, a.last_activity_at from applications a
      where a.company_id = ${companyId}
        ${after ? sql`and (a.last_activity_at, a.id) < (${after.at}::timestamptz, ${after.id}::int8)` : sql``}
      order by a.last_activity_at desc, a.id desc limit ${sql.lit(batch)}
    ), last as (select last_activity_at, id from a order by last_activity_at, id limit 1)
    select (select last_activity_at::text from last) as at, (select id from last) as id,
      coalesce(string_agg(int8send(a.id) || int8send(a.candidate_id)
        || int4send((${secondsSql('a.added_at')} - 2147483648)::int4)
        || int4send((${secondsSql('a.last_activity_at')} - 2147483648)::int4)
        || int4send(coalesce(g.number - 1, 0)::int4), ''::bytea), '') as records
    from a left join unnest(${names.map(({ campaign_id }) => campaign_id ?? 0)}::int8[], ${names.map(({ folder }) => folder)}::text[])
      with ordinality g (campaign_id, folder, number) on g.campaign_id = coalesce(a.campaign_id, 0) and g.folder = a.folder`.execute(
    trx,
  );
  return rows[0] as Batch;
}

/** Ids stay far below 2^53; a BigInt for each would take as long as all the rest. */
const readId = (records: Buffer, at: number) => records.readUInt32BE(at) * 2 ** 32 + records.readUInt32BE(at + 4);

/** False where an id is too large. */
function addRecord(roll: Roll & { counts: number[] }, records: Buffer, at: number): boolean {
  const id = readId(records, at);
  const candidate = readId(records, at + 8);
  if (candidate > mostId) return false;
  let part = roll.parts.get(partOf(id));
  if (!part) {
    part = emptyPart();
    (roll.parts as Map<number, RollPart>).set(partOf(id), part);
  }
  const place = placeOf(id);
  const group = records.readInt32BE(at + 24);
  const former = part.groups[place] as number;
  if (former > 0) (roll.counts[former] as number) -= 1;
  if (group > 0) roll.counts[group] = (roll.counts[group] ?? 0) + 1;
  part.groups[place] = group;
  part.added[place] = records.readInt32BE(at + 16) + 2_147_483_648;
  part.active[place] = records.readInt32BE(at + 20) + 2_147_483_648;
  part.candidates[place] = candidate;
  return true;
}

/** The same with what has changed; null where it can not be held any more. */
export function withEntries(roll: Roll, entries: Entry[]): Roll | null {
  const parts = new Map(roll.parts);
  const counts = [...roll.counts];
  for (const entry of entries) {
    const group = entry.folder === null ? 0 : numberOf(roll, { campaign_id: entry.campaign_id, folder: entry.folder });
    if (group > mostGroups || entry.candidate_id > mostId) return null;
    const before = roll.parts.get(partOf(entry.id));
    let part = parts.get(partOf(entry.id));
    if (!part || part === before) {
      part = before ? copyOf(before) : emptyPart();
      parts.set(partOf(entry.id), part);
    }
    const place = placeOf(entry.id);
    const former = part.groups[place] as number;
    if (former > 0) counts[former] = (counts[former] as number) - 1;
    if (group > 0) counts[group] = (counts[group] ?? 0) + 1;
    part.groups[place] = group;
    part.added[place] = entry.added;
    part.active[place] = entry.active;
    part.candidates[place] = entry.candidate_id;
  }
  return { ...roll, parts, counts };
}

const emptyPart = (): RollPart => ({
  groups: new Uint16Array(partSize),
  added: new Uint32Array(partSize),
  active: new Uint32Array(partSize),
  candidates: new Uint32Array(partSize),
});
const copyOf = ({ groups, added, active, candidates }: RollPart): RollPart => ({
  groups: groups.slice(),
  added: added.slice(),
  active: active.slice(),
  candidates: candidates.slice(),
});

function numberOf({ names, numbers }: Pick<Roll, 'names' | 'numbers'>, { campaign_id, folder }: Name): number {
  const key = `${campaign_id} ${folder}`;
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, names.length);
  return names.push({ campaign_id, folder }) - 1;
}

const partBytes = partSize * 14 + 500;
export const sizeOfRoll = ({ parts }: Roll) => parts.size * partBytes;

/** How many applications, from which id to which, and the largest of the candidates' ids. */
export type Size = { count: number; span: number | null; candidate: number | null };

/** Whether a roll has room in so many bytes: ids are the whole platform's, so a company's may lie far apart. */
export function canHold({ count, span, candidate }: Size, bytes: number): boolean {
  const parts = Math.min(count, Math.ceil((span ?? 0) / partSize) + 1);
  return parts * partBytes <= bytes && (candidate ?? 0) <= mostId;
}
