import { isSupportedCountry } from 'libphonenumber-js/max';
import { z } from 'zod';
import { says } from '#platform/http/issues.ts';
import { input } from '#platform/words.ts';

export const email = z.email(says(input.noEmail)).max(254);
/** Its rules are checked where it is set, with words for each. */
export const password = z.string().min(1, says(input.needed)).max(1000);
export const name = z.string().trim().min(1, says(input.needed)).max(200);
export const token = z.string().min(1).max(200);
export const language = z.enum(['en', 'es']);
export const country = z.string().refine((code) => isSupportedCountry(code), says(input.noCountry));
export const timeZone = z.string().min(1).max(60);
export const userParams = z.object({ userId: z.uuid() });
export const none = z.null();
export const photo = z.object({ photoUrl: z.string() });

export const sessionView = z.object({
  user: z.object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(['owner', 'manager']),
    language: z.string(),
    timeZone: z.string().nullable(),
    away: z.boolean(),
    photoUrl: z.string().nullable(),
  }),
  company: z.object({
    id: z.number(),
    name: z.string(),
    country: z.string(),
    language: z.string(),
    timeZone: z.string(),
  }),
  supportEmail: z.string().nullable(),
});

export const sessionItem = z.object({
  id: z.string(),
  device: z.string().nullable(),
  ipAddress: z.string().nullable(),
  lastSeenAt: z.string(),
  createdAt: z.string(),
  current: z.boolean(),
});

export const teamMember = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(['owner', 'manager']),
  weeklyStatistics: z.boolean(),
  status: z.enum(['active', 'invited', 'deactivated']),
  /** Gets no candidates by turns at the moment. */
  away: z.boolean(),
  photoUrl: z.string().nullable(),
  lastSeenAt: z.string().nullable(),
});

export const companyView = z.object({
  id: z.number(),
  name: z.string(),
  country: z.string(),
  language: z.string(),
  timeZone: z.string(),
});

export const apiKey = z.object({
  id: z.number(),
  name: z.string(),
  key: z.string(),
  requestsPerMinute: z.number().nullable(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
