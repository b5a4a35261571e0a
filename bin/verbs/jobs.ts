import type { Command } from 'commander';
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
          })),
        ({ redriven }) => `${redriven} put back into the queue.`,
      ),
    );
}
