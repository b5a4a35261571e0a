import type { OutgoingMessage } from '../channel.ts';

const kinds = ['image', 'video', 'audio'] as const;

/** The part of a message that is its file, once that was uploaded; the text stands beneath it. */
export function fileContentOf({ body, files: [file] }: OutgoingMessage, mediaId: string) {
  const kind = kinds.find((one) => file?.contentType.startsWith(`${one}/`)) ?? 'document';
  const caption = body === '' || kind === 'audio' ? {} : { caption: body };
  const filename = kind === 'document' ? { filename: file?.name ?? '' } : {};
  return { type: kind, [kind]: { id: mediaId, ...caption, ...filename } };
}
