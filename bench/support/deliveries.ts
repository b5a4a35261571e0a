import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** A webhook as its provider calls it, at `at` (milliseconds of `performance.now()`). */
export type Delivery = {
  at: number;
  /** As it was signed; whoever it names, `target` is called. */
  url: string;
  headers: Record<string, string>;
  payload: string;
  acknowledged?: (milliseconds: number) => void;
};

export type Deliveries = {
  add(...deliveries: Delivery[]): void;
  /** Resolves when all that was added has been acknowledged. */
  drained(): Promise<void>;
  readonly counts: { acknowledged: number; failed: number; waiting: number };
  stop(): Promise<void>;
};

const firstPauseMs = 500;
const longestPauseMs = 5000;
const timeoutMs = 15_000;

/** Calls webhooks from a number of connections, and whatever is not answered with a 2xx again until it is, as providers do. */
export function startDeliveries(connections: number, target: string): Deliveries {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  /** The first one to come stands last. */
  const waiting: (Delivery & { pause: number })[] = [];
  const counts = { acknowledged: 0, failed: 0, waiting: 0 };
  let stopped = false;

  function enter(delivery: Delivery, pause: number): void {
    let [low, high] = [0, waiting.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((waiting[middle] as Delivery).at > delivery.at) low = middle + 1;
      else high = middle;
    }
    waiting.splice(low, 0, { ...delivery, pause });
  }

  async function connection(): Promise<void> {
    while (!stopped) {
      const due = (waiting.at(-1)?.at ?? Infinity) <= performance.now() ? waiting.pop() : undefined;
      if (due) await deliver(due);
      else await wait(5);
    }
  }

  async function deliver({ pause, ...delivery }: Delivery & { pause: number }): Promise<void> {
    const began = performance.now();
    if (await call(agent, target, delivery)) {
      counts.acknowledged += 1;
      counts.waiting -= 1;
      delivery.acknowledged?.(performance.now() - began);
    } else {
      counts.failed += 1;
      enter({ ...delivery, at: performance.now() + pause }, Math.min(longestPauseMs, pause * 2));
    }
  }

  const running = Promise.all(Array.from({ length: connections }, connection));
  return {
    add(...deliveries) {
      counts.waiting += deliveries.length;
      for (const delivery of deliveries) enter(delivery, firstPauseMs);
    },
    async drained() {
      while (counts.waiting > 0 && !stopped) await wait(50);
    },
    counts,
    async stop() {
      stopped = true;
      await running;
      agent.destroy();
    },
  };
}

function call(agent: Agent, target: string, { url, headers, payload }: Delivery): Promise<boolean> {
  return new Promise((resolve) => {
    const { pathname, search } = new URL(url);
    const call = request(
      target + pathname + search,
      { method: 'POST', agent, headers, timeout: timeoutMs },
      (response) => {
        response.resume();
        response.once('end', () => resolve((response.statusCode ?? 500) < 300));
        response.once('error', () => resolve(false));
      },
    );
    call.once('timeout', () => call.destroy());
    call.once('error', () => resolve(false));
    call.end(payload);
  });
}
