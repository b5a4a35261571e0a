import { createHmac } from 'node:crypto';

/** What Meta's `X-Hub-Signature-256` is for a body, byte for byte. */
export function metaSignature(appSecret: string, body: Buffer): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}
