import type { Readable } from 'node:stream';
import type { BlobConfig } from '../config.ts';
import { randomToken } from '../crypto.ts';
import { RuleError } from '../errors.ts';
import { diskStore } from './disk.ts';
import { s3Store } from './s3.ts';

export type BlobInfo = { size: number; contentType: string };
export type ByteRange = { start: number; end: number };

/** Where files live. Keys are ours, `<company>/<random>`; what people call their files stands in the database. */
export type BlobStore = {
  /** Keeps it durably before it resolves; returns its size in bytes. */
  put(key: string, body: Buffer | Readable, options: { contentType: string; maxBytes: number }): Promise<number>;
  /** Null where there is none. `range` is inclusive, in bytes. */
  get(key: string, range?: ByteRange): Promise<(BlobInfo & { stream: Readable }) | null>;
  head(key: string): Promise<BlobInfo | null>;
  delete(key: string): Promise<void>;
};

export function blobStore(config: BlobConfig): BlobStore {
  return config.kind === 's3' ? s3Store(config) : diskStore(config.directory);
}

export function newBlobKey(companyId: number): string {
  return `${companyId}/${randomToken(18)}`;
}

const keyForm = /^\d{1,15}\/[A-Za-z0-9_-]{16,64}$/;

export function checkKey(key: string): string {
  if (!keyForm.test(key)) throw new TypeError('This is no key of a blob.');
  return key;
}

export function tooLarge(maxBytes: number): RuleError {
  return new RuleError(
    413,
    'too_large',
    `The file is larger than the ${Math.floor(maxBytes / 1024 / 1024)} MB that are possible here.`,
  );
}

/** Passes on what comes until it is too much. */
export async function* limited(body: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
}
