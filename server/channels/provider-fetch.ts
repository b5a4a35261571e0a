import type { Config } from '#platform/config.ts';
import { EgressFailed, type EgressOptions, type EgressResponse, egressFetch } from '#platform/egress.ts';

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

const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Whether a request that failed can not have arrived. */
export function neverArrived(error: unknown): boolean {
  if (!(error instanceof EgressFailed)) return false;
  const { code } = (error.cause ?? {}) as { code?: string };
  return error.reason === 'unknown_host' || (error.reason === 'unreachable' && neverConnected.has(code ?? ''));
}
