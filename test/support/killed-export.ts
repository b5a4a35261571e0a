import { writeExport } from '#exports/run.ts';
import { blobStore } from '#platform/blobs/store.ts';
import { loadConfig } from '#platform/config.ts';
import { connectDatabase } from '#platform/db.ts';
import { connectHints } from '#platform/events.ts';
import { createLog } from '#platform/log.ts';

// For the test that kills a worker in the middle of an export.
const [url = '', directory = '', companyId = '', exportId = ''] = process.argv.slice(2);
const log = createLog('silent');
const db = connectDatabase(url);
const config = loadConfig({ PARLEY_SECRET: 'x'.repeat(32), DATABASE_URL: url, PARLEY_DATA: directory });
const hints = await connectHints(db, url, log);
const run = { id: 'killed', attempt: 1, lastAttempt: false, signal: new AbortController().signal };
await writeExport(
  { db, log, hints, blobs: blobStore(config.blobs) },
  { companyId: Number(companyId), exportId: Number(exportId) },
  run,
);
