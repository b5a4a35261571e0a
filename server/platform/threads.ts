import { once } from 'node:events';
import { parentPort, Worker } from 'node:worker_threads';
import { RuleError } from './errors.ts';
import { words } from './words.ts';

/** A piece of work was ended: it took more time or memory than it may, or brought its thread down. */
export class WorkStopped extends Error {
  override readonly name = 'WorkStopped';
}

export type ThreadLimits = {
  /** How long one piece of work may take, in milliseconds. */
  limitMs: number;
  /** How much memory a thread may take for objects and texts. */
  megabytes: number;
  /** How many work at once: two, so that one bad piece of work does not hold up that of others. */
  threads?: number;
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
type Thread = { worker: Worker; gone: AbortSignal };
type Answer<Out> = { output: Out } | { error: unknown };

/** Of one's own; who has more waiting is told so at once, and comes again. */
const mostWaiting = 50;
const longestStartMs = 60_000;

/**
 * For work on what strangers wrote, which must not stand the program still whatever they wrote: `file` does it in threads of
 * its own, by `answerInThread`. Rejects with `WorkStopped` where a limit was reached, with `busy` where too much waits, else
 * as the work does. Input and output
 * are copied, so a `Buffer` arrives as a `Uint8Array`. Threads begin when they are needed and keep no process from ending.
 */
export function startThreads<In, Out>(file: URL, limits: ThreadLimits) {
  const waiting: Task<In, Out>[] = [];
  const idle: Thread[] = [];
  const busy = new Set<Turn>();

  const runWaiting = () => {
    while (busy.size < (limits.threads ?? 2)) {
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

  const runOne = async ({ input, limitMs, resolve, reject }: Task<In, Out>) => {
    let thread: Thread | undefined;
    try {
      thread = idle.pop() ?? (await begin(file, limits, idle));
      const { worker, gone } = thread;
      worker.ref();
      const signal = AbortSignal.any([gone, AbortSignal.timeout(limitMs)]);
      const answered = once(worker, 'message', { signal });
      worker.postMessage(input);
      const [answer] = (await answered) as [Answer<Out>];
      worker.unref();
      idle.push(thread);
      if ('error' in answer) reject(answer.error);
      else resolve(answer.output);
    } catch (error) {
      void thread?.worker.terminate();
      reject(new WorkStopped('This took more time or memory than it may.', { cause: error }));
    }
  };

  return async (input: In, turn: Turn, limitMs = limits.limitMs): Promise<Out> => {
    if (waiting.filter((task) => task.turn === turn).length >= mostWaiting)
      throw new RuleError(503, 'busy', words.busy);
    const { promise, resolve, reject } = Promise.withResolvers<Out>();
    waiting.push({ input, turn, limitMs, resolve, reject });
    runWaiting();
    return promise;
  };
}

/** A thread that is ready: its start is no part of the time that the work may take. */
async function begin(file: URL, { megabytes }: ThreadLimits, idle: Thread[]): Promise<Thread> {
  const worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: megabytes } });
  const gone = new AbortController();
  const thread = { worker, gone: gone.signal };
  const forget = () => {
    gone.abort();
    const at = idle.indexOf(thread);
    if (at >= 0) idle.splice(at, 1);
  };
  worker.on('error', forget);
  worker.on('exit', forget);
  try {
    await once(worker, 'message', { signal: AbortSignal.any([gone.signal, AbortSignal.timeout(longestStartMs)]) });
  } catch (error) {
    void worker.terminate();
    throw error;
  }
  return thread;
}

/** In the file of a thread: does `work` for each input, one after another. */
export function answerInThread<In, Out>(work: (input: In) => Out | Promise<Out>): void {
  if (!parentPort) throw new Error('This file is for a thread.');
  const port = parentPort;
  port.on('message', async (input: In) => {
    try {
      port.postMessage({ output: await work(input) });
    } catch (error) {
      port.postMessage({ error });
    }
  });
  port.postMessage('ready');
}
