import { workApart } from '#platform/work-apart.ts';
import type { MailInput, ReceivedMail } from './read-mail.ts';

/** The largest mails take seconds; what takes longer was written so that it does. */
const limits = { limitMs: 20_000, megabytes: 512 };
const file = new URL('./mail-process.ts', import.meta.url);
const read = workApart<MailInput, ReceivedMail>(file, limits);

/** The limit is of what a process's own heap holds; the bytes of such a mail take as much again beside it. */
const readLarge = workApart<MailInput, ReceivedMail>(file, { ...limits, processes: 1 });
const large = 5 * 1024 * 1024;

/** Reads a mail in a process of its own, as anybody may write anything into one. Throws `WorkStopped` for what can not be read in time. */
export async function readMailApart(companyId: number, input: MailInput, limitMs?: number): Promise<ReceivedMail> {
  const mail = await (input.raw.length > large ? readLarge : read)(input, companyId, limitMs);
  const files = mail.files.map((file) => ({ ...file, body: asBuffer(file.body) }));
  return { ...mail, files };
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
