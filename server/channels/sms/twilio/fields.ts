import { z } from 'zod';
import { says } from '#platform/http/issues.ts';
import { words } from './words.ts';

/** What an owner takes over from Twilio's console. */
export const fields = z.object({
  accountSid: z
    .string()
    .trim()
    .regex(/^AC[0-9a-fA-F]{32}$/, says(words.accountSidForm)),
  authToken: z.string().trim().min(1).max(200).meta({ secret: true }),
  sender: z
    .string()
    .trim()
    .transform((text) => (text.startsWith('+') ? text.replace(/[\s().-]/g, '') : text))
    .refine((text) => /^(\+[1-9]\d{4,14}|MG[0-9a-fA-F]{32})$/.test(text), {
      message: says(words.senderForm),
    }),
  messagesPerSecond: z.coerce.number().min(0.1).max(500).default(10),
});

export type TwilioValues = z.infer<typeof fields>;
