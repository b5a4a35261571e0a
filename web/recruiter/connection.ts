import { useSyncExternalStore } from 'react';

/** A restart of the server is over before anybody needs to hear of it. */
const saidAfterMs = 4_000;

const listeners = new Set<() => void>();
let lost = false;
let timer: number | undefined;

/** Told by whoever holds the line to the server; a line that was given back on purpose is not lost. */
export function setLine(holds: boolean): void {
  if (!holds) {
    timer ??= window.setTimeout(() => change(true), saidAfterMs);
    return;
  }
  window.clearTimeout(timer);
  timer = undefined;
  change(false);
}

/** Whether the server can be reached, as far as the browser and the line to it know. */
export function useConnected(): boolean {
  return useSyncExternalStore(subscribe, () => navigator.onLine && !lost);
}

function change(now: boolean): void {
  if (lost === now) return;
  lost = now;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  for (const event of ['online', 'offline']) window.addEventListener(event, listener);
  return () => {
    listeners.delete(listener);
    for (const event of ['online', 'offline']) window.removeEventListener(event, listener);
  };
}
