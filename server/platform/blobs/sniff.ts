import { fileTypeFromBuffer } from 'file-type';

export type Sniffed = { contentType: string; kind: 'audio' | 'image' | 'pdf' | 'document' | 'text' | 'unknown' };

const images = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);
const documents = new Set([
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.oasis.opendocument.text',
  'application/rtf',
  'application/x-cfb',
]);
/** Containers of sound or film: what a browser records as sound alone is told apart by what it was declared as. */
const containers: Record<string, string> = {
  'video/webm': 'audio/webm',
  'video/mp4': 'audio/mp4',
  'video/ogg': 'audio/ogg',
  'video/quicktime': 'audio/mp4',
};

/**
 * What a file is by its first bytes (4,100 suffice), whatever its name says. `declared` only decides between sound and
 * film in a container that can hold both.
 */
export async function sniffContent(head: Buffer, declared = ''): Promise<Sniffed> {
  const found = await fileTypeFromBuffer(head);
  if (!found) return isText(head) ? { contentType: 'text/plain; charset=utf-8', kind: 'text' } : unknown;
  const mime = found.mime.split(';')[0] as string;
  if (mime.startsWith('audio/')) return { contentType: mime, kind: 'audio' };
  const sound = containers[mime];
  if (sound && declared.startsWith('audio/')) return { contentType: sound, kind: 'audio' };
  if (images.has(mime)) return { contentType: mime, kind: 'image' };
  if (mime === 'application/pdf') return { contentType: mime, kind: 'pdf' };
  if (documents.has(mime))
    return { contentType: mime === 'application/x-cfb' ? 'application/msword' : mime, kind: 'document' };
  return unknown;
}

const unknown: Sniffed = { contentType: 'application/octet-stream', kind: 'unknown' };

function isText(head: Buffer): boolean {
  if (head.length === 0 || head.includes(0)) return false;
  // The last character may be cut in the middle.
  const text = new TextDecoder('utf-8').decode(head, { stream: true });
  const odd = [...text].filter(
    (character) => character === '\uFFFD' || (character < ' ' && !'\t\n\r\f'.includes(character)),
  ).length;
  return odd / text.length < 0.1;
}

/** What a browser may show in place; everything else is downloaded. Nothing in here can run. */
export function inlineSafe(contentType: string): boolean {
  return /^(audio|video)\//.test(contentType) || images.has(contentType) || contentType === 'application/pdf';
}
