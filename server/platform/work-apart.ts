import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { RuleError } from './errors.ts';
import { words } from './words.ts';

/** A piece of work was ended: it took more time or memory than it may, or brought its process down. */
export class WorkStopped extends Error {
  override readonly name = 'WorkStopped';
}

/**
 * There was no process for it at this moment: too much waits already, or none could begin. That says nothing about the work,
 * which is to be tried again.
 */
export class WorkNotBegun extends RuleError {
  override readonly name = 'WorkNotBegun';

  constructor(cause?: unknown) {
    super(503, 'busy', words.busy, undefined, retryAfterSeconds);
    this.cause = cause;
  }
}

export type WorkLimits = {
  /** How long one piece of work may take, in milliseconds. */
  limitMs: number;
  /** How much memory a process may take for objects and texts. */
  megabytes: number;
  /** How many work at once: two, so that one bad piece of work does not hold up that of others. */
  processes?: number;
  /** How long a process waits for more to do, in milliseconds; then its memory is given back. */
  idleMs?: number;
};

type Task<In, Out> = {
  input: In;
  turn: Turn;
  limitMs: number;
  resolve(output: Out): void;
  reject(error: unknown): void;
};
/** For whom a piece of work is: of one's work only a single piece is done at a time, so that it leaves room for others'. */
type Turn = string | number;
type Apart = { child: ChildProcess; gone: AbortSignal; end?: NodeJS.Timeout };
type Answer<Out> = { output: Out } | { error: unknown };

/** Of one's own; who has more waiting is told so at once, and comes again. */
const mostWaiting = 50;
const longestStartMs = 60_000;
const longestIdleMs = 60_000;
const retryAfterSeconds = 15;

/**
 * For work on what strangers wrote, which must not stand the program still nor end it, whatever they wrote: `file` does it in
 * processes of its own, by `answerApart`. (A thread that takes all the memory it may sometimes takes the program with it.)
 * Rejects with `WorkStopped` where a limit was reached, with `WorkNotBegun` where it was not begun, else as the work does. Input and
 * output are copied, so a `Buffer` arrives as a `Uint8Array`. Processes begin when they are needed and keep none from ending.
 *
 * What a library is led to do by what it reads ends at `permissions`: it reads no file but code, writes none and starts nothing.
 * That is no wall against code of a stranger's that would run there. The process is of the same user, may use the network and
 * may send signals; so nothing may be in its input, such as a key, that a stranger must not have.
 */
export function workApart<In, Out>(file: URL, limits: WorkLimits) {
  const waiting: Task<In, Out>[] = [];
  const idle: Apart[] = [];
  const busy = new Set<Turn>();

  const runWaiting = () => {
    while (busy.size < (limits.processes ?? 2)) {
      const next = waiting.findIndex(({ turn }) => !busy.has(turn));
      const [task] = next < 0 ? [] : waiting.splice(next, 1);
      if (!task) return;
      busy.add(task.turn);
      void runOne(task).finally(() => {
        busy.delete(task.turn);
        runWaiting();
      });
    }
  };

  const runOne = async (task: Task<In, Out>) => {
    let apart: Apart;
    try {
      apart = idle.pop() ?? (await begin(file, limits, idle));
    } catch (error) {
      return task.reject(new WorkNotBegun(error));
    }
    try {
      const answer = await ask(apart, task);
      letWait(idle, apart, limits);
      if ('error' in answer) task.reject(answer.error);
      else task.resolve(answer.output);
    } catch (error) {
      apart.child.kill('SIGKILL');
      task.reject(new WorkStopped('This took more time or memory than it may.', { cause: error }));
    }
  };

  return async (input: In, turn: Turn, limitMs = limits.limitMs): Promise<Out> => {
    if (waiting.filter((task) => task.turn === turn).length >= mostWaiting) throw new WorkNotBegun();
    const { promise, resolve, reject } = Promise.withResolvers<Out>();
    waiting.push({ input, turn, limitMs, resolve, reject });
    runWaiting();
    return promise;
  };
}

async function ask<In, Out>({ child, gone, end }: Apart, { input, limitMs }: Task<In, Out>): Promise<Answer<Out>> {
  clearTimeout(end);
  hold(child, true);
  const signal = AbortSignal.any([gone, AbortSignal.timeout(limitMs)]);
  const answered = once(child, 'message', { signal });
  child.send(input as object);
  const [answer] = (await answered) as [Answer<Out>];
  hold(child, false);
  return answer;
}

function letWait(idle: Apart[], apart: Apart, { idleMs = longestIdleMs }: WorkLimits): void {
  apart.end = setTimeout(() => {
    leave(idle, apart);
    apart.child.kill('SIGKILL');
  }, idleMs).unref();
  idle.push(apart);
}

function leave(idle: Apart[], apart: Apart): void {
  const at = idle.indexOf(apart);
  if (at >= 0) idle.splice(at, 1);
}

/** Whether the program waits for it before it ends. */
function hold(child: ChildProcess, on: boolean): void {
  for (const handle of [child, child.channel]) {
    if (on) handle?.ref();
    else handle?.unref();
  }
}

/** A process that is ready: its start is no part of the time that the work may take. */
async function begin(file: URL, { megabytes }: WorkLimits, idle: Apart[]): Promise<Apart> {
  const child = fork(fileURLToPath(file), {
    execArgv: [`--max-old-space-size=${megabytes}`, ...permissions(file)],
    serialization: 'advanced',
    // The environment holds secrets. It also stands in /proc, where the permissions keep this process from reading it.
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const gone = new AbortController();
  const apart: Apart = { child, gone: gone.signal };
  const forget = () => {
    gone.abort();
    leave(idle, apart);
  };
  for (const event of ['error', 'disconnect', 'exit']) child.on(event, forget);
  try {
    await once(child, 'message', { signal: AbortSignal.any([gone.signal, AbortSignal.timeout(longestStartMs)]) });
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return apart;
}

/** To read the program and the packages that it uses; a thread is for `answerApart` alone. */
function permissions(file: URL): string[] {
  const packages = (createRequire(import.meta.url).resolve.paths('any') ?? []).filter((path) => existsSync(path));
  const code = [dirname(import.meta.dirname), dirname(fileURLToPath(file)), ...packages];
  const paths = new Set(code.flatMap((path) => [path, realpathSync(path)]));
  return ['--permission', '--allow-worker', ...[...paths].map((path) => `--allow-fs-read=${join(path, '*')}`)];
}

/** In the file of such a process: does `work` for each input, one after another. */
export function answerApart<In, Out>(work: (input: In) => Out | Promise<Out>): void {
  if (!process.send) throw new Error('This file is for a process of its own.');
  const answer = (message: Answer<Out> | 'ready') => process.send?.(message);
  // Who stops the program may mean all of its processes. It ends what it has begun first, and this one ends with it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  // Also where the work never ends, nobody is left behind by a program that was killed.
  new Worker(new URL('./orphan.ts', import.meta.url), { workerData: process.ppid }).unref();
  // Another thread could be begun with permissions of its own. An older Node can not give this up.
  (process.permission as { drop?(scope: string): void } | undefined)?.drop?.('worker');
  process.on('message', async (input: In) => {
    try {
      answer({ output: await work(input) });
    } catch (error) {
      answer({ error });
    }
  });
  answer('ready');
}
