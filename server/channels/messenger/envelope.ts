import { z } from 'zod';
import { maybe, readable, words } from '../meta/parts.ts';

/** What Meta's webhooks hold of what we read; the rest may be as it likes. */
const text = z.string();
const party = z.object({ id: text.min(1).max(100) });
/** Milliseconds, as far as a date reaches that PostgreSQL can store. */
const moment = z.coerce.number().int().positive().max(1e14);

const referral = z.object({ ref: words, source: words, type: words, ad_id: words });

const attachment = z.object({
  type: text.catch(''),
  title: words,
  url: words,
  payload: maybe(
    z.object({
      url: words,
      title: words,
      coordinates: maybe(z.record(text, z.union([z.number(), text]))),
    }),
  ),
});

const message = z.object({
  mid: text.min(1).max(500),
  text: words,
  is_echo: maybe(z.boolean()),
  metadata: words,
  quick_reply: maybe(z.object({ payload: text })),
  attachments: maybe(readable(attachment)),
  referral: maybe(referral),
});

export const event = z.object({
  sender: party,
  recipient: party,
  /** Deliveries have none, or 0. */
  timestamp: maybe(moment),
  message: maybe(message),
  postback: maybe(
    z.object({
      mid: maybe(text.min(1).max(500)),
      title: words,
      payload: words,
      referral: maybe(referral),
    }),
  ),
  referral: maybe(referral),
  delivery: maybe(z.object({ mids: maybe(z.array(text.min(1).max(500))), watermark: maybe(moment) })),
  read: maybe(z.object({ watermark: moment })),
});

export const envelope = z.object({
  entry: readable(z.object({ id: z.coerce.string(), messaging: z.array(z.unknown()).catch([]) })),
});

export type Event = z.infer<typeof event>;
export type Message = z.infer<typeof message>;
export type Attachment = z.infer<typeof attachment>;
export type Referral = z.infer<typeof referral>;
