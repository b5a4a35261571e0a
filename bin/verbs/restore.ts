import { resolve } from 'node:path';
import type { Command } from 'commander';
import { restore as restoreBackup } from '#platform/backup/restore.ts';
import { type Output, runVerb, withDatabase } from './run.ts';

export function restore(program: Command): void {
  program
    .command('restore <folder>')
    .description('put a backup into an empty database, while the program does not run')
    .option('--force', 'replace what is in the database', false)
    .option('--json', 'print the result as JSON')
    .action((folder: string, options: Output & { force: boolean }) =>
      runVerb(
        options,
        () => withDatabase(({ url }, config) => restoreBackup(config, url, resolve(folder), options)),
        (manifest) => {
          const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
          return `${rows} rows of the backup of ${manifest.madeAt} are back.`;
        },
      ),
    );
}
