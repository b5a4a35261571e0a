import type { SendResult } from '../channel.ts';
import type { GraphError } from '../meta/graph.ts';

/** What Meta's error codes mean for us; from its page on the Send API's errors. */
const kinds = {
  /** The token or the page: nothing can go. */
  blocked: [10, 190, 368],
  slow: [4, 32, 613],
  down: [1, 2, 1200],
} as const;
/** Told beside code 10, which else is a missing permission. */
const windowClosed = 2018278;

/** What a refusal means for the message and for the page. Any code that is not known is about the message or the person. */
export function judge(error: GraphError, status: number, retryAfterMs?: number): SendResult {
  const { code, subcode, detail } = error;
  const is = (kind: keyof typeof kinds) => code !== null && (kinds[kind] as readonly number[]).includes(code);
  const told = { code: `messenger_${code ?? `http_${status}`}`, detail };
  const later = { outcome: 'later' as const, ...told, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  if (subcode === windowClosed) return { outcome: 'refused', code: 'window_closed', detail };
  if (is('slow') || status === 429) return { ...later, sender: 'slow' };
  if (is('blocked') || isPermission(code) || status === 401) return { ...later, sender: 'blocked' };
  if (is('down') || error.transient) return { ...later, sender: 'down' };
  // A gateway answered in Meta's place: the message may have been taken before.
  if (status >= 500) return { outcome: 'unknown', ...told, sender: 'down' };
  return { outcome: 'refused', ...told };
}

function isPermission(code: number | null): boolean {
  return code !== null && code >= 200 && code <= 299;
}
