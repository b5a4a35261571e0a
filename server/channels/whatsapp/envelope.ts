import { z } from 'zod';

/** What Meta's webhooks hold of what we read; the rest may be as it likes. */
const text = z.string();
const many = z.array(z.unknown()).default([]);

const media = z.object({ id: text, mime_type: text.default(''), caption: text.optional(), filename: text.optional() });
const reply = z.object({ id: text, title: text.default('') });
const coordinate = z.union([z.string(), z.number()]);

export const message = z.object({
  id: text.min(1).max(500),
  from: text.optional(),
  from_user_id: text.optional(),
  timestamp: z.coerce.number().int().positive().max(1e11),
  type: text,
  text: z.object({ body: text }).optional(),
  image: media.optional(),
  video: media.optional(),
  audio: media.optional(),
  document: media.optional(),
  sticker: media.optional(),
  button: z.object({ payload: text.optional(), text: text.optional() }).optional(),
  interactive: z
    .object({
      button_reply: reply.optional(),
      list_reply: reply.optional(),
      nfm_reply: z.object({ response_json: text.optional() }).optional(),
    })
    .optional(),
  location: z
    .object({ latitude: coordinate, longitude: coordinate, name: text.optional(), address: text.optional() })
    .optional(),
  referral: z.record(text, z.unknown()).optional(),
});

const error = z.object({
  code: z.number(),
  title: text.optional(),
  message: text.optional(),
  error_data: z.object({ details: text.optional() }).optional(),
});

export const status = z.object({
  id: text.min(1).max(500),
  status: text,
  biz_opaque_callback_data: text.optional(),
  errors: z.array(error).catch([]),
});

const contact = z.object({
  wa_id: text.optional(),
  user_id: text.optional(),
  profile: z.object({ name: text.optional() }).optional(),
});

export const change = z.object({
  field: text,
  value: z.object({
    metadata: z.object({ phone_number_id: text }).optional(),
    contacts: z.array(contact).catch([]),
    messages: many,
    statuses: many,
  }),
});

const entry = z.object({
  id: text.optional(),
  time: z.number().int().positive().max(1e11).optional().catch(undefined),
  changes: z.array(z.unknown()),
});

export const envelope = z.object({ entry: z.array(entry) });

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
