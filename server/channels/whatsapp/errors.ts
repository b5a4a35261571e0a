import type { SendResult } from '../channel.ts';

/** What Meta's error codes mean for us; from its page on the Cloud API's error codes. */
const kinds = {
  /** The token, the account or its payment: nothing can go. */
  blocked: [0, 10, 190, 368, 131005, 131031, 131042],
  slow: [4, 80007, 130429],
  down: [1, 2, 131000, 131016, 131057, 133004],
  /** Too many to this one person. */
  crowded: [131056],
  /** Meta holds back what people did not welcome. */
  unwelcome: [131048, 131049],
  windowClosed: [131047],
  /** Meta has paused or disabled it, for the time being or for good. */
  templatePaused: [132015, 132016, 132068, 132069],
  /** It is another one than we know, or none: its gaps or its language have changed. */
  templateChanged: [132000, 132001, 132012],
} as const;

const crowdedMs = 6000;
const dayMs = 86_400_000;

type Failure = Extract<SendResult, { outcome: 'later' | 'refused' }>;

export type GraphError = {
  code: number;
  title?: string | undefined;
  message?: string | undefined;
  is_transient?: boolean | undefined;
  error_data?: { details?: string | undefined } | undefined;
};

/**
 * What an error means for the message and for the connection; the same ones come at once and in a status later. Any code
 * that is not known is about the message.
 */
export function judge(error: GraphError, status = 400, retryAfterMs?: number): Failure {
  const { code } = error;
  const is = (kind: keyof typeof kinds) => (kinds[kind] as readonly number[]).includes(code);
  const told = { code: `whatsapp_${code}`, detail: detailOf(error) };
  const later = { outcome: 'later' as const, ...told, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  if (is('windowClosed')) return { outcome: 'refused', ...told, code: 'window_closed' };
  if (is('templatePaused')) return { outcome: 'refused', ...told, code: 'template_paused', trouble: true };
  if (is('templateChanged')) return { outcome: 'refused', ...told, code: 'template_changed', trouble: true };
  if (is('crowded')) return { ...later, retryAfterMs: retryAfterMs ?? crowdedMs };
  if (is('unwelcome')) return { ...later, retryAfterMs: dayMs };
  if (is('slow') || status === 429) return { ...later, sender: 'slow' };
  if (is('blocked') || (code >= 200 && code <= 299) || status === 401) return { ...later, sender: 'blocked' };
  if (is('down') || error.is_transient) return { ...later, sender: 'down' };
  return { outcome: 'refused', ...told };
}

export function detailOf({ error_data, message, title }: GraphError): string {
  return error_data?.details || message || title || 'Meta gave no reason.';
}
