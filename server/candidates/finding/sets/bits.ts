import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '#platform/db.ts';

/** Ids that share all but their last 12 bits are one part, the id without these bits its number, these bits the id's place. */
export const partSize = 4096;
const wordsInPart = partSize / 32;

/** Which ids, a bit for each, by part; a part that is not there has none of them. Never changed once made. */
export type Bits = ReadonlyMap<number, Int32Array>;

export const partOf = (id: number) => Math.floor(id / partSize);
export const placeOf = (id: number) => id % partSize;

/** Of a query's `id`, as many to a row as a part has: a row for each would take longer to send than to find. */
export async function readBits(trx: Trx, ids: RawBuilder<unknown>): Promise<Bits> {
  const { rows } = await sql<{ part: number; places: Buffer }>`
    select id / ${sql.lit(partSize)} as part, string_agg(int2send((id % ${sql.lit(partSize)})::int2), ''::bytea) as places
    from (${ids}) found (id) group by id / ${sql.lit(partSize)}`.execute(trx);
  const bits = new Map<number, Int32Array>();
  for (const { part, places } of rows) {
    const words = new Int32Array(wordsInPart);
    for (let at = 0; at < places.length; at += 2) setBit(words, places.readInt16BE(at), true);
    bits.set(part, words);
  }
  return bits;
}

/** The same bits with these ids in or out; parts where nothing changes are shared with what was. */
export function withChanges(bits: Bits, changes: { id: number; holds: boolean }[]): Bits {
  const changed = new Map(bits);
  for (const { id, holds } of changes) {
    const part = partOf(id);
    const before = bits.get(part);
    let words = changed.get(part);
    if (isSet(words, placeOf(id)) === holds) continue;
    if (!words || words === before) {
      words = before ? Int32Array.from(before) : new Int32Array(wordsInPart);
      changed.set(part, words);
    }
    setBit(words, placeOf(id), holds);
  }
  return changed;
}

function isSet(words: Int32Array | undefined, place: number): boolean {
  return words !== undefined && ((words[place >> 5] as number) & (1 << (place & 31))) !== 0;
}

function setBit(words: Int32Array, place: number, holds: boolean): void {
  const word = words[place >> 5] as number;
  const bit = 1 << (place & 31);
  words[place >> 5] = holds ? word | bit : word & ~bit;
}

/** A set, or all that are not in it. */
export type Term = { bits: Bits; negated: boolean };

/** Words of those in this part who are, for each of `all`, in any of its terms. */
export function matchingWords(all: Term[][], part: number): Int32Array {
  const words = new Int32Array(wordsInPart).fill(-1);
  const any = new Int32Array(wordsInPart);
  for (const terms of all) {
    any.fill(0);
    for (const { bits, negated } of terms) addTerm(any, bits.get(part), negated);
    for (let at = 0; at < wordsInPart; at++) words[at] = (words[at] as number) & (any[at] as number);
  }
  return words;
}

function addTerm(any: Int32Array, bits: Int32Array | undefined, negated: boolean): void {
  if (!bits) {
    if (negated) any.fill(-1);
    return;
  }
  const turn = negated ? -1 : 0;
  for (let at = 0; at < wordsInPart; at++) any[at] = (any[at] as number) | ((bits[at] as number) ^ turn);
}

/** Calls with the place of each bit, in order. */
export function eachBit(words: Int32Array, found: (place: number) => void): void {
  for (let at = 0; at < words.length; at++) {
    for (let rest = words[at] as number; rest !== 0; rest &= rest - 1)
      found((at << 5) | (31 - Math.clz32(rest & -rest)));
  }
}

/** Adds to `counts` how many of these places have each number; `turned`: of the other places. */
export function countNumbers(words: Int32Array, turned: boolean, numbers: Uint16Array, counts: number[]): void {
  const turn = turned ? -1 : 0;
  for (let at = 0; at < words.length; at++) {
    const first = at << 5;
    for (let rest = (words[at] as number) ^ turn; rest !== 0; rest &= rest - 1) {
      const number = numbers[first | (31 - Math.clz32(rest & -rest))] as number;
      counts[number] = (counts[number] as number) + 1;
    }
  }
}

/** How many bits are set. */
export function countBits(words: Int32Array): number {
  let sum = 0;
  for (let at = 0; at < words.length; at++) {
    let word = words[at] as number;
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    sum += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return sum;
}

/** The places whose number there is one of these ids. Neighbours' numbers are close, so their words are looked for once. */
export function bitsOfThose(ids: Bits, parts: Iterable<[part: number, numbers: Uint32Array]>): Bits {
  const bits = new Map<number, Int32Array>();
  let near = -1;
  let known: Int32Array | undefined;
  for (const [part, numbers] of parts) {
    const words = new Int32Array(wordsInPart);
    for (let place = 0; place < partSize; place++) {
      const id = numbers[place] as number;
      if (id >>> 12 !== near) {
        near = id >>> 12;
        known = ids.get(near);
      }
      if (known && isSet(known, id & 4095)) setBit(words, place, true);
    }
    bits.set(part, words);
  }
  return bits;
}

export const sizeOfBits = (bits: Bits) => bits.size * (wordsInPart * 4 + 100);
