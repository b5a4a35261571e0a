import type { Command } from 'commander';
import { listParked, redriveParked } from '#conversations/inbound-events.ts';
import { withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import { type Output, runVerb, table, withServices } from './run.ts';

export function jobs(program: Command): void {
  const group = program.command('jobs').description('jobs that wait, and those that were given up');

  group
    .command('list')
    .description('how many of each wait and run, and every dead letter with its error')
    .option('--json', 'print the result as JSON')
    .action((output: Output) =>
      runVerb(
        output,
        () =>
          withServices(async (services) => ({
            jobs: await services.jobs.counts(),
            deadLetters: await services.jobs.deadLetters(),
            inboundEvents: await withSystem(services.db, (trx) => listParked(trx)),
          })),
        (result) =>
          [
            table([
              ['JOB', 'WAITING', 'RUNNING', 'DEAD'],
              ...result.jobs.map(({ job, waiting, active, dead }) => [job, `${waiting}`, `${active}`, `${dead}`]),
            ]),
            result.deadLetters.length === 0
              ? 'No dead letters.'
              : table([
                  ['DEAD LETTER', 'JOB', 'GAVE UP AT', 'ERROR'],
                  ...result.deadLetters.map(({ id, job, failedAt, error }) => [id, job, failedAt, error]),
                ]),
            ...(result.inboundEvents.length === 0
              ? []
              : [
                  table([
                    ['INBOUND EVENT', 'CHANNEL', 'CAME IN AT', 'ERROR'],
                    ...result.inboundEvents.map(({ id, channel, receivedAt, error }) => [
                      `${id}`,
                      channel,
                      receivedAt.toISOString(),
                      error,
                    ]),
                  ]),
                ]),
          ].join('\n\n'),
      ),
    );

  group
    .command('redrive [ids...]')
    .description('put dead letters back into the queue: those given by id, or all')
    .option('--job <name>', 'only those of this job')
    .option('--json', 'print the result as JSON')
    .action((ids: string[], options: Output & { job?: string }) =>
      runVerb(
        options,
        () =>
          withServices(async (services) => ({
            redriven: await services.jobs.redrive({ job: options.job, ids: ids.length > 0 ? ids : undefined }),
            inboundEvents: await redriveInbound(services, ids, options.job),
          })),
        ({ redriven, inboundEvents }) => `${redriven + inboundEvents} put back into the queue.`,
      ),
    );
}

/** Inbound events have no job: they are meant where no job is named, by their own ids or all. */
async function redriveInbound({ db }: Services, ids: string[], job: string | undefined): Promise<number> {
  const numbers = ids.filter((id) => /^\d{1,15}$/.test(id)).map(Number);
  if (job || (ids.length > 0 && numbers.length === 0)) return 0;
  return withSystem(db, (trx) => redriveParked(trx, ids.length > 0 ? numbers : undefined));
}
