import { createDecipheriv, createHash } from 'node:crypto';
import { constantTimeEqual } from '#platform/crypto.ts';

/** WeChat's signature: of these texts in the order of the alphabet. */
export function wechatSignature(...parts: string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');
}

export function isSigned(given: unknown, ...parts: string[]): boolean {
  return typeof given === 'string' && constantTimeEqual(wechatSignature(...parts), given);
}

const block = 32;
const randomBytes = 16;
const lengthBytes = 4;

/**
 * What was encrypted in safe mode, and for which account: AES-256-CBC with a block of 32, sixteen random bytes, the length,
 * the text, the account. Null where this is not the key of it.
 */
export function decrypt(key: string, encrypted: string): { text: string; account: string } | null {
  const bytes = Buffer.from(`${key}=`, 'base64');
  const content = Buffer.from(encrypted, 'base64');
  if (content.length === 0 || content.length % block !== 0) return null;
  const decipher = createDecipheriv('aes-256-cbc', bytes, bytes.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(content), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  const start = randomBytes + lengthBytes;
  if (padding < 1 || padding > block || padded.length - padding < start) return null;
  const plain = padded.subarray(0, padded.length - padding);
  const end = start + plain.readUInt32BE(randomBytes);
  if (end > plain.length) return null;
  return { text: plain.toString('utf8', start, end), account: plain.toString('utf8', end) };
}
