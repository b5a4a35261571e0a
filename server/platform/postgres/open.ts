import { join } from 'node:path';
import pg from 'pg';
import type { Config } from '../config.ts';
import { startEmbedded } from './embedded.ts';

export type OpenDatabase = {
  readonly url: string;
  readonly embedded: boolean;
  /** It ran already when we came; always true for a database of the operator's own. */
  readonly adopted: boolean;
  /** Has the embedded server started again whenever it has died, until what is returned is called. */
  guard(): () => Promise<void>;
  /**
   * After the last connection of this process is closed: the embedded server is stopped, unless another process of
   * ours still uses it. Does nothing for a database of the operator's own.
   */
  close(): Promise<void>;
};

/** The database of the configuration: the operator's own, or the embedded one, started where it does not run yet. */
export async function openDatabase(config: Config, log?: (line: string) => void): Promise<OpenDatabase> {
  if (config.databaseUrl) return ownDatabase(config.databaseUrl);
  const server = await startEmbedded({ directory: join(config.dataDirectory, 'postgres'), log });
  return {
    url: server.url,
    embedded: true,
    adopted: server.adopted,
    guard: server.guard,
    async close() {
      // Another process of ours that ends at this moment may have stopped it.
      if ((await otherConnections(server.url).catch(() => 0)) === 0) await server.stop();
    },
  };
}

function ownDatabase(url: string): OpenDatabase {
  return { url, embedded: false, adopted: true, guard: () => async () => {}, close: async () => {} };
}

/** As which those are told apart that only ask who else is there. */
const asking = 'parley asking';

/** How many connections there are beside those that ask the same. */
export async function otherConnections(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, application_name: asking });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query(
      `select count(*) as amount from pg_stat_activity
       where datname = current_database() and backend_type = 'client backend' and application_name <> $1`,
      [asking],
    );
    return rows[0].amount;
  } finally {
    await client.end();
  }
}
