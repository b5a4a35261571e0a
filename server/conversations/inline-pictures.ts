import { buffer } from 'node:stream/consumers';
import type { Attachment } from '#channels/channel.ts';
import type { Services } from '#platform/services.ts';

/** All that is put into one page, in bytes. */
const mostBytes = 12 * 1024 * 1024;
/** What browsers show and can not run. */
const shown = /^image\/(png|jpe?g|gif|webp)$/;

/**
 * The pictures of a mail that its HTML names, as data by their names: the page that shows the mail may load nothing. What is
 * no picture, or would be too much, is left out.
 */
export async function readInlinePictures(
  { blobs }: Pick<Services, 'blobs'>,
  html: string,
  attachments: Attachment[],
): Promise<Map<string, string>> {
  const data = new Map<string, string>();
  if (!/cid:/i.test(html)) return data;
  let room = mostBytes;
  for (const { cid, key, contentType, size } of attachments) {
    if (cid === undefined || data.has(cid) || !shown.test(contentType) || size > room) continue;
    const found = await blobs.get(key);
    if (!found) continue;
    data.set(cid, `data:${contentType};base64,${(await buffer(found.stream)).toString('base64')}`);
    room -= size;
  }
  return data;
}
