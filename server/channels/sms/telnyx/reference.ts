import { sign, verify } from '#platform/crypto.ts';
import { readReference, referenceOf, type Sending } from '../../reference.ts';
import type { TelnyxValues } from './fields.ts';

type Key = Pick<TelnyxValues, 'apiKey'>;

/**
 * A sending's reference for the address to which Telnyx tells what became of it. Telnyx signs the body and not the address, so
 * we sign that ourselves: who has overheard a status can point it at no other message.
 */
export function signedReference({ apiKey }: Key, sending: Sending): string {
  const reference = referenceOf(sending);
  return `${reference}.${sign(apiKey, 'telnyx reference', reference)}`;
}

/** Null for what we did not sign, or did with a key that has been replaced: then the provider's id tells which it is. */
export function readSignedReference({ apiKey }: Key, text: unknown): Sending | null {
  const [, reference = '', signature = ''] = /^([\d.]{1,20})\.([\w-]{22})$/.exec(String(text ?? '')) ?? [];
  return reference && verify(apiKey, 'telnyx reference', reference, signature) ? readReference(reference) : null;
}
