import type { OutgoingFile } from '../channel.ts';

/** Of what a service account can send. */
export type FileKind = 'image' | 'voice' | 'video';

export function kindOf({ contentType }: OutgoingFile): FileKind {
  if (contentType.startsWith('audio/')) return 'voice';
  return contentType.startsWith('video/') ? 'video' : 'image';
}

/** The part of a message that is its file, once that was uploaded. A film has its name above it. */
export function fileContentOf(kind: FileKind, mediaId: string, name: string) {
  return { msgtype: kind, [kind]: { media_id: mediaId, ...(kind === 'video' && { title: name }) } };
}
