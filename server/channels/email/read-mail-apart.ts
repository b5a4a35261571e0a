import type { Config } from '#platform/config.ts';
import { workApart } from '#platform/work-apart.ts';
import { proveBounce } from './bounce.ts';
import { readMailIds } from './message-id.ts';
import type { MailInput, MailReading, ReceivedMail } from './read-mail.ts';
import { readUnsubscribeToken } from './unsubscribe.ts';

/** The largest mails take seconds; what takes longer was written so that it does. */
const limits = { limitMs: 20_000, megabytes: 512 };
const file = new URL('./mail-process.ts', import.meta.url);
const read = workApart<MailInput, MailReading>(file, limits);

/** The limit is of what a process's own heap holds; the bytes of such a mail take as much again beside it. */
const readLarge = workApart<MailInput, MailReading>(file, { ...limits, processes: 1 });
const large = 5 * 1024 * 1024;

/**
 * Reads a mail in a process of its own, as anybody may write anything into one. Throws as `workApart` does.
 * What it gives back of what we have signed is proved here: that process has neither the secret nor a key.
 */
export async function readMailApart(
  signing: Pick<Config, 'secret'>,
  companyId: number,
  input: MailInput,
  limitMs?: number,
): Promise<ReceivedMail> {
  const reading = await (input.raw.length > large ? readLarge : read)(input, companyId, limitMs);
  const { unproved, ...mail } = reading;
  return {
    ...mail,
    files: mail.files.map((kept) => ({ ...kept, body: asBuffer(kept.body) })),
    answers: readMailIds(signing, unproved.answers),
    bounce: unproved.bounce && proveBounce(signing, unproved.bounce),
    unsubscribe: readUnsubscribeToken(signing, unproved.unsubscribe),
  };
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
