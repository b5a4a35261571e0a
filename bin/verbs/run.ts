import { type Config, ConfigError, loadConfig } from '#platform/config.ts';
import { RuleError } from '#platform/errors.ts';
import { createLog } from '#platform/log.ts';
import { migrate } from '#platform/postgres/migrate.ts';
import { type OpenDatabase, openDatabase } from '#platform/postgres/open.ts';
import { closeServices, openServices, type Services } from '#platform/services.ts';

export type Output = { json?: boolean };

/**
 * Runs a verb and prints what it returns: as JSON, or as `present` says it to people. What goes wrong is told in one
 * sentence, and the exit code is 1.
 */
export async function runVerb<T>(
  output: Output,
  work: () => Promise<T>,
  present: (result: T) => string,
): Promise<void> {
  try {
    const result = await work();
    console.log(output.json ? JSON.stringify(result) : present(result));
  } catch (error) {
    process.exitCode = 1;
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof RuleError ? error.code : error instanceof ConfigError ? 'configuration' : 'failed';
    if (output.json) console.log(JSON.stringify({ error: { code, message } }));
    else console.error(message);
  }
}

/** With the database of the configuration, which is started where it does not run and left as it was found. */
export async function withDatabase<T>(work: (database: OpenDatabase, config: Config) => Promise<T>): Promise<T> {
  const config = loadConfig(process.env);
  const database = await openDatabase(config);
  try {
    return await work(database, config);
  } finally {
    if (!database.adopted) await database.close();
  }
}

/** With all services on a migrated database; also while the server runs. */
export function withServices<T>(work: (services: Services) => Promise<T>): Promise<T> {
  return withDatabase(async (database, config) => {
    await migrate(database.url);
    const services = await openServices(config, database.url, createLog('warn'), false);
    try {
      return await work(services);
    } finally {
      await closeServices(services);
    }
  });
}

/** Columns side by side, for people. */
export function table(rows: string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
