import type { ChannelKind } from './channel.ts';

/** What is known of a file before it is sent; `size` in bytes. */
export type FileFacts = { name: string; contentType: string; size: number };

/** Which files a channel takes, by whichever provider. Used in the browser too: nothing of Node may be imported here. */
export type FileLimits = {
  /** Files of one message, as a recruiter sends it. */
  most: number;
  /** All of them together, in bytes. */
  totalBytes: number;
  /** By beginning of the content type; the first that fits holds. What none fits is not taken. */
  kinds: { type: string; bytes: number }[];
  /** The channel carries one file a message: several go one after the other. */
  apart: boolean;
  /** Characters of a text that can stand beneath such a file; a longer one goes before it. */
  caption: number;
};

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;

/** What is kept to be sent at all. */
export const maxFileBytes = 25 * megabyte;

const office = 'application/vnd.openxmlformats-officedocument.';
const together = { apart: false, caption: Infinity };
const oneByOne = { most: 10, totalBytes: 100 * megabyte, apart: true, caption: 0 };

const limits: Record<ChannelKind, FileLimits> = {
  webchat: { ...together, most: 10, totalBytes: 100 * megabyte, kinds: [{ type: '', bytes: maxFileBytes }] },
  // Twilio takes 5 MB a message; of what is no common picture carriers rarely take more than half a megabyte. [K]
  sms: {
    ...together,
    most: 10,
    totalBytes: 5 * megabyte,
    kinds: [
      ...['image/jpeg', 'image/png', 'image/gif'].map((type) => ({ type, bytes: 5 * megabyte })),
      ...['audio/', 'video/', 'application/pdf'].map((type) => ({ type, bytes: 500 * kilobyte })),
    ],
  },
  // Mailboxes take letters of 25 MB, and a file in a letter is a third larger than on a disk. [K]
  email: { ...together, most: 10, totalBytes: 18 * megabyte, kinds: [{ type: '', bytes: 18 * megabyte }] },
  // Meta's page on media of the Cloud API; documents may have 100 MB there, which nobody here keeps. [K]
  whatsapp: {
    ...oneByOne,
    caption: 1024,
    kinds: [
      ...['image/jpeg', 'image/png'].map((type) => ({ type, bytes: 5 * megabyte })),
      { type: 'video/mp4', bytes: 16 * megabyte },
      ...['audio/aac', 'audio/mp4', 'audio/mpeg', 'audio/amr', 'audio/ogg'].map((type) => ({
        type,
        bytes: 16 * megabyte,
      })),
      ...['application/pdf', 'application/msword', office, 'text/plain'].map((type) => ({ type, bytes: maxFileBytes })),
    ],
  },
  messenger: { ...oneByOne, kinds: [{ type: '', bytes: maxFileBytes }] },
  // Of what a service account can send: pictures, voice, film. [K]
  wechat: {
    ...oneByOne,
    kinds: [
      ...['image/jpeg', 'image/png', 'image/gif', 'video/mp4'].map((type) => ({ type, bytes: 10 * megabyte })),
      ...['audio/amr', 'audio/mpeg'].map((type) => ({ type, bytes: 2 * megabyte })),
    ],
  },
};

export function fileLimitsOf(kind: ChannelKind): FileLimits {
  return limits[kind];
}

export type FileProblem =
  | { code: 'too_many'; most: number }
  | { code: 'not_taken'; name: string }
  | { code: 'too_large'; name: string; bytes: number }
  | { code: 'too_large_together'; bytes: number };

/** Why these files can't go by this channel; the first reason. */
export function fileProblem(kind: ChannelKind, files: FileFacts[]): FileProblem | null {
  const { most, totalBytes, kinds } = limits[kind];
  if (files.length > most) return { code: 'too_many', most };
  for (const { name, contentType, size } of files) {
    const rule = kinds.find(({ type }) => contentType.startsWith(type));
    if (!rule) return { code: 'not_taken', name };
    if (size > rule.bytes) return { code: 'too_large', name, bytes: rule.bytes };
  }
  const total = files.reduce((sum, { size }) => sum + size, 0);
  return total > totalBytes ? { code: 'too_large_together', bytes: totalBytes } : null;
}

/** As which messages a text with files goes out, in this order. */
export function inParts<F extends FileFacts>(
  kind: ChannelKind,
  text: string,
  files: F[],
): { text: string; files: F[] }[] {
  const { apart, caption } = limits[kind];
  if (!apart || files.length === 0) return [{ text, files }];
  const captioned = text.length <= caption && !files[0]?.contentType.startsWith('audio/');
  const alone = captioned || text.trim() === '' ? [] : [{ text, files: [] }];
  return [...alone, ...files.map((file, at) => ({ text: captioned && at === 0 ? text : '', files: [file] }))];
}
