import { housekeeping, job } from '#platform/job-list.ts';
import { startJobs } from '#platform/jobs.ts';
import { createLog } from '#platform/log.ts';

export const jobListForTest = {
  work: job<{ item: string }>({ retryDelay: 1 }),
  fragile: job<{ item: number }>({ retryLimit: 1, retryDelay: 1 }),
  once: job<Record<string, never>>({ unique: true }),
  turn: housekeeping(),
};

/** As a process of its own: takes jobs, reports each, and never ends one. */
async function takeAndHold(url: string): Promise<void> {
  const options = { url, list: jobListForTest, log: createLog('silent'), worker: true, heartbeatSeconds: 10 };
  const jobs = await startJobs(options);
  const hold = () => {
    process.send?.('taken');
    return new Promise(() => {});
  };
  await jobs.work(null, { work: hold, fragile: hold, once: hold, turn: hold }, []);
  process.send?.('ready');
}

if (import.meta.main) await takeAndHold(process.argv[2] ?? '');
