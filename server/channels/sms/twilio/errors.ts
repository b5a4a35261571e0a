import type { SendResult } from '../../channel.ts';

/** What Twilio's error codes mean for us; from https://www.twilio.com/docs/api/errors. */
const kinds = {
  /** The sender or the account: nothing can go. */
  blocked: [20003, 20005, 20008, 21212, 21603, 21606, 21609, 21659, 21660, 63038],
  optedOut: [21610],
  /** About this number or text alone, though the account's settings are the reason. */
  trouble: [21408, 21612, 30004, 30007, 30034],
  slow: [20429, 21611, 30001],
  /** The phone is off, or the carrier does not say why. */
  away: [21730, 30003, 30008],
} as const;

const awayMs = 15 * 60_000;

type Failure = { status: number; code: number | null; detail: string; retryAfterMs?: number | undefined };

/** What a refusal means for the message and for the connection. Any code that is not known is about the message. */
export function judge({ status, code, detail, retryAfterMs }: Failure): SendResult {
  const is = (kind: keyof typeof kinds) => code !== null && (kinds[kind] as readonly number[]).includes(code);
  const told = { code: `twilio_${code ?? status}`, detail };
  if (status === 429 || is('slow'))
    return { outcome: 'later', ...told, sender: 'slow', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  if (status === 401 || is('blocked')) return { outcome: 'later', ...told, sender: 'blocked' };
  if (status === 503)
    return { outcome: 'later', ...told, sender: 'down', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  // A gateway gave up waiting, or something broke on the way: the message may have been taken before.
  if (status >= 500) return { outcome: 'unknown', ...told, sender: 'down' };
  if (is('away')) return { outcome: 'later', ...told, retryAfterMs: awayMs };
  if (is('optedOut')) return { outcome: 'refused', ...told, optedOut: true };
  return { outcome: 'refused', ...told, ...(is('trouble') ? { trouble: true } : {}) };
}

/** Whether a message that failed after it was taken says something about the connection. */
export function isTrouble(code: number): boolean {
  return [...kinds.trouble, ...kinds.blocked].includes(code as 30007);
}
