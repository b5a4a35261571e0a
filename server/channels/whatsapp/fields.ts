import { z } from 'zod';

const id = z
  .string()
  .trim()
  .regex(/^\d{5,25}$/, 'is the ID, of digits alone, and not the number itself');
const secret = z.string().trim().min(1, 'is needed').max(1000).meta({ secret: true });

/** What an owner takes over from Meta's app dashboard; the verify token they think up for both sides. */
export const fields = z.object({
  phoneNumberId: id,
  businessAccountId: id,
  accessToken: secret,
  appSecret: secret,
  verifyToken: secret,
  // Meta counts both directions, and takes 80 of a new number.
  messagesPerSecond: z.coerce.number().min(0.1, 'is 0.1 or more').max(1000, 'is 1000 or less').default(40),
});

export type WhatsappValues = z.infer<typeof fields>;
