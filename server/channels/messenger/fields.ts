import { z } from 'zod';
import { says } from '#platform/http/issues.ts';
import { words } from './words.ts';

const secret = z.string().trim().min(1).max(1000).meta({ secret: true });

/** What an owner takes over from Meta's app dashboard; the verify token they think up for both sides. */
export const fields = z.object({
  pageId: z
    .string()
    .trim()
    .regex(/^\d{5,25}$/, says(words.pageIdForm)),
  accessToken: secret,
  appSecret: secret,
  verifyToken: secret,
});

export type MessengerValues = z.infer<typeof fields>;
