import { createHash } from 'node:crypto';
import type { Arrival, Identity, InboundPayload } from '#channels/arrival.ts';
import { beginning } from '#platform/text.ts';
import { storableText } from './status.ts';

/** In characters. No message of a chat is longer than the text; a mail is a letter. */
const longest = {
  text: 100_000,
  mail: 1_000_000,
  html: 5_000_000,
  id: 500,
  address: 320,
  name: 200,
  part: 500,
  url: 4000,
} as const;
const mostFiles = 30;
const mostParts = 20;
/** Beyond these there is no calendar that all can read. */
const [earliest, latest] = [Date.UTC(2000), Date.UTC(2200)];

/**
 * What providers tell, in a form that can be stored whoever made it up: no half characters, no NUL, nothing endless, no
 * impossible time. What can be nobody's message (no sender, a sender's id of a kilobyte and more) is left out.
 */
export function cleanArrivals(arrivals: Arrival[]): Arrival[] {
  return arrivals.flatMap((arrival): Arrival[] => {
    const clean = storable(arrival);
    if (clean.kind === 'message') return cleanMessage(clean);
    if (clean.kind === 'watermark') return isId(clean.identity) && isTime(clean.until) ? [clean] : [];
    if (clean.kind !== 'status') return [clean];
    const { providerId, errorCode, errorDetail } = clean;
    return [
      {
        ...clean,
        providerId: providerId && shortId(providerId),
        ...(errorCode === undefined ? {} : { errorCode: beginning(errorCode, longest.part) }),
        ...(errorDetail === undefined ? {} : { errorDetail: beginning(errorDetail, longest.part) }),
      },
    ];
  });
}

type Message = Extract<Arrival, { kind: 'message' }>;

function cleanMessage(message: Message): Message[] {
  const { address, identities, name, at, referral, payload, ...rest } = message;
  const [first, ...others] = identities.filter(isId);
  if (!rest.providerId || address.length > longest.address || (!first && !rest.about)) return [];
  return [
    {
      ...rest,
      providerId: shortId(rest.providerId),
      address,
      identities: first ? [first, ...others] : identities,
      payload: cleanPayload(payload),
      name: name === undefined ? undefined : beginning(name.replace(/[\s\p{Cc}]+/gu, ' ').trim(), longest.name),
      ...(at && isTime(at) ? { at } : {}),
      referral: referral && shortParts(referral),
    },
  ];
}

function cleanPayload(payload: InboundPayload): InboundPayload {
  const most = payload.kind === 'mail' ? longest.mail : longest.text;
  const text = 'text' in payload && payload.text !== undefined ? { text: beginning(payload.text, most) } : {};
  const clean = { ...payload, ...text } as InboundPayload;
  if (clean.kind === 'mail')
    return {
      ...clean,
      subject: beginning(clean.subject, longest.part * 2),
      html: clean.html && beginning(clean.html, longest.html),
    };
  if (clean.kind === 'choice') return { ...clean, choiceId: beginning(clean.choiceId, longest.part) };
  if (clean.kind !== 'media') return clean;
  const media = clean.media
    .filter(({ url }) => url.length <= longest.url)
    .slice(0, mostFiles)
    .map(({ url, contentType, name }) => ({
      url,
      contentType: beginning(contentType, longest.name),
      ...(name ? { name: beginning(name, longest.name) } : {}),
    }));
  return media.length > 0 || clean.files.length > 0 ? { ...clean, media } : { kind: 'text', text: clean.text };
}

/** Every text in it. */
function storable<T>(value: T): T {
  if (typeof value === 'string') return storableText(value) as T;
  if (value instanceof Date || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(storable) as T;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [storableText(name), storable(part)])) as T;
}

/** Two that begin alike are still two. */
function shortId(id: string): string {
  return id.length <= longest.id ? id : createHash('sha256').update(id).digest('base64url');
}

function isId({ value }: Identity): boolean {
  return value.length > 0 && value.length <= longest.address;
}

function isTime(time: Date): boolean {
  return time.getTime() >= earliest && time.getTime() <= latest;
}

function shortParts(parts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parts)
      .slice(0, mostParts)
      .map(([name, text]) => [beginning(name, longest.name), beginning(text, longest.part)]),
  );
}
