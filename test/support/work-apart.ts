import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { answerApart } from '#platform/work-apart.ts';

const deeds: Record<string, (path: string) => unknown> = {
  read: (path) => readFileSync(path.replace('parent', String(process.ppid)), 'utf8'),
  write: (path) => writeFileSync(path, 'written'),
  start: () => spawn(process.execPath, ['--version']).pid,
  thread: () => new Worker('', { eval: true, execArgv: [] }).threadId,
};

/** What a process of the tests does with its input. */
answerApart((input: string) => {
  if (input === 'forever') for (;;);
  if (input === 'memory') for (const all: string[] = []; ; ) all.push(crypto.randomUUID().repeat(1000));
  if (input === 'fails') throw new RangeError('as asked');
  if (input === 'ends') process.exit(3);
  if (input === 'who') return String(process.pid);
  if (input === 'environment') return Object.keys(process.env).join();
  const [verb = '', path = ''] = input.split(' ');
  if (verb in deeds) return tryTo(() => deeds[verb]?.(path));
  return input.toUpperCase();
});

function tryTo(deed: () => unknown): string {
  try {
    return String(deed());
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}
