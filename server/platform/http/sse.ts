import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RuleError } from '../errors.ts';
import { type Hint, type Hints, missed } from '../events.ts';
import { words } from '../words.ts';
import type { Authenticator, Session } from './access.ts';
import type { App } from './server.ts';

export type StreamOptions = {
  /** Whose stream this is, a user's id where it is a user; one person has at most 20. */
  holder: string;
  /** No hint of another company reaches the stream. */
  companyId: number;
  /** Which of the company's hints go to it. */
  wants: (hint: Hint) => boolean;
  /** Asked each minute, and at once when a hint says that a session of the holder has ended. */
  stillAllowed: () => Promise<boolean>;
};

declare module 'fastify' {
  interface FastifyInstance {
    /** Answers the request with a stream of hints that ends with the client, the permission, or the program. */
    streamHints(request: FastifyRequest, reply: FastifyReply, options: StreamOptions): void;
  }
}

/** Published with the user's id when a session of theirs has ended. */
export const sessionEnded = 'session-ended';

const recruiterTopics = new Set([
  'applications',
  'application',
  'attributes',
  'bulk-action',
  'campaigns',
  'channels',
  'exports',
  'folders',
  'imports',
  'labels',
  'move-reasons',
  'quick-replies',
  'saved-views',
  'sending',
  'shares',
  'team',
  'viewing',
]);
const streamsPerHolder = 20;
const heartbeatMs = 20_000;
const recheckMs = 60_000;
const retryMs = 2000;

/** `GET /api/events` for the signed in, and `app.streamHints` for pages that have their own way to know who is there. */
export function eventRoutes(app: App, hints: Hints, authenticate: Authenticator): void {
  const open = new Map<string, Set<Stream>>();
  // An id says only which process made it and in what order; it is never looked up. That a client shows one tells that
  // it was away, and then it is told to fetch again.
  const process = randomBytes(6).toString('base64url');
  let count = 0;

  app.decorate('streamHints', (request: FastifyRequest, reply: FastifyReply, options: StreamOptions) => {
    const holding = open.get(options.holder) ?? new Set();
    if (holding.size >= streamsPerHolder) throw new RuleError(429, 'too_many_streams', words.tooManyStreams);
    const stream = openStream(request, reply, () => `${process}-${++count}`);
    holding.add(stream);
    open.set(options.holder, holding);
    follow(stream, hints, options);
    stream.onClose(() => {
      holding.delete(stream);
      if (holding.size === 0) open.delete(options.holder);
    });
  });

  app.addHook('preClose', async () => {
    for (const holding of open.values()) for (const stream of holding) stream.end();
  });

  app.get(
    '/api/events',
    { config: { access: 'manager' }, schema: { hide: true } },
    (request: FastifyRequest, reply: FastifyReply) => {
      const { session } = request;
      (app as unknown as FastifyInstance).streamHints(request, reply, {
        holder: session.userId,
        companyId: session.companyId,
        wants: (hint) => recruiterTopics.has(hint.topic),
        stillAllowed: async () => isSame(session, await authenticate(request)),
      });
    },
  );
}

function isSame(before: Session, now: Session | null): boolean {
  return now?.sessionId === before.sessionId && now.companyId === before.companyId;
}

type Stream = {
  send(event: string, data: object): void;
  /** False where the client has not read what was sent before. */
  beat(): boolean;
  end(): void;
  /** For a client that does not read: an orderly end would wait for it. */
  drop(): void;
  onClose(listener: () => void): void;
};

function openStream(request: FastifyRequest, reply: FastifyReply, nextId: () => string): Stream {
  const response = reply.raw;
  let behind = false;
  const write = (event: string, data: object) =>
    response.write(`id: ${nextId()}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  reply.hijack();
  response.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // No second request comes over it: when the stream ends, so does the connection.
    connection: 'close',
    // A proxy that gathers the answer before it passes it on would hold back every hint.
    'x-accel-buffering': 'no',
  });
  response.write(`retry: ${retryMs}\n\n`);
  write(request.headers['last-event-id'] ? 'resync' : 'ready', {});
  response.on('drain', () => {
    if (!behind) return;
    behind = false;
    write('resync', {});
  });
  response.on('error', () => response.destroy());
  return {
    send(event, data) {
      // What a slow client misses is made good by one "fetch again" once it has caught up, so nothing piles up here.
      if (behind) return;
      if (!write(event, data)) behind = true;
    },
    beat() {
      if (behind) return false;
      response.write(': still here\n\n');
      return true;
    },
    end: () => response.end(),
    drop: () => response.destroy(),
    onClose: (listener) => response.once('close', listener),
  };
}

function follow(stream: Stream, hints: Hints, options: StreamOptions): void {
  const recheck = async () => {
    // A database that is away for a moment is no reason to send everybody off.
    if (await options.stillAllowed().catch(() => true)) return;
    stream.send('signed-out', {});
    stream.end();
  };
  const unsubscribe = hints.subscribe((hint) => {
    if (hint.companyId === 0 && hint.topic === missed) stream.send('resync', {});
    if (hint.companyId !== options.companyId) return;
    if (hint.topic === sessionEnded && hint.id === options.holder) void recheck();
    else if (options.wants(hint)) stream.send('hint', { topic: hint.topic, id: hint.id });
  });
  const heartbeat = setInterval(() => stream.beat() || stream.drop(), heartbeatMs);
  const permission = setInterval(recheck, recheckMs);
  stream.onClose(() => {
    unsubscribe();
    clearInterval(heartbeat);
    clearInterval(permission);
  });
}
