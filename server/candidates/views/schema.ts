import { z } from 'zod';
import { says } from '#platform/http/issues.ts';
import { input } from '#platform/words.ts';
import { listQuery, noCampaign } from '../schema.ts';
import { words } from './words.ts';

const id = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);
export const savedViewParams = z.object({ savedViewId: z.coerce.number().pipe(id) });

const name = z
  .string()
  .trim()
  .min(1, says(words.nameNeeded))
  .max(60, says(input.tooLong(60)))
  .refine((text) => !text.includes('\0') && text.isWellFormed(), says(words.nameUnclean));

/** What of the Leads screen's state makes a view: everything but who is open. As in the query of the list; `filter` is JSON. */
const search = z.strictObject({
  campaign: z.array(z.number().int().min(noCampaign).max(Number.MAX_SAFE_INTEGER)).max(500).optional(),
  folder: z.array(z.string().min(1).max(60)).max(500).optional(),
  label: id.optional(),
  mine: z.literal(true).optional(),
  filter: z.string().optional(),
  q: z.string().max(200).optional(),
  in: listQuery.shape.in.unwrap().optional(),
  sort: listQuery.shape.sort.unwrap().optional(),
  order: listQuery.shape.order.unwrap().optional(),
});

export const newSavedView = z.object({
  name,
  /** Everybody's in the company; else one's own. */
  shared: z.boolean().default(false),
  search,
});
export type NewSavedView = z.infer<typeof newSavedView>;

export const changedSavedView = newSavedView.extend({ shared: z.boolean() }).partial();
export type SavedViewChange = z.infer<typeof changedSavedView>;

export const savedView = z.object({
  id: z.number(),
  name: z.string(),
  shared: z.boolean(),
  search,
  /** Who made it; null where they are gone. */
  createdBy: z.string().nullable(),
  /** Whether the one who asks may change or delete it. */
  canEdit: z.boolean(),
});
export type SavedView = z.infer<typeof savedView>;
