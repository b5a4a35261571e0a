import type { AddressInfo } from 'node:net';
import { constants, setPriority } from 'node:os';
import { readSetupToken } from '#accounts/setup.ts';
import { buildApp } from './app.ts';
import type { Config } from './platform/config.ts';
import type { App } from './platform/http/server.ts';
import { createLog, type Log } from './platform/log.ts';
import { migrate } from './platform/postgres/migrate.ts';
import { type OpenDatabase, openDatabase } from './platform/postgres/open.ts';
import { closeServices, openServices, type Services } from './platform/services.ts';
import { handlers, recurring, type WorkerLoop, workerLoops } from './worker.ts';

export const roles = ['all', 'web', 'worker'] as const;
export type Role = (typeof roles)[number];

export type Running = {
  /** Where it answers; null for a worker, which listens to nobody. */
  readonly url: string | null;
  /** Where the first company is made, as long as there is none. */
  readonly setupUrl: string | null;
  /** Ends in good order: no request is lost, work under way is finished or left to be taken over. */
  stop(): Promise<void>;
};

/** Where web and worker share a machine, somebody who waits for an answer comes before work that can wait. */
function giveWay(log: Log): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch (error) {
    log.warn({ err: error }, 'the worker runs at the priority of the others');
  }
}

/** Starts the program in the given role on a database that it brings up to date. */
export async function start(config: Config, role: Role): Promise<Running> {
  const log = createLog(config.logLevel);
  const database = await openDatabase(config, (line) => log.info(line));
  const undo: (() => Promise<void>)[] = [() => database.close()];
  const stop = async () => {
    while (undo.length > 0) await undo.pop()?.();
  };
  try {
    const services = await prepare(config, database, log, role);
    undo.push(() => closeServices(services));
    undo.push(database.guard());
    if (role === 'worker') giveWay(log);
    const loops = role === 'web' ? [] : await startWork(services);
    undo.push(() => stopWork(loops));
    const app = role === 'worker' ? null : await listen(services, undo);
    const token = app && (await readSetupToken(services.db, config));
    return {
      url: app && addressOf(app, config),
      setupUrl: token ? `${config.publicUrl}/setup?token=${token}` : null,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function prepare(config: Config, database: OpenDatabase, log: Log, role: Role): Promise<Services> {
  for (const name of await migrate(database.url)) log.info({ migration: name }, 'migration applied');
  return openServices(config, database.url, log, role !== 'web');
}

async function startWork(services: Services): Promise<WorkerLoop[]> {
  await services.jobs.work(services, handlers, recurring);
  const loops = workerLoops();
  for (const loop of loops) await loop.start(services);
  return loops;
}

async function stopWork(loops: WorkerLoop[]): Promise<void> {
  await Promise.all(loops.map((loop) => loop.stop()));
}

async function listen(services: Services, undo: (() => Promise<void>)[]): Promise<App> {
  let draining = false;
  const app = await buildApp(services, { draining: () => draining });
  undo.push(async () => {
    draining = true;
    // Requests under way are answered, streams are ended, then the sockets close.
    await app.close();
  });
  // "localhost" means both of its addresses; some browsers try one first, some the other.
  await app.listen({ host: services.config.host, port: services.config.port });
  return app;
}

/** The configured address, with the real port where any free one was asked for. */
function addressOf(app: App, config: Config): string {
  if (config.port !== 0) return config.publicUrl;
  return `http://localhost:${(app.server.address() as AddressInfo).port}`;
}
