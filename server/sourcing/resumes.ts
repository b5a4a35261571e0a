import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { fileTypeFromFile } from 'file-type';
import { discardUnclaimed, storeBlob } from '#platform/blobs/loose.ts';
import { RuleError } from '#platform/errors.ts';
import { forPrograms, type Words } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { beginning } from '#platform/text.ts';
import type { Upload } from './upload.ts';
import { words } from './words.ts';

export const largestResume = 10 * 1024 * 1024;

const kinds: Record<string, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  doc: 'application/msword',
  rtf: 'application/rtf',
  odt: 'application/vnd.oasis.opendocument.text',
  txt: 'text/plain; charset=utf-8',
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};

/** Checks the file, keeps it, and hands `use` its key and name. Where no application took it, it is removed again. */
export async function withResume<T>(
  services: Services,
  companyId: number,
  file: Upload | null,
  use: (resume: { key: string; name: string } | null) => Promise<T>,
): Promise<T> {
  if (!file) return use(null);
  const { contentType, extension } = await recogniseResume(file.path, file.name);
  const options = { contentType, maxBytes: largestResume };
  const { key } = await storeBlob(services, companyId, createReadStream(file.path), options);
  try {
    return await use({ key, name: nameWith(extension, file.name) });
  } finally {
    await discardUnclaimed(services, companyId, key);
  }
}

/** The name as it was given, ended by what the file is. */
function nameWith(extension: string, name: string): string {
  const clean = short(basename(name.replaceAll('\\', '/')).normalize('NFC')).trim() || 'resume';
  const ending = extname(clean).toLowerCase();
  const same = ending === `.${extension}` || (extension === 'jpg' && ending === '.jpeg');
  return same ? clean : `${clean}.${extension}`;
}

/**
 * The kind of a résumé by what is in the file, whatever it is called: `{ extension, contentType }`. Throws a `RuleError`
 * for an empty file and for any kind but PDF, DOCX, DOC, RTF, ODT, TXT and pictures (JPEG, PNG, WebP).
 */
async function recogniseResume(path: string, name: string): Promise<{ extension: string; contentType: string }> {
  const { size } = await stat(path);
  if (size === 0) throw refuse('empty_file', words.resumeEmpty(short(name)));
  const sniffed = await fileTypeFromFile(path).catch(() => undefined);
  const given = extname(name).slice(1).toLowerCase();
  const extension =
    sniffed?.ext === 'cfb' && given === 'doc'
      ? 'doc'
      : (sniffed?.ext ?? ((await isPlainText(path)) ? plainKind(given) : ''));
  const contentType = kinds[extension];
  if (!contentType) throw refuse('wrong_file_kind', words.wrongResume(short(name), sniffed?.ext.toUpperCase()));
  return { extension, contentType };
}

export function tooLarge(name: string): RuleError {
  return new RuleError(413, 'file_too_large', words.resumeTooLarge(short(name), largestResume / 1024 / 1024), {
    temporary_cv: forPrograms('is too large'),
  });
}

function refuse(code: string, why: Words): RuleError {
  return new RuleError(422, code, why, { temporary_cv: why });
}

/** A web page or a script is text too, but no résumé. */
function plainKind(given: string): string {
  return ['txt', 'text', 'md', ''].includes(given) ? 'txt' : '';
}

async function isPlainText(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(64 * 1024) });
    const head = buffer.subarray(0, bytesRead);
    return !head.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27));
  } finally {
    await file.close();
  }
}

function short(name: string): string {
  const clean = name.toWellFormed().replace(/\p{C}/gu, '');
  return clean.length > 100 ? `${beginning(clean, 100)}…` : clean;
}
