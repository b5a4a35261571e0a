import { z } from 'zod';
import { attachmentView } from '#channels/attachments.ts';
import { says } from '#platform/http/issues.ts';
import { input } from '#platform/words.ts';

/** Text as people type it: no NUL, no half of a surrogate pair, neither of which can be stored. */
export const typedText = (max: number) =>
  z
    .string()
    .max(max, says(input.tooLong(max)))
    .transform((text) => text.replaceAll('\0', '').toWellFormed());

export const chatParams = z.object({ token: z.string().max(200) });

/** Made by the page for each thing it sends; the same key once more is the same thing. */
const clientKey = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, says(input.wrongKey));
const questionId = z.string().max(40).optional();

export const openedBody = z.object({ clientKey });

export const messageBody = z.object({
  clientKey,
  questionId,
  text: typedText(4000).optional(),
  choiceId: z.string().max(40).optional(),
  /** As the upload of a recording gave it out. */
  blob: z.string().max(1000).optional(),
  /** As the upload of a file gave it out. */
  file: z.string().max(2000).optional(),
  /** Passes over a question that need not be answered. */
  skip: z.literal(true).optional(),
});
export type MessageBody = z.infer<typeof messageBody>;

export const readBody = z.object({ messageId: z.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
export const afterQuery = z.object({
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
});

const prompt = z.object({
  questionId: z.string(),
  accepts: z.array(z.enum(['text', 'audio', 'choice', 'number'])),
  choices: z.array(z.object({ id: z.string(), label: z.string() })).optional(),
  allowSkip: z.boolean().optional(),
});

export const chatMessage = z.object({
  id: z.number(),
  direction: z.enum(['in', 'out']),
  author: z.enum(['candidate', 'bot', 'user', 'system']),
  authorName: z.string().nullable(),
  body: z.string(),
  attachments: z.array(attachmentView),
  prompt: prompt.nullable(),
  clientKey: z.string().nullable(),
  status: z.string(),
  at: z.string(),
});
export type ChatMessage = z.infer<typeof chatMessage>;

/** Messages of the last ten seconds may come again: the page tells them by their id. */
export const chatUpdate = z.object({
  messages: z.array(chatMessage),
  /** `inquiry`: a question of theirs, which a person answers; there is no interview. */
  state: z.enum(['not-started', 'inquiry', 'asking', 'stopped', 'completed']),
  prompt: prompt.nullable(),
  progress: z.object({ answered: z.number(), total: z.number() }).nullable(),
});

export const chatView = chatUpdate.extend({
  campaign: z.object({ title: z.string() }),
  company: z.object({ name: z.string() }),
  language: z.string(),
  textDirection: z.enum(['ltr', 'rtl']),
});

export const recording = z.object({
  blob: z.string(),
  contentType: z.string(),
  size: z.number(),
  durationMs: z.number(),
});
