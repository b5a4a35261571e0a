import { Readable } from 'node:stream';
import { claimBlobs, storeBlob } from '#platform/blobs/loose.ts';
import { sniffContent } from '#platform/blobs/sniff.ts';
import { sign, verify } from '#platform/crypto.ts';
import type { Trx } from '#platform/db.ts';
import { invalid, RuleError } from '#platform/errors.ts';
import { forPrograms } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import type { ChatApplication } from './chat.ts';
import { maxAnswerSeconds } from './definition.ts';

export const maxRecordingBytes = 15 * 1024 * 1024;
/** A recorder stops a moment after its limit. */
const slackMs = 5000;

/** A stored recording; `durationMs` is what the recorder said. */
export type Recording = { key: string; contentType: string; size: number; durationMs: number };

type RecordingServices = Pick<Services, 'config' | 'blobs' | 'db'>;

/**
 * Stores what the candidate spoke and returns a reference to be sent as a message, good for this application alone.
 * What is no sound by its content, is larger than 15 MB or longer than four minutes is refused.
 */
export async function storeRecording(
  services: RecordingServices,
  chat: ChatApplication,
  body: Readable,
  declared: { contentType: string; durationMs: number },
): Promise<Recording & { blob: string }> {
  if (declared.durationMs > maxAnswerSeconds * 1000 + slackMs)
    throw new RuleError(413, 'too_long', forPrograms(`An answer is at most ${maxAnswerSeconds / 60} minutes long.`));
  const { head, whole } = await peek(body);
  if (head.length === 0) throw invalid(forPrograms('The recording is empty.'), { body: forPrograms('is empty') });
  const { contentType, kind } = await sniffContent(head, declared.contentType);
  if (kind !== 'audio') {
    body.destroy();
    throw new RuleError(
      415,
      'not_audio',
      forPrograms('This is no sound recording; WebM, MP4, Ogg, MP3, WAV and AAC are understood.'),
    );
  }
  const options = { contentType, maxBytes: maxRecordingBytes };
  const { key, size } = await storeBlob(services, chat.companyId, whole, options);
  const recording = { key, contentType, size, durationMs: declared.durationMs };
  return { ...recording, blob: toReference(services.config.secret, chat, recording) };
}

function toReference(secret: string, chat: ChatApplication, recording: Recording): string {
  const payload = Buffer.from(JSON.stringify(recording)).toString('base64url');
  return `${payload}.${sign(secret, 'recording', `${chat.companyId} ${chat.applicationId} ${payload}`)}`;
}

/** Throws for a reference that was not given out for this application. */
export function readReference(secret: string, chat: ChatApplication, reference: string): Recording {
  const [payload = '', signature = ''] = reference.split('.');
  if (!verify(secret, 'recording', `${chat.companyId} ${chat.applicationId} ${payload}`, signature))
    throw invalid(forPrograms('blob: is not a recording that was uploaded for this interview. Upload it first.'), {
      blob: forPrograms('is not a recording of this interview'),
    });
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Recording;
}

/** A recording is said once; one that was never said is gone after a day. */
export async function claimRecording(trx: Trx, { companyId }: ChatApplication, key: string): Promise<void> {
  if (!(await claimBlobs(trx, companyId, [key])).has(key))
    throw invalid(forPrograms('blob: this recording is no longer there, or was sent already. Upload it again.'), {
      blob: forPrograms('is no longer there'),
    });
}

const headBytes = 4100;

/** The first bytes, and a stream of all. */
async function peek(body: Readable): Promise<{ head: Buffer; whole: Readable }> {
  const chunks = body.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  const first: Buffer[] = [];
  let length = 0;
  while (length < headBytes) {
    const next = await chunks.next();
    if (next.done) break;
    first.push(next.value);
    length += next.value.length;
  }
  const head = Buffer.concat(first);
  async function* all() {
    yield head;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  }
  return { head, whole: Readable.from(all()) };
}
