import createClient from 'openapi-fetch';
import { ApiError, toApiError } from './errors.ts';
import type { paths } from './schema.d.ts';

/** The typed client of the API. Cookies go with every call; call it through {@link unwrap}. */
export const api = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: 'same-origin',
  headers: { Accept: 'application/json' },
});

let signedOut = () => {};

/** What is refused is told in the language in which the page stands. */
export function pageLanguage(): string {
  return document.documentElement.lang;
}

/** Says what to do when a call finds that the session has ended. There is one such handler: the app's entry sets it. */
export function onSignedOut(handler: () => void): void {
  signedOut = handler;
}

api.use({
  onRequest({ request }) {
    request.headers.set('Accept-Language', pageLanguage());
  },
  onResponse({ request, response }) {
    // On these two, 401 is an ordinary answer: "nobody is signed in", "wrong password".
    const path = new URL(request.url).pathname;
    if (response.status === 401 && path !== '/api/session' && !path.startsWith('/api/auth/')) signedOut();
  },
});

/** The data of a successful answer. Throws ApiError; `offline` when the server could not be reached. */
export async function unwrap<Data>(
  call: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<NonNullable<Data>> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    // Aborted on purpose is not offline: the caller asked for it.
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(0, 'offline', '');
  });
  if (!response.ok) throw toApiError(response.status, error);
  return data as NonNullable<Data>;
}
