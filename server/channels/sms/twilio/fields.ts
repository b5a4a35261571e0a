import { z } from 'zod';

/** What an owner takes over from Twilio's console. */
export const fields = z.object({
  accountSid: z
    .string()
    .trim()
    .regex(/^AC[0-9a-fA-F]{32}$/, 'begins with AC, followed by 32 digits and letters from a to f'),
  authToken: z.string().trim().min(1, 'is needed').max(200).meta({ secret: true }),
  sender: z
    .string()
    .trim()
    .transform((text) => (text.startsWith('+') ? text.replace(/[\s().-]/g, '') : text))
    .refine((text) => /^(\+[1-9]\d{4,14}|MG[0-9a-fA-F]{32})$/.test(text), {
      message: 'is a number such as +14155550100, or a messaging service’s SID that begins with MG',
    }),
  messagesPerSecond: z.coerce.number().min(0.1, 'is 0.1 or more').max(500, 'is 500 or less').default(10),
});

export type TwilioValues = z.infer<typeof fields>;
