import { z } from 'zod';

/** What Meta's webhooks hold of what we read; the rest may be as it likes. */
const text = z.string();
const party = z.object({ id: text.min(1).max(100) });
const referral = z.object({
  ref: text.optional(),
  source: text.optional(),
  type: text.optional(),
  ad_id: text.optional(),
});

const attachment = z.object({
  type: text,
  title: text.nullish(),
  url: text.nullish(),
  payload: z
    .object({ url: text.nullish(), title: text.nullish(), coordinates: z.record(text, z.number()).nullish() })
    .nullish(),
});

const message = z.object({
  mid: text.min(1).max(500),
  text: text.optional(),
  is_echo: z.boolean().optional(),
  metadata: text.optional(),
  quick_reply: z.object({ payload: text }).optional(),
  attachments: z.array(attachment).optional(),
  referral: referral.optional(),
});

export const event = z.object({
  sender: party,
  recipient: party,
  timestamp: z.coerce.number().int().positive().max(1e14),
  message: message.optional(),
  postback: z
    .object({
      mid: text.max(500).optional(),
      title: text.default(''),
      payload: text.default(''),
      referral: referral.optional(),
    })
    .optional(),
  referral: referral.optional(),
  delivery: z.object({ mids: z.array(text).optional(), watermark: z.number() }).optional(),
  read: z.object({ watermark: z.number() }).optional(),
});

export const envelope = z.object({
  entry: z.array(z.object({ id: z.coerce.string(), messaging: z.array(z.unknown()).default([]) })),
});

export type Event = z.infer<typeof event>;
export type Message = z.infer<typeof message>;
export type Attachment = z.infer<typeof attachment>;
export type Referral = z.infer<typeof referral>;
