import { pageLanguage } from './client.ts';
import { ApiError, toApiError } from './errors.ts';

/** The body of an answer to an upload, as the API describes it. */
export function unwrapUpload<Data>(body: unknown): Data {
  return body as Data;
}

/**
 * Sends a form with a file and says how far it is, from 0 to 1, which `fetch` can not. Throws ApiError as the client
 * does; an abort rejects with its reason.
 */
export function upload(
  method: 'POST' | 'PUT',
  path: string,
  form: FormData,
  options: { onProgress?: (share: number) => void; signal?: AbortSignal } = {},
): Promise<unknown> {
  const { onProgress, signal } = options;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Accept-Language', pageLanguage());
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total, lengthComputable }) =>
      lengthComputable && onProgress?.(loaded / total);
    request.onerror = () => reject(new ApiError(0, 'offline', ''));
    request.onabort = () => reject(signal?.reason ?? new ApiError(0, 'offline', ''));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response);
      else reject(toApiError(request.status, request.response));
    };
    signal?.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}
