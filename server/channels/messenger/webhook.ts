import type { Connected, WebhookRequest } from '../adapter.ts';
import type { Arrival, Identity, InboundPayload } from '../arrival.ts';
import { readCampaignRef, readOpeningsRef } from '../campaign-ref.ts';
import { answerChallenge, isSignedByMeta } from '../meta/webhook.ts';
import { readObject } from '../provider-fetch.ts';
import { readReference } from '../reference.ts';
import { readReplyId } from '../reply-id.ts';
import { heedKeyword } from '../sms/keywords.ts';
import { getStarted } from './api.ts';
import { type Attachment, type Event, envelope, event, type Message, type Referral } from './envelope.ts';
import type { MessengerValues } from './fields.ts';

type Messenger = Connected<MessengerValues>;

export function handshake(request: WebhookRequest, { values }: Messenger): string | null {
  return answerChallenge(request, values.verifyToken);
}

export function verify(request: WebhookRequest, { values }: Messenger): boolean {
  return isSignedByMeta(request, values.appSecret);
}

/** One request tells of many things, also of other pages of the app. What can't be read is nothing to us. */
export function receive({ body }: WebhookRequest, { values }: Messenger): Arrival[] {
  const { data } = envelope.safeParse(readObject(body));
  const entries = data?.entry.filter(({ id }) => id === values.pageId) ?? [];
  return entries
    .flatMap(({ messaging }) => messaging)
    .flatMap((given) => {
      const read = event.safeParse(given);
      return read.success ? arrivalsOf(read.data) : [];
    });
}

function arrivalsOf(told: Event): Arrival[] {
  const { message, postback, referral, delivery, read } = told;
  if (message?.is_echo) return echoOf(message);
  if (message) return [messageOf(told, message.mid, payloadOf(message), referralOf(message))];
  if (postback) return [postbackOf(told, postback)];
  if (referral)
    return [messageOf(told, madeId(told, 'referral'), { kind: 'opened', text: linkOf(referral) }, referral)];
  if (delivery) return deliveryOf(told, delivery);
  return read
    ? [{ kind: 'watermark', identity: identityOf(told), status: 'read', until: new Date(read.watermark) }]
    : [];
}

/** What we sent ourselves, with our own reference; what others write for the page has none. */
function echoOf({ mid, metadata }: Message): Arrival[] {
  const sending = readReference(metadata);
  return sending ? [{ kind: 'status', sending, providerId: mid, status: 'sent' }] : [];
}

/** Each by its id where they are told, else all up to a time. */
function deliveryOf(told: Event, { mids, watermark }: NonNullable<Event['delivery']>): Arrival[] {
  if (mids?.length)
    return mids
      .slice(0, mostIds)
      .map((providerId) => ({ kind: 'status', sending: null, providerId, status: 'delivered' }));
  return watermark === undefined
    ? []
    : [{ kind: 'watermark', identity: identityOf(told), status: 'delivered', until: new Date(watermark) }];
}

const mostIds = 1000;

function postbackOf(told: Event, { mid, title = '', payload = '', referral }: NonNullable<Event['postback']>): Arrival {
  const id = mid ?? madeId(told, 'postback');
  const choice = readReplyId(payload);
  if (choice) return messageOf(told, id, { kind: 'choice', ...choice });
  const wanted = readOpeningsRef(payload);
  if (wanted) return messageOf(told, id, { kind: 'openings', text: title, wanted });
  const begins = payload === getStarted || referral || readCampaignRef(payload) !== null;
  return messageOf(told, id, { kind: begins ? 'opened' : 'text', text: title }, referral ?? { ref: payload });
}

function messageOf(told: Event, providerId: string, payload: InboundPayload, referral?: Referral): Arrival {
  return {
    kind: 'message',
    providerId,
    address: told.sender.id,
    identities: [identityOf(told)],
    ...heedKeyword(payload),
    ...(told.timestamp ? { at: new Date(told.timestamp) } : {}),
    campaignId: readCampaignRef(referral?.ref ?? '') ?? undefined,
    referral: referral && textsOf(referral),
  };
}

function payloadOf({ text = '', quick_reply: reply, attachments = [] }: Message): InboundPayload {
  const choice = readReplyId(reply?.payload ?? '');
  if (choice) return { kind: 'choice', ...choice };
  const wanted = readOpeningsRef(reply?.payload ?? '');
  if (wanted) return { kind: 'openings', text, wanted };
  if (readCampaignRef(reply?.payload ?? '') !== null) return { kind: 'opened', text };
  const files = attachments.filter(({ type, payload }) => fileTypes.has(type) && URL.canParse(payload?.url ?? ''));
  const media = files.map(({ payload }) => ({ url: payload?.url ?? '', contentType: '' }));
  const words = attachments.filter((one) => !files.includes(one)).flatMap(wordsOf);
  const written = [text, ...words].filter(Boolean).join('\n');
  return media.length > 0 ? { kind: 'media', text: written, media, files: [] } : { kind: 'text', text: written };
}

/** A reply that was offered below a text may name a campaign as a button does. */
function referralOf({ referral, quick_reply: reply }: Message): Referral | undefined {
  return referral ?? (reply && readCampaignRef(reply.payload) !== null ? { ref: reply.payload } : undefined);
}

const fileTypes = new Set(['image', 'video', 'audio', 'file']);

/** A shared link, a place. */
function wordsOf({ title, url, payload }: Attachment): string[] {
  const place = Object.values(payload?.coordinates ?? {}).join(', ');
  return [title ?? payload?.title, url ?? payload?.url, place].flatMap((one) => one || []);
}

/** What was done where no message says it: language has no part in it. */
function linkOf({ ref, ad_id }: Referral): string {
  return `m.me?${new URLSearchParams(ref ? { ref } : ad_id ? { ad_id } : {})}`;
}

function identityOf({ sender }: Event): Identity {
  return { kind: 'messenger', value: sender.id };
}

/** Of what has no id: a person does one thing at a time. */
function madeId({ sender, timestamp = Date.now() }: Event, what: string): string {
  return `${what}:${sender.id}:${timestamp}`;
}

function textsOf(referral: Referral): Record<string, string> {
  const texts = Object.entries(referral).flatMap(([name, value]) => (value ? [[name, value.slice(0, 500)]] : []));
  return Object.fromEntries(texts);
}
