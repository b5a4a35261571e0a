import { z } from 'zod';
import type { ImportRow } from './queries.ts';
import { columnMapping, delimiters, encodings, type Reading } from './reading.ts';

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
export const campaignParams = z.object({ campaignId: id });
export const importParams = z.object({ importId: id });
export const valuesQuery = z.object({
  column: z.coerce.number().int().min(0).max(199).default(0),
  attribute: z.string().max(60).default(''),
});
export const startBody = z.object({ mapping: columnMapping.min(1).max(200), hasHeader: z.boolean() });

export const importBody = z.object({
  id: z.number(),
  campaignId: z.number(),
  fileName: z.string(),
  size: z.number(),
  state: z.enum(['uploaded', 'waiting', 'running', 'finished', 'cancelled', 'failed']),
  reading: z.object({
    encoding: z.enum(encodings),
    delimiter: z.enum(delimiters),
    hasHeader: z.boolean(),
    headers: z.array(z.string()),
    mapping: columnMapping,
    preview: z.array(z.array(z.string())),
  }),
  counts: z.object({
    total: z.number(),
    created: z.number(),
    duplicate: z.number(),
    existing: z.number(),
    refused: z.number(),
    /** Of those created: rows with values that are kept though they are not of their attribute's type. */
    warned: z.number(),
  }),
  /** From 0 to 1. */
  progress: z.number(),
  error: z.string().nullable(),
  refusalsUrl: z.string().nullable(),
  user: z.object({ id: z.string(), name: z.string() }).nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
});

/** A shown cell as the attribute would hold it; null where it is not of its type. */
export const cellRead = z.object({ text: z.string(), value: z.string().nullable() });
export const problem = z.object({ row: z.number(), reason: z.string() });

/** An import as it is answered. */
export function present(row: ImportRow): z.infer<typeof importBody> {
  const { created, duplicate, existing, refused, warned } = row;
  const progress = row.state === 'finished' ? 1 : Math.min(0.99, row.size > 0 ? row.bytes_read / row.size : 0);
  return {
    id: row.id,
    campaignId: row.campaign_id,
    fileName: row.file_name,
    size: row.size,
    state: row.state as z.infer<typeof importBody>['state'],
    reading: row.reading as unknown as Reading,
    counts: { total: created + existing + refused, created, duplicate, existing, refused, warned },
    progress,
    error: row.error,
    refusalsUrl: refused + warned > 0 ? `/api/imports/${row.id}/refusals.csv` : null,
    user: row.user_id && row.user_name ? { id: row.user_id, name: row.user_name } : null,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
