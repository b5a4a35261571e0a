import { z } from 'zod';
import { givenName } from '../name.ts';
import { folderKey, id } from '../schema.ts';

export const folderParams = z.object({ folderKey: folderKey.refine((key) => !key.includes('\0')) });

/** As the interface's palette has them (`web/ui/folders.ts`). */
export const folderColors = ['blue', 'violet', 'green', 'amber', 'red', 'pink', 'slate', 'clay', 'petrol'] as const;

export const newFolder = z.object({
  name: givenName(60),
  color: z.enum(folderColors),
  /** For these campaigns alone; null: for all. */
  campaignIds: z.array(id).min(1).max(500).nullable().default(null),
});
export type NewFolder = z.infer<typeof newFolder>;

export const changedFolder = newFolder.extend({ campaignIds: newFolder.shape.campaignIds.unwrap() }).partial();
export type FolderChange = z.infer<typeof changedFolder>;

/** All of the company's own folders, in the order that they are to have. */
export const folderOrder = z.object({ keys: z.array(folderKey).max(200) });

export const folder = z.object({
  key: z.string(),
  /** Null for one of the default folders, which the interface names. */
  name: z.string().nullable(),
  color: z.string().nullable(),
  /** Null: for all. Of those alone that the user reaches. */
  campaignIds: z.array(z.number()).nullable(),
  /** How many candidates it holds within the user's reach. */
  count: z.number(),
});
export type Folder = z.infer<typeof folder>;
