import type { ChatApi, ChatUpdate, MessageBody } from '../api.ts';
import { RequestError } from '../api.ts';
import { dropSound, findSound, keepSound, readText, writeText } from '../device-storage.ts';
import { makeClientKey } from './client-key.ts';
import {
  backoffMs,
  hurry,
  largestFileMegabytes,
  nextToSend,
  outcomeOf,
  postpone,
  type QueuedItem,
  readStored,
  refuse,
  retry,
  uploaded,
  withoutKeys,
} from './queue.ts';

export type NewItem = Pick<QueuedItem, 'kind' | 'text' | 'questionId' | 'choiceId'>;

export type OutboxListener = {
  /** The items, what of them is being sent now, and how far an upload is (0 to 1). */
  onChange(items: QueuedItem[], sending: string | null, share: number): void;
  /** The server's answer to what was sent. */
  onUpdate(update: ChatUpdate): void;
  onReach(reached: boolean): void;
  onGone(): void;
  newestId(): number;
};

/**
 * Sends what the candidate writes and records, one after another, until the server has it. The truth is on the device:
 * it is read anew at each step, as another tab of the same conversation may send as well.
 */
export function createOutbox(token: string, api: ChatApi, listener: OutboxListener) {
  const storageKey = `parley.chat.queue ${token}`;
  let sending: string | null = null;
  let share = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let paused = true;

  const read = () => readStored(readText(storageKey));
  const tell = () => listener.onChange(read(), sending, share);
  const save = (items: QueuedItem[]) => {
    writeText(storageKey, items.length ? JSON.stringify(items) : '');
    tell();
  };

  async function pump(): Promise<void> {
    clearTimeout(timer);
    const next = paused || sending ? null : nextToSend(read(), Date.now());
    if (!next) return;
    if (next.waitMs > 0) {
      timer = setTimeout(() => void pump(), next.waitMs);
      return;
    }
    sending = next.item.key;
    share = 0;
    tell();
    try {
      const update = await deliver(next.item);
      sending = null;
      settle(new Set([next.item.key]));
      listener.onReach(true);
      listener.onUpdate(update);
    } catch (error) {
      sending = null;
      failed(next.item, error as Error);
    }
    void pump();
  }

  async function deliver(item: QueuedItem): Promise<ChatUpdate> {
    const body: MessageBody = { clientKey: item.key, ...(item.questionId ? { questionId: item.questionId } : {}) };
    if (item.kind === 'text') body.text = item.text;
    else if (item.kind === 'choice') body.choiceId = item.choiceId;
    else if (item.kind === 'skip') body.skip = true;
    else if (item.kind === 'file') body.file = item.blob ?? (await uploadKept(item));
    else body.blob = item.blob ?? (await uploadKept(item));
    return api.send(body, listener.newestId());
  }

  async function uploadKept(item: QueuedItem): Promise<string> {
    const kept = await findSound(item.key);
    if (!kept) throw new LostSound();
    const onProgress = (done: number) => {
      share = done;
      tell();
    };
    const reference =
      item.kind === 'file'
        ? (await api.uploadFile(kept.blob, item.text, onProgress)).file
        : (await api.upload(kept.blob, kept.durationMs, onProgress)).blob;
    save(uploaded(read(), item.key, reference));
    return reference;
  }

  function failed(item: QueuedItem, error: Error): void {
    if (error instanceof LostSound) return save(refuse(read(), item.key, 'lost'));
    const { status, retryAfterMs } = error instanceof RequestError ? error : new RequestError(0);
    const outcome = outcomeOf(status);
    if (outcome === 'gone') {
      paused = true;
      tell();
      return listener.onGone();
    }
    if (outcome !== 'later') return save(refuse(read(), item.key, outcome));
    if (status === 0) listener.onReach(false);
    const delay = Math.max(retryAfterMs, backoffMs(item.attempts + 1, Math.random()));
    save(postpone(read(), item.key, Date.now() + delay));
  }

  /** The server has these. */
  function settle(keys: ReadonlySet<string>): void {
    const items = read();
    const left = withoutKeys(items, keys);
    if (left.length === items.length) return tell();
    for (const item of items)
      if ((item.kind === 'audio' || item.kind === 'file') && keys.has(item.key)) void dropSound(item.key);
    save(left);
  }

  function add(item: NewItem & Pick<Partial<QueuedItem>, 'key' | 'durationMs' | 'refused'>): void {
    const { key = makeClientKey(), ...rest } = item;
    save([...read(), { ...rest, key, at: new Date().toISOString(), attempts: 0, notBefore: 0 }]);
    void pump();
  }

  return {
    add,
    settle,
    async addSound(sound: Blob, durationMs: number, questionId: string | undefined): Promise<void> {
      const key = makeClientKey();
      await keepSound(key, sound, durationMs);
      add({ key, kind: 'audio', text: '', durationMs, ...(questionId ? { questionId } : {}) });
    },
    async addFile(file: File): Promise<void> {
      const key = makeClientKey();
      const tooLarge = file.size > largestFileMegabytes * 1024 * 1024;
      // One that is gone by now can not be read.
      const kept =
        !tooLarge &&
        (await keepSound(key, file, 0).then(
          () => true,
          () => false,
        ));
      const refused = tooLarge ? 'tooLong' : 'lost';
      add({ key, kind: 'file', text: file.name, ...(kept ? {} : { refused }) });
    },
    retry(key: string): void {
      save(retry(read(), key));
      void pump();
    },
    remove: (key: string) => settle(new Set([key])),
    /** The page is open or the network is back: all that waits goes out now. */
    start(): void {
      paused = false;
      save(hurry(read()));
      void pump();
    },
    /** Another tab has changed what waits. */
    reread(event: StorageEvent): void {
      if (event.key === storageKey) tell();
    },
  };
}

export type Outbox = ReturnType<typeof createOutbox>;

class LostSound extends Error {}
