import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Trx } from '#platform/db.ts';
import { type Bits, readPlaces, sizeOfBits, toBits, withChanges } from './bits.ts';
import type { Criterion } from './criteria.ts';
import { type Groups, readGroups, sizeOfGroups, withMoves } from './groups.ts';

/** A value as of a moment: `snapshot` is PostgreSQL's, `at` seconds by its clock, `server` which start of it. */
type Held<T> = { value: T; moment: Moment };
type Moment = { snapshot: string; at: number; server: string };

/** Kept by one process for all companies; what has not been asked for longest is forgotten. */
const mostBytes = 192 * 1024 * 1024;
/** Changes are kept for three times as long (see `forgetChanges`). */
const longestSeconds = 600;
/** Of more changes than this, reading everything anew is quicker. */
const mostChanges = 10_000;
/** For smaller companies PostgreSQL is as quick. */
const large = 50_000;
const sizeSeconds = 600;

/**
 * For large companies: who meets which criterion, found once and brought up to date at each use by what has changed since, so
 * that every answer is exact at its own moment. Another process's changes count as one's own: all are in application_changes.
 */
export type Sets = ReturnType<typeof createSets>;
/** All as of one moment. `deleted`: campaigns that nobody sees any more. */
export type Found = { groups: Groups; sets: Bits[]; deleted: number[] };

export function createSets(from = large) {
  const held = new LRUCache<string, Held<Groups | Bits>>({
    maxSize: mostBytes,
    sizeCalculation: ({ value }) => 1 + ('parts' in value ? sizeOfGroups(value) : sizeOfBits(value)),
  });
  const loading = new Map<string, Promise<Held<Groups | Bits> | null>>();
  const sizes = new LRUCache<number, boolean>({ max: 10_000, ttl: sizeSeconds * 1000 });

  async function isLarge(trx: Trx, companyId: number): Promise<boolean> {
    const known = sizes.get(companyId);
    if (known !== undefined) return known;
    const { rows } = await sql<{ large: boolean }>`
      select coalesce(sum(amount), 0) >= ${from} as large from folder_counts where company_id = ${companyId}`.execute(
      trx,
    );
    sizes.set(companyId, rows[0]?.large ?? false);
    return rows[0]?.large ?? false;
  }

  /** Several who ask for the same at once wait for one who reads it. */
  async function hold<T extends Groups | Bits>(
    trx: Trx,
    key: string,
    read: () => Promise<T | null>,
  ): Promise<Held<T> | null> {
    const known = held.get(key) ?? (await loading.get(key)?.catch(() => null));
    if (known) return known as Held<T>;
    const reading = readMoment(trx).then(async (moment) => {
      const value = await read();
      return value && { value, moment };
    });
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
    const groups = await hold(trx, groupsKey(companyId), () => readGroups(trx, companyId));
    if (!groups) return null;
    const sets: Held<Bits>[] = [];
    for (const { key, members } of criteria) {
      const set = await hold(trx, setKey(companyId, key), async () => toBits(await readPlaces(trx, members)));
      if (!set) return null;
      sets.push(set);
    }
    return { groups, sets };
  }

  function forget(companyId: number, criteria: Criterion[]): void {
    for (const key of [groupsKey(companyId), ...criteria.map((one) => setKey(companyId, one.key))]) held.delete(key);
  }

  return {
    /** Whether the company's groups are at hand, so that a criterion is all that may have to be read. */
    isReady: (companyId: number) => held.has(groupsKey(companyId)),

    /** Null where the company is too small for it, or too much is changing. */
    async find(trx: Trx, companyId: number, criteria: Criterion[]): Promise<Found | null> {
      if (!(await isLarge(trx, companyId))) return null;
      for (let tries = 0; tries < 2; tries++) {
        const before = await holdAll(trx, companyId, criteria);
        if (!before) return null;
        const changes = await readChanges(trx, companyId, criteria, [before.groups, ...before.sets]);
        const groups = changes && withMoves(before.groups.value, changes.rows);
        if (!groups) {
          forget(companyId, criteria);
          continue;
        }
        const { moment, rows, deleted } = changes;
        const sets = before.sets.map(({ value }, index) =>
          withChanges(
            value,
            rows.map(({ id, holds }) => ({ id, holds: holds[index] ?? false })),
          ),
        );
        held.set(groupsKey(companyId), { value: groups, moment });
        for (const [index, { key }] of criteria.entries())
          held.set(setKey(companyId, key), { value: sets[index] as Bits, moment });
        return { groups, sets, deleted };
      }
      return null;
    },
  };
}

const groupsKey = (companyId: number) => `${companyId}`;
const setKey = (companyId: number, key: string) => `${companyId} ${key}`;

async function readMoment(trx: Trx): Promise<Moment> {
  const { rows } = await sql<Moment>`select ${momentSql}`.execute(trx);
  return rows[0] as Moment;
}

const momentSql = sql`pg_current_snapshot()::text as snapshot, extract(epoch from statement_timestamp())::float8 as at,
  pg_postmaster_start_time()::text as server`;

type Change = { id: number; campaign_id: number | null; folder: string | null; holds: boolean[] };

/**
 * What of it may be otherwise by now than at any of these moments, by one statement, so of one moment; null where that can not
 * be told or is too much. Plan: Index Only Scan on application_changes_pkey, then a probe for each.
 */
async function readChanges(trx: Trx, companyId: number, criteria: Criterion[], before: Held<unknown>[]) {
  const snapshots = [...new Set(before.map(({ moment }) => moment.snapshot))].map((text) => sql`${text}::pg_snapshot`);
  const oldest = sql.join(snapshots.map((snapshot) => sql`pg_snapshot_xmin(${snapshot})`));
  const seen = sql.join(
    snapshots.map((snapshot) => sql`pg_visible_in_snapshot(c.xid, ${snapshot})`),
    sql` and `,
  );
  const holds = criteria.map(({ holds }) => sql`a.id is not null and coalesce(${holds}, false)`);
  const { rows } = await sql<Moment & { deleted: number[]; changed: number | null } & Change>`
    select ${momentSql}, array(select campaign_id::float8 from campaign_deletions) as deleted,
      c.id, a.campaign_id, a.folder, array[${sql.join(holds)}]::boolean[] as holds
    from (values (true)) one
    left join (
      select distinct c.application_id as id from application_changes c
      where c.company_id = ${companyId} and c.xid >= least(${oldest}) and not (${seen}) limit ${sql.lit(mostChanges + 1)}
    ) c on true
    left join applications a on a.company_id = ${companyId} and a.id = c.id`.execute(trx);
  const [head] = rows;
  if (!head) return null;
  const { snapshot, at, server, deleted } = head;
  const isKnown = before.every(({ moment }) => moment.server === server && at - moment.at < longestSeconds);
  const changed = rows.filter(({ id }) => id !== null);
  if (!isKnown || changed.length > mostChanges || changed.some(({ id }) => id === 0)) return null;
  return { moment: { snapshot, at, server }, rows: changed as Change[], deleted };
}
