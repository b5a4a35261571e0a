import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startEmbedded } from '#platform/postgres/embedded.ts';

export type BenchProgram = {
  process: ChildProcess;
  url: string;
  databaseUrl: string;
  /** The process of PostgreSQL from which its backends descend. */
  postmaster: number;
  stop(): Promise<void>;
};

const root = join(import.meta.dirname, '../..');

/** The real program as a child, with the embedded PostgreSQL at its durable defaults, its data below `directory`. */
export async function startProgram(directory: string, nodeOptions: string[] = []): Promise<BenchProgram> {
  const child = spawn(
    process.execPath,
    [...nodeOptions, join(root, 'bin/parley.ts'), 'start', '--role', 'web', '--json'],
    {
      env: { PATH: process.env.PATH, PARLEY_DATA: directory, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The program ended with code ${code} before it answered.`)));
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      if (line.startsWith('{"url"'))
        resolve((JSON.parse(line) as { url: string }).url.replace('localhost', '127.0.0.1'));
    });
  });
  const postgres = await startEmbedded({ directory: join(directory, 'postgres') });
  return {
    process: child,
    url,
    databaseUrl: postgres.url,
    postmaster: findPostmaster(new URL(postgres.url).port),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      // A connection that ends at this moment may have kept the program from stopping it.
      await postgres.stop();
    },
  };
}

export function findPostmaster(port: string): number {
  for (const process of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${process}/cmdline`, 'utf8').split('\0');
      if (command[0]?.endsWith('/postgres') && command.includes(`port=${port}`)) return Number(process);
    } catch {
      // It ended while we looked.
    }
  }
  return 0;
}

/** Seconds of processor that a process and, for PostgreSQL, its children have used, those too that have ended; 0 where there is no /proc. */
export function processorSeconds(pid: number, withChildren = false): number {
  try {
    const children = withChildren
      ? readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number)
      : [];
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    // Of children that have ended the parent knows.
    const own = withChildren ? fields.slice(11, 15) : fields.slice(11, 13);
    return (
      own.reduce((sum, ticks) => sum + Number(ticks), 0) / 100 +
      children.reduce((sum, child) => sum + processorSeconds(child), 0)
    );
  } catch {
    return 0;
  }
}
