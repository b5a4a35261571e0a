import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { hashKey } from '@tanstack/react-query';
import { setLine } from './connection.ts';
import { keysOfTopic } from './topics.ts';

const refetchEvery = 1_000;
const closeAfterHidden = 60_000;
const longestPause = 30_000;

/**
 * Keeps what is on screen fresh: listens to the hints `{topic, id?}` of `GET /api/events`, and refetches.
 * One connection a tab; a tab hidden for a minute gives its connection back and catches up when it is seen again.
 * Returns the function that stops it.
 */
export function listenForEvents(queryClient: QueryClient): () => void {
  const refresh = coalesce((key) => void queryClient.invalidateQueries({ queryKey: key }));
  let source: EventSource | null = null;
  let timer: number | undefined;
  let failures = 0;
  let missedSome = false;

  function open(): void {
    if (source) return;
    source = new EventSource('/api/events');
    source.onopen = () => {
      failures = 0;
      setLine(true);
      if (missedSome) void queryClient.invalidateQueries();
      missedSome = false;
    };
    source.addEventListener('hint', (event) => {
      for (const key of keysOf(event.data)) refresh(key);
    });
    // The server knows that some hints did not get through.
    source.addEventListener('resync', () => void queryClient.invalidateQueries());
    source.addEventListener('signed-out', () => void queryClient.invalidateQueries({ queryKey: ['session'] }));
    source.onerror = () => {
      setLine(false);
      missedSome = true;
      // The browser retries a lost connection by itself, but gives up on an answer such as 401 or 502.
      if (source?.readyState === EventSource.CLOSED) retry();
    };
  }

  function retry(): void {
    close();
    failures += 1;
    // A session that ended shows itself here, and the frame then leads to the sign-in page.
    void queryClient.invalidateQueries({ queryKey: ['session'] });
    const pause = Math.min(longestPause, 1_000 * 2 ** failures);
    timer = window.setTimeout(open, pause * (0.5 + Math.random() / 2));
  }

  function close(): void {
    source?.close();
    source = null;
    missedSome = true;
    window.clearTimeout(timer);
  }

  function onVisibility(): void {
    if (document.hidden) {
      setLine(true);
      window.clearTimeout(timer);
      timer = window.setTimeout(close, closeAfterHidden);
    } else {
      window.clearTimeout(timer);
      open();
    }
  }

  document.addEventListener('visibilitychange', onVisibility);
  open();
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    refresh.stop();
    setLine(true);
    close();
  };
}

/** The query keys that a hint touches; none for a hint we don't know, such as one of a newer server. */
function keysOf(data: string): QueryKey[] {
  try {
    const { topic, id } = JSON.parse(data) as { topic?: string; id?: string | number };
    return topic === undefined ? [] : keysOfTopic(topic, id);
  } catch {
    return [];
  }
}

/** Runs `act` for a key at once, and for a burst of the same key once more at the end of the second. */
function coalesce(act: (key: QueryKey) => void) {
  const waiting = new Map<string, { again: boolean; timer: number }>();

  function run(key: QueryKey): void {
    const hash = hashKey(key);
    const entry = waiting.get(hash);
    if (entry) {
      entry.again = true;
      return;
    }
    act(key);
    const timer = window.setTimeout(() => {
      const again = waiting.get(hash)?.again ?? false;
      waiting.delete(hash);
      if (again) run(key);
    }, refetchEvery);
    waiting.set(hash, { again: false, timer });
  }

  run.stop = () => {
    for (const { timer } of waiting.values()) window.clearTimeout(timer);
    waiting.clear();
  };
  return run;
}
