import { join } from 'node:path';
import pg from 'pg';
import type { Config } from '../config.ts';
import { startEmbedded } from './embedded.ts';

export type OpenDatabase = {
  readonly url: string;
  readonly embedded: boolean;
  /** It ran already when we came; always true for a database of the operator's own. */
  readonly adopted: boolean;
  /**
   * After the last connection of this process is closed: the embedded server is stopped, unless another process of
   * ours still uses it. Does nothing for a database of the operator's own.
   */
  close(): Promise<void>;
};

/** The database of the configuration: the operator's own, or the embedded one, started where it does not run yet. */
export async function openDatabase(config: Config, log?: (line: string) => void): Promise<OpenDatabase> {
  if (config.databaseUrl) return { url: config.databaseUrl, embedded: false, adopted: true, close: async () => {} };
  const server = await startEmbedded({ directory: join(config.dataDirectory, 'postgres'), log });
  return {
    url: server.url,
    embedded: true,
    adopted: server.adopted,
    async close() {
      if ((await otherConnections(server.url)) === 0) await server.stop();
    },
  };
}

/** How many connections there are beside the one that asks. */
export async function otherConnections(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, application_name: 'parley' });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select count(*) as amount from pg_stat_activity
       where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
    return rows[0].amount;
  } finally {
    await client.end();
  }
}
