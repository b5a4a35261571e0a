import { startThreads } from '#platform/threads.ts';
import type { MailInput, ReceivedMail } from './read-mail.ts';

/** The largest mails take seconds; what takes longer was written so that it does. */
const limits = { limitMs: 20_000, megabytes: 512 };
const file = new URL('./mail-thread.ts', import.meta.url);
const read = startThreads<MailInput, ReceivedMail>(file, limits);

/** The limit is of what a thread's own heap holds; the bytes of such a mail take as much again beside it. */
const readLarge = startThreads<MailInput, ReceivedMail>(file, { ...limits, threads: 1 });
const large = 5 * 1024 * 1024;

/** Reads a mail in a thread, as anybody may write anything into one. Throws `WorkStopped` for what can not be read in time. */
export async function readMailApart(companyId: number, input: MailInput, limitMs?: number): Promise<ReceivedMail> {
  const mail = await (input.raw.length > large ? readLarge : read)(input, companyId, limitMs);
  const files = mail.files.map((file) => ({ ...file, body: asBuffer(file.body) }));
  return { ...mail, files };
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
