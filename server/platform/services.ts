import type { BlobStore } from './blobs/store.ts';
import type { Config } from './config.ts';
import type { Database } from './db.ts';
import type { Hints } from './events.ts';
import type { Jobs } from './jobs.ts';
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
