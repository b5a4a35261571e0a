import { useSyncExternalStore } from 'react';
import type { Moment } from './format.ts';
import { useFormats } from './formats-context.ts';

/**
 * "5 min. ago", kept true while it is on screen; the full date on hover and for programs. `exact`: in hours up to three days,
 * where a deadline is meant.
 */
export function RelativeTime({ value, exact = false }: { value: Moment; exact?: boolean }) {
  const formats = useFormats();
  const now = useSyncExternalStore(subscribe, () => minute);
  return (
    <time dateTime={new Date(value).toISOString()} title={formats.dateTime(value)}>
      {formats.relative(value, Math.max(now, Date.now()), exact)}
    </time>
  );
}

// One clock for all of them: a list of fifty rows shouldn't run fifty timers.
let minute = Date.now();
let clock: number | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  clock ??= window.setInterval(tick, 30_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size) return;
    window.clearInterval(clock);
    clock = undefined;
  };
}

function tick(): void {
  minute = Date.now();
  for (const listener of listeners) listener();
}
