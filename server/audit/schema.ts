import { z } from 'zod';
import { auditKinds } from '#accounts/audit.ts';

/** Of the calendar of the company's time zone; PostgreSQL knows no year 0. */
const day = z.iso.date().refine((date) => date >= '1900');

export const filterQuery = z.object({
  /** Of a user, who may be gone by now; `program` is what Parley did by itself. */
  person: z.union([z.guid(), z.literal('program')]).optional(),
  kind: z.enum(auditKinds).optional(),
  /** The first day and the last. */
  from: day.optional(),
  to: day.optional(),
});
export type Filter = z.infer<typeof filterQuery>;

export const logQuery = filterQuery.extend({
  cursor: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

const known = { id: z.number(), name: z.string() };

const entry = z.object({
  id: z.number(),
  at: z.string(),
  kind: z.string(),
  /** Null: Parley itself, or somebody of whom nothing is known any more. */
  by: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Of the network, where it is known. */
  address: z.string().nullable(),
  /** Whom it was about, where they are still there; `applicationId` null where none of their applications is. */
  candidate: z.object({ ...known, applicationId: z.number().nullable() }).nullable(),
  campaign: z.object(known).nullable(),
  /** A user whom it was about and who is still there. */
  user: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** What else is known; what it is depends on the kind. */
  data: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string()), z.null()])),
});
export type Entry = z.infer<typeof entry>;

export const logPage = z.object({ items: z.array(entry), nextCursor: z.string().nullable() });

const words = z.object({ en: z.string(), es: z.string() });

export const choices = z.object({
  /** Who has done anything; `here` is false where the account is gone. */
  people: z.array(z.object({ id: z.string(), name: z.string(), here: z.boolean() })),
  kinds: z.array(z.object({ kind: z.enum(auditKinds), name: words })),
});
