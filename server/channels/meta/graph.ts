import type { EgressOptions } from '#platform/egress.ts';
import type { Connected } from '../adapter.ts';
import { readAnswer } from '../provider-fetch.ts';

/** Meta serves a version for two years after the next one. */
export const graphUrl = 'https://graph.facebook.com/v23.0';

export type GraphError = { code: number | null; subcode: number | null; transient: boolean; detail: string };

/** A request to the Graph API; `path` is without the version, `upload` a form with a file. `error` is null where it went well. */
export async function callGraph(
  { fetch }: Pick<Connected<unknown>, 'fetch'>,
  accessToken: string,
  path: string,
  options: { method?: 'GET' | 'POST' | 'DELETE'; json?: object; upload?: EgressOptions } = {},
) {
  const { method = options.json ? 'POST' : 'GET', json, upload } = options;
  const type = { 'content-type': 'application/json', ...upload?.headers };
  const headers = { ...type, authorization: `Bearer ${accessToken}` };
  const body = json && JSON.stringify(json);
  const request = { method, ...(body ? { body } : {}), ...upload, headers, maxRedirects: 0 };
  const answer = readAnswer(await fetch(`${graphUrl}/${path}`, request));
  return { ...answer, error: answer.status === 200 ? null : readGraphError(answer.body.error) };
}

/** The same shape stands in answers and in the statuses that webhooks tell. */
export function readGraphError(given: unknown): GraphError {
  const { code, error_subcode, is_transient, message, title, error_data } = (given ?? {}) as Record<string, unknown>;
  const { details } = (error_data ?? {}) as { details?: unknown };
  const number = (value: unknown) => (typeof value === 'number' ? value : null);
  return {
    code: number(code),
    subcode: number(error_subcode),
    transient: is_transient === true,
    detail: String(details ?? message ?? title ?? 'Meta gave no reason.'),
  };
}
