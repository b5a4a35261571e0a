import type { Connected, WebhookRequest } from '../adapter.ts';
import type { Arrival, InboundPayload, ProviderStatus } from '../arrival.ts';
import { readCampaignRef, readOpeningsRef } from '../campaign-ref.ts';
import { answerChallenge, isSignedByMeta } from '../meta/webhook.ts';
import { readObject } from '../provider-fetch.ts';
import { readReference } from '../reference.ts';
import { readReplyId } from '../reply-id.ts';
import { heedKeyword } from '../sms/keywords.ts';
import { addressOf, formsOf, identify } from './address.ts';
import { mediaUrl } from './api.ts';
import {
  type Change,
  change,
  envelope,
  type Media,
  type Message,
  message,
  type Status,
  status,
  templateChange,
} from './envelope.ts';
import { judge } from './errors.ts';
import type { WhatsappValues } from './fields.ts';
import { news, newsOf } from './templates.ts';

type Whatsapp = Connected<WhatsappValues>;

export function handshake(request: WebhookRequest, { values }: Whatsapp): string | null {
  return answerChallenge(request, values.verifyToken);
}

export function verify(request: WebhookRequest, { values }: Whatsapp): boolean {
  return isSignedByMeta(request, values.appSecret);
}

/** One request tells of many messages, also of other numbers of the account. What can't be read is nothing to us. */
export function receive({ body }: WebhookRequest, { values }: Whatsapp): Arrival[] {
  const read = envelope.safeParse(readObject(body));
  if (!read.success) return [];
  return read.data.entry.flatMap(({ id, time, changes }) =>
    changes.flatMap((given) =>
      id === values.businessAccountId ? [...told(given, values), ...templateNews(given, time)] : told(given, values),
    ),
  );
}

function templateNews(given: unknown, time = Math.floor(Date.now() / 1000)): Arrival[] {
  const { data: about } = templateChange.safeParse(given);
  const { data } = news.safeParse(about?.value);
  return data ? [{ kind: 'template', ...newsOf(data, time) }] : [];
}

/** What was said and what became of messages. */
function told(given: unknown, { phoneNumberId }: WhatsappValues): Arrival[] {
  const { data } = change.safeParse(given);
  if (data?.field !== 'messages' || data.value.metadata?.phone_number_id !== phoneNumberId) return [];
  const { value } = data;
  return [
    ...value.messages.flatMap((one) => {
      const read = message.safeParse(one);
      return read.success ? messageOf(read.data, value) : [];
    }),
    ...value.statuses.flatMap((one) => {
      const read = status.safeParse(one);
      return read.success ? statusOf(read.data) : [];
    }),
  ];
}

function messageOf(given: Message, { contacts }: Change['value']): Arrival[] {
  const contact = contacts.find(
    ({ wa_id, user_id }) => isSame(wa_id, given.from) || isSame(user_id, given.from_user_id),
  );
  const userId = given.from_user_id ?? contact?.user_id;
  const identities = identify(given.from, userId);
  const payload = payloadOf(given);
  if (!identities || !payload) return [];
  return [
    {
      kind: 'message',
      providerId: given.id,
      address: addressOf(given.from, userId),
      identities,
      ...heedKeyword(payload),
      consentOf: formsOf(addressOf(given.from, userId)),
      ...(given.timestamp ? { at: new Date(given.timestamp * 1000) } : {}),
      name: nameOf(contact?.profile?.name),
      campaignId: readCampaignRef(tappedOf(given)) ?? undefined,
      referral: given.referral && textsOf(given.referral),
    },
  ];
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one === other;
}

/** Null for what asks for no answer: a reaction to a message, a note of the system. */
function payloadOf(given: Message): InboundPayload | null {
  const media = given.image ?? given.video ?? given.audio ?? given.document ?? given.sticker;
  if (media) return mediaOf(media);
  const { type, text, button, interactive, location } = given;
  if (type === 'reaction' || type === 'system') return null;
  const reply = interactive?.button_reply ?? interactive?.list_reply;
  const tapped = tappedOf(given);
  const choice = readReplyId(tapped);
  if (choice) return { kind: 'choice', ...choice };
  const title = reply?.title ?? button?.text ?? '';
  const wanted = readOpeningsRef(tapped);
  if (wanted) return { kind: 'openings', text: title, wanted };
  if (readCampaignRef(tapped) !== null) return { kind: 'opened', text: title };
  const place = location && [location.name, location.address, `${location.latitude}, ${location.longitude}`];
  // What WhatsApp does not show us either is an empty message: the bot says so, and the recruiter sees it.
  const written = text?.body ?? reply?.title ?? button?.text ?? place?.filter(Boolean).join('\n');
  return { kind: 'text', text: written ?? interactive?.nfm_reply?.response_json ?? '' };
}

/** What the button or the row carries that was tapped. */
function tappedOf({ interactive, button }: Message): string {
  return interactive?.button_reply?.id ?? interactive?.list_reply?.id ?? button?.payload ?? '';
}

function mediaOf({
  id,
  mime_type: contentType = '',
  caption = '',
  filename: name,
}: NonNullable<Media>): InboundPayload {
  return { kind: 'media', text: caption, media: [{ url: mediaUrl(id), contentType, name }], files: [] };
}

const statuses: Record<string, ProviderStatus> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
};

function statusOf(given: Status): Arrival[] {
  const told = statuses[given.status];
  if (!told) return [];
  const sending = readReference(given.biz_opaque_callback_data);
  const arrival = { kind: 'status' as const, sending, providerId: given.id, status: told };
  if (told !== 'failed') return [arrival];
  const [error = { code: -1 }] = given.errors;
  const failure = judge(error);
  const trouble = failure.outcome === 'later' ? failure.sender === 'blocked' : failure.trouble === true;
  return [{ ...arrival, errorCode: failure.code, errorDetail: failure.detail, trouble }];
}

const longestName = 200;

function nameOf(name: string | undefined): string | undefined {
  return name
    ?.replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, longestName);
}

function textsOf(referral: Record<string, unknown>): Record<string, string> {
  const texts = Object.entries(referral).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(texts.map(([name, text]) => [name, text.slice(0, 500)]));
}
