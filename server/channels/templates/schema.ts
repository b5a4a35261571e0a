import { z } from 'zod';
import { says } from '#platform/http/issues.ts';
import { slotsOf } from './template.ts';
import type { TemplateRow } from './templates.ts';
import { words } from './words.ts';

const parts = z.object({
  header: z.string().nullable(),
  body: z.string(),
  footer: z.string().nullable(),
  buttons: z.array(z.object({ kind: z.enum(['url', 'other']), text: z.string(), url: z.string().optional() })),
  examples: z.record(z.string(), z.string()),
  named: z.boolean(),
  unsupported: z.enum(['file', 'button']).nullable(),
});

export const approvedTemplate = z.object({
  id: z.number(),
  name: z.string(),
  language: z.string(),
  category: z.string(),
  status: z.string(),
  quality: z.enum(['green', 'yellow', 'red']).nullable(),
  parts,
  /** Its gaps, in their order. */
  slots: z.array(z.object({ key: z.string(), example: z.string() })),
  /** Whether it can be sent now. */
  sendable: z.boolean(),
});

/** What stands in the gaps, by slot. */
export const gapTexts = z.record(z.string().max(100), z.string().max(1000, says(words.longText)));

export function presentTemplate(row: TemplateRow): z.infer<typeof approvedTemplate> {
  return { ...row, slots: slotsOf(row.parts) };
}
