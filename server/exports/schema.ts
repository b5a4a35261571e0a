import { z } from 'zod';
import { selection } from '#candidates/bulk/schema.ts';
import { id, listQuery } from '#candidates/schema.ts';
import { column } from './columns.ts';
import { formats } from './files.ts';

export const exportParams = z.object({ exportId: id });
export const campaignParams = z.object({ campaignId: id });

/** In which order the list stands that is exported; by id where nothing is said. */
const order = { sort: listQuery.shape.sort.unwrap().optional(), order: listQuery.shape.order.unwrap().optional() };

/** Who is in the table: a campaign, the whole database (an owner's), these, or all that a list has but these. */
export const chosen = z.union([
  z.object({ campaignId: id }).strict(),
  z.object({ everything: z.literal(true) }).strict(),
  ...selection.options.map((option) => option.extend(order).strict()),
]);
export type Chosen = z.infer<typeof chosen>;

const mostChosen = 300;

export const exportBody = z.object({
  format: z.enum(formats),
  columns: z.array(column).min(1).max(mostChosen),
  chosen,
});
export type ExportBody = z.infer<typeof exportBody>;

const states = ['waiting', 'running', 'finished', 'cancelled', 'failed'] as const;
export type State = (typeof states)[number];

export const exportView = z.object({
  id: z.number(),
  state: z.enum(states),
  format: z.enum(formats),
  fileName: z.string(),
  of: z.enum(['campaign', 'everything', 'selection', 'list']),
  /** Null until it is known. */
  total: z.number().nullable(),
  done: z.number(),
  /** In bytes, of a finished one. */
  size: z.number().nullable(),
  error: z.string().nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  /** When the file goes. */
  expiresAt: z.string().nullable(),
});
export type ExportView = z.infer<typeof exportView>;

export const options = z.object({
  /** Whether this user may export at all. */
  allowed: z.boolean(),
  columns: z.array(z.object({ key: z.string(), name: z.string() })),
  /** What this user chose last, or the usual. */
  last: z.object({ format: z.enum(formats), columns: z.array(z.string()) }),
});

export const permission = z.object({ managers: z.boolean() });
