import type { OutgoingFile } from '../channel.ts';

const kinds = [
  // Other pictures than these Messenger does not show; as files they can be opened.
  { kind: 'image', types: /^image\/(png|jpe?g|gif|webp)\b/ },
  { kind: 'audio', types: /^audio\// },
  { kind: 'video', types: /^video\// },
] as const;

/** As what Messenger is to show a file. */
export function kindOf({ contentType }: OutgoingFile): string {
  return kinds.find(({ types }) => types.test(contentType))?.kind ?? 'file';
}

/** The part of a message that is its file: how it may be used, or by which ID it was uploaded. */
export function attachmentOf(type: string, payload: { is_reusable: true } | { attachment_id: string }) {
  return { attachment: { type, payload } };
}
