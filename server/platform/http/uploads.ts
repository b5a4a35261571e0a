import { Readable } from 'node:stream';
import { LRUCache } from 'lru-cache';
import { RuleError } from '../errors.ts';
import { words } from '../words.ts';
import type { Session } from './access.ts';

export type UploadLimits = { mostAtOnce: number; mostBytes: number; windowMs: number };

/** Counts what goes through it, also of what breaks off; throws 429 `uploads_used_up` where it is too much. */
type Count = (file: Readable) => Readable;

const retryAfterSeconds = 15;

/**
 * Limits the uploads of a user in one process: how many at once, and how many bytes in a window of time that begins with the
 * first of them. What the result is given, `take`, runs as one upload; throws 429 `too_many_uploads` while there are as many as may be.
 */
export function limitUploads({ mostAtOnce, mostBytes, windowMs }: UploadLimits) {
  const open = new Map<string, number>();
  const used = new LRUCache<string, { bytes: number; until: number }>({ max: 50_000 });

  const countOf = (userId: string) => {
    const known = used.get(userId);
    if (known && known.until > Date.now()) return known;
    const fresh = { bytes: 0, until: Date.now() + windowMs };
    used.set(userId, fresh);
    return fresh;
  };
  const requireRoom = ({ bytes, until }: { bytes: number; until: number }) => {
    if (bytes <= mostBytes) return;
    const seconds = Math.max(1, Math.ceil((until - Date.now()) / 1000));
    throw new RuleError(429, 'uploads_used_up', words.uploadsUsedUp(Math.ceil(seconds / 3600)), undefined, seconds);
  };

  return async <T>({ userId }: Pick<Session, 'userId'>, take: (count: Count) => Promise<T>): Promise<T> => {
    const under = open.get(userId) ?? 0;
    if (under >= mostAtOnce)
      throw new RuleError(429, 'too_many_uploads', words.tooManyUploads, undefined, retryAfterSeconds);
    const counted = countOf(userId);
    requireRoom({ ...counted, bytes: counted.bytes + 1 });
    open.set(userId, under + 1);
    const passOn = async function* (file: AsyncIterable<Buffer>) {
      for await (const chunk of file) {
        counted.bytes += chunk.length;
        requireRoom(counted);
        yield chunk;
      }
    };
    try {
      return await take((file) => Readable.from(passOn(file), { objectMode: false }));
    } finally {
      const rest = (open.get(userId) ?? 1) - 1;
      if (rest > 0) open.set(userId, rest);
      else open.delete(userId);
    }
  };
}
