import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import { type Database, type Trx, withCompany } from '#platform/db.ts';
import { type Bits, bitsOfThose, readBits, sizeOfBits, withChanges } from './bits.ts';
import { type Held, type Moment, readChanges, readMoment } from './changes.ts';
import type { Criterion } from './criteria.ts';
import { canHold, type Roll, readRoll, type Size, sizeOfRoll, withEntries } from './roll.ts';

/** Kept by one process for all companies; what has not been asked for longest is forgotten. */
const mostBytes = 256 * 1024 * 1024;
/** For smaller companies PostgreSQL is as quick. */
const large = 50_000;
const sizeSeconds = 600;
/** How old the roll may be before somebody who looks at a list has it brought up to date for those who filter. */
const restSeconds = 5;

/**
 * For large companies: where each application stands and who meets which criterion, read once and brought up to date at each
 * use by what has changed since, so that every answer is exact at its own moment. Another process's changes count as one's own:
 * all are in application_changes.
 */
export type Sets = ReturnType<typeof createSets>;
/** All as of one moment. `deleted`: campaigns that nobody sees any more. */
export type Found = { roll: Roll; sets: Bits[]; deleted: number[] };

export function createSets(from = large) {
  const held = new LRUCache<string, Held<Roll | Bits>>({
    maxSize: mostBytes,
    sizeCalculation: ({ value }) => 1 + ('parts' in value ? sizeOfRoll(value) : sizeOfBits(value)),
  });
  const loading = new Map<string, Promise<Held<Roll | Bits> | null>>();
  const sizes = new LRUCache<number, boolean>({ max: 10_000, ttl: sizeSeconds * 1000 });
  const refreshed = new LRUCache<number, true>({ max: 10_000, ttl: restSeconds * 1000 });

  async function isLarge(trx: Trx, companyId: number): Promise<boolean> {
    const known = sizes.get(companyId);
    if (known !== undefined) return known;
    const { rows } = await sql<{ count: number }>`
      select coalesce(sum(amount), 0)::float8 as count from folder_counts where company_id = ${companyId}`.execute(trx);
    const count = rows[0]?.count ?? 0;
    const isHeld = count >= from && canHold(await readSize(trx, companyId, count), mostBytes / 2);
    sizes.set(companyId, isHeld);
    return isHeld;
  }

  /** Several who ask for the same at once wait for one who reads it. */
  async function hold<T extends Roll | Bits>(
    key: string,
    read: () => Promise<Held<T> | null>,
  ): Promise<Held<T> | null> {
    // Where a load fails, one of those who waited for it begins the next.
    for (let waiting = loading.get(key); waiting && !held.has(key); waiting = loading.get(key))
      await waiting.catch(() => null);
    const known = held.get(key);
    if (known) return known as Held<T>;
    const reading = read();
    loading.set(key, reading);
    try {
      const found = await reading;
      if (found) held.set(key, found);
      return found;
    } finally {
      if (loading.get(key) === reading) loading.delete(key);
    }
  }

  async function holdAll(trx: Trx, companyId: number, criteria: Criterion[]) {
    const roll = await hold(rollKey(companyId), () => loadRoll(trx, companyId));
    if (!roll) return null;
    const sets: Held<Bits>[] = [];
    for (const criterion of criteria) {
      const set = await hold(setKey(companyId, criterion.key), () => loadSet(trx, criterion, roll));
      if (!set) return null;
      sets.push(set);
    }
    return { roll, sets };
  }

  /** Those that were read before the others, else all. */
  function forgetOldest(keys: string[], moments: Moment[]): void {
    const newest = Math.max(...moments.map(({ at }) => at));
    const old = keys.filter((_, index) => (moments[index]?.at ?? 0) < newest);
    for (const key of old.length > 0 ? old : keys) held.delete(key);
  }

  /** Null where the company is too small for it, or its ids lie too far apart, or too much is changing. */
  async function find(trx: Trx, companyId: number, criteria: Criterion[]): Promise<Found | null> {
    if (!(await isLarge(trx, companyId))) return null;
    const keys = [rollKey(companyId), ...criteria.map(({ key }) => setKey(companyId, key))];
    for (let tries = 0; tries < 3; tries++) {
      const before = await holdAll(trx, companyId, criteria);
      if (!before) return null;
      const moments = [before.roll, ...before.sets].map(({ moment }) => moment);
      const changes = await readChanges(trx, companyId, criteria, moments);
      const roll = changes && withEntries(before.roll.value, changes.entries);
      if (!roll) {
        forgetOldest(keys, moments);
        continue;
      }
      const { moment, entries, deleted } = changes;
      const sets = before.sets.map(({ value }, index) =>
        withChanges(
          value,
          entries.map(({ id, holds }) => ({ id, holds: holds[index] ?? false })),
        ),
      );
      for (const [index, value] of [roll, ...sets].entries()) held.set(keys[index] as string, { value, moment });
      return { roll, sets, deleted };
    }
    return null;
  }

  return {
    find,
    /** Whether the company's roll is at hand, so that a criterion is all that may have to be read. */
    isReady: (companyId: number) => held.has(rollKey(companyId)),

    /** Whether who meets the criterion of this key is at hand; null where nothing of the company is. */
    isHeld: (companyId: number) =>
      held.has(rollKey(companyId)) ? (key: string) => held.has(setKey(companyId, key)) : null,

    /** Reads the roll, or brings it up to date, for those who will filter; nobody waits for it. */
    async prepare(db: Database, companyId: number): Promise<void> {
      if (sizes.get(companyId) === false || refreshed.has(companyId)) return;
      refreshed.set(companyId, true);
      await withCompany(db, companyId, (trx) => find(trx, companyId, []));
    },
  };
}

async function readSize(trx: Trx, companyId: number, count: number): Promise<Size> {
  const { rows } = await sql<Pick<Size, 'span' | 'candidate'>>`
    select (select max(id) - min(id) from applications where company_id = ${companyId})::float8 as span,
      (select max(id) from candidates where company_id = ${companyId})::float8 as candidate`.execute(trx);
  return { count, span: rows[0]?.span ?? null, candidate: rows[0]?.candidate ?? null };
}

/** The moment first: what changes while it is read is looked at again. */
async function loadRoll(trx: Trx, companyId: number): Promise<Held<Roll> | null> {
  const moment = await readMoment(trx);
  const value = await readRoll(trx, companyId);
  return value && { value, moment };
}

/** By candidates they are those whom the roll has: as of its moment, as it may not know those who came since. */
async function loadSet(trx: Trx, { members, of }: Criterion, roll: Held<Roll>): Promise<Held<Bits>> {
  if (of === 'application') {
    const moment = await readMoment(trx);
    return { value: await readBits(trx, members), moment };
  }
  const candidates = [...roll.value.parts].map(
    ([part, numbers]) => [part, numbers.candidates] as [number, Uint32Array],
  );
  return { value: bitsOfThose(await readBits(trx, members), candidates), moment: roll.moment };
}

const rollKey = (companyId: number) => `${companyId}`;
const setKey = (companyId: number, key: string) => `${companyId} ${key}`;
