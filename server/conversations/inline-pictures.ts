import { buffer } from 'node:stream/consumers';
import type { Attachment } from '#channels/channel.ts';
import type { Services } from '#platform/services.ts';

/** All that is put into one page, in bytes; the same picture a thousand times would else be a thousand times as much. */
const mostBytes = 12 * 1024 * 1024;
/** What browsers show and can not run. */
const shown = /^image\/(png|jpe?g|gif|webp)$/;

/**
 * The pictures of a mail that its HTML names, as data: the page that shows the mail may load nothing. Returns what gives the
 * data for a name, null for what is none, or would be too much.
 */
export async function readInlinePictures(
  { blobs }: Pick<Services, 'blobs'>,
  html: string,
  attachments: Attachment[],
): Promise<(cid: string) => string | null> {
  const data = new Map<string, string>();
  if (!/cid:/i.test(html)) return () => null;
  let room = mostBytes;
  for (const { cid, key, contentType, size } of attachments) {
    if (cid === undefined || data.has(cid) || !shown.test(contentType) || size > room) continue;
    const found = await blobs.get(key);
    if (!found) continue;
    data.set(cid, `data:${contentType};base64,${(await buffer(found.stream)).toString('base64')}`);
    room -= size;
  }
  let left = mostBytes;
  return (cid) => {
    const picture = data.get(cid);
    if (picture === undefined || picture.length > left) return null;
    left -= picture.length;
    return picture;
  };
}
