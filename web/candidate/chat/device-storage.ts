/** Small texts on this device; where storage is forbidden they last as long as the page. */
const memory = new Map<string, string>();

export function readText(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return memory.get(key) ?? null;
  }
}

/** An empty text removes it. */
export function writeText(key: string, text: string): void {
  try {
    if (text) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
  } catch {
    memory.set(key, text);
  }
}

/** A recording as it is kept: bytes, as some browsers lose a Blob that is stored. */
export type KeptSound = { bytes: ArrayBuffer; type: string; durationMs: number };

const sounds = new Map<string, KeptSound>();
const store = 'sounds';
let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((done, fail) => {
    const request = indexedDB.open('parley-chat', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store);
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  return opened;
}

async function run<Result>(
  mode: IDBTransactionMode,
  work: (objects: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await open();
  return new Promise((done, fail) => {
    const transaction = database.transaction(store, mode);
    const request = work(transaction.objectStore(store));
    transaction.oncomplete = () => done(request.result);
    transaction.onabort = () => fail(transaction.error);
    transaction.onerror = () => fail(transaction.error);
  });
}

/** Keeps a recording or a file until it is dropped, over a closed page too where the browser lets it. */
export async function keepSound(key: string, blob: Blob, durationMs: number): Promise<void> {
  const sound = { bytes: await blob.arrayBuffer(), type: blob.type, durationMs };
  sounds.set(key, sound);
  await run('readwrite', (objects) => objects.put(sound, key)).catch(() => {});
}

export async function findSound(key: string): Promise<{ blob: Blob; durationMs: number } | null> {
  const sound =
    sounds.get(key) ??
    (await run<KeptSound | undefined>('readonly', (objects) => objects.get(key)).catch(() => undefined));
  return sound ? { blob: new Blob([sound.bytes], { type: sound.type }), durationMs: sound.durationMs } : null;
}

export async function dropSound(key: string): Promise<void> {
  sounds.delete(key);
  await run('readwrite', (objects) => objects.delete(key)).catch(() => {});
}
