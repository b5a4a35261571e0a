import { z } from 'zod';
import { givenName } from '../name.ts';
import { id } from '../schema.ts';

/** Folders into which one is moved for a reason. */
export const reasonFolders = ['shortlisted', 'rejected'] as const;
export type ReasonFolder = (typeof reasonFolders)[number];

export const reasonParams = z.object({ reasonId: id });

const name = givenName(120);
export const newReason = z.object({ folder: z.enum(reasonFolders), name });
export const changedReason = z.object({ name, archived: z.boolean() }).partial();
export type ReasonChange = z.infer<typeof changedReason>;

/** All reasons of a folder, archived ones included, in the order that they are to have. */
export const reasonOrder = z.object({
  folder: z.enum(reasonFolders),
  ids: z.array(z.number().int()).max(500),
});

/** For which folders a move needs a reason, once there are some to choose from. */
export const reasonRules = z.object({ shortlisted: z.boolean(), rejected: z.boolean() });
export type ReasonRules = z.infer<typeof reasonRules>;

export const reasons = z.object({
  reasons: z.array(
    z.object({ id: z.number(), folder: z.enum(reasonFolders), name: z.string(), archived: z.boolean() }),
  ),
  required: reasonRules,
});

export const reasonCountsQuery = z.object({
  campaign: id.optional(),
  /** Days of the company's calendar, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
export type ReasonCountsQuery = z.infer<typeof reasonCountsQuery>;

export const reasonCounts = z.array(
  z.object({
    id: z.number(),
    folder: z.enum(reasonFolders),
    name: z.string(),
    archived: z.boolean(),
    /** How often it was given within these days. */
    given: z.number(),
    /** How many are in the folder for it now, whenever that was. */
    now: z.number(),
  }),
);
