import type { Attachment } from '#channels/channel.ts';
import { shortName } from '#conversations/files.ts';
import { claimBlobs, storeBlob } from '#platform/blobs/loose.ts';
import { sniffContent } from '#platform/blobs/sniff.ts';
import { sign, verify } from '#platform/crypto.ts';
import type { Trx } from '#platform/db.ts';
import { invalid } from '#platform/errors.ts';
import { forPrograms } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import type { ChatApplication } from './chat.ts';

/** As large as a recording. */
export const maxChatFileBytes = 15 * 1024 * 1024;

/**
 * Keeps a file that the candidate is about to send: for a day, unless it is. What it is, its bytes say. Returns a reference,
 * good for this application alone.
 */
export async function keepChatFile(
  services: Pick<Services, 'blobs' | 'config' | 'db'>,
  chat: ChatApplication,
  file: { name: string; contentType: string; body: Buffer },
): Promise<{ file: string }> {
  if (file.body.length === 0) throw invalid(forPrograms('The file is empty.'), { file: forPrograms('is empty') });
  const { contentType } = await sniffContent(file.body.subarray(0, 4100), file.contentType);
  const name = shortName(file.name);
  const options = { contentType, maxBytes: maxChatFileBytes };
  const { key, size } = await storeBlob(services, chat.companyId, file.body, options);
  const attachment: Attachment = { key, name, contentType, size };
  const payload = Buffer.from(JSON.stringify(attachment)).toString('base64url');
  return { file: `${payload}.${sign(services.config.secret, 'chat file', signedFor(chat, payload))}` };
}

function signedFor({ companyId, applicationId }: ChatApplication, payload: string): string {
  return `${companyId} ${applicationId} ${payload}`;
}

/** Throws for a reference that was not given out for this application. */
export function readChatFile(secret: string, chat: ChatApplication, reference: string): Attachment {
  const [payload = '', signature = ''] = reference.split('.');
  if (!verify(secret, 'chat file', signedFor(chat, payload), signature))
    throw invalid(forPrograms('file: was not uploaded for this conversation. Upload it first.'), {
      file: forPrograms('is not a file of this conversation'),
    });
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Attachment;
}

/** A file is sent once; one that was never sent is gone after a day. */
export async function claimChatFiles(trx: Trx, { companyId }: ChatApplication, files: Attachment[]): Promise<void> {
  const keys = files.map(({ key }) => key);
  if ((await claimBlobs(trx, companyId, keys)).size < keys.length)
    throw invalid(forPrograms('file: is no longer there, or was sent already. Upload it again.'), {
      file: forPrograms('is no longer there'),
    });
}
