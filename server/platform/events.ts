import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import pg from 'pg';
import type { Database } from './db.ts';
import type { Log } from './log.ts';

/**
 * "Something changed": a topic and, where one thing alone changed, its id. `companyId` 0 is for the program itself
 * (wake-ups of its workers). Hints can be lost; whoever listens asks the database what is so, and asks now and then anyway.
 */
export type Hint = { companyId: number; topic: string; id?: string | number };

export type Hints = {
  publish(hint: Hint): void;
  subscribe(listener: (hint: Hint) => void): () => void;
  close(): Promise<void>;
};

/** A topic of the program itself: the connection was gone for a while, so any hint may have been missed. */
export const missed = 'missed';

const channel = 'parley_hints';
const flushAfterMs = 20;
/** PostgreSQL takes a notification of up to 8,000 bytes. */
const hintsPerNotification = 60;

/**
 * Hints between all processes on this database. A NOTIFY inside every transaction would make commits queue behind one
 * lock, so hints are given after the commit, gathered for a moment and sent together.
 */
export async function connectHints(db: Database, url: string, log: Log): Promise<Hints> {
  const self = randomUUID();
  const emitter = new EventEmitter().setMaxListeners(0);
  const waiting = new Map<string, Hint>();
  let timer: NodeJS.Timeout | undefined;
  let flushing: Promise<void> = Promise.resolve();

  async function flush(): Promise<void> {
    timer = undefined;
    const hints = [...waiting.values()];
    waiting.clear();
    for (const hint of hints) emitter.emit('hint', hint);
    for (let at = 0; at < hints.length; at += hintsPerNotification) {
      const payload = JSON.stringify({ from: self, hints: hints.slice(at, at + hintsPerNotification) });
      await db.pool
        .query('select pg_notify($1, $2)', [channel, payload])
        .catch((error) => log.warn({ err: error }, 'hints not sent'));
    }
  }

  const listener = await listen(
    url,
    log,
    (payload) => {
      const { from, hints } = JSON.parse(payload) as { from: string; hints: Hint[] };
      if (from !== self) for (const hint of hints) emitter.emit('hint', hint);
    },
    () => emitter.emit('hint', { companyId: 0, topic: missed } satisfies Hint),
  );

  return {
    publish(hint) {
      waiting.set(`${hint.companyId} ${hint.topic} ${hint.id ?? ''}`, hint);
      timer ??= setTimeout(() => {
        flushing = flush();
      }, flushAfterMs);
    },
    subscribe(on) {
      emitter.on('hint', on);
      return () => emitter.off('hint', on);
    },
    async close() {
      if (timer) clearTimeout(timer);
      await flush();
      await flushing;
      await listener.close();
    },
  };
}

/** Keeps one connection listening. Where it breaks, a new one is tried each second, and `caughtUp` told once it listens. */
async function listen(url: string, log: Log, receive: (payload: string) => void, caughtUp: () => void) {
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ connectionString: url, application_name: 'parley hints', keepAlive: true });
    fresh.on('notification', (message) => message.payload && receive(message.payload));
    fresh.on('error', (error) => log.warn({ err: error }, 'hint connection broke'));
    await fresh.connect();
    await fresh.query(`listen ${channel}`);
    client = fresh;
    fresh.once('end', reconnect);
    if (closed) await fresh.end();
  }

  function reconnect(): void {
    if (closed) return;
    retry = setTimeout(() => connect().then(caughtUp, reconnect), 1000);
  }

  await connect();
  return {
    async close() {
      closed = true;
      clearTimeout(retry);
      await client?.end().catch(() => {});
    },
  };
}
