import { z } from 'zod';
import { readKeyword } from '#channels/sms/keywords.ts';
import { says } from '#platform/http/issues.ts';
import { foldKeyword, isKeyword } from './keywords.ts';
import { words } from './words.ts';

export const modes = ['disabled', 'job', 'inquiry'] as const;
export type Mode = (typeof modes)[number];

/** Messenger's own limit of each field of a card. */
export const longestField = 80;

const field = z.string().trim().max(longestField);

export const openingBody = z.object({
  mode: z.enum(modes),
  title: field,
  subtitle: field,
  description: z.string().trim().max(200_000),
  keyword: z
    .string()
    .trim()
    .max(100)
    .transform((text) => foldKeyword(text))
    .refine((word) => word === '' || isKeyword(word), { message: says(words.keywordForm) })
    .refine((word) => readKeyword(word) === null, { message: says(words.keywordReserved) })
    .transform((word) => word || null),
});

export const opening = z.object({
  mode: z.enum(modes),
  title: z.string(),
  subtitle: z.string(),
  description: z.string(),
  keyword: z.string().nullable(),
  /** Null where that channel is not connected. */
  links: z.object({
    messenger: z.string().nullable(),
    whatsapp: z.string().nullable(),
    /** `number` null: the provider picks one of several. */
    sms: z.object({ number: z.string().nullable() }).nullable(),
    page: z.string(),
  }),
  /** What a postback of an advertisement carries to begin here. */
  payload: z.string(),
});
export type OpeningView = z.infer<typeof opening>;
