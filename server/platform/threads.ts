import { once } from 'node:events';
import { parentPort, Worker } from 'node:worker_threads';

/** A piece of work was ended: it took more time or memory than it may, or brought its thread down. */
export class WorkStopped extends Error {
  override readonly name = 'WorkStopped';
}

export type ThreadLimits = {
  /** How long one piece of work may take, in milliseconds. */
  limitMs: number;
  /** How much memory a thread may take for objects and texts. */
  megabytes: number;
};

type Task<In, Out> = { input: In; limitMs: number; resolve(output: Out): void; reject(error: unknown): void };
type Thread = { worker: Worker; gone: AbortSignal };
type Answer<Out> = { output: Out } | { error: unknown };

/** So that one bad piece of work does not hold up all others. */
const mostThreads = 2;
const longestStartMs = 60_000;

/**
 * For work on what strangers wrote, which must not stand the program still whatever they wrote: `file` does it in threads of
 * its own, by `answerInThread`. Rejects with `WorkStopped` where a limit was reached, else as the work does. Input and output
 * are copied, so a `Buffer` arrives as a `Uint8Array`. Threads begin when they are needed and keep no process from ending.
 */
export function startThreads<In, Out>(file: URL, limits: ThreadLimits) {
  const waiting: Task<In, Out>[] = [];
  const idle: Thread[] = [];
  let busy = 0;

  const runWaiting = () => {
    while (busy < mostThreads) {
      const task = waiting.shift();
      if (!task) return;
      busy += 1;
      void runOne(task).finally(() => {
        busy -= 1;
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

  return (input: In, limitMs = limits.limitMs): Promise<Out> => {
    const { promise, resolve, reject } = Promise.withResolvers<Out>();
    waiting.push({ input, limitMs, resolve, reject });
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
  await once(worker, 'message', { signal: AbortSignal.any([gone.signal, AbortSignal.timeout(longestStartMs)]) });
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
