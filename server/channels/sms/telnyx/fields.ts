import { z } from 'zod';
import { says } from '#platform/http/issues.ts';
import { words } from './words.ts';

/** What an owner takes over from Telnyx's portal. */
export const fields = z.object({
  apiKey: z.string().trim().min(1).max(200).meta({ secret: true }),
  publicKey: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9+/]{43}=$/, says(words.publicKeyForm)),
  sender: z
    .string()
    .trim()
    .transform((text) => (text.startsWith('+') ? text.replace(/[\s().-]/g, '') : text.toLowerCase()))
    .refine((text) => /^(\+[1-9]\d{4,14}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.test(text), {
      message: says(words.senderForm),
    }),
  messagesPerSecond: z.coerce.number().min(0.1).max(500).default(10),
});

export type TelnyxValues = z.infer<typeof fields>;
