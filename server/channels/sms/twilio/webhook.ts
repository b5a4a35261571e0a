import { constantTimeEqual } from '#platform/crypto.ts';
import type { Connected, WebhookRequest } from '../../adapter.ts';
import type { Arrival, Identity, InboundPayload, ProviderStatus } from '../../arrival.ts';
import { readKeyword } from '../keywords.ts';
import { isTrouble } from './errors.ts';
import type { TwilioValues } from './fields.ts';
import { twilioSignature } from './signature.ts';

export function verify({ url, headers, body }: WebhookRequest, { values }: Connected<TwilioValues>): boolean {
  const given = headers['x-twilio-signature'];
  return typeof given === 'string' && constantTimeEqual(twilioSignature(values.authToken, url, formOf(body)), given);
}

/** One request is one message, or one status of one. What is neither, or not from a phone, is nothing to us. */
export function receive({ body, query }: WebhookRequest): Arrival[] {
  const form = new Map(formOf(body));
  const providerId = form.get('MessageSid') ?? form.get('SmsSid');
  if (!providerId) return [];
  const status = statuses[form.get('MessageStatus') ?? ''];
  if (status) return [statusOf(form, query, providerId, status)];
  const from = form.get('From') ?? '';
  if (form.has('MessageStatus') || !/^\+[0-9]{4,15}$/.test(from)) return [];
  return [messageOf(form, providerId, from)];
}

/** Not here: `canceled`, which we never ask for, and `receiving` and `received` of messages that come in. */
const statuses: Record<string, ProviderStatus> = {
  accepted: 'sent',
  scheduled: 'sent',
  queued: 'sent',
  sending: 'sent',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  undelivered: 'failed',
  failed: 'failed',
};

function statusOf(
  form: Map<string, string>,
  query: WebhookRequest['query'],
  providerId: string,
  status: ProviderStatus,
): Arrival {
  const code = Number(form.get('ErrorCode')) || null;
  const reference = Number(query.message);
  const messageId = Number.isSafeInteger(reference) && reference > 0 ? reference : null;
  if (status !== 'failed') return { kind: 'status', messageId, providerId, status };
  return {
    kind: 'status',
    messageId,
    providerId,
    status,
    errorCode: `twilio_${code ?? 'failed'}`,
    errorDetail: form.get('ErrorMessage') || 'The carrier did not deliver it.',
    trouble: code !== null && isTrouble(code),
  };
}

function messageOf(form: Map<string, string>, providerId: string, from: string): Arrival {
  const text = form.get('Body') ?? '';
  const count = Math.min(Number(form.get('NumMedia')) || 0, mostMedia);
  const media = Array.from({ length: count }, (_, at) => ({
    url: form.get(`MediaUrl${at}`) ?? '',
    contentType: form.get(`MediaContentType${at}`) ?? '',
  })).filter(({ url }) => URL.canParse(url));
  // With a list of keywords of its own, a messaging service says itself what it took a message for.
  const keyword = form.get('OptOutType')?.toLowerCase() ?? readKeyword(text);
  const consent = keyword === 'stop' || keyword === 'start' ? { consent: keyword as 'stop' | 'start' } : {};
  const payload: InboundPayload = keyword
    ? { kind: 'keyword', text }
    : media.length > 0
      ? { kind: 'media', text, media, files: [] }
      : { kind: 'text', text };
  const identities: [Identity] = [{ kind: 'phone', value: from }];
  return { kind: 'message', providerId, address: from, identities, payload, ...consent };
}

const mostMedia = 10;

function formOf(body: Buffer): [string, string][] {
  return [...new URLSearchParams(body.toString('utf8'))];
}
