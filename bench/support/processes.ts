import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Role } from '../../server/main.ts';

/** As providers know it; they call `port` all the same. No provider is connected to a program that they can not reach. */
export const publicUrl = 'https://parley.example';

export type RoleOptions = {
  role: Role;
  directory: string;
  port: number;
  origins: Record<string, string>;
  /** Where it writes what it has to say. */
  log: string;
  nodeOptions?: string[];
};

export type KeptProcess = {
  pid(): number | undefined;
  /** How often it was started. */
  readonly starts: number;
  stop(): Promise<void>;
};

/** The program in one role as a process of its own, started again whenever it ends. Resolves when it runs. */
export async function keepRunning(options: RoleOptions): Promise<KeptProcess> {
  let child: ChildProcess;
  let starts = 0;
  let stopping = false;
  const run = (): Promise<void> => {
    starts += 1;
    child = startRole(options);
    child.once('exit', () => {
      if (!stopping) setTimeout(() => stopping || run().catch(() => {}), 200);
    });
    return said(child);
  };
  await run();
  return {
    pid: () => (child.exitCode === null && child.signalCode === null ? child.pid : undefined),
    get starts() {
      return starts;
    },
    async stop() {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function startRole({ role, directory, port, origins, log, nodeOptions = [] }: RoleOptions): ChildProcess {
  const child = spawn(
    process.execPath,
    [...nodeOptions, join(import.meta.dirname, 'role.ts'), role, JSON.stringify(origins)],
    {
      env: {
        PATH: process.env.PATH,
        PARLEY_DATA: directory,
        PORT: String(port),
        HOST: '127.0.0.1',
        PUBLIC_URL: publicUrl,
        LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => appendFileSync(log, text));
  return child;
}

/** When it has told where it answers. */
function said(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code, signal) => reject(new Error(`The program ended with ${code ?? signal} as it started.`)));
    child.stdout?.on('data', (text: Buffer) => {
      if (text.includes('{"url"')) resolve();
    });
  });
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
