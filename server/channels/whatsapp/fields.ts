import { z } from 'zod';
import { says } from '#platform/http/issues.ts';
import { words } from './words.ts';

const id = z
  .string()
  .trim()
  .regex(/^\d{5,25}$/, says(words.idForm));
const secret = z.string().trim().min(1).max(1000).meta({ secret: true });

/** What an owner takes over from Meta's app dashboard; the verify token they think up for both sides. */
export const fields = z.object({
  phoneNumberId: id,
  businessAccountId: id,
  accessToken: secret,
  appSecret: secret,
  verifyToken: secret,
  // Meta counts both directions, and takes 80 of a new number.
  messagesPerSecond: z.coerce.number().min(0.1).max(1000).default(40),
});

export type WhatsappValues = z.infer<typeof fields>;
