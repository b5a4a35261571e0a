import type { paths } from '../../api/schema.d.ts';

type Json<Operation> = Operation extends {
  responses: Record<number, { content: { 'application/json': infer Body } }>;
}
  ? Body
  : never;

export type ChatView = paths['/api/chat/{token}']['get']['responses'][200]['content']['application/json'];
export type ChatUpdate = Pick<ChatView, 'messages' | 'state' | 'prompt' | 'progress'>;
export type ChatMessage = ChatView['messages'][number];
export type Attachment = ChatMessage['attachments'][number];
export type Prompt = NonNullable<ChatView['prompt']>;
export type Recording = Json<paths['/api/chat/{token}/audio']['post']>;
export type MessageBody = NonNullable<
  paths['/api/chat/{token}/messages']['post']['requestBody']
>['content']['application/json'];

/** Why a request had no success; `status` 0 when no answer came. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly status: number;
  /** What the server asked to wait. */
  readonly retryAfterMs: number;
  constructor(status: number, retryAfterMs = 0) {
    super(`request failed: ${status}`);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

const timeoutMs = 20_000;
/** An upload on a slow network may take long, but not stand still this long. */
const stalledMs = 45_000;

/** Calls of the chat's API for one link. All throw a `RequestError`. */
export function chatApi(token: string) {
  const base = `/api/chat/${encodeURIComponent(token)}`;
  return {
    eventsUrl: `${base}/events`,
    load: () => call<ChatView>(base),
    since: (after: number) => call<ChatUpdate>(`${base}/messages?after=${after}`),
    open: (clientKey: string, after: number) => call<ChatUpdate>(`${base}/opened?after=${after}`, { clientKey }),
    send: (body: MessageBody, after: number) => call<ChatUpdate>(`${base}/messages?after=${after}`, body),
    markRead: (messageId: number) => call<undefined>(`${base}/read`, { messageId }),
    upload: (sound: Blob, durationMs: number, onProgress: (share: number) => void) =>
      upload<Recording>(`${base}/audio?durationMs=${Math.round(durationMs)}`, sound, onProgress),
    uploadFile: (file: Blob, name: string, onProgress: (share: number) => void) => {
      const form = new FormData();
      form.append('file', file, name);
      return upload<{ file: string }>(`${base}/files`, form, onProgress);
    },
  };
}

export type ChatApi = ReturnType<typeof chatApi>;

async function call<Body>(url: string, body?: object): Promise<Body> {
  // Written by hand as AbortSignal.timeout is missing on phones of 2021.
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeoutMs);
  try {
    const response = await fetch(url, {
      method: body ? 'POST' : 'GET',
      cache: 'no-store',
      signal: abort.signal,
      headers: body ? { 'content-type': 'application/json' } : {},
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const json = response.headers.get('content-type')?.includes('json') ?? false;
    // A proxy or a hotel's network has pages of its own: only the program itself can say that a link is gone.
    if (!json && response.status !== 204) throw new RequestError(0);
    if (!response.ok) throw new RequestError(response.status, retryAfter(response.headers.get('retry-after')));
    return (response.status === 204 ? undefined : await response.json()) as Body;
  } catch (error) {
    throw error instanceof RequestError ? error : new RequestError(0);
  } finally {
    clearTimeout(timer);
  }
}

/** By XMLHttpRequest, the only way a browser tells how far an upload has come. */
function upload<Body>(url: string, sent: Blob | FormData, onProgress: (share: number) => void): Promise<Body> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    let stalled = setTimeout(() => request.abort(), stalledMs);
    request.open('POST', url);
    // The browser says where a form's parts end.
    if (sent instanceof Blob) request.setRequestHeader('content-type', sent.type || 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => {
      clearTimeout(stalled);
      stalled = setTimeout(() => request.abort(), stalledMs);
      if (total > 0) onProgress(loaded / total);
    };
    request.onload = () => {
      const ok = request.status >= 200 && request.status < 300 && request.response;
      if (ok) done(request.response as Body);
      else fail(new RequestError(request.status, retryAfter(request.getResponseHeader('retry-after'))));
    };
    request.onerror = () => fail(new RequestError(0));
    request.onabort = () => fail(new RequestError(0));
    request.onloadend = () => clearTimeout(stalled);
    request.send(sent);
  });
}

function retryAfter(header: string | null): number {
  const seconds = Number(header);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 300) * 1000 : 0;
}
