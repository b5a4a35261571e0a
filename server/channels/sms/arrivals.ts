import type { Arrival, Identity, InboundPayload, MediaReference } from '../arrival.ts';
import { consentIn, type Keyword, readKeyword } from './keywords.ts';

type Texted = {
  providerId: string;
  from: string;
  text: string;
  media: MediaReference[];
  /** What the provider took it for, and has answered. */
  keyword?: Keyword | null;
};

export const mostMedia = 10;

/** What a phone sent, whichever provider tells of it. None for what is not from a phone, such as a short code. */
export function arrivalsFromPhone({ providerId, from, text, media, keyword }: Texted): Arrival[] {
  if (!/^\+[0-9]{4,15}$/.test(from)) return [];
  const files = media.slice(0, mostMedia).filter(({ url }) => URL.canParse(url));
  const read = keyword ?? readKeyword(text);
  const payload: InboundPayload = read
    ? { kind: 'keyword', text, ...(keyword ? { word: keyword, answered: true } : {}) }
    : files.length > 0
      ? { kind: 'media', text, media: files, files: [] }
      : { kind: 'text', text };
  const identities: [Identity] = [{ kind: 'phone', value: from }];
  return [{ kind: 'message', providerId, address: from, identities, payload, ...consentIn(read) }];
}
