import { z } from 'zod';
import { channelKinds } from '#channels/channel.ts';
import { typed } from '#conversations/schema.ts';
import { findQuery, id } from '../schema.ts';

export const bulkParams = z.object({ bulkId: id });

/** More are chosen by what they have in common. */
const mostIds = 20_000;
const ids = z.array(z.number().int().positive().max(Number.MAX_SAFE_INTEGER)).max(mostIds);

/** These, or all that a list has but these. */
export const selection = z.union([
  z.object({ ids: ids.min(1) }).strict(),
  z.object({ query: findQuery.strict(), except: ids.default([]) }).strict(),
]);
export type Selection = z.infer<typeof selection>;

const folderKey = z.string().min(1).max(60);

export const action = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('folder'),
    folder: folderKey,
    /** At a shortlisting or rejection: the campaign's texts, as they are switched on, go to the candidates. */
    notify: z.boolean().default(false),
    /** Why; needed where a single move needs one. */
    reasonId: z.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
  }),
  z.object({ kind: z.literal('label'), labelId: id, on: z.boolean() }),
  z.object({ kind: z.literal('assign'), userId: z.guid().nullable() }),
  z.object({ kind: z.literal('invitation') }),
  z.object({
    kind: z.literal('message'),
    /** `auto`: to each by the channel that the composer would begin with. */
    channel: z.enum(['auto', ...channelKinds]),
    body: typed(100_000),
    subject: typed(300).optional(),
    allowEmptyTokens: z.boolean().default(false),
  }),
  z.object({ kind: z.literal('pin') }),
  z.object({ kind: z.literal('bot'), on: z.boolean() }),
  z.object({ kind: z.literal('campaign'), campaignId: id }),
  /** An owner's alone. */
  z.object({ kind: z.literal('delete') }),
]);
export type Action = z.infer<typeof action>;

export const startBody = z.object({ action });

const states = ['prepared', 'waiting', 'running', 'finished', 'cancelled', 'failed'] as const;
export type State = (typeof states)[number];

/** What is done, without the text of a message. */
const shownAction = z.object({
  kind: z.enum(['folder', 'label', 'assign', 'invitation', 'message', 'pin', 'bot', 'campaign', 'delete', 'undo']),
  folder: z.string().optional(),
  notify: z.boolean().optional(),
  reasonId: z.number().optional(),
  labelId: z.number().optional(),
  on: z.boolean().optional(),
  userId: z.string().nullish(),
  channel: z.string().optional(),
  campaignId: z.number().optional(),
  /** What is undone. */
  of: z.enum(['folder', 'label']).optional(),
});

export const bulkAction = z.object({
  id: z.number(),
  state: z.enum(states),
  action: shownAction.nullable(),
  total: z.number(),
  counts: z.object({ done: z.number(), skipped: z.number(), failed: z.number() }),
  /** Whether what it changed can be taken back; `undone` once that was asked for. */
  undo: z.enum(['possible', 'impossible', 'undone']),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type BulkAction = z.infer<typeof bulkAction>;

const outcome = z.enum(['done', 'skipped', 'failed']);

export const resultsQuery = z.object({
  outcome: outcome.optional(),
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ResultsQuery = z.infer<typeof resultsQuery>;

export const results = z.object({
  /** How many there are for each reason, over all pages. */
  reasons: z.array(z.object({ outcome, code: z.string(), reason: z.string(), count: z.number() })),
  items: z.array(
    z.object({
      applicationId: z.number(),
      /** Null where the application is gone, or out of one's reach by now. */
      name: z.string().nullable(),
      outcome,
      code: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  next: z.number().nullable(),
});
