import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { BlobConfig } from '../config.ts';
import { checkKey, limited } from './guards.ts';
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
      // Bounded by maxBytes; an upload of unknown length would need S3's multipart protocol.
      const content = await buffer(limited(Buffer.isBuffer(body) ? Readable.from([body]) : body, maxBytes));
      await client.send(new PutObjectCommand({ ...at(key), Body: content, ContentType: contentType }));
      return content.length;
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

function absent(error: { name?: string; $metadata?: { httpStatusCode?: number } }): null {
  if (error.name === 'NoSuchKey' || error.name === 'NotFound' || error.$metadata?.httpStatusCode === 404) return null;
  throw error;
}
