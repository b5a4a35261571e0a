import { z } from 'zod';
import { says } from '#platform/http/issues.ts';
import { input } from '#platform/words.ts';
import { id, typed } from '../schema.ts';
import { words } from '../words.ts';

export const quickReplyParams = z.object({ quickReplyId: id });

const title = z
  .string()
  .trim()
  .min(1, says(words.titleNeeded))
  .max(100, says(input.tooLong(100)))
  .transform((text) => text.replaceAll('\0', '').toWellFormed());

export const newQuickReply = z.object({
  title,
  /** With tokens as in any message. */
  body: typed(4000),
  /** Everybody's in the company, which only an owner makes; else one's own. */
  shared: z.boolean().default(false),
});
export type NewQuickReply = z.infer<typeof newQuickReply>;

export const changedQuickReply = newQuickReply.extend({ shared: z.boolean() }).partial();
export type QuickReplyChange = z.infer<typeof changedQuickReply>;

export const quickReply = z.object({
  id: z.number(),
  title: z.string(),
  body: z.string(),
  shared: z.boolean(),
  /** Whether the one who asks may change or delete it. */
  canEdit: z.boolean(),
});
export type QuickReply = z.infer<typeof quickReply>;
