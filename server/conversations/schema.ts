import { z } from 'zod';
import { attachmentView } from '#channels/attachments.ts';
import { channelKinds } from '#channels/channel.ts';
import { says } from '#platform/http/issues.ts';
import { input } from '#platform/words.ts';
import { tokenNames } from './tokens.ts';
import { words } from './words.ts';

export const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
export const applicationParams = z.object({ applicationId: id });
export const messageParams = z.object({ messageId: id });

/** Text that can be stored: no NUL, no half of a surrogate pair. */
const storable = (max: number) =>
  z
    .string()
    .max(max, says(input.tooLong(max)))
    .transform((text) => text.replaceAll('\0', '').toWellFormed());

export const typed = (max: number) => storable(max).refine((text) => text.trim() !== '', says(words.textEmpty));

export const timelineQuery = z.object({
  /** As `nextCursor` of the page before. */
  before: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const newMessage = z.object({
  channel: z.enum(channelKinds),
  /** May be empty where there are files. */
  body: storable(100_000),
  subject: typed(300).optional(),
  clientKey: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, says(input.wrongKey)),
  /** As the uploads gave them out, in the order in which they are sent. */
  files: z
    .array(z.string().max(2000))
    .max(10, says(words.tooManyFiles(10)))
    .default([]),
  /** Sends although a token has no value for this candidate. */
  allowEmptyTokens: z.boolean().default(false),
});
export type NewMessageBody = z.infer<typeof newMessage>;

export const keptFile = attachmentView.extend({
  /** Goes with the message. */
  file: z.string(),
});

/** What each token stands for with this candidate; one that is missing leaves a gap. */
export const tokens = z.partialRecord(z.enum(tokenNames), z.string());

/** By this channel alone; without it by all that the campaign uses. */
export const invitation = z
  .object({
    channel: z.enum(['sms', 'whatsapp', 'email']).optional(),
    allowEmptyTokens: newMessage.shape.allowEmptyTokens,
  })
  .nullish();

export const newComment = z.object({ body: typed(10_000) });

const user = z.object({ id: z.string(), name: z.string(), photoUrl: z.string().nullable() }).nullable();

export const messageItem = z.object({
  type: z.literal('message'),
  id: z.number(),
  at: z.string(),
  applicationId: z.number().nullable(),
  direction: z.enum(['in', 'out']),
  author: z.enum(['candidate', 'bot', 'user', 'system']),
  user,
  channel: z.enum(channelKinds),
  purpose: z.string(),
  subject: z.string().nullable(),
  body: z.string(),
  /** Of a mail from another address than the candidate's: that address. */
  from: z.string().nullable(),
  /** A mail of which nobody can say that it is from that address: it may be somebody else's. */
  unconfirmed: z.boolean(),
  /** There is more to see than `body`: the letter as it was written. */
  hasOriginal: z.boolean(),
  /** What the candidate could tap beneath it. */
  choices: z.array(z.string()),
  attachments: z.array(attachmentView),
  status: z.enum(['received', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'unknown']),
  error: z.object({ code: z.string(), detail: z.string() }).nullable(),
  /** As the app made it, by which it knows its own; null for what others wrote. */
  clientKey: z.string().nullable(),
  /** Whether sending it again is possible. */
  canRetry: z.boolean(),
  /**
   * Until when it is held back: for the company's hours, in `timeZone`, the candidate's, where that is known; or because so many
   * have gone in this hour to numbers that begin alike, which nobody can pass by.
   */
  heldUntil: z
    .object({ at: z.string(), timeZone: z.string().nullable(), reason: z.enum(['hours', 'prefix_limit']) })
    .nullable(),
  /** It stayed in the sandbox: no provider is connected for its channel. */
  sandbox: z.boolean(),
});

export const commentItem = z.object({
  type: z.literal('comment'),
  id: z.number(),
  at: z.string(),
  user,
  body: z.string(),
});

export const eventItem = z.object({
  type: z.literal('event'),
  id: z.number(),
  at: z.string(),
  kind: z.string(),
  actor: z.enum(['user', 'candidate', 'bot', 'system', 'api']),
  user,
  data: z.record(z.string(), z.unknown()),
});

/** In the order in which it happened; `nextCursor` leads to what came before. */
export const timeline = z.object({
  items: z.array(z.discriminatedUnion('type', [messageItem, commentItem, eventItem])),
  nextCursor: z.string().nullable(),
});
export type TimelineItem = z.infer<typeof timeline>['items'][number];

export const channels = z.array(
  z.object({
    channel: z.enum(channelKinds),
    available: z.boolean(),
    reason: z.string().nullable(),
    /** When the channel stops taking messages to this person, unless they write again. */
    until: z.string().nullable(),
    /** How many messages it takes until then; null where they are not counted. */
    left: z.number().nullable(),
    sandbox: z.boolean(),
    default: z.boolean(),
    /** By which they wrote last. */
    last: z.boolean(),
    /** Files can go with a message. */
    takesFiles: z.boolean(),
  }),
);

export const sent = z.object({ id: z.number(), status: z.string() });
