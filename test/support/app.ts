import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '#platform/config.ts';
import { loadConfig } from '#platform/config.ts';
import type { App } from '#platform/http/server.ts';
import { createLog } from '#platform/log.ts';
import { closeServices, openServices, type Services } from '#platform/services.ts';
import { type AppOptions, buildApp } from '../../server/app.ts';
import { handlers, recurring, workerLoops } from '../../server/worker.ts';
import { createTestDatabase } from './database.ts';

export type TestApp = {
  app: App;
  services: Services;
  db: Services['db'];
  /** The connection string of this test's own database. */
  databaseUrl: string;
  /** Where it listens; only with `listen: true`. */
  url: string;
  close(): Promise<void>;
};

export type TestAppOptions = AppOptions & {
  /** Listen on a free port of 127.0.0.1. */
  listen?: boolean;
  /** Also do jobs, recurring work and the loops that send and receive messages. */
  worker?: boolean;
  config?: Partial<Config>;
};

/** The whole program on a database of its own, files in a folder of its own; `close` removes both. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const { listen = false, worker = false, config: overrides, ...appOptions } = options;
  const directory = mkdtempSync(join(tmpdir(), 'parley-app-'));
  const database = await createTestDatabase();
  const services = await openServices(testConfig(directory, overrides), database.url, createLog('silent'), worker);
  const app = await buildApp(services, appOptions);
  await app.ready();
  if (listen) await app.listen({ host: '127.0.0.1', port: 0 });
  const loops = worker ? workerLoops() : [];
  if (worker) await services.jobs.work(services, handlers, recurring);
  for (const loop of loops) await loop.start(services);
  return {
    app,
    services,
    db: services.db,
    databaseUrl: database.url,
    url: listen ? `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` : '',
    async close() {
      await app.close();
      await Promise.all(loops.map((loop) => loop.stop()));
      await closeServices(services);
      await database.drop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Settings of a program that nobody configured, in a folder of its own. */
export function testConfig(directory: string, overrides: Partial<Config> = {}): Config {
  const environment = {
    PARLEY_DATA: directory,
    PUBLIC_URL: 'http://localhost',
    LOG_LEVEL: 'silent',
    DATABASE_POOL: '6',
  };
  return { ...loadConfig(environment), ...overrides };
}
