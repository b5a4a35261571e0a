import { type BlobStore, blobStore } from './blobs/store.ts';
import type { Config } from './config.ts';
import { connectDatabase, type Database } from './db.ts';
import { connectHints, type Hints } from './events.ts';
import { jobList } from './job-list.ts';
import { type Jobs, startJobs } from './jobs.ts';
import type { Log } from './log.ts';

/** What the program runs on, made once at start and handed to every slice. */
export type Services = {
  readonly config: Config;
  readonly db: Database;
  readonly log: Log;
  readonly hints: Hints;
  readonly blobs: BlobStore;
  readonly jobs: Jobs;
};

/** Opens everything on a migrated database; `worker` where this process will also do jobs. */
export async function openServices(config: Config, url: string, log: Log, worker: boolean): Promise<Services> {
  const db = connectDatabase(url, { max: config.databasePool });
  const hints = await connectHints(db, url, log);
  const jobs = await startJobs({ url, list: jobList, log, worker });
  return { config, db, log, hints, jobs, blobs: blobStore(config.blobs) };
}

/** Jobs first, as running ones still use the rest. */
export async function closeServices(services: Services): Promise<void> {
  await services.jobs.stop();
  await services.hints.close();
  await services.db.close();
}
