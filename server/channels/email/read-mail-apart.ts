import { startThreads } from '#platform/threads.ts';
import type { MailInput, ReceivedMail } from './read-mail.ts';

/** The largest mails take seconds; what takes longer was written so that it does. */
const limits = { limitMs: 20_000, megabytes: 512 };
const read = startThreads<MailInput, ReceivedMail>(new URL('./mail-thread.ts', import.meta.url), limits);

/** Reads a mail in a thread, as anybody may write anything into one. Throws `WorkStopped` for what can not be read in time. */
export async function readMailApart(companyId: number, input: MailInput, limitMs?: number): Promise<ReceivedMail> {
  const mail = await read(input, companyId, limitMs);
  const files = mail.files.map((file) => ({ ...file, body: asBuffer(file.body) }));
  return { ...mail, files };
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
