import { CompiledQuery } from 'kysely';
import type pg from 'pg';
import { type Db, type JobWithMetadata, PgBoss } from 'pg-boss';
import type { Trx } from './db.ts';
import type { IdsOf, JobList, JobSettings, jobList } from './job-list.ts';
import type { Log } from './log.ts';

export type EnqueueOptions = {
  /** Not before this time. */
  startAfter?: Date;
  /** For jobs that are `unique`: what must not be there twice. */
  key?: string;
};

/** One try of a job. */
export type JobRun = {
  id: string;
  /** 1 for the first. */
  attempt: number;
  lastAttempt: boolean;
  /** Aborted when the job was taken away: the program stops, or the try took too long. */
  signal: AbortSignal;
};

export type Handlers<S, L extends JobList = typeof jobList> = {
  [N in keyof L]: (services: S, ids: IdsOf<L[N]>, run: JobRun) => Promise<unknown>;
};

/** A turn every so many seconds (at most 1,800), or by a cron expression (five fields, UTC unless a time zone is given). */
export type Recurring<L extends JobList = typeof jobList> =
  | { job: keyof L & string; everySeconds: number }
  | { job: keyof L & string; cron: string; timeZone?: string };

export type DeadLetter = {
  id: string;
  job: string;
  ids: Record<string, unknown>;
  failedAt: string;
  attempts: number;
  error: string;
};

export type JobCount = { job: string; waiting: number; active: number; dead: number };

export type Jobs<L extends JobList = typeof jobList> = {
  /**
   * Puts a job into the queue as part of the caller's transaction: it is there if that commits, and is not otherwise.
   * Returns its id, or null where a unique one is there already.
   */
  enqueue<N extends keyof L & string>(
    trx: Trx | pg.PoolClient,
    name: N,
    ids: IdsOf<L[N]>,
    options?: EnqueueOptions,
  ): Promise<string | null>;
  /** Begins to do jobs in this process. Throws where the handlers do not match the list of jobs. */
  work<S>(services: S, handlers: Handlers<S, L>, recurring: Recurring<L>[]): Promise<void>;
  /** Jobs whose last try failed, oldest first. */
  deadLetters(): Promise<DeadLetter[]>;
  /** Puts dead letters back to where they came from: those given by id, those of one job, or all. Returns how many. */
  redrive(which?: { ids?: string[]; job?: string }): Promise<number>;
  counts(): Promise<JobCount[]>;
  /** Takes no new job, lets running ones end for up to `timeoutMs`; what is still running then is left to be retried. */
  stop(timeoutMs?: number): Promise<void>;
};

export type JobsOptions<L extends JobList> = {
  /** A connection as the owner of the tables. */
  url: string;
  list: L;
  log: Log;
  /** Whether this process will do jobs, or only put them into the queue. */
  worker: boolean;
  /** Seconds without a sign of life after which a job is taken over (at least 10), and between the looks for such. */
  heartbeatSeconds?: number;
  superviseSeconds?: number;
};

const deadLetterQueue = 'dead-letters';
const day = 86_400;

/** Makes or updates the tables of the queue (schema `pgboss`). */
export async function migrateJobs(url: string): Promise<void> {
  const boss = new PgBoss({ connectionString: url, max: 1, supervise: false, schedule: false, useListenNotify: false });
  boss.on('error', () => {});
  await boss.start();
  await boss.stop({ graceful: false });
}

export async function startJobs<L extends JobList>(options: JobsOptions<L>): Promise<Jobs<L>> {
  const { list, log, worker } = options;
  const superviseSeconds = options.superviseSeconds ?? 10;
  const boss = new PgBoss({
    connectionString: options.url,
    application_name: 'parley jobs',
    max: worker ? 6 : 2,
    supervise: worker,
    schedule: worker,
    useListenNotify: worker,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
    maintenanceIntervalSeconds: 600,
    warningQueueSize: 100_000,
  });
  boss.on('error', (error) => log.error({ err: error }, 'job queue failed'));
  boss.on('warning', (warning) => log.warn({ warning: warning.message }, 'job queue warns'));
  await boss.start();
  await ensureQueues(boss, list, options.heartbeatSeconds ?? 15);
  const timers: NodeJS.Timeout[] = [];

  return {
    async enqueue(trx, name, ids, { startAfter, key } = {}) {
      if (!list[name]) throw new TypeError(`There is no job ${name}.`);
      // An option that is there but undefined is refused.
      return boss.send(name, ids, {
        db: asOwner(trx),
        ...(startAfter && { startAfter }),
        ...(key && { singletonKey: key }),
      });
    },
    async work(services, handlers, recurring) {
      checkHandlers(list, handlers, recurring);
      for (const [name, settings] of Object.entries(list))
        await workOn(boss, name, settings, log, services, handlers[name]);
      await scheduleCron(boss, recurring);
      timers.push(...startTurns(boss, recurring, log));
    },
    deadLetters: async () => {
      const letters = await boss.findJobs<Record<string, unknown>>(deadLetterQueue, { queued: true });
      return letters.map(presentDeadLetter).sort((a, b) => a.failedAt.localeCompare(b.failedAt));
    },
    redrive: ({ ids, job } = {}) => boss.redrive(deadLetterQueue, { ids, sourceName: job, limit: 100_000 }),
    counts: () => countJobs(boss, Object.keys(list)),
    async stop(timeoutMs = 15_000) {
      for (const timer of timers) clearInterval(timer);
      await boss.stop({ graceful: worker, timeout: timeoutMs });
    },
  };
}

/**
 * The transaction acts as one company, and that role has no rights on the queue: it is not divided by company, so a
 * grant would let any mistake in a company's query read the jobs of all. For its one statement the queue therefore acts
 * as the login role, and the transaction is what it was before and after.
 */
function asOwner(trx: Trx | pg.PoolClient): Db {
  const query = async (text: string, values: unknown[] = []): Promise<{ rows: Record<string, unknown>[] }> =>
    'executeQuery' in trx
      ? { rows: [...(await trx.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, values))).rows] }
      : trx.query(text, values);
  return {
    async executeSql(text, values) {
      const before = await query(`select current_setting('role') as role, set_config('role', 'none', true)`);
      const result = await query(text, values);
      await query(`select set_config('role', $1, true)`, [before.rows[0]?.role]);
      return result;
    },
  };
}

async function ensureQueues(boss: PgBoss, list: JobList, heartbeatSeconds: number): Promise<void> {
  await boss.createQueue(deadLetterQueue, { retentionSeconds: 90 * day, warningQueueSize: 1_000_000 });
  const known = new Set((await boss.getQueues()).map((queue) => queue.name));
  for (const [name, settings] of Object.entries(list)) {
    const wanted = {
      retryLimit: settings.retryLimit,
      retryDelay: settings.retryDelay,
      retryBackoff: true,
      retryDelayMax: 3600,
      expireInSeconds: settings.expireInSeconds,
      heartbeatSeconds,
      // Kept for a while so that one can look; at work nothing reads a completed job.
      deleteAfterSeconds: 3600,
      notify: true,
    };
    if (known.has(name)) {
      await boss.updateQueue(name, { ...wanted, deadLetter: settings.deadLetter ? deadLetterQueue : null });
    } else {
      const policy = settings.unique ? 'exclusive' : 'standard';
      await boss.createQueue(name, {
        ...wanted,
        policy,
        ...(settings.deadLetter && { deadLetter: deadLetterQueue }),
      });
    }
  }
}

function checkHandlers(list: JobList, handlers: object, recurring: { job: string }[]): void {
  const lacking = Object.keys(list).filter((name) => !(name in handlers));
  const unknown = [...Object.keys(handlers), ...recurring.map((turn) => turn.job)].filter((name) => !(name in list));
  const problems = [
    ...lacking.map((name) => `the job ${name} has no handler in server/worker.ts`),
    ...unknown.map((name) => `server/worker.ts names the job ${name}, which is not in server/platform/job-list.ts`),
  ];
  if (problems.length > 0) throw new Error(`The lists of jobs do not agree: ${problems.join('; ')}.`);
}

async function workOn<S>(
  boss: PgBoss,
  name: string,
  settings: JobSettings,
  log: Log,
  services: S,
  handler: ((services: S, ids: never, run: JobRun) => Promise<unknown>) | undefined,
): Promise<void> {
  const polling = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 5 };
  const working = { ...polling, includeMetadata: true, localConcurrency: settings.concurrency } as const;
  let worker: string | undefined;
  worker = await boss.work(name, working, async ([taken]: JobWithMetadata<object>[]) => {
    if (!taken || !handler) return;
    // One notification stands for all jobs of a transaction: without this each of them would wait for the next poll.
    if (worker) boss.notifyWorker(worker);
    const { id, retryCount, retryLimit, signal } = taken;
    const run = { id, attempt: retryCount + 1, lastAttempt: retryCount >= retryLimit, signal };
    try {
      await handler(services, (taken.data ?? {}) as never, run);
    } catch (error) {
      log.error({ err: error, job: name, jobId: id, attempt: run.attempt }, 'job failed');
      throw withoutDetails(error);
    }
  });
}

/** What is stored beside a failed job: a database error's details hold the values of the row, which are people's data. */
function withoutDetails(error: unknown): Error {
  if (!(error instanceof Error)) return new Error('The job threw something that is no error.');
  const kept = new Error(error.message);
  kept.name = error.name;
  kept.stack = error.stack;
  return kept;
}

async function scheduleCron(boss: PgBoss, recurring: Recurring<JobList>[]): Promise<void> {
  const wanted = recurring.filter((turn) => 'cron' in turn);
  for (const schedule of await boss.getSchedules()) {
    if (!wanted.some((turn) => turn.job === schedule.name)) await boss.unschedule(schedule.name);
  }
  for (const turn of wanted) await boss.schedule(turn.job, turn.cron, {}, { tz: turn.timeZone ?? 'UTC' });
}

/** Every worker asks for each turn; the queue takes one in each stretch of time. */
function startTurns(boss: PgBoss, recurring: Recurring<JobList>[], log: Log): NodeJS.Timeout[] {
  return recurring
    .filter((turn) => 'everySeconds' in turn)
    .map(({ job, everySeconds }) => {
      // A completed job is the mark that its stretch is done, and those are kept for an hour.
      if (everySeconds > 1800)
        throw new RangeError(`${job}: work every ${everySeconds} seconds needs a cron expression.`);
      const ask = () =>
        boss
          .send(job, {}, { singletonKey: 'turn', singletonSeconds: everySeconds })
          .catch((error) => log.warn({ err: error, job }, 'turn of recurring work not queued'));
      void ask();
      return setInterval(ask, everySeconds * 1000);
    });
}

function presentDeadLetter(letter: JobWithMetadata<Record<string, unknown>>): DeadLetter {
  const output = letter.sourceOutput as { message?: unknown } | null;
  return {
    id: letter.id,
    job: letter.sourceName ?? 'unknown',
    ids: letter.data ?? {},
    failedAt: letter.createdOn.toISOString(),
    attempts: (letter.sourceRetryCount ?? 0) + 1,
    error: typeof output?.message === 'string' ? output.message : 'no message',
  };
}

async function countJobs(boss: PgBoss, names: string[]): Promise<JobCount[]> {
  const [queues, dead] = await Promise.all([boss.getQueues(), boss.previewRedrive(deadLetterQueue)]);
  return names.map((job) => {
    const queue = queues.find((candidate) => candidate.name === job);
    return {
      job,
      waiting: queue?.queuedCount ?? 0,
      active: queue?.activeCount ?? 0,
      dead: dead.destinations.find((destination) => destination.name === job)?.count ?? 0,
    };
  });
}
