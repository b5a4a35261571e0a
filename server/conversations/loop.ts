import type { Services } from '#platform/services.ts';

export type LoopWork = {
  name: string;
  /** The program's own hint that there is work. Hints can be lost, so the loop also looks every `pollMs`. */
  topic: string;
  /** Of a hint that names something, whether it is for this loop; absent: all are. */
  concerns?(id: string | number): boolean;
  pollMs: number;
  /** Does what there is, up to a batch; true where there may be more at once. */
  turn(): Promise<boolean>;
  /** Waits for what the last turns have begun. */
  drain?(): Promise<void>;
};

export type Loop = {
  /** Resolves when nothing of it runs any more. */
  stop(): Promise<void>;
};

/** Takes turns until stopped: at once while there is work, then at a hint or the next poll. An error is logged and waited off. */
export function startLoop(services: Pick<Services, 'hints' | 'log'>, work: LoopWork): Loop & { wake(): void } {
  let stopping = false;
  let hinted = false;
  let wake: (() => void) | null = null;
  const wakeUp = () => {
    hinted = true;
    wake?.();
  };
  const unsubscribe = services.hints.subscribe((hint) => {
    const ours = hint.id === undefined || !work.concerns || work.concerns(hint.id);
    if (hint.companyId === 0 && hint.topic === work.topic && ours) wakeUp();
  });

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        wake = null;
        resolve();
      };
      const timer = setTimeout(done, ms);
      wake = done;
      if (stopping) done();
    });
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!stopping) {
      hinted = false;
      try {
        const more = await work.turn();
        failures = 0;
        if (!more && !hinted && !stopping) await pause(work.pollMs);
      } catch (error) {
        failures += 1;
        services.log.error({ err: error, loop: work.name }, 'loop failed, goes on');
        if (!stopping) await pause(Math.min(30_000, 500 * 2 ** Math.min(failures, 6)));
      }
    }
    await work.drain?.();
  }

  const running = run();
  return {
    wake: wakeUp,
    async stop() {
      stopping = true;
      unsubscribe();
      wake?.();
      await running;
    },
  };
}
