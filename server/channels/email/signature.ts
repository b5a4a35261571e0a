import { createHmac } from 'node:crypto';

/** The signature of a mail that is handed over by webhook: over the time, a dot, and the mail byte for byte. */
export function mailSignature(secret: string, timestamp: string, body: Buffer): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`;
}
