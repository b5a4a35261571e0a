import type { Readable } from 'node:stream';
import { presentAttachment } from '#channels/attachments.ts';
import type { Attachment, ChannelKind } from '#channels/channel.ts';
import { filelessKinds } from '#channels/connections.ts';
import { type FileProblem, fileProblem, maxFileBytes } from '#channels/files.ts';
import { claimBlobs, storeBlob } from '#platform/blobs/loose.ts';
import { headOf, sniffContent } from '#platform/blobs/sniff.ts';
import { sign, verify } from '#platform/crypto.ts';
import type { Trx } from '#platform/db.ts';
import { conflict, invalidField } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { Words } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { input } from '#platform/words.ts';
import { words } from './words.ts';

/** To whom a file that was uploaded may be sent, and by whom. */
type Bound = Pick<Session, 'companyId' | 'userId'> & { applicationId: number };

/**
 * Keeps a file that is to be sent, as it comes: for a day, unless it is. What it is, its bytes say. Returns a reference, good for this
 * user and application alone, and an address at which it can be looked at.
 */
export async function keepFile(
  services: Pick<Services, 'blobs' | 'config' | 'db'>,
  bound: Bound,
  file: { name: string; contentType: string; body: Readable },
) {
  const { head, whole } = await headOf(file.body);
  if (head.length === 0) throw invalidField('file', input.fileEmpty);
  const { contentType } = await sniffContent(head, file.contentType);
  const { key, size } = await storeBlob(services, bound.companyId, whole, { contentType, maxBytes: maxFileBytes });
  const attachment: Attachment = { key, name: shortName(file.name), contentType, size };
  return {
    ...presentAttachment(attachment, services.config),
    file: toReference(services.config.secret, bound, attachment),
  };
}

const longestName = 120;

/** The name as it stood on the sender's disk, without its folders; one that is too long keeps its ending. */
export function shortName(given: string): string {
  const name =
    (given.split(/[\\/]/).at(-1) ?? '')
      .replace(/\p{Cc}/gu, '')
      .toWellFormed()
      .trim() || 'file';
  if (name.length <= longestName) return name;
  const ending = /\.\w{1,10}$/.exec(name)?.[0] ?? '';
  return name.slice(0, longestName - ending.length).toWellFormed() + ending;
}

function toReference(secret: string, bound: Bound, attachment: Attachment): string {
  const payload = Buffer.from(JSON.stringify(attachment)).toString('base64url');
  return `${payload}.${sign(secret, 'file', signedFor(bound, payload))}`;
}

function signedFor({ companyId, userId, applicationId }: Bound, payload: string): string {
  return `${companyId} ${userId} ${applicationId} ${payload}`;
}

/**
 * The files that these references stand for, from now on of the message that this transaction stores. Throws where one was
 * not given out for this, is gone or sent already, or where the channel does not take them.
 */
export async function claimFiles(
  trx: Trx,
  secret: string,
  bound: Bound,
  channel: ChannelKind,
  references: string[],
): Promise<Attachment[]> {
  if (references.length === 0) return [];
  if ((await filelessKinds(trx, bound.companyId)).has(channel))
    throw conflict('files_not_supported', words.noFilesHere);
  const files = references.map((reference) => readReference(secret, bound, reference));
  const problem = fileProblem(channel, files);
  if (problem) throw invalidField('files', problemWords(problem));
  const keys = files.map(({ key }) => key);
  const claimed = await claimBlobs(trx, bound.companyId, keys);
  if (claimed.size < keys.length) throw invalidField('files', words.fileGone);
  return files;
}

function readReference(secret: string, bound: Bound, reference: string): Attachment {
  const [payload = '', signature = ''] = reference.split('.');
  if (!verify(secret, 'file', signedFor(bound, payload), signature)) throw invalidField('files', words.fileGone);
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Attachment;
}

const megabyte = 1024 * 1024;

function problemWords(problem: FileProblem): Words {
  switch (problem.code) {
    case 'too_many':
      return words.tooManyFiles(problem.most);
    case 'not_taken':
      return words.fileNotTaken(problem.name);
    case 'too_large':
      return words.fileTooLargeThere(problem.name, problem.bytes / megabyte);
    case 'too_large_together':
      return words.filesTooLarge(problem.bytes / megabyte);
  }
}
