import { metaSignature } from '../../meta/webhook.ts';
import type { ApiAnswer, ApiRequest, Webhook } from '../provider.ts';

/** Ids of Meta are of digits alone. */
export function metaDigits(hexadecimal: string): string {
  return String(BigInt(`0x1${hexadecimal.slice(0, 14)}`)).slice(0, 15);
}

export function isGraphToken({ authorization }: ApiRequest['headers'], accessToken: string): boolean {
  return authorization === `Bearer ${accessToken}`;
}

export function graphProblem(status: number, code: number, message: string): ApiAnswer {
  return { status, body: { error: { message, type: 'OAuthException', code, fbtrace_id: 'sandbox' } } };
}

export function signedByMeta(appSecret: string, content: object): Webhook {
  const body = JSON.stringify(content);
  const signature = metaSignature(appSecret, Buffer.from(body));
  return { headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature }, body };
}
