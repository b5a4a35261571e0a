import type { InterviewDefinition } from '#interviews/definition.ts';
import { linkExpiry, signedPath } from '#platform/blobs/download.ts';
import { storeBlob } from '#platform/blobs/loose.ts';
import { sniffContent } from '#platform/blobs/sniff.ts';
import type { Config } from '#platform/config.ts';
import { invalidField, RuleError } from '#platform/errors.ts';
import type { Services } from '#platform/services.ts';
import { input } from '#platform/words.ts';
import { words } from './words.ts';

export const maxAudioBytes = 15 * 1024 * 1024;
/** What every telephone system plays. */
const playable: Record<string, string> = { 'audio/wav': 'wav', 'audio/mpeg': 'mp3' };
/** An editor stays open for long; who listens later loads the page again. */
const linkLifetimeMs = 12 * 3_600_000;

/** Keeps a sound file for a prompt or question; refuses by its content what is neither WAV nor MP3, whatever it is called. */
export async function keepAudio(services: Pick<Services, 'blobs' | 'config' | 'db'>, companyId: number, file: Buffer) {
  if (file.length === 0) throw invalidField('file', input.fileEmpty);
  const { contentType } = await sniffContent(file.subarray(0, 4100));
  if (!playable[contentType]) throw new RuleError(415, 'not_audio', words.noAudio, { file: words.noAudio });
  const { key } = await storeBlob(services, companyId, file, { contentType, maxBytes: maxAudioBytes });
  return { audioBlobKey: key, contentType, size: file.length, url: audioUrl(services.config, key) };
}

/** Where in the definition a sound file is named, as in the messages about it. */
export function audioKeys({ opening, questions, closing }: InterviewDefinition): { at: string; key: string }[] {
  const places = [
    ...Object.entries(opening).map(([name, spoken]) => ({
      at: `opening.${name}.audioBlobKey`,
      key: spoken.audioBlobKey,
    })),
    ...questions.map((question, index) => ({ at: `questions.${index}.audioBlobKey`, key: question.audioBlobKey })),
    { at: 'closing.audioBlobKey', key: closing.audioBlobKey },
  ];
  return places.flatMap(({ at, key }) => (key ? [{ at, key }] : []));
}

export async function isAudioOf({ blobs }: Pick<Services, 'blobs'>, companyId: number, key: string): Promise<boolean> {
  if (!new RegExp(`^${companyId}/[A-Za-z0-9_-]{16,64}$`).test(key)) return false;
  const info = await blobs.head(key);
  return info !== null && info.contentType in playable;
}

export function audioUrls(config: Pick<Config, 'secret'>, definition: InterviewDefinition): Record<string, string> {
  return Object.fromEntries(audioKeys(definition).map(({ key }) => [key, audioUrl(config, key)]));
}

function audioUrl(config: Pick<Config, 'secret'>, key: string): string {
  return signedPath(config.secret, key, {
    filename: 'audio',
    contentType: 'application/octet-stream',
    disposition: 'inline',
    expiresAt: linkExpiry(linkLifetimeMs),
  });
}
