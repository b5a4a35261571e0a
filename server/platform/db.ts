import type { Duplex } from 'node:stream';
import { CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { DB } from '#db/types.ts';

// Ids are bigints that stay far below 2^53; numbers are what JSON and our code want.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** The pool. Nothing is queried through it directly: a unit of work states for whom it acts, `withCompany` or `withSystem`. */
export type Database = {
  readonly pool: pg.Pool;
  /** A few connections on which a statement does not wait for the answer to the one before. */
  readonly pipelined: pg.Pool;
  readonly kysely: Kysely<DB>;
  /** How long one statement of a transaction may take. */
  readonly statementMs: number;
  close(): Promise<void>;
};

declare const inTransaction: unique symbol;
/** A transaction with its role and company set. Domain functions take it first. */
export type Trx = Kysely<DB> & { readonly [inTransaction]: true };

/**
 * A statement that ends with this is planned once a connection instead of at every call. For hot ones of which there are
 * few texts, and for which one plan is right whatever the values are. Never for one that joins what may be empty at that
 * moment and hold a hundred thousand rows a minute later, such as a queue: made for few rows, a plan may go through all of them.
 */
export const prepared = sql`/* prepared */`;

/**
 * For the rest of the transaction: where a query asks for the order of an index, that index is taken. A table that fills and
 * empties has statistics of another moment, by which all its indexes look alike; which one is right, the code knows: it
 * compares whole rows, `(company_id, candidate_id, id) >= (…)`, and orders by the same columns.
 */
export async function inOrderOfIndex(trx: Trx): Promise<void> {
  await sql`select set_config('enable_sort', 'off', true), set_config('enable_incremental_sort', 'off', true)`.execute(
    trx,
  );
}

const mostPrepared = 200;
const preparedNames = new Map<string, string>();

function preparedName(text: unknown): string | undefined {
  if (typeof text !== 'string' || !text.endsWith('/* prepared */')) return undefined;
  if (!preparedNames.has(text) && preparedNames.size < mostPrepared)
    preparedNames.set(text, `prepared ${preparedNames.size}`);
  return preparedNames.get(text);
}

class PreparingClient extends pg.Client {
  override query(text: unknown, values?: unknown, ...rest: unknown[]): never {
    const name = preparedName(text);
    return super.query(...((name ? [{ name, text, values }] : [text, values, ...rest]) as [never])) as never;
  }
}

const pipelinedConnections = 4;

/** For jobs and the operator's command. Somebody who waits for an answer gives up long before: see `withStatementLimit`. */
const longestStatementMs = 10 * 60_000;

export type ConnectOptions = { max?: number; applicationName?: string };

export function connectDatabase(url: string, options: ConnectOptions = {}): Database {
  const settings = {
    connectionString: url,
    application_name: options.applicationName ?? 'parley',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    // Plans are made for the tables as they are then, and as old as their connection.
    maxLifetimeSeconds: 60,
  };
  const pool = new pg.Pool({ ...settings, max: options.max ?? 16, Client: PreparingClient });
  const pipelined = new pg.Pool({ ...settings, max: pipelinedConnections, pipeline: true } as pg.PoolConfig);
  // A connection that breaks fails what was asked of it and is replaced by the pool; without a listener, at rest as in
  // use, it would also end the process.
  for (const one of [pool, pipelined])
    one.on('error', () => {}).on('connect', (client: pg.PoolClient) => client.on('error', () => {}));
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  const close = async () => {
    await Promise.all([kysely.destroy(), pipelined.end()]);
    // Kysely ends only a pool that it has used itself.
    if (!pool.ended) await pool.end();
  };
  return { pool, pipelined, kysely, statementMs: longestStatementMs, close };
}

/** The same connections, for transactions whose statements are stopped after so long. */
export function withStatementLimit(db: Database, statementMs: number): Database {
  return { ...db, statementMs };
}

/**
 * Runs `work` in one transaction that sees and writes the rows of this company alone (row-level security). What was
 * registered by `afterCommit` runs when it has committed; an error rolls everything back and is thrown on.
 */
export function withCompany<T>(db: Database, companyId: number, work: (trx: Trx) => Promise<T>): Promise<T> {
  return transaction(db, beginAs(db, 'parley_app', companyId), work);
}

/** The same for work that spans companies: queues, recurring work, the sandbox, the operator's command. */
export function withSystem<T>(db: Database, work: (trx: Trx) => Promise<T>): Promise<T> {
  return transaction(db, beginAs(db, 'parley_system'), work);
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
    await client.query(beginAs(db, 'parley_app', companyId));
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

/**
 * For the hottest path: a transaction in two round trips. What `read` asks first travels with the beginning; what `write`
 * sends, all of it before it waits for an answer, travels with the commit. So where the transaction must not commit, the
 * database itself has to raise an error in one of `write`'s statements.
 */
export async function withCompanyPipeline<Found, T>(
  db: Database,
  companyId: number,
  read: (client: pg.PoolClient) => Promise<Found>,
  write: (client: pg.PoolClient, found: Found) => Promise<T>,
): Promise<T> {
  const client = await db.pipelined.connect();
  let broken = false;
  try {
    const [, found] = await gathered(client, () =>
      Promise.all([client.query(beginAs(db, 'parley_app', companyId)), read(client)]),
    );
    const [result, commit] = await gathered(client, () => Promise.all([write(client, found), client.query('commit')]));
    if (commit.command !== 'COMMIT') throw new Error('The transaction was rolled back, not committed.');
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

/** What `send` writes at once leaves in one packet. */
function gathered<T>(client: pg.PoolClient, send: () => Promise<T>): Promise<T> {
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection;
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
}

/**
 * Whether a transaction failed for what it wanted (a value, two that waited for each other, a bug), rather than for a
 * database that can not be reached or has no room: of many that shared one, others may then succeed by themselves.
 */
export function isItsOwnFault(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? /^(?!08|53|57|58)(?=.*\d)[0-9A-Z]{5}$/.test(code) : error instanceof TypeError;
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
function beginAs(db: Database, role: 'parley_app' | 'parley_system', companyId?: number): string {
  if (companyId !== undefined && !Number.isSafeInteger(companyId))
    throw new TypeError('A company id is a whole number.');
  const company = companyId === undefined ? '' : String(companyId);
  return `begin; select set_config('role', '${role}', true), set_config('app.company_id', '${company}', true),
    set_config('statement_timeout', '${db.statementMs}', true)`;
}
