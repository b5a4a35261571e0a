import type { Connected, WebhookRequest } from '../../adapter.ts';
import type { Arrival, ProviderStatus } from '../../arrival.ts';
import { readObject } from '../../provider-fetch.ts';
import type { Sending } from '../../reference.ts';
import { arrivalsFromPhone } from '../arrivals.ts';
import { readError } from './api.ts';
import { envelope, type Payload } from './envelope.ts';
import { isTrouble } from './errors.ts';
import type { TelnyxValues } from './fields.ts';
import { readSignedReference } from './reference.ts';
import { isSigned } from './signature.ts';

const toleranceSeconds = 300;

export function verify({ headers, body }: WebhookRequest, { values }: Connected<TelnyxValues>): boolean {
  const { 'telnyx-timestamp': timestamp, 'telnyx-signature-ed25519': signature } = headers;
  if (typeof timestamp !== 'string' || typeof signature !== 'string') return false;
  // What was overheard once can not be told again later.
  const isRecent = Math.abs(Date.now() / 1000 - Number(timestamp)) <= toleranceSeconds;
  return isRecent && isSigned(values.publicKey, timestamp, body, signature);
}

/** One request is one message, or one status of one. */
export function receive({ body, query }: WebhookRequest, { values }: Connected<TelnyxValues>): Arrival[] {
  const { data: read } = envelope.safeParse(readObject(body));
  if (!read) return [];
  const { event_type: type, payload } = read.data;
  if (type === 'message.received') return messageOf(payload);
  if (type !== 'message.sent' && type !== 'message.finalized') return [];
  return statusOf(payload, readSignedReference(values, query.message));
}

const statuses: Record<string, ProviderStatus> = {
  queued: 'sent',
  sending: 'sent',
  sent: 'sent',
  // The carrier never says whether it arrived.
  delivery_unconfirmed: 'sent',
  delivered: 'delivered',
  sending_failed: 'failed',
  delivery_failed: 'failed',
  expired: 'failed',
};

function statusOf({ id: providerId, to, errors }: Payload, sending: Sending | null): Arrival[] {
  const status = statuses[to?.[0]?.status ?? ''];
  if (!status) return [];
  const common = { kind: 'status', sending, providerId, status } as const;
  if (status !== 'failed') return [common];
  const { code, detail } = readError(errors?.[0]);
  const trouble = code !== null && isTrouble(code);
  return [{ ...common, errorCode: `telnyx_${code ?? 'failed'}`, errorDetail: detail, trouble }];
}

function messageOf({ id: providerId, from, text, media }: Payload): Arrival[] {
  const files = (media ?? []).map(({ url, content_type: contentType }) => ({
    url: url ?? '',
    contentType: contentType ?? '',
  }));
  return arrivalsFromPhone({ providerId, from: from?.phone_number ?? '', text: text ?? '', media: files });
}
