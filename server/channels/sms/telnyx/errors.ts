import type { SendResult } from '../../channel.ts';

/** What Telnyx's error codes mean for us; from https://developers.telnyx.com/docs/messaging/messages/error-codes. */
const kinds = {
  /** The sender or the account: nothing can go. */
  blocked: [10009, 10010, 20012, 20100, 40100, 40305, 40312, 40314, 40315, 40320, 40321, 40329],
  /** At once it means this; told of a message later, that a carrier refused it for any reason. */
  optedOut: [40300],
  /** About this number or text alone, though the account's settings are the reason. */
  trouble: [40002, 40003, 40013, 40015, 40016, 40017, 40309, 40322],
  slow: [10011, 40011, 40018, 40318, 40333],
} as const;

type Failure = { status: number; code: number | null; detail: string; retryAfterMs?: number | undefined };

/** What a refusal means for the message and for the connection. Any code that is not known is about the message. */
export function judge({ status, code, detail, retryAfterMs }: Failure): SendResult {
  const is = (kind: keyof typeof kinds) => code !== null && (kinds[kind] as readonly number[]).includes(code);
  const told = { code: `telnyx_${code ?? status}`, detail };
  const asked = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === 429 || is('slow')) return { outcome: 'later', ...told, sender: 'slow', ...asked };
  if (status === 401 || is('blocked')) return { outcome: 'later', ...told, sender: 'blocked' };
  if (status === 503) return { outcome: 'later', ...told, sender: 'down', ...asked };
  // The message may have been taken before something broke.
  if (status >= 500) return { outcome: 'unknown', ...told, sender: 'down' };
  if (is('optedOut')) return { outcome: 'refused', ...told, optedOut: true };
  return { outcome: 'refused', ...told, ...(is('trouble') ? { trouble: true } : {}) };
}

/** Whether a message that failed after it was taken says something about the connection. */
export function isTrouble(code: number): boolean {
  return ([...kinds.trouble, ...kinds.blocked] as number[]).includes(code);
}
