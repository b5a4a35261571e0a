import { startOutbox } from '#conversations/outbox.ts';
import { blobStore } from '#platform/blobs/store.ts';
import { loadConfig } from '#platform/config.ts';
import { connectDatabase } from '#platform/db.ts';
import { connectHints } from '#platform/events.ts';
import { createLog } from '#platform/log.ts';

// For the test that kills a worker between its claim and the provider's answer: claims, says so, and never goes on.
const url = process.argv[2] ?? '';
const log = createLog('silent');
const db = connectDatabase(url);
const config = loadConfig({ PARLEY_SECRET: 'x'.repeat(32), DATABASE_URL: url });
const hints = await connectHints(db, url, log);
const sendMany = () => {
  console.log('claimed');
  return new Promise<never>(() => {});
};
startOutbox(
  { config, db, log, hints, blobs: blobStore(config.blobs) },
  {
    // Long enough for a claim on a busy machine: what came later than its lease would not be handed over.
    leaseMs: 2500,
    channels: [{ kind: 'sms', provider: 'hanging', batch: 100, concurrency: 1, sendMany, send: sendMany }],
  },
);
