import { type ChatMessage, type ChatUpdate, type ChatView, chatApi, RequestError } from './api.ts';
import { mergeMessages } from './messages/lines.ts';
import { makeClientKey } from './outbox/client-key.ts';
import { createOutbox } from './outbox/outbox.ts';
import type { QueuedItem } from './outbox/queue.ts';
import { backoffMs } from './outbox/queue.ts';
import { createReveal } from './reveal.ts';
import { followUpdates, type Updates } from './updates.ts';

export type ConversationView = {
  phase: 'loading' | 'ready' | 'unreachable' | 'gone';
  frame: Pick<ChatView, 'campaign' | 'company' | 'language' | 'textDirection'> | null;
  messages: ChatMessage[];
  /** Ids of the bot's messages that are still being "written". */
  held: ReadonlySet<number>;
  state: ChatView['state'];
  prompt: ChatView['prompt'];
  progress: ChatView['progress'];
  queue: QueuedItem[];
  sending: string | null;
  /** How far the upload is, 0 to 1. */
  share: number;
  online: boolean;
};

const initial: ConversationView = {
  phase: 'loading',
  frame: null,
  messages: [],
  held: new Set(),
  state: 'not-started',
  prompt: null,
  progress: null,
  queue: [],
  sending: null,
  share: 0,
  online: true,
};

/** Addresses of files last an hour. */
const reloadMs = 45 * 60_000;

/** One conversation: what the server says, what is on its way to it, and the connection between. */
export function createConversation(token: string) {
  const api = chatApi(token);
  const listeners = new Set<() => void>();
  let view = initial;
  let updates: Updates | undefined;
  let loadedAt = 0;
  let attempts = 0;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let asking = false;
  let askAgain = false;
  let readUpTo = 0;

  function change(part: Partial<ConversationView>): void {
    view = { ...view, ...part };
    for (const listener of listeners) listener();
  }

  const reveal = createReveal((held) => change({ held }));
  const newestId = () => view.messages.at(-1)?.id ?? 0;
  const outbox = createOutbox(token, api, {
    onChange: (queue, sending, share) => change({ queue, sending, share }),
    onUpdate: apply,
    onReach,
    onGone: gone,
    newestId,
  });

  function onReach(online: boolean): void {
    if (online !== view.online) change({ online });
    updates?.reached(online);
  }

  function apply(update: ChatUpdate): void {
    const before = newestId();
    const fresh = update.messages.filter((message) => message.id > before);
    const { state, prompt, progress } = update;
    reveal.hold(fresh.filter((message) => message.author === 'bot'));
    change({ messages: mergeMessages(view.messages, update.messages), state, prompt, progress });
    outbox.settle(new Set(update.messages.map((message) => message.clientKey ?? '')));
  }

  function gone(): void {
    updates?.stop();
    clearTimeout(retryTimer);
    change({ phase: 'gone' });
  }

  async function load(): Promise<void> {
    clearTimeout(retryTimer);
    try {
      const { campaign, company, language, textDirection, ...update } = await api.load();
      attempts = 0;
      loadedAt = Date.now();
      const messages = mergeMessages(view.messages, update.messages);
      change({ ...update, messages, frame: { campaign, company, language, textDirection }, phase: 'ready' });
      outbox.settle(new Set(messages.map((message) => message.clientKey ?? '')));
      onReach(true);
      outbox.start();
      updates ??= followUpdates(api.eventsUrl, () => void ask());
      if (['not-started', 'inquiry', 'asking'].includes(update.state)) await begin(makeClientKey());
    } catch (error) {
      failedToLoad(error as Error);
    }
  }

  function failedToLoad(error: Error): void {
    if ((error as RequestError).status === 404) return gone();
    attempts += 1;
    if (view.phase !== 'ready') change({ phase: 'unreachable' });
    const delay = Math.max((error as RequestError).retryAfterMs ?? 0, backoffMs(attempts, Math.random()));
    retryTimer = setTimeout(() => void load(), delay);
  }

  /** The first time the bot greets; later it may have something to say to who comes back. */
  async function begin(clientKey: string, attempt = 1): Promise<void> {
    try {
      apply(await api.open(clientKey, newestId()));
    } catch (error) {
      const { status } = error as RequestError;
      if (status === 404) return gone();
      onReach(status !== 0);
      setTimeout(() => void begin(clientKey, attempt + 1), backoffMs(attempt, Math.random()));
    }
  }

  /** What is new since the newest message; one request at a time, and one more if something came up meanwhile. */
  async function ask(): Promise<void> {
    if (view.phase !== 'ready') return;
    if (Date.now() - loadedAt > reloadMs && !document.hidden) return load();
    askAgain = asking;
    if (asking) return;
    asking = true;
    try {
      apply(await api.since(newestId()));
      onReach(true);
    } catch (error) {
      const { status } = error as RequestError;
      if (status === 404) gone();
      else onReach(status !== 0);
    }
    asking = false;
    if (askAgain) void ask();
  }

  function markRead(): void {
    const newest = view.messages.findLast((message) => message.direction === 'out' && !view.held.has(message.id));
    if (!newest || newest.id <= readUpTo || document.hidden) return;
    readUpTo = newest.id;
    // A receipt that is lost is made good by the next one.
    api.markRead(newest.id).catch(() => {});
  }

  window.addEventListener('storage', outbox.reread);
  window.addEventListener('online', () => {
    if (view.phase === 'ready') outbox.start();
    else void load();
  });
  window.addEventListener('offline', () => onReach(false));
  void load();

  return {
    token,
    current: () => view,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Sends a text, a choice or a skip. */
    send(item: Parameters<typeof outbox.add>[0]): void {
      reveal.all();
      outbox.add(item);
    },
    sendSound(sound: Blob, durationMs: number, questionId: string | undefined): Promise<void> {
      reveal.all();
      return outbox.addSound(sound, durationMs, questionId);
    },
    sendFile(file: File): Promise<void> {
      reveal.all();
      return outbox.addFile(file);
    },
    retry: outbox.retry,
    remove: outbox.remove,
    markRead,
    /** Everything anew: new addresses of files among it. */
    reload: load,
  };
}

export type Conversation = ReturnType<typeof createConversation>;
