/** Something the candidate sent that the server has not confirmed yet; kept on the device, oldest first. */
export type QueuedItem = {
  /** Made once: the server takes the same key for the same thing, so sending again is safe. */
  key: string;
  kind: 'text' | 'choice' | 'audio' | 'file' | 'skip';
  /** What the bubble shows: the text, the choice's label, or the name of the file. */
  text: string;
  questionId?: string;
  choiceId?: string;
  durationMs?: number;
  /** The server's reference once the recording or file is uploaded: a second try sends the message alone. */
  blob?: string;
  /** ISO 8601. */
  at: string;
  attempts: number;
  /** Milliseconds since 1970 before which it is not tried again. */
  notBefore: number;
  refused?: Refusal;
};

/** As the server takes them. */
export const largestFileMegabytes = 15;

export type Refusal = 'refused' | 'tooLong' | 'notSound' | 'lost';

/** What to send next, and how long to wait for it. What was refused stands aside; the rest keeps its order. */
export function nextToSend(items: readonly QueuedItem[], now: number): { item: QueuedItem; waitMs: number } | null {
  const item = items.find((one) => !one.refused);
  return item ? { item, waitMs: Math.max(0, item.notBefore - now) } : null;
}

const firstDelayMs = 1000;
const longestDelayMs = 30_000;

/** Doubles with each attempt up to half a minute; `chance` (0 to 1) spreads clients that failed together. */
export function backoffMs(attempts: number, chance: number): number {
  const full = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.max(0, attempts - 1));
  return Math.round(full * (0.75 + chance / 4));
}

export type Outcome = 'later' | 'gone' | Refusal;

/** What an HTTP status (0: no answer) means for the thing that was sent. */
export function outcomeOf(status: number): Outcome {
  if (status === 404 || status === 410) return 'gone';
  if (status === 413) return 'tooLong';
  if (status === 415) return 'notSound';
  // These pass: a proxy's time-out, "somebody else changed the same", too early, too many.
  const passes = status < 400 || status >= 500 || [401, 403, 408, 409, 425, 429].includes(status);
  return passes ? 'later' : 'refused';
}

export function postpone(items: readonly QueuedItem[], key: string, notBefore: number): QueuedItem[] {
  return change(items, key, (item) => ({ ...item, attempts: item.attempts + 1, notBefore }));
}

export function refuse(items: readonly QueuedItem[], key: string, refused: Refusal): QueuedItem[] {
  return change(items, key, (item) => ({ ...item, refused }));
}

/** From the start: also what was uploaded before is uploaded once more. */
export function retry(items: readonly QueuedItem[], key: string): QueuedItem[] {
  return change(items, key, ({ refused: _refused, blob: _blob, ...item }) => ({ ...item, attempts: 0, notBefore: 0 }));
}

/** When the network is back nothing waits any longer. */
export function hurry(items: readonly QueuedItem[]): QueuedItem[] {
  return items.map((item) => ({ ...item, notBefore: 0 }));
}

export function uploaded(items: readonly QueuedItem[], key: string, blob: string): QueuedItem[] {
  return change(items, key, (item) => ({ ...item, blob }));
}

/** Without what the server has. */
export function withoutKeys(items: readonly QueuedItem[], keys: ReadonlySet<string>): QueuedItem[] {
  return items.filter((item) => !keys.has(item.key));
}

/** Whether this question has an answer that is on its way. */
export function answers(items: readonly QueuedItem[], questionId: string): boolean {
  return items.some((item) => item.questionId === questionId && !item.refused);
}

function change(items: readonly QueuedItem[], key: string, to: (item: QueuedItem) => QueuedItem): QueuedItem[] {
  return items.map((item) => (item.key === key ? to(item) : item));
}

/** What was kept on the device may be of an older page or damaged: only whole items are taken. */
export function readStored(text: string | null): QueuedItem[] {
  try {
    const stored: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(stored) ? stored.filter(isItem) : [];
  } catch {
    return [];
  }
}

function isItem(value: unknown): value is QueuedItem {
  const item = value as Partial<QueuedItem> | null;
  return (
    typeof item?.key === 'string' &&
    typeof item.text === 'string' &&
    typeof item.at === 'string' &&
    typeof item.attempts === 'number' &&
    typeof item.notBefore === 'number' &&
    ['text', 'choice', 'audio', 'file', 'skip'].includes(item.kind ?? '')
  );
}
