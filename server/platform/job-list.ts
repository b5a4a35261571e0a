/** What a job carries: ids and small values alone. Whoever handles it reads the rest from the database, as it is then. */
export type JobIds = Record<string, string | number | boolean | null>;

export type JobSettings = {
  /** How often a failed job is tried again before it is laid aside for an operator. */
  retryLimit: number;
  /** Seconds before the first new try; doubled each time, up to an hour. */
  retryDelay: number;
  /** Seconds that one try may take. */
  expireInSeconds: number;
  /** How many of this name one process does at once. */
  concurrency: number;
  /** No second job of this name and key is taken while one waits or runs. */
  unique: boolean;
  /** Whether it is kept for an operator when the last try has failed. */
  deadLetter: boolean;
};

export type JobDefinition<Ids extends JobIds> = JobSettings & { readonly carries?: Ids };
export type JobList = Record<string, JobDefinition<JobIds>>;
export type IdsOf<Definition> = Definition extends JobDefinition<infer Ids> ? Ids : never;

const usual: JobSettings = {
  retryLimit: 8,
  retryDelay: 5,
  expireInSeconds: 3600,
  concurrency: 1,
  unique: false,
  deadLetter: true,
};

/** A job that is done once for each time it is asked for. */
export function job<Ids extends JobIds>(settings: Partial<JobSettings> = {}): JobDefinition<Ids> {
  return { ...usual, ...settings };
}

/** Recurring work of which only the next turn matters: never twice at once, and a failed turn is not kept. */
export function housekeeping(settings: Partial<JobSettings> = {}): JobDefinition<Record<string, never>> {
  return { ...usual, retryLimit: 2, expireInSeconds: 600, unique: true, deadLetter: false, ...settings };
}

/**
 * Every job there is: its name, the ids it carries, and how it is retried. The handlers stand in `server/worker.ts`; the
 * program does not start where one of the two lists has a name that the other lacks.
 */
export const jobList = {
  /** `kind` is `invitation`, `reset`, `channel` or `sms-cap`. */
  'send-system-mail': job<{ kind: string; userId: string }>(),
  'import-csv': job<{ companyId: number; importId: number }>({ expireInSeconds: 6 * 3600 }),
  'forget-idempotency-keys': housekeeping(),
  'forget-inbound-events': housekeeping(),
  'erase-campaign': job<{ companyId: number; campaignId: number }>({ expireInSeconds: 6 * 3600 }),
  /** Files that came with a message. */
  'fetch-media': job<{ companyId: number; eventId: number; connectionId: number }>({
    expireInSeconds: 300,
    concurrency: 4,
  }),
  /** A turn of it; a job of an earlier turn does nothing. */
  'bulk-action': job<{ companyId: number; bulkId: number; turn: number }>({
    expireInSeconds: 600,
    retryDelay: 1,
    concurrency: 3,
  }),
  'forget-bulk-actions': housekeeping({ expireInSeconds: 3600 }),
  'index-attribute': job<{ companyId: number; attributeId: number }>(),
  'settle-merge': job<{ companyId: number; mergeId: number }>(),
  'settle-erasure': job<{ companyId: number; candidateId: number }>(),
  'start-retention': housekeeping(),
  'erase-expired': job<{ companyId: number }>({ unique: true, expireInSeconds: 6 * 3600 }),
  /** Of somebody who has written for the first time. */
  'read-profile': job<{ companyId: number; connectionId: number; channel: string; candidateId: number }>({
    unique: true,
    retryLimit: 3,
    expireInSeconds: 120,
    concurrency: 2,
    deadLetter: false,
  }),
  'fetch-templates': job<{ companyId: number; connectionId: number }>({
    unique: true,
    retryLimit: 3,
    deadLetter: false,
  }),
  'fetch-all-templates': housekeeping(),
  'warn-of-channels': housekeeping(),
  'warn-of-use': housekeeping(),
  'forget-sms-counters': housekeeping(),
  /** Begins again from the first row; a file is whole or not there. */
  'write-export': job<{ companyId: number; exportId: number }>({
    expireInSeconds: 2 * 3600,
    retryLimit: 3,
    retryDelay: 2,
    concurrency: 2,
  }),
  'forget-exports': housekeeping(),
  'send-share-mail': job<{ companyId: number; mailId: number }>({ retryLimit: 5, deadLetter: false }),
  'collect-blobs': housekeeping({ expireInSeconds: 3600 }),
  'fold-counts': housekeeping(),
  'forget-changes': housekeeping(),
} as const satisfies JobList;
