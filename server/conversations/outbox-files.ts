import { buffer } from 'node:stream/consumers';
import { type Attachment, FileUnreadable, type OutgoingFile } from '#channels/channel.ts';
import { linkExpiry, signedPath } from '#platform/blobs/download.ts';
import type { Services } from '#platform/services.ts';

/** A provider fetches a file at once, or when it works off its own queue. */
const lifetimeMs = 4 * 3_600_000;

/** A kept file as channels get it: to read, or to be fetched. */
export function outgoingFile(
  { blobs, config }: Pick<Services, 'blobs' | 'config'>,
  attachment: Attachment,
): OutgoingFile {
  const { key, name: filename, contentType } = attachment;
  const expiresAt = linkExpiry(lifetimeMs);
  return {
    ...attachment,
    url: config.publicUrl + signedPath(config.secret, key, { filename, contentType, disposition: 'inline', expiresAt }),
    async read() {
      const blob = await blobs.get(key).catch((error) => {
        throw new FileUnreadable(false, error);
      });
      if (!blob) throw new FileUnreadable(true);
      return buffer(blob.stream).catch((error) => {
        throw new FileUnreadable(false, error);
      });
    },
  };
}
