import type { Running } from './main.ts';

/** An orchestrator kills after thirty seconds; we end before it, with work under way left to be taken over. */
const stopWithinMs = 25_000;
/** Ctrl-C reaches this process from the terminal and from npm: that is one wish, not two. */
const sameSignalMs = 1000;

/** The first signal ends the program in good order, a second one at once. */
export function endOnSignals(running: Running, report: (error: unknown) => void): void {
  let firstAt = 0;
  const end = () => {
    if (firstAt > 0) {
      if (Date.now() - firstAt > sameSignalMs) process.exit(1);
      return;
    }
    firstAt = Date.now();
    setTimeout(() => process.exit(1), stopWithinMs).unref();
    running.stop().then(
      () => process.exit(0),
      (error) => {
        report(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
  // Who started us with a channel (bin/parley.js under an old Node) was killed hard.
  if (process.channel) {
    process.on('disconnect', end);
    process.channel.unref();
  }
}
