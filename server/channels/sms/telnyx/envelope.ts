import { z } from 'zod';

/** What Telnyx's webhooks hold of what we read. A part that is not as it is documented counts as missing. */
const text = z.string().nullish().catch(null);
const file = z.object({ url: text, content_type: text }).catch({ url: null, content_type: null });

const payload = z.object({
  id: z.string().min(1).max(500),
  from: z.object({ phone_number: text }).nullish().catch(null),
  to: z
    .array(z.object({ status: text }).catch({ status: null }))
    .nullish()
    .catch(null),
  text,
  media: z.array(file).nullish().catch(null),
  errors: z.array(z.unknown()).nullish().catch(null),
});

export const envelope = z.object({ data: z.object({ event_type: z.string(), payload }) });

export type Payload = z.infer<typeof payload>;
