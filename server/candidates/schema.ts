import { z } from 'zod';
import { says } from '#platform/http/issues.ts';
import { words } from './words.ts';

export const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
export const applicationParams = z.object({ applicationId: id });

/** A query parameter that may come once or several times. */
const several = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).max(500).optional(),
  );

export const defaultFolders = [
  'inbox',
  'completed',
  'shortlisted',
  'on_hold',
  'rejected',
  'hired',
  'no_campaign',
  'no_response',
] as const;
/** Among campaigns: those who came without one. */
export const noCampaign = 0;
const campaignOrNone = z.coerce.number().int().min(noCampaign).max(Number.MAX_SAFE_INTEGER);

export const folderKey = z.string().min(1).max(60);

export const listQuery = z.object({
  campaign: several(campaignOrNone),
  folder: several(folderKey),
  label: id.optional(),
  /** Those alone who are assigned to whoever asks. */
  mine: z.stringbool().optional(),
  /** Conditions as JSON: see `finding/filter.ts`. */
  filter: z.string().optional(),
  q: z.string().max(200, says(words.searchTooLong)).optional(),
  /** Where `q` is looked for: who somebody is, or what was written and said. */
  in: z.enum(['people', 'texts']).default('people'),
  sort: z.enum(['added', 'active']).default('active'),
  order: z.enum(['asc', 'desc']).default('desc'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListQuery = z.infer<typeof listQuery>;
/** Which applications a list is of, whatever their order and whichever page. */
export const findQuery = listQuery.omit({ sort: true, order: true, cursor: true, limit: true });
export type FindQuery = Omit<z.infer<typeof findQuery>, 'in'> & { in?: 'people' | 'texts' };

export const label = z.object({
  id: z.number(),
  name: z.string(),
  automatic: z.string().nullable(),
  color: z.string().nullable(),
});

export const item = z.object({
  id: z.number(),
  candidateId: z.number(),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  campaignId: z.number().nullable(),
  campaignTitle: z.string().nullable(),
  folder: z.string(),
  /** Why they are in this folder, where somebody said so. */
  reason: z.object({ id: z.number(), name: z.string() }).nullable(),
  labels: z.array(label),
  source: z.string(),
  /** `former`: deactivated, or without access to the campaign by now. */
  assignee: z.object({ id: z.string(), name: z.string(), former: z.boolean() }).nullable(),
  unread: z.boolean(),
  lastMessage: z.object({ text: z.string(), direction: z.enum(['in', 'out']), at: z.string() }).nullable(),
  /** Where texts are searched: the newest that matches, around what was looked for. */
  excerpt: z
    .object({
      kind: z.enum(['message', 'answer', 'transcript', 'comment']),
      pieces: z.array(z.object({ text: z.string(), hit: z.boolean() })),
      at: z.string(),
    })
    .nullable(),
  addedAt: z.string(),
  completedAt: z.string().nullable(),
  lastActivityAt: z.string(),
});
export type Item = z.infer<typeof item>;

export const list = z.object({
  items: z.array(item),
  nextCursor: z.string().nullable(),
  /** True where nobody matched the words as typed and these are the nearest names. */
  similar: z.boolean(),
});

export const counts = z.object({
  folders: z.array(
    z.object({ key: z.string(), name: z.string().nullable(), color: z.string().nullable(), count: z.number() }),
  ),
  campaigns: z.array(z.object({ id: z.number().nullable(), count: z.number() })),
  /** How many the list shows. */
  total: z.number(),
  /** How many are assigned to whoever asks. */
  mine: z.number(),
});

const possible = z.object({ possible: z.boolean(), reason: z.string().optional() });

export const profile = item.extend({
  /** Which they write from or typed, and of which nobody vouches that it is theirs; `email` may be the same. */
  unconfirmedEmail: z.string().nullable(),
  photoUrl: z.string().nullable(),
  resume: z
    .object({
      name: z.string(),
      url: z.string(),
      /** Gives the file out to be kept, whatever it is. */
      downloadUrl: z.string(),
      /** How it can be shown; `none` is for downloading alone. */
      shows: z.enum(['pdf', 'text', 'image', 'none']),
    })
    .nullable(),
  others: z.record(z.string(), z.unknown()),
  /** The company's attributes with what stands of each in `others`. */
  attributes: z.array(
    z.object({
      id: z.number(),
      key: z.string(),
      name: z.string(),
      type: z.enum(['text', 'number', 'date', 'choice']),
      choices: z.array(z.string()),
      archived: z.boolean(),
      value: z.string().nullable(),
      /** False where what came in is not of the attribute's type. */
      fits: z.boolean(),
    }),
  ),
  bot: z.object({
    state: z.enum(['not-started', 'running', 'stopped', 'completed']),
    stoppedBy: z.string().nullable(),
  }),
  chatLink: z.string().nullable(),
  accessCode: z.string(),
  interview: z.object({ answered: z.number(), total: z.number() }).nullable(),
  actions: z.record(z.string(), possible),
  otherApplications: z.array(
    z.object({ id: z.number(), campaignTitle: z.string().nullable(), folder: z.string(), addedAt: z.string() }),
  ),
  /** Candidates who were made one with this one. */
  merges: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      at: z.string(),
    }),
  ),
});

export const response = z.object({
  questionId: z.string(),
  question: z.string(),
  type: z.string(),
  position: z.number(),
  answer: z
    .object({
      kind: z.string(),
      text: z.string().nullable(),
      number: z.number().nullable(),
      choiceLabel: z.string().nullable(),
      audioUrl: z.string().nullable(),
      contentType: z.string().nullable(),
      durationMs: z.number().nullable(),
      transcript: z.string().nullable(),
      answeredAt: z.string(),
    })
    .nullable(),
});

export const history = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      /** Of an event; `sent` for a message. */
      kind: z.string(),
      actor: z.string(),
      /** Who of the team. */
      by: z.string().nullable(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
  nextCursor: z.string().nullable(),
});

const chatText = z.object({ body: z.string().min(1).max(4000) });

export const moveBody = z.object({
  folder: folderKey,
  /** The folder in which the mover saw the candidate; a move that a colleague made meanwhile is not overrun. */
  from: folderKey.optional(),
  /** One of the company's reasons for a move to this folder. */
  reasonId: z.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
  notify: z
    .object({
      sms: z.object({ body: z.string().min(1).max(4000) }).optional(),
      email: z.object({ subject: z.string().min(1).max(300), body: z.string().min(1).max(100_000) }).optional(),
      webchat: chatText.optional(),
      messenger: chatText.optional(),
      wechat: chatText.optional(),
      whatsapp: chatText.partial().strict().optional(),
    })
    .optional(),
});

/** What the texts must be is said by the readers that intake has too. */
const editable = z.object({
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  source: z.string().optional(),
});
export const editBody = editable.extend({
  /** What the editor saw there, by field; what a colleague changed meanwhile is not overwritten (`edited_meanwhile`). */
  seen: editable.optional(),
});

export const notification = z.object({
  enabled: z.boolean(),
  channels: z.array(
    z.object({
      channel: z.enum(['sms', 'email', 'webchat', 'messenger', 'whatsapp', 'wechat']),
      /** Ticked at first: one at most, of those that the campaign has switched on. */
      enabled: z.boolean(),
      subject: z.string().nullable(),
      body: z.string(),
      html: z.string().nullable(),
      possible: z.boolean(),
      reason: z.string().nullable(),
      emptyTokens: z.array(z.string()),
      /** An approved text, which can't be worded otherwise. */
      fixed: z.boolean(),
    }),
  ),
});
