import { z } from 'zod';
import { says } from '#platform/http/issues.ts';
import { attachmentView } from '../attachments.ts';
import { pushedKinds } from '../registry.ts';
import { outageKinds } from './taking.ts';
import { words } from './words.ts';

const channel = z.enum(pushedKinds);
const id = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);
/** A number in any format, or a mailbox. */
const phone = z.string().trim().min(1).max(254);
const author = z.enum(['company', 'candidate']);
const trouble = z.enum(['refused', 'lost']).nullable();

export const receivedMessage = z.object({
  id: z.number(),
  company: z.string(),
  /** Null for mails of Parley itself, such as invitations of colleagues. */
  messageId: z.number().nullable(),
  channel: z.string(),
  to: z.string(),
  subject: z.string().nullable(),
  body: z.string(),
  html: z.string().nullable(),
  attachments: z.array(attachmentView),
  link: z.string().nullable(),
  sentAt: z.string(),
});

export const receivedQuery = z.object({
  to: phone.optional(),
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
});

export const phonesQuery = z.object({ to: phone.optional() });

export const phoneEntry = z.object({
  /** In the one form under which it is known. */
  phone: z.string(),
  name: z.string(),
  channels: z.array(channel),
  /** The mailbox of somebody in the team, who gets mails of Parley itself. */
  colleague: z.boolean(),
  last: z.object({ channel, author, text: z.string(), at: z.string() }),
});

export const phoneQuery = z.object({ phone, channel: channel.optional() });

const reply = z.object({ id: z.string(), title: z.string(), description: z.string().optional() });

/** A button is one of the replies, or opens a page. */
const card = z.object({
  title: z.string(),
  subtitle: z.string(),
  buttons: z.array(z.object({ title: z.string(), id: z.string().optional(), url: z.string().optional() })),
});

const message = z.object({
  id: z.number(),
  author,
  subject: z.string().nullable(),
  text: z.string(),
  html: z.string().nullable(),
  messageId: z.number().nullable(),
  taps: z
    .object({ style: z.enum(['buttons', 'list', 'cards']), replies: z.array(reply), cards: z.array(card).optional() })
    .nullable(),
  files: z.array(attachmentView),
  /** By a trouble that was played; the phone has never had it. */
  lost: z.boolean(),
  reported: z.enum(['delivered', 'read', 'failed']).nullable(),
  link: z.string().nullable(),
  at: z.string(),
});

export const shownPhone = z.object({
  phone: z.string(),
  /** Empty for somebody who is not known. */
  name: z.string(),
  applicationId: z.number().nullable(),
  /** The channels on which they are and that end in the sandbox; `opens`: one can come there by a link or a button. */
  tabs: z.array(z.object({ channel, address: z.string(), opens: z.boolean() })),
  /** Of which the messages are; null where there is none. */
  channel: channel.nullable(),
  /** Where answers are taken for a time only: whether days can be let pass. */
  closes: z.boolean(),
  /** What the next message meets. */
  trouble,
  /** How the provider of the channel is played to fail, and until when. */
  outage: z.object({ kind: z.enum(outageKinds), until: z.string() }).nullable(),
  messages: z.array(message),
});

export const writing = z.object({
  phone,
  channel,
  /** As they call themselves there. */
  name: z.string().trim().min(1).max(100).optional(),
  text: z.string().trim().min(1).max(4000).optional(),
  tap: z.object({ messageId: id, replyId: z.string().min(1).max(500) }).optional(),
  /** Come by a link that carries this, or with null by the button that begins. */
  opening: z.object({ ref: z.string().trim().min(1).max(250).nullable() }).optional(),
});

export const fileQuery = z.object({ phone, channel, name: z.string().trim().min(1).max(200) });
export const written = z.object({ id: z.number() });
export const reading = z.object({ phone, channel, upTo: id });
export const account = z.object({ phone, channel });
export const nextTrouble = z.object({ phone, channel, trouble });
export const nextOutage = z.object({ channel, outage: z.enum(outageKinds).nullable() });

/** All files of a letter together, in bytes. */
export const mostLetterBytes = 10 * 1024 * 1024;

const base64Of = (bytes: number) => Math.ceil(bytes / 3) * 4;
const file = z.object({
  name: z.string().trim().min(1).max(200),
  contentType: z.string().trim().max(200),
  content: z.base64().max(base64Of(mostLetterBytes)),
});

export const letter = z.object({
  phone,
  name: z.string().trim().min(1).max(100).optional(),
  /** The mail that it answers, by its id here. */
  answers: id.optional(),
  subject: z.string().trim().max(300).optional(),
  text: z.string().trim().min(1).max(50_000),
  files: z
    .array(file)
    .max(10)
    .default([])
    .refine(
      (files) => files.reduce((sum, { content }) => sum + content.length, 0) <= base64Of(mostLetterBytes) + 40,
      says(words.filesTooLarge),
    ),
});
