import { createHmac } from 'node:crypto';
import { constantTimeEqual } from '#platform/crypto.ts';
import type { WebhookRequest } from '../adapter.ts';

/** What Meta's `X-Hub-Signature-256` is for a body, byte for byte. */
export function metaSignature(appSecret: string, body: Buffer): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}

export function isSignedByMeta({ headers, body }: WebhookRequest, appSecret: string): boolean {
  const given = headers['x-hub-signature-256'];
  return typeof given === 'string' && constantTimeEqual(metaSignature(appSecret, body), given);
}

/** Meta asks before it sends anything to an address: the challenge goes back to who knows the word agreed on. */
export function answerChallenge({ query }: WebhookRequest, verifyToken: string): string | null {
  const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = query;
  const agreed = mode === 'subscribe' && typeof token === 'string' && constantTimeEqual(verifyToken, token);
  return agreed && typeof challenge === 'string' ? challenge : null;
}
