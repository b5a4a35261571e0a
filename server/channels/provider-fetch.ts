import type { Config } from '#platform/config.ts';
import { EgressFailed, type EgressOptions, type EgressResponse, egressFetch } from '#platform/egress.ts';
import type { SendResult } from './channel.ts';

/** The guarded way out to a provider's API, or to where it is played. */
export function providerFetch({ providerOrigins }: Pick<Config, 'providerOrigins'>) {
  return (url: string, options: EgressOptions = {}): Promise<EgressResponse> => {
    const { origin } = new URL(url);
    const played = providerOrigins[origin];
    return played
      ? egressFetch(played + url.slice(origin.length), { ...options, allowPrivate: true })
      : egressFetch(url, options);
  };
}

/** What a JSON API answered; what is no JSON object is an empty one. */
export function readAnswer({ status, headers, body }: EgressResponse) {
  const seconds = Number(headers['retry-after']);
  return { status, body: readObject(body), retryAfterMs: seconds > 0 ? seconds * 1000 : undefined };
}

export function readObject(body: Buffer): Record<string, unknown> {
  try {
    return Object(JSON.parse(body.toString('utf8')));
  } catch {
    return {};
  }
}

/** What it means for a message that the request with it failed on its way. Throws what is not of that kind. */
export function lostOnTheWay(error: unknown, provider: string): SendResult {
  if (!(error instanceof EgressFailed)) throw error;
  const told = { code: `${provider}_${error.reason}`, detail: error.message, sender: 'down' } as const;
  return neverArrived(error) ? { outcome: 'later', ...told } : { outcome: 'unknown', ...told };
}

const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Whether a request that failed can not have arrived. */
function neverArrived(error: EgressFailed): boolean {
  const { code } = (error.cause ?? {}) as { code?: string };
  return error.reason === 'unknown_host' || (error.reason === 'unreachable' && neverConnected.has(code ?? ''));
}
