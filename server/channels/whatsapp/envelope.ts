import { z } from 'zod';
import { maybe, readable, words } from '../meta/parts.ts';

/** What Meta's webhooks hold of what we read; the rest may be as it likes. */
const text = z.string();
const many = z.array(z.unknown()).catch([]);

const digits = z.union([text, z.number().transform(String)]);

const media = maybe(z.object({ id: digits, mime_type: words, caption: words, filename: words }));
const reply = maybe(z.object({ id: words, title: words }));
const coordinate = z.union([z.string(), z.number()]);

export const message = z.object({
  id: text.min(1).max(500),
  from: words,
  from_user_id: words,
  timestamp: maybe(z.coerce.number().int().positive().max(1e11)),
  type: text.catch(''),
  text: maybe(z.object({ body: text })),
  image: media,
  video: media,
  audio: media,
  document: media,
  sticker: media,
  button: maybe(z.object({ payload: words, text: words })),
  interactive: maybe(
    z.object({
      button_reply: reply,
      list_reply: reply,
      nfm_reply: maybe(
        z.object({
          response_json: maybe(
            z.union([text, z.record(text, z.unknown()).transform((given) => JSON.stringify(given))]),
          ),
        }),
      ),
    }),
  ),
  location: maybe(z.object({ latitude: coordinate, longitude: coordinate, name: words, address: words })),
  referral: maybe(z.record(text, z.unknown())),
});

const error = z.object({
  code: z.number(),
  title: words,
  message: words,
  error_data: maybe(z.object({ details: words })),
});

export const status = z.object({
  id: text.min(1).max(500),
  status: text,
  biz_opaque_callback_data: words,
  errors: readable(error),
});

const contact = z.object({
  wa_id: words,
  user_id: words,
  profile: maybe(z.object({ name: words })),
});

export const change = z.object({
  field: text,
  value: z.object({
    metadata: maybe(z.object({ phone_number_id: digits })),
    contacts: readable(contact),
    messages: many,
    statuses: many,
  }),
});

const entry = z.object({
  id: maybe(digits),
  time: maybe(z.number().int().positive().max(1e11)),
  changes: many,
});

export const envelope = z.object({ entry: readable(entry) });

const templateFields = ['message_template_status_update', 'message_template_quality_update'] as const;

/** Of a template: its value is another one in each kind of news. */
export const templateChange = z.object({
  field: z.enum(templateFields),
  value: z.unknown(),
});

/** Of what Meta must be told to tell; the app's dashboard knows them by these names. */
export const webhookFields = ['messages', ...templateFields];

export type Message = z.infer<typeof message>;
export type Media = z.infer<typeof media>;
export type Status = z.infer<typeof status>;
export type Change = z.infer<typeof change>;
