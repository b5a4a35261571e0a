/** Tells when to ask the server what is new: by its stream of hints, and by the clock where there is none. */
export type Updates = {
  /** After a request: whether the server was reached. Polling slows down while it is not. */
  reached(ok: boolean): void;
  stop(): void;
};

const pollMs = 4000;
/** A hint can be lost. */
const livePollMs = 60_000;
const hiddenPollMs = 45_000;
const slowestPollMs = 30_000;
const reopenMs = 20_000;

export function followUpdates(eventsUrl: string, ask: () => void): Updates {
  let source: EventSource | null = null;
  let live = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reopening: ReturnType<typeof setTimeout> | undefined;

  function open(): void {
    clearTimeout(reopening);
    source?.close();
    if (typeof EventSource === 'undefined') return;
    source = new EventSource(eventsUrl);
    // A proxy that gathers the stream lets nothing through: it counts as open once something has arrived.
    for (const event of ['ready', 'resync', 'hint', 'signed-out']) source.addEventListener(event, arrived);
    source.onerror = () => {
      live = false;
      schedule();
      if (source?.readyState === EventSource.CLOSED) reopening = setTimeout(open, reopenMs);
    };
  }

  function arrived(event: Event): void {
    live = event.type !== 'signed-out';
    if (!live) source?.close();
    schedule();
    ask();
  }

  function schedule(): void {
    clearTimeout(timer);
    const calm = live ? livePollMs : document.hidden ? hiddenPollMs : pollMs;
    // What could not be fetched is asked for soon, however well the stream does.
    const delay = failures > 0 ? Math.min(slowestPollMs, (pollMs / 2) * 2 ** failures) : calm;
    timer = setTimeout(() => {
      schedule();
      ask();
    }, delay);
  }

  const wake = () => {
    if (document.hidden) return;
    failures = 0;
    if (!live && source?.readyState !== EventSource.CONNECTING) open();
    schedule();
    ask();
  };
  const stopped = new AbortController();
  const { signal } = stopped;
  document.addEventListener('visibilitychange', wake, { signal });
  window.addEventListener('online', wake, { signal });
  window.addEventListener('pageshow', (event) => event.persisted && wake(), { signal });
  open();
  schedule();

  return {
    reached(ok) {
      const before = failures;
      failures = ok ? 0 : failures + 1;
      if (before !== failures) schedule();
    },
    stop() {
      stopped.abort();
      source?.close();
      clearTimeout(timer);
      clearTimeout(reopening);
    },
  };
}
