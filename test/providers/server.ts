import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What becomes of a message that is sent: instead of being taken as it should. */
export type Mishap =
  /** Refused with this answer. */
  | { status: number; code: number; subcode?: number; retryAfter?: number }
  /** Taken, and the connection is cut before the answer. */
  | 'cut after taking'
  /** Cut before anything was taken. */
  | 'cut before taking'
  /** Taken, and no answer comes. */
  | 'silent after taking';

export type Answer = { status: number; body?: object; file?: Buffer; headers?: Record<string, string> };
/** A file that was uploaded to a provider. */
export type UploadedFile = { name: string; contentType: string; body: Buffer };
export type Asked = { url: URL; body: Buffer; request: IncomingMessage; response: ServerResponse };

/**
 * A provider on loopback. An answer of null leaves whoever asked waiting, or their connection cut. `latency` passes before
 * what is posted is looked at, and once more before the answer.
 */
export async function startServer(
  handle: (asked: Asked, origin: string) => Answer | null | Promise<Answer | null>,
  latency: () => Promise<void> = async () => {},
) {
  const server = createServer(async (request, response) => {
    try {
      const url = new URL(request.url ?? '', origin);
      const body = await buffer(request);
      const posted = request.method === 'POST';
      if (posted) await latency();
      const answer = await handle({ url, body, request, response }, origin);
      if (!answer) return;
      if (posted) await latency();
      const headers = { 'content-type': 'application/json', ...answer.headers };
      response.writeHead(answer.status, headers).end(answer.file ?? JSON.stringify(answer.body ?? {}));
    } catch (error) {
      response.destroy(error as Error);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    /** Whoever waits for an answer gets none. */
    dropConnections: () => server.closeAllConnections(),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The form by which a file is uploaded: its fields, and the files by theirs. */
export async function readForm({ body, request }: Pick<Asked, 'body' | 'request'>) {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const form = await new Response(new Uint8Array(body), { headers }).formData();
  const fields: Record<string, string> = {};
  const files: Record<string, UploadedFile> = {};
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = value;
    else files[name] = { name: value.name, contentType: value.type, body: Buffer.from(await value.arrayBuffer()) };
  }
  return { fields, files };
}

/** Lets the mishap happen to the message that `take` takes, if there is one. */
export function takeOrFail(
  mishap: Mishap | undefined,
  { response }: Asked,
  refuse: (mishap: Extract<Mishap, object>) => Answer,
  take: () => Answer,
): Answer | null {
  if (typeof mishap === 'object') {
    const headers: Record<string, string> = mishap.retryAfter ? { 'retry-after': String(mishap.retryAfter) } : {};
    return { headers, ...refuse(mishap) };
  }
  const answer = mishap === 'cut before taking' ? null : take();
  if (mishap?.startsWith('cut')) response.destroy();
  return mishap ? null : answer;
}
