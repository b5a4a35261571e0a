import { constantTimeEqual } from '#platform/crypto.ts';
import type { Connected, WebhookRequest } from '../../adapter.ts';
import type { Arrival, ProviderStatus } from '../../arrival.ts';
import { readReference } from '../../reference.ts';
import { arrivalsFromPhone, mostMedia } from '../arrivals.ts';
import type { Keyword } from '../keywords.ts';
import { isTrouble } from './errors.ts';
import type { TwilioValues } from './fields.ts';
import { twilioSignature } from './signature.ts';

export function verify({ url, headers, body }: WebhookRequest, { values }: Connected<TwilioValues>): boolean {
  const given = headers['x-twilio-signature'];
  return typeof given === 'string' && constantTimeEqual(twilioSignature(values.authToken, url, formOf(body)), given);
}

/** One request is one message, or one status of one. */
export function receive({ body, query }: WebhookRequest): Arrival[] {
  const form = new Map(formOf(body));
  const providerId = form.get('MessageSid') ?? form.get('SmsSid');
  if (!providerId) return [];
  const status = statuses[form.get('MessageStatus') ?? ''];
  if (status) return [statusOf(form, query, providerId, status)];
  return form.has('MessageStatus') ? [] : messagesOf(form, providerId);
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
  const common = { kind: 'status', sending: readReference(query.message), providerId, status } as const;
  if (status !== 'failed') return common;
  return {
    ...common,
    errorCode: `twilio_${code ?? 'failed'}`,
    errorDetail: form.get('ErrorMessage') || 'The carrier did not deliver it.',
    trouble: code !== null && isTrouble(code),
  };
}

function messagesOf(form: Map<string, string>, providerId: string): Arrival[] {
  const media = Array.from({ length: Math.min(Number(form.get('NumMedia')) || 0, mostMedia) }, (_, at) => ({
    url: form.get(`MediaUrl${at}`) ?? '',
    contentType: form.get(`MediaContentType${at}`) ?? '',
  }));
  // With a list of keywords of its own, a messaging service says itself what it took a message for.
  const keyword = keywordOf[form.get('OptOutType') ?? ''] ?? null;
  const [from, text] = [form.get('From') ?? '', form.get('Body') ?? ''];
  return arrivalsFromPhone({ providerId, from, text, media, keyword });
}

const keywordOf: Record<string, Keyword> = { STOP: 'stop', START: 'start', HELP: 'help' };

function formOf(body: Buffer): [string, string][] {
  return [...new URLSearchParams(body.toString('utf8'))];
}
