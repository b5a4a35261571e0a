import { runBulkAction } from '#candidates/bulk/run.ts';
import { loadConfig } from '#platform/config.ts';
import { connectDatabase } from '#platform/db.ts';
import { connectHints } from '#platform/events.ts';
import type { Jobs } from '#platform/jobs.ts';
import { createLog } from '#platform/log.ts';

// For the test that kills a worker in the middle of a bulk action.
const [url = '', companyId = '', bulkId = ''] = process.argv.slice(2);
const log = createLog('silent');
const db = connectDatabase(url);
const config = loadConfig({ PARLEY_SECRET: 'x'.repeat(32), DATABASE_URL: url });
const hints = await connectHints(db, url, log);
const jobs = { enqueue: async () => null } as unknown as Jobs;
const run = { id: 'killed', attempt: 1, lastAttempt: false, signal: new AbortController().signal };
await runBulkAction(
  { config, db, log, hints, jobs },
  { companyId: Number(companyId), bulkId: Number(bulkId), turn: 0 },
  run,
);
