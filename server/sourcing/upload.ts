import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import qs from 'qs';
import { invalid, RuleError } from '#platform/errors.ts';
import { forPrograms, inEach, type Words } from '#platform/sentences.ts';
import { words as platformWords } from '#platform/words.ts';
import { words } from './words.ts';

/** A file that came with a form; it lies at `path` until the request is answered. */
export type Upload = { path: string; name: string; sha256: string };
export type Form = { fields: Record<string, unknown>; file: Upload | null };

/** For a form whose own fields say who sends it. */
export type FormSender = {
  /** Whether these fields, the first ones of the form, say it. */
  isNamed(fields: Record<string, unknown>): boolean;
  /** Throws where nothing is taken from them. */
  check(fields: Record<string, unknown>): Promise<void>;
};

/** As much of strangers as a JSON body may take: all texts together, and a file that comes before its sender is known. */
const mostInMemory = 1024 * 1024;

/**
 * Reads a multipart form of texts and at most one file, in any order. The file waits on disk, and gets there only once its
 * sender is known. `a[b]` is `{ a: { b } }`; a name that comes twice is a list.
 */
export async function withForm<T>(
  request: FastifyRequest,
  options: FormOptions,
  use: (form: Form) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-upload-'));
  try {
    const { texts, file } = await readParts(request, folder, options).catch(asBrokenForm);
    return await use({
      fields: qs.parse(texts as never, { depth: 4, parameterLimit: 1000 }) as Record<string, unknown>,
      file,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type FormOptions = {
  fileField: string;
  maxBytes: number;
  tooLarge: (name: string) => RuleError;
  sender?: FormSender;
};

async function readParts(request: FastifyRequest, folder: string, options: FormOptions) {
  const { fileField, maxBytes, tooLarge, sender } = options;
  const texts: Record<string, string | string[]> = {};
  let textLength = 0;
  let kept: Kept | null = null;
  for await (const part of request.parts({ limits: { fileSize: maxBytes, files: 2, fields: 300 } })) {
    if (part.type === 'field') {
      const before = texts[part.fieldname];
      texts[part.fieldname] = before === undefined ? String(part.value) : [before, String(part.value)].flat();
      textLength += part.fieldname.length + String(part.value).length;
      if (textLength > mostInMemory) throw new RuleError(413, 'too_large', words.formTooLarge);
      continue;
    }
    const named = !sender || sender.isNamed(texts);
    if (named) await sender?.check(texts);
    const file = await keep(part, join(folder, 'file'), named, tooLarge);
    if (!file) continue;
    if (part.fieldname !== fileField) throw invalid(words.wrongFileField(part.fieldname, fileField));
    if (kept) throw invalid(words.twoFiles(fileField));
    kept = file;
  }
  await sender?.check(texts);
  if (kept?.held) await writeFile(kept.upload.path, kept.held);
  return { texts, file: kept?.upload ?? null };
}

/** What the form's parser can not make out has no status of its own. */
export function asBrokenForm(error: Error & { statusCode?: number; syscall?: string }): never {
  if (error instanceof RuleError || error.statusCode || error.syscall) throw error;
  throw new RuleError(400, 'invalid_form', platformWords.brokenForm(error.message));
}

/** What is `held` is not on disk yet. */
type Kept = { upload: Upload; held: Buffer[] | null };

/** Null for the empty part that a browser sends where no file was chosen. */
async function keep(
  part: MultipartFile,
  path: string,
  onDisk: boolean,
  tooLarge: (name: string) => RuleError,
): Promise<Kept | null> {
  const hash = createHash('sha256');
  const held: Buffer[] = [];
  let size = 0;
  const measure = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  };
  const hold = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) {
      if (size > mostInMemory) throw senderTooLate();
      held.push(chunk);
    }
  };
  try {
    await pipeline(part.file, measure, onDisk ? createWriteStream(path) : hold);
  } catch (error) {
    if ((error as { code?: string }).code === 'FST_REQ_FILE_TOO_LARGE') throw tooLarge(part.filename);
    throw error;
  }
  if (part.file.truncated) throw tooLarge(part.filename);
  if (size === 0 && !part.filename) return null;
  const upload = { path, name: part.filename || 'file', sha256: hash.digest('hex') };
  return { upload, held: onDisk ? null : held };
}

function senderTooLate(): RuleError {
  return new RuleError(
    401,
    'sender_unknown',
    forPrograms(
      'A file of more than 1 MB came before the fields that say who sends it. Send those first, in the query, or as headers.',
    ),
  );
}

/** The text in a field: '' where it is absent. Lists and objects are collected as problems, never stored as `a,b`. */
export function textField(fields: Record<string, unknown>, name: string, problems: Record<string, Words>): string {
  const value = fields[name];
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  if (typeof value === 'number') return String(value);
  problems[name] = Array.isArray(value)
    ? words.listOfTexts(name)
    : words.notText(name, typeof value === 'boolean' ? 'yes or no' : 'object');
  return '';
}

export function refuseFields(problems: Record<string, Words>): void {
  const all = Object.values(problems);
  const reason = inEach((language) => all.map((problem) => problem[language]).join(' '));
  if (all.length > 0) throw new RuleError(422, 'not_a_text', reason, problems);
}
