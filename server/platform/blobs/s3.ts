import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { BlobConfig } from '../config.ts';
import { checkKey, limited, tooLarge } from './guards.ts';
import type { BlobStore } from './store.ts';

/** Any service that speaks S3. Without keys in the configuration, those of the machine's role are used. */
export function s3Store(config: Extract<BlobConfig, { kind: 's3' }>): BlobStore {
  const { bucket, accessKeyId, secretAccessKey } = config;
  const client = new S3Client({
    region: config.region,
    endpoint: config.endpoint,
    forcePathStyle: config.forcePathStyle,
    // Not every S3 look-alike knows the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(accessKeyId && secretAccessKey ? { credentials: { accessKeyId, secretAccessKey } } : {}),
  });
  const at = (key: string) => ({ Bucket: bucket, Key: checkKey(key) });

  return {
    async put(key, body, { contentType, maxBytes }) {
      const place = { ...at(key), ContentType: contentType };
      if (Buffer.isBuffer(body)) {
        if (body.length > maxBytes) throw tooLarge(maxBytes);
        await client.send(new PutObjectCommand({ ...place, Body: body }));
        return body.length;
      }
      return spooled(limited(body, maxBytes), async (path) => {
        const { size } = await stat(path);
        await client.send(new PutObjectCommand({ ...place, Body: createReadStream(path), ContentLength: size }));
        return size;
      });
    },

    async get(key, range) {
      const request = { ...at(key), ...(range ? { Range: `bytes=${range.start}-${range.end}` } : {}) };
      const found = await client.send(new GetObjectCommand(request)).catch(absent);
      if (!found) return null;
      const total = Number(found.ContentRange?.split('/')[1] ?? found.ContentLength ?? 0);
      return {
        stream: found.Body as Readable,
        size: total,
        contentType: found.ContentType ?? 'application/octet-stream',
      };
    },

    async head(key) {
      const found = await client.send(new HeadObjectCommand(at(key))).catch(absent);
      return found && { size: found.ContentLength ?? 0, contentType: found.ContentType ?? 'application/octet-stream' };
    },

    async delete(key) {
      await client.send(new DeleteObjectCommand(at(key)));
    },
  };
}

/** S3 wants the length before the content, and a list of candidates may be larger than is good for the memory. */
async function spooled<T>(body: AsyncIterable<Buffer>, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-upload-'));
  try {
    const path = join(folder, 'file');
    await pipeline(body, createWriteStream(path, { mode: 0o600 }));
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function absent(error: { name?: string; $metadata?: { httpStatusCode?: number } }): null {
  if (error.name === 'NoSuchKey' || error.name === 'NotFound' || error.$metadata?.httpStatusCode === 404) return null;
  throw error;
}
