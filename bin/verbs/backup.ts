import { resolve } from 'node:path';
import type { Command } from 'commander';
import { backUp } from '#platform/backup/backup.ts';
import { type Output, runVerb, withDatabase } from './run.ts';

export function backup(program: Command): void {
  program
    .command('backup <folder>')
    .description('write the database, the files and the secret into a new folder; the program may run meanwhile')
    .option('--json', 'print the result as JSON')
    .action((folder: string, output: Output) =>
      runVerb(
        output,
        () =>
          withDatabase(async ({ url }, config) => ({
            folder: resolve(folder),
            ...(await backUp(config, url, resolve(folder))),
          })),
        (made) => {
          const rows = made.tables.reduce((sum, table) => sum + table.rows, 0);
          const lacks = [
            made.blobs === 's3'
              ? 'The files are in the S3 bucket and not in this backup: keep the bucket by its own means.'
              : '',
            made.secret ? '' : 'PARLEY_SECRET is not in this backup: keep it elsewhere, sealed credentials need it.',
          ].filter(Boolean);
          return [`${rows} rows of ${made.tables.length} tables are in ${made.folder}`, ...lacks].join('\n');
        },
      ),
    );
}
