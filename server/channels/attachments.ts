import { z } from 'zod';
import { linkExpiry, signedPath } from '#platform/blobs/download.ts';
import type { Config } from '#platform/config.ts';
import type { Attachment } from './channel.ts';
import { isRisky } from './risky-file.ts';

/** A file of a message as pages get it; `size` in bytes. */
export const attachmentView = z.object({
  name: z.string(),
  contentType: z.string(),
  size: z.number(),
  durationMs: z.number().optional(),
  url: z.string(),
  /** It may run a program when it is opened. */
  risky: z.boolean(),
});

const lifetimeMs = 60 * 60_000;

/** An attachment with an address at which it plays for an hour. */
export function presentAttachment({ key, ...attachment }: Attachment, config: Pick<Config, 'secret'>) {
  const url = signedPath(config.secret, key, {
    filename: attachment.name,
    contentType: attachment.contentType,
    disposition: 'inline',
    expiresAt: linkExpiry(lifetimeMs),
  });
  return { ...attachment, url, risky: isRisky(attachment.name) };
}
