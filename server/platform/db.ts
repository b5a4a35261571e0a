import { CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { DB } from '#db/types.ts';

// Ids are bigints that stay far below 2^53; numbers are what JSON and our code want.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** The pool. Nothing is queried through it directly: a unit of work states for whom it acts, `withCompany` or `withSystem`. */
export type Database = {
  readonly pool: pg.Pool;
  readonly kysely: Kysely<DB>;
  close(): Promise<void>;
};

declare const inTransaction: unique symbol;
/** A transaction with its role and company set. Domain functions take it first. */
export type Trx = Kysely<DB> & { readonly [inTransaction]: true };

export type ConnectOptions = { max?: number; applicationName?: string };

export function connectDatabase(url: string, options: ConnectOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 16,
    application_name: options.applicationName ?? 'parley',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  return { pool, kysely, close: () => kysely.destroy() };
}

/**
 * Runs `work` in one transaction that sees and writes the rows of this company alone (row-level security). What was
 * registered by `afterCommit` runs when it has committed; an error rolls everything back and is thrown on.
 */
export function withCompany<T>(db: Database, companyId: number, work: (trx: Trx) => Promise<T>): Promise<T> {
  return transaction(db, beginAs('parley_app', companyId), work);
}

/** The same for work that spans companies: queues, recurring work, the sandbox, the operator's command. */
export function withSystem<T>(db: Database, work: (trx: Trx) => Promise<T>): Promise<T> {
  return transaction(db, beginAs('parley_system'), work);
}

/** As `withCompany`, over the bare driver: for the few paths where named prepared statements are worth it. */
export async function withCompanyClient<T>(
  db: Database,
  companyId: number,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await db.pool.connect();
  let broken = false;
  try {
    await client.query(beginAs('parley_app', companyId));
    const result = await work(client);
    await client.query('commit');
    runAfterCommit(client);
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

const commitHooks = new WeakMap<object, (() => void)[]>();

/** Registers a hint or wake-up to be given once the transaction has committed. Never for effects that must not be lost: those are rows. */
export function afterCommit(trx: Trx | pg.PoolClient, hook: () => void): void {
  const hooks = commitHooks.get(trx);
  if (hooks) hooks.push(hook);
  else commitHooks.set(trx, [hook]);
}

function runAfterCommit(trx: object): void {
  const hooks = commitHooks.get(trx);
  commitHooks.delete(trx);
  for (const hook of hooks ?? []) hook();
}

async function transaction<T>(db: Database, begin: string, work: (trx: Trx) => Promise<T>): Promise<T> {
  return db.kysely.connection().execute(async (connection) => {
    const trx = connection as Trx;
    await connection.executeQuery(CompiledQuery.raw(begin));
    let result: T;
    try {
      result = await work(trx);
      await connection.executeQuery(CompiledQuery.raw('commit'));
    } catch (error) {
      commitHooks.delete(trx);
      await connection.executeQuery(CompiledQuery.raw('rollback')).catch(() => {});
      throw error;
    }
    runAfterCommit(trx);
    return result;
  });
}

/** One round trip, settings local to the transaction: nothing stays on a pooled connection (pgbouncer's transaction mode works). */
function beginAs(role: 'parley_app' | 'parley_system', companyId?: number): string {
  if (companyId !== undefined && !Number.isSafeInteger(companyId))
    throw new TypeError('A company id is a whole number.');
  const company = companyId === undefined ? '' : String(companyId);
  return `begin; select set_config('role', '${role}', true), set_config('app.company_id', '${company}', true)`;
}
