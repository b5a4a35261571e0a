import { sendSystemMail } from './accounts/system-mail.ts';
import { eraseCampaign } from './campaigns/deletion.ts';
import { indexAttribute } from './candidates/attributes/indexing.ts';
import { forgetBulkActions } from './candidates/bulk/housekeeping.ts';
import { runBulkAction } from './candidates/bulk/run.ts';
import { foldCounts } from './candidates/counts.ts';
import { settleErasure } from './candidates/erasure/erase.ts';
import { eraseExpired, startRetention } from './candidates/erasure/retention.ts';
import { forgetChanges } from './candidates/finding/sets/changes.ts';
import { settleMerge } from './candidates/merge/merge.ts';
import { readProfile } from './channels/profiles.ts';
import { fetchAllTemplates, fetchTemplates } from './channels/templates/fetch.ts';
import { warnOfChannels } from './channels/warnings.ts';
import { startInbound } from './conversations/inbound.ts';
import { forgetInboundEvents } from './conversations/inbound-events.ts';
import { startMailboxes } from './conversations/mailboxes.ts';
import { fetchMedia } from './conversations/media.ts';
import { startOutbox } from './conversations/outbox.ts';
import { forgetSmsCounters, warnOfUse } from './conversations/sending/warnings.ts';
import { forgetExports } from './exports/exports.ts';
import { writeExport } from './exports/run.ts';
import { collectBlobs } from './platform/blobs/loose.ts';
import type { Handlers, Recurring } from './platform/jobs.ts';
import type { Services } from './platform/services.ts';
import { sendShareMail } from './sharing/mails.ts';
import { importCsv } from './sourcing/imports/run.ts';
import { forgetIdempotencyKeys } from './sourcing/public-api/idempotency.ts';

/** Something that runs all the time beside the jobs, such as the sending of messages. */
export type WorkerLoop = {
  readonly name: string;
  start(services: Services): void | Promise<void>;
  /** Resolves when nothing of it runs any more. */
  stop(): Promise<void>;
};

/** What does each job of `platform/job-list.ts`: a line that calls a verb of the domain. */
export const handlers: Handlers<Services> = {
  'send-system-mail': sendSystemMail,
  'import-csv': importCsv,
  'forget-idempotency-keys': forgetIdempotencyKeys,
  'forget-inbound-events': forgetInboundEvents,
  'erase-campaign': eraseCampaign,
  'fetch-media': fetchMedia,
  'bulk-action': runBulkAction,
  'forget-bulk-actions': forgetBulkActions,
  'index-attribute': indexAttribute,
  'settle-merge': settleMerge,
  'settle-erasure': settleErasure,
  'start-retention': startRetention,
  'erase-expired': async (services, ids) => void (await eraseExpired(services, ids)),
  'read-profile': readProfile,
  'fetch-templates': fetchTemplates,
  'fetch-all-templates': fetchAllTemplates,
  'warn-of-channels': warnOfChannels,
  'warn-of-use': warnOfUse,
  'forget-sms-counters': forgetSmsCounters,
  'write-export': writeExport,
  'forget-exports': forgetExports,
  'send-share-mail': sendShareMail,
  'collect-blobs': collectBlobs,
  'fold-counts': foldCounts,
  'forget-changes': forgetChanges,
};

/** All work that comes back by itself. */
export const recurring: Recurring[] = [
  { job: 'forget-idempotency-keys', cron: '17 * * * *' },
  { job: 'forget-bulk-actions', cron: '40 3 * * *' },
  { job: 'forget-inbound-events', cron: '10 3 * * *' },
  { job: 'fetch-all-templates', cron: '41 */6 * * *' },
  { job: 'warn-of-channels', everySeconds: 30 },
  { job: 'warn-of-use', everySeconds: 30 },
  { job: 'forget-sms-counters', cron: '20 3 * * *' },
  { job: 'start-retention', cron: '30 2 * * *' },
  { job: 'forget-exports', cron: '25 * * * *' },
  { job: 'collect-blobs', everySeconds: 60 },
  { job: 'fold-counts', everySeconds: 10 },
  { job: 'forget-changes', cron: '*/10 * * * *' },
];

/** A fresh set of loops for one process. */
export function workerLoops(): WorkerLoop[] {
  return [
    loop('outbox', (services) => startOutbox(services)),
    loop('inbound', (services) => startInbound(services)),
    loop('mailboxes', (services) => startMailboxes(services)),
  ];
}

function loop(name: string, begin: (services: Services) => { stop(): Promise<void> }): WorkerLoop {
  let running: { stop(): Promise<void> } | undefined;
  return {
    name,
    start(services) {
      running = begin(services);
    },
    async stop() {
      await running?.stop();
    },
  };
}
