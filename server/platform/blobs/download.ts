import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { openFromUrl, sealForUrl } from '../crypto.ts';
import { RuleError } from '../errors.ts';
import type { App } from '../http/server.ts';
import type { Services } from '../services.ts';
import { words } from '../words.ts';
import { inlineSafe } from './sniff.ts';
import type { ByteRange } from './store.ts';

export type DownloadOptions = {
  filename: string;
  contentType: string;
  disposition: 'inline' | 'attachment';
  expiresAt: Date;
};

/** When a link of this lifetime ends: the same moment for a while, so that its address stays, a cache helps and a player plays on. */
export function linkExpiry(lifetimeMs: number): Date {
  return new Date((Math.floor(Date.now() / lifetimeMs) + 2) * lifetimeMs);
}

type Signed = {
  k: string;
  n: string;
  t: string;
  d: 'inline' | 'attachment';
  e: number;
  /** What the link depends on: whoever signs for a purpose of their own says what it is. */
  b?: number[];
};

/** A path that gives out one file until it expires; who has it needs no session. */
export function signedPath(secret: string, key: string, options: DownloadOptions): string {
  return `/blobs/${signFile(secret, 'blob', key, options)}`;
}

/**
 * The same as a token, for a route that asks more than whether it is signed for its purpose: `boundTo` comes back. Sealed, so
 * that no key of a file can be read out of an address that strangers are given.
 */
export function signFile(
  secret: string,
  purpose: string,
  key: string,
  options: DownloadOptions,
  boundTo?: number[],
): string {
  const content: Signed = {
    k: key,
    n: options.filename,
    t: options.contentType,
    d: options.disposition,
    e: Math.floor(options.expiresAt.getTime() / 1000),
    ...(boundTo && { b: boundTo }),
  };
  return sealForUrl(secret, purpose, JSON.stringify(content));
}

/** Null for what was not signed for this purpose, and for what has expired. */
export function readFileToken(
  secret: string,
  purpose: string,
  token: string,
): { file: Signed; boundTo: number[] } | null {
  const content = openFromUrl(secret, purpose, token);
  if (content === null) return null;
  const file = JSON.parse(content) as Signed;
  return file.e * 1000 < Date.now() ? null : { file, boundTo: file.b ?? [] };
}

function readSigned(secret: string, token: string): Signed {
  const content = openFromUrl(secret, 'blob', token);
  if (content === null) throw new RuleError(404, 'not_found', words.noPage);
  const signed = JSON.parse(content) as Signed;
  if (signed.e * 1000 < Date.now()) throw new RuleError(410, 'link_expired', words.linkExpired);
  return signed;
}

/** Files by signed path: in place where nothing can run, in ranges so that players can seek. */
export function blobRoutes(app: App, { blobs, config }: Pick<Services, 'blobs' | 'config'>): void {
  app.get(
    '/blobs/:token',
    { config: { access: 'public' }, schema: { hide: true, params: z.object({ token: z.string().max(2000) }) } },
    (request, reply) => sendFile(request, reply, blobs, readSigned(config.secret, request.params.token)),
  );
}

/** Gives the file out as its link says. */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  blobs: Services['blobs'],
  signed: Signed,
  cacheControl = 'private, max-age=600',
): Promise<FastifyReply> {
  const info = await blobs.head(signed.k);
  if (!info) throw new RuleError(404, 'not_found', words.noFile);
  const type = signed.t === 'application/octet-stream' ? info.contentType : signed.t;
  const inline = signed.d === 'inline' && inlineSafe(type);
  reply.headers({
    'content-type': inline ? type : 'application/octet-stream',
    'content-disposition': disposition(inline, signed.n),
    'content-security-policy':
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; img-src 'self'",
    'cache-control': cacheControl,
    'accept-ranges': 'bytes',
    'cross-origin-resource-policy': 'same-origin',
  });
  const range = readRange(request.headers.range, info.size);
  if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${info.size}`).send();
  if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${info.size}`);
  reply.header('content-length', range ? range.end - range.start + 1 : info.size);
  // An empty stream, since the length of nothing would replace that of the file.
  if (request.method === 'HEAD') return reply.send(Readable.from([]));
  const blob = await blobs.get(signed.k, range);
  if (!blob) throw new RuleError(404, 'not_found', words.noFile);
  return reply.send(blob.stream);
}

/** The name twice: in ASCII for old clients, and in full. */
function disposition(inline: boolean, filename: string): string {
  const plain = filename.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const full = encodeURIComponent(filename.toWellFormed()).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16)}`,
  );
  return `${inline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${full}`;
}

/** One range, as players ask for; a header that is none is passed over, as HTTP wants it. */
function readRange(header: string | undefined, size: number): ByteRange | undefined | 'unsatisfiable' {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (!match[1] && !match[2])) return undefined;
  if (match[1] && match[2] && Number(match[2]) < Number(match[1])) return undefined;
  const start = match[1] ? Number(match[1]) : Math.max(0, size - Number(match[2]));
  const end = match[1] && match[2] ? Math.min(Number(match[2]), size - 1) : size - 1;
  return start > end || start >= size ? 'unsatisfiable' : { start, end };
}
