import type { Command } from 'commander';
import { migrateJobs } from '#platform/jobs.ts';
import { migrate } from '#platform/postgres/migrate.ts';
import { type Output, runVerb, withDatabase } from './run.ts';

export function migrateVerb(program: Command): void {
  program
    .command('migrate')
    .description('bring the database up to date (start does this by itself)')
    .option('--json', 'print the result as JSON')
    .action((output: Output) =>
      runVerb(
        output,
        () =>
          withDatabase(async ({ url }) => {
            const applied = await migrate(url);
            await migrateJobs(url);
            return { applied };
          }),
        ({ applied }) => (applied.length ? applied.map((name) => `applied ${name}`).join('\n') : 'Already up to date.'),
      ),
    );
}
