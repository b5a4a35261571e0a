/** One sending of a message: the first, or that after so many retries. */
export type Sending = { messageId: number; retries: number };

/** By what a provider gives a sending back to us; one that somebody had sent again goes by another reference. */
export function referenceOf({ messageId, retries }: Sending): string {
  return retries === 0 ? String(messageId) : `${messageId}.${retries}`;
}

/** Null for what is none of ours. */
export function readReference(text: unknown): Sending | null {
  const [, id, retries = '0'] = /^([1-9]\d{0,14})(?:\.([1-9]\d{0,3}))?$/.exec(String(text ?? '')) ?? [];
  return id === undefined ? null : { messageId: Number(id), retries: Number(retries) };
}
