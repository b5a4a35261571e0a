import { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import { mp4Tracks, type Tracks, webmTracks } from './containers.ts';

export type Sniffed = {
  /** `application/octet-stream` for the unknown. */
  contentType: string;
  kind: 'audio' | 'video' | 'image' | 'pdf' | 'document' | 'text' | 'unknown';
};

const images = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);
const documents = new Set([
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.oasis.opendocument.text',
  'application/rtf',
]);
/** Containers of sound or film. */
const containers: Record<string, { audio: string; video: string; tracks: (head: Buffer) => Tracks }> = {
  'video/webm': { audio: 'audio/webm', video: 'video/webm', tracks: webmTracks },
  'video/mp4': { audio: 'audio/mp4', video: 'video/mp4', tracks: mp4Tracks },
  'video/quicktime': { audio: 'audio/mp4', video: 'video/mp4', tracks: mp4Tracks },
  'video/ogg': { audio: 'audio/ogg', video: 'video/ogg', tracks: () => null },
};
/** Names that not every player knows. */
const usualNames: Record<string, string> = { 'audio/x-m4a': 'audio/mp4' };

const headBytes = 4100;

const unknown: Sniffed = { contentType: 'application/octet-stream', kind: 'unknown' };

/**
 * What a file is by its first bytes (4,100 suffice), whatever its name says. `declared` only decides where the bytes leave
 * it open: between sound and film in a container whose tracks are not listed at its beginning, and for the old Word format,
 * whose container also holds installers.
 */
export async function sniffContent(head: Buffer, declared = ''): Promise<Sniffed> {
  const found = await fileTypeFromBuffer(head);
  if (!found) return isText(head) ? { contentType: 'text/plain; charset=utf-8', kind: 'text' } : unknown;
  const mime = found.mime.split(';')[0] as string;
  if (mime.startsWith('audio/')) return { contentType: usualNames[mime] ?? mime, kind: 'audio' };
  const container = containers[mime];
  if (container) {
    const kind = container.tracks(head) ?? (declared.startsWith('audio/') ? 'audio' : 'video');
    return { contentType: container[kind], kind };
  }
  if (images.has(mime)) return { contentType: mime, kind: 'image' };
  if (mime === 'application/pdf') return { contentType: mime, kind: 'pdf' };
  if (documents.has(mime)) return { contentType: mime, kind: 'document' };
  if (mime === 'application/x-cfb' && declared === 'application/msword')
    return { contentType: declared, kind: 'document' };
  return unknown;
}

/** The first bytes of what comes, as many as `sniffContent` needs, and all of it as it comes: nobody has to hold the whole. */
export async function headOf(source: Readable): Promise<{ head: Buffer; whole: Readable }> {
  const coming = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first: Buffer[] = [];
  for (let size = 0; size < headBytes; size += first.at(-1)?.length ?? 0) {
    const { done, value } = await coming.next();
    if (done) break;
    first.push(value);
  }
  const whole = async function* () {
    yield* first;
    yield* { [Symbol.asyncIterator]: () => coming };
  };
  return { head: Buffer.concat(first).subarray(0, headBytes), whole: Readable.from(whole(), { objectMode: false }) };
}

/** Readable text that no program would run: no markup of a page, no script that names its interpreter. */
function isText(head: Buffer): boolean {
  if (head.length === 0 || head.includes(0)) return false;
  // The last character may be cut in the middle.
  const text = new TextDecoder('utf-8').decode(head, { stream: true });
  if (/^\s*(#!|<(!doctype|!--|\?|html|head|body|svg|script|iframe))/i.test(text)) return false;
  const odd = [...text].filter(
    (character) => character === '\uFFFD' || (character < ' ' && !'\t\n\r\f'.includes(character)),
  ).length;
  return odd / text.length < 0.1;
}

/** What a browser may show in place; everything else is downloaded. Nothing in here can run. */
export function inlineSafe(contentType: string): boolean {
  return /^(audio|video)\//.test(contentType) || images.has(contentType) || contentType === 'application/pdf';
}
