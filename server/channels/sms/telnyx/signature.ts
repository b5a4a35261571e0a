import { createPublicKey, verify } from 'node:crypto';

/** What Telnyx signs. */
export function signedPart(timestamp: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${timestamp}|`), body]);
}

/** `publicKey` is as the portal shows it: the 32 bytes of an Ed25519 key in base64. */
export function isSigned(publicKey: string, timestamp: string, body: Buffer, signature: string): boolean {
  const x = Buffer.from(publicKey, 'base64').toString('base64url');
  const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
  return verify(null, signedPart(timestamp, body), key, Buffer.from(signature, 'base64'));
}
