import type { Connected, WebhookRequest } from '../../adapter.ts';
import type { Arrival, ProviderStatus } from '../../arrival.ts';
import { readObject } from '../../provider-fetch.ts';
import { arrivalsFromPhone, ownReference } from '../arrivals.ts';
import { readError, type TelnyxError } from './api.ts';
import { isTrouble } from './errors.ts';
import type { TelnyxValues } from './fields.ts';
import { isSigned } from './signature.ts';

const toleranceSeconds = 300;

export function verify({ headers, body }: WebhookRequest, { values }: Connected<TelnyxValues>): boolean {
  const { 'telnyx-timestamp': timestamp, 'telnyx-signature-ed25519': signature } = headers;
  if (typeof timestamp !== 'string' || typeof signature !== 'string') return false;
  // What was overheard once can not be told again later.
  const isRecent = Math.abs(Date.now() / 1000 - Number(timestamp)) <= toleranceSeconds;
  return isRecent && isSigned(values.publicKey, timestamp, body, signature);
}

type Payload = {
  id?: string;
  from?: { phone_number?: string };
  to?: { status?: string }[];
  text?: string;
  media?: { url?: string; content_type?: string }[];
  errors?: TelnyxError[];
};

/** One request is one message, or one status of one. */
export function receive({ body, query }: WebhookRequest): Arrival[] {
  const { event_type: type, payload: given } = Object(readObject(body).data);
  const payload = Object(given) as Payload;
  if (typeof payload.id !== 'string') return [];
  if (type === 'message.received') return messageOf(payload, payload.id);
  if (type === 'message.sent' || type === 'message.finalized') return statusOf(payload, payload.id, query);
  return [];
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

function statusOf({ to, errors }: Payload, providerId: string, query: WebhookRequest['query']): Arrival[] {
  const status = statuses[to?.[0]?.status ?? ''];
  if (!status) return [];
  const common = { kind: 'status', messageId: ownReference(query), providerId, status } as const;
  if (status !== 'failed') return [common];
  const { code, detail } = readError(errors?.[0]);
  const trouble = code !== null && isTrouble(code);
  return [{ ...common, errorCode: `telnyx_${code ?? 'failed'}`, errorDetail: detail, trouble }];
}

function messageOf({ from, text = '', media = [] }: Payload, providerId: string): Arrival[] {
  const files = media.map(({ url = '', content_type: contentType }) => ({ url, contentType: contentType ?? '' }));
  return arrivalsFromPhone({ providerId, from: from?.phone_number ?? '', text, media: files });
}
