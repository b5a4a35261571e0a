import type { Readable } from 'node:stream';
import type { BlobConfig } from '../config.ts';
import { randomToken } from '../crypto.ts';
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
