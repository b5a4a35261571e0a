import { startOutbox } from '#conversations/outbox.ts';
import { blobStore } from '#platform/blobs/store.ts';
import { loadConfig } from '#platform/config.ts';
import { connectDatabase } from '#platform/db.ts';
import { connectHints } from '#platform/events.ts';
import { createLog } from '#platform/log.ts';

// For the test that kills a worker while its messages are with a provider.
const [url = '', secret = '', origins = '{}'] = process.argv.slice(2);
const log = createLog('silent');
const db = connectDatabase(url);
const config = {
  ...loadConfig({ PARLEY_SECRET: secret, DATABASE_URL: url, PUBLIC_URL: 'https://parley.example' }),
  providerOrigins: JSON.parse(origins),
};
const hints = await connectHints(db, url, log);
startOutbox({ config, db, log, hints, blobs: blobStore(config.blobs) }, { leaseMs: 600, pollMs: 20 });
