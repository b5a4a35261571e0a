import { startMailboxes } from '#conversations/mailboxes.ts';
import { blobStore } from '#platform/blobs/store.ts';
import { loadConfig } from '#platform/config.ts';
import { connectDatabase } from '#platform/db.ts';
import { connectHints } from '#platform/events.ts';
import type { Jobs } from '#platform/jobs.ts';
import { createLog } from '#platform/log.ts';

// For the test that kills readers of a mailbox: reads it as the program does, with a short lease.
const [url = '', secret = '', directory = ''] = process.argv.slice(2);
const log = createLog('silent');
const db = connectDatabase(url);
const config = loadConfig({
  PARLEY_SECRET: secret,
  DATABASE_URL: url,
  PARLEY_DATA: directory,
  PRIVATE_HOSTS: '127.0.0.1',
});
const hints = await connectHints(db, url, log);
const jobs = { enqueue: async () => null } as unknown as Jobs;
const services = { config, db, log, hints, jobs, blobs: blobStore(config.blobs) };
startMailboxes(services, { leaseMs: 600, pollMs: 50, lookMs: 200 });
